import type { DigestChallenge } from '../../signing/digestChallenge.ts';
import { requestAddressOf } from '../../signing/requestAddress.ts';
import { Stop } from '../completion.ts';
import type { HttpReply, HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import type { Proof } from './authentication.ts';
import type { Exchange } from './send.ts';
import { refused, withAuthorization } from './signRequest.ts';

type Digest = Extract<Proof, { readonly kind: 'digest' }>;

/** The nonces whose use is counted; a server gives a new one whenever it likes. */
const NONCES_MAX = 100;

/**
 * Sends a request that HTTP digest authentication protects (RFC 7616): a 401 with a challenge is answered once, and
 * once again when the server says that only the nonce was too old. Realm and nonce in the element are answered
 * without asking first. A 401 that no answer can help is the response, for a status is no error.
 */
export async function sendWithDigest(
	digest: Digest,
	request: HttpRequest,
	{
		run,
		send,
	}: {
		readonly run: Run;
		readonly send: (request: HttpRequest) => Promise<Exchange | Stop>;
	},
): Promise<Exchange | Stop> {
	const { chooseDigestChallenge, presetDigestChallenge } = await import(
		'../../signing/digestChallenge.ts'
	);
	const { node, preset } = digest;
	const presets = presetDigestChallenge(preset);
	if (!presets.ok) return refused(presets, node.nameSpan);
	let signed: HttpRequest | Stop = request;
	if (presets.challenge !== undefined) {
		signed = await answer(digest, request, presets.challenge, run);
		if (signed instanceof Stop) return signed;
	}
	for (let answered = 0; ; answered++) {
		const exchange = await send(signed);
		if (exchange instanceof Stop || exchange.reply.status !== 401) return exchange;
		const chosen = chooseDigestChallenge(challengesOf(exchange.reply), preset);
		if (!chosen.ok) {
			const { message, help = '' } = chosen;
			run.note(`DigestAuthentication: ${message} ${help}`.trim(), node.nameSpan);
			return exchange;
		}
		const { challenge } = chosen;
		if (answered > 1 || (answered === 1 && !challenge.isStale)) return exchange;
		const stop = run.countRequest();
		if (stop !== undefined) return stop;
		exchange.show();
		signed = await answer(digest, request, challenge, run);
		if (signed instanceof Stop) return signed;
	}
}

async function answer(
	{ node, username, password, preset }: Digest,
	request: HttpRequest,
	challenge: DigestChallenge,
	run: Run,
): Promise<HttpRequest | Stop> {
	const { answerDigest } = await import('../../signing/digest.ts');
	const { method, url, body } = request;
	const result = answerDigest({
		challenge,
		username,
		password,
		preset,
		method,
		uri: requestAddressOf(url)?.resource ?? '/',
		body,
		nonceCount: countNonce(run.environment.nonceCounts, challenge.nonce),
		random: () => run.environment.ports.random.next(),
	});
	if (!result.ok) return refused(result, node.nameSpan);
	return withAuthorization(request, result.authorization, run);
}

/** How often a nonce was answered, this time included: servers refuse a count that they have seen. */
function countNonce(counts: Map<string, number>, nonce: string): number {
	const count = (counts.get(nonce) ?? 0) + 1;
	counts.delete(nonce);
	counts.set(nonce, count);
	const [oldest] = counts.keys();
	if (counts.size > NONCES_MAX && oldest !== undefined) counts.delete(oldest);
	return count;
}

function challengesOf({ headers }: HttpReply): string[] {
	return headers
		.filter(([name]) => name.toLowerCase() === 'www-authenticate')
		.map(([, value]) => value);
}
