import type { ChildOf } from '../../model/workflow.ts';
import { unsupported } from '../actions/unsupported.ts';
import { Stop } from '../completion.ts';
import { toBase64 } from '../redact.ts';
import type { Run } from '../run.ts';
import { textOf } from '../values.ts';

/** The Authorization header of an authentication element; undefined when the element is none. */
export function authorizationOf(
	part: ChildOf<'CallEndpoint'>,
	run: Run,
): string | undefined | Stop {
	const { redactor } = run.environment;
	switch (part.kind) {
		case 'BasicAuthentication': {
			const username = textOf(part.attributes.username, run);
			if (username instanceof Stop) return username;
			const password = textOf(part.attributes.password, run);
			if (password instanceof Stop) return password;
			redactor.learn(password);
			// Sent without waiting for a challenge. Assumed: as UTF-8.
			const credential = toBase64(new TextEncoder().encode(`${username}:${password}`));
			redactor.learn(credential);
			return `Basic ${credential}`;
		}
		case 'BearerAuthentication': {
			const token = textOf(part.attributes.token, run);
			if (token instanceof Stop) return token;
			redactor.learn(token);
			return `Bearer ${token}`;
		}
		case 'DigestAuthentication':
		case 'AkamaiEdgeGridAuthentication':
		case 'HawkAuthentication':
			return unsupported(part.kind);
		default:
			return undefined;
	}
}
