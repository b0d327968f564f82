import type { Span } from '../../base/span.ts';
import type { Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import type { Proof } from './authentication.ts';

type Signed = Exclude<Proof, { readonly kind: 'digest' }>;

/** The request with the header that is made from all of it. The algorithms are loaded when first needed. */
export async function signRequest(
	proof: Signed,
	request: HttpRequest,
	run: Run,
): Promise<HttpRequest | Stop> {
	const { clock, random } = run.environment.ports;
	const { method, url, body } = request;
	const common = { method, url, body, timeMs: clock.now() };
	const next = () => random.next();
	let signing: SigningResult;
	if (proof.kind === 'hawk') {
		const { createHawk } = await import('../../signing/hawk.ts');
		signing = createHawk({ ...proof.keys, ...common, nonce: shortNonce(next) });
	} else {
		const { createEdgeGrid } = await import('../../signing/edgeGrid.ts');
		signing = createEdgeGrid({ ...proof.keys, ...common, nonce: uuid(next) });
	}
	if (!signing.ok) return refused(signing, proof.node.nameSpan);
	return withAuthorization(request, signing.authorization, run);
}

type SigningResult =
	| { readonly ok: true; readonly authorization: string }
	| { readonly ok: false; readonly message: string; readonly help?: string };

/** Ends the run because a request or token cannot be signed. */
export function refused(
	{ message, help }: { readonly message: string; readonly help?: string },
	span: Span | undefined,
): Stop {
	return failure(message, { help, span });
}

/** What in a signed header is the proof: nobody needs to read it, somebody could use it. */
const PROOF = /\b(?:response|signature|mac)="?([^",;\s]+)/;

/** The request with an Authorization header in front of the others. */
export function withAuthorization(
	request: HttpRequest,
	authorization: string,
	run: Run,
): HttpRequest {
	const proof = PROOF.exec(authorization)?.[1];
	if (proof !== undefined) run.environment.redactor.learn(proof);
	return { ...request, headers: [['Authorization', authorization], ...request.headers] };
}

type Next = () => number;

/** As Akamai's own clients: a random UUID. */
function uuid(next: Next): string {
	return 'xxxxxxxx-xxxx-4xxx-yxxx-xxxxxxxxxxxx'.replace(/[xy]/g, (place) => {
		const digit = Math.floor(next() * 16);
		return (place === 'x' ? digit : (digit & 3) | 8).toString(16);
	});
}

const LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';

/** As Hawk's own client: six letters and digits. */
function shortNonce(next: Next): string {
	return Array.from({ length: 6 }, () => LETTERS[Math.floor(next() * LETTERS.length)]).join('');
}
