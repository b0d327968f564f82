import { bodyBytes, toBase64 } from '../../base/bytes.ts';
import type { ChildOf, ElementNode } from '../../model/workflow.ts';
import type { DigestPreset } from '../../signing/digestChallenge.ts';
import type { EdgeGridRequest } from '../../signing/edgeGrid.ts';
import type { HawkRequest } from '../../signing/hawk.ts';
import { Stop } from '../completion.ts';
import type { Run } from '../run.ts';
import { optionalTextOf } from '../values.ts';
import { encodeText } from './charset.ts';

type OfRequest = 'method' | 'url' | 'body' | 'timeMs' | 'nonce';
type DigestNode = ElementNode<'DigestAuthentication'>;
type EdgeGridNode = ElementNode<'AkamaiEdgeGridAuthentication'>;
type HawkNode = ElementNode<'HawkAuthentication'>;

/** How a request proves who sends it: by a header that is known beforehand, or one that is made from the request. */
export type Authentication =
	| { readonly kind: 'header'; readonly authorization: string }
	| {
			readonly kind: 'digest';
			readonly node: DigestNode;
			readonly username: string;
			readonly password: string;
			readonly preset: DigestPreset;
	  }
	| {
			readonly kind: 'edge-grid';
			readonly node: EdgeGridNode;
			readonly keys: Omit<EdgeGridRequest, OfRequest>;
	  }
	| {
			readonly kind: 'hawk';
			readonly node: HawkNode;
			readonly keys: Omit<HawkRequest, OfRequest>;
	  };

/** What is made from the complete request. */
export type Proof = Exclude<Authentication, { readonly kind: 'header' }>;

/** The authentication element of a CallEndpoint, rendered; undefined when the child is another element. */
export function authenticationOf(
	part: ChildOf<'CallEndpoint'>,
	run: Run,
): Authentication | undefined | Stop {
	switch (part.kind) {
		case 'BasicAuthentication': {
			const texts = textsOf(part, ['username', 'password'], run);
			if (texts instanceof Stop) return texts;
			// Sent without waiting for a challenge.
			const { username, password } = texts;
			const credential = credentialOf(`${username}:${password}`, run);
			learn(run, password, credential);
			return { kind: 'header', authorization: `Basic ${credential}` };
		}
		case 'BearerAuthentication': {
			const texts = textsOf(part, ['token'], run);
			if (texts instanceof Stop) return texts;
			learn(run, texts.token);
			return { kind: 'header', authorization: `Bearer ${texts.token}` };
		}
		case 'DigestAuthentication':
			return digestOf(part, run);
		case 'AkamaiEdgeGridAuthentication': {
			const names = ['accessToken', 'clientToken', 'clientSecret', 'baseUrl'] as const;
			const keys = textsOf(part, names, run);
			if (keys instanceof Stop) return keys;
			learn(run, keys.accessToken, keys.clientToken, keys.clientSecret);
			return { kind: 'edge-grid', node: part, keys };
		}
		case 'HawkAuthentication': {
			const names = ['keyId', 'key', 'algorithm', 'hash', 'ext', 'app', 'dlg'] as const;
			const keys = textsOf(part, names, run);
			if (keys instanceof Stop) return keys;
			learn(run, keys.key);
			return { kind: 'hawk', node: part, keys };
		}
		default:
			return undefined;
	}
}

function credentialOf(text: string, run: Run): string {
	const charset = /^[\0-\x7f]*$/.test(text) ? 'UTF-8' : run.choice('basicCharset');
	return toBase64(bodyBytes(encodeText(text, charset)));
}

function digestOf(node: DigestNode, run: Run): Authentication | Stop {
	const names = ['username', 'password', 'realm', 'nonce', 'algorithm', 'qop', 'cnonce'] as const;
	const texts = textsOf(node, names, run);
	if (texts instanceof Stop) return texts;
	const { username, password, ...preset } = texts;
	learn(run, password);
	return { kind: 'digest', node, username, password, preset };
}

/** Attributes by name; one that is not there is the empty text. */
function textsOf<Name extends string>(
	node: ChildOf<'CallEndpoint'>,
	names: readonly Name[],
	run: Run,
): Record<Name, string> | Stop {
	const texts: Partial<Record<Name, string>> = {};
	for (const name of names) {
		const text = optionalTextOf(node, name, run) ?? '';
		if (text instanceof Stop) return text;
		texts[name] = text;
	}
	return texts as Record<Name, string>;
}

function learn(run: Run, ...secrets: readonly string[]): void {
	for (const secret of secrets) run.environment.redactor.learn(secret);
}
