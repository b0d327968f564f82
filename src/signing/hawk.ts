import { hmac } from '@noble/hashes/hmac.js';
import { sha1 } from '@noble/hashes/legacy.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { toBase64, utf8Bytes } from '../base/bytes.ts';
import { isHeaderText, quotedString } from './headerText.ts';
import { type Refusal, refuse, refuseEmptyKey, refuseWord } from './refusal.ts';
import { requestAddressOf } from './requestAddress.ts';

/** The request to sign, and the attributes of HawkAuthentication, rendered. An empty text is as good as none. */
export interface HawkRequest {
	readonly method: string;
	readonly url: string;
	readonly keyId: string;
	readonly key: string;
	/** `sha1` or `sha256`, in any case. */
	readonly algorithm: string;
	/** The hash of the payload, already computed: it is signed and sent as it is given. */
	readonly hash?: string | undefined;
	readonly ext?: string | undefined;
	readonly app?: string | undefined;
	/** Counts only together with `app`. */
	readonly dlg?: string | undefined;
	/** Milliseconds since 1970-01-01T00:00Z. */
	readonly timeMs: number;
	/** Different for each request of a second. */
	readonly nonce: string;
}

export type HawkResult = { readonly ok: true; readonly authorization: string } | Refusal;

const HASHES = { sha1, sha256 } as const;

/** The Authorization header of Hawk. Source: the README of hawk, protocol version 1. */
export function createHawk(request: HawkRequest): HawkResult {
	const name = request.algorithm.toLowerCase();
	if (name !== 'sha1' && name !== 'sha256')
		return refuseWord('algorithm', request.algorithm, Object.keys(HASHES));
	if (request.key === '') return refuseEmptyKey('key');
	const address = requestAddressOf(request.url);
	if (address === undefined)
		return refuse('Hawk cannot sign the request: its address is not HTTP.');
	const { hash = '', ext = '', app = '', nonce } = request;
	const dlg = app === '' ? '' : (request.dlg ?? '');
	const timestamp = String(Math.floor(request.timeMs / 1000));
	const sent = { id: request.keyId, ts: timestamp, nonce, hash, ext };
	const misfit = misfitOf({ ...sent, app, dlg });
	if (misfit !== undefined) return misfit;
	const lines = [
		'hawk.1.header',
		timestamp,
		nonce,
		request.method.toUpperCase(),
		address.resource,
		address.hostname,
		address.port,
		hash,
		ext.replaceAll('\\', '\\\\').replaceAll('\n', '\\n'),
		...(app === '' ? [] : [app, dlg]),
	];
	const signed = lines.map((line) => `${line}\n`).join('');
	const mac = toBase64(hmac(HASHES[name], utf8Bytes(request.key), utf8Bytes(signed)));
	const authorization = Object.entries({ ...sent, mac, app, dlg })
		.filter(([, value]) => value !== '')
		.map(([attribute, value]) => `${attribute}=${quotedString(value)}`);
	return { ok: true, authorization: `Hawk ${authorization.join(', ')}` };
}

/** A server reads no escapes, so only `ext`, which nobody but the application understands, may need them. */
function misfitOf(attributes: Readonly<Record<string, string>>): Refusal | undefined {
	for (const [name, value] of Object.entries(attributes)) {
		if (isHeaderText(value) && (name === 'ext' || !/["\\]/.test(value))) continue;
		return refuse(
			`The "${name}" of Hawk holds a character that its header cannot carry.`,
			'Printable ASCII is allowed, without quotation marks and backslashes.',
		);
	}
	return undefined;
}
