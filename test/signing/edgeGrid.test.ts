import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEdgeGrid, type EdgeGridRequest } from '../../src/signing/edgeGrid.ts';
import { type Expected, readCases, toldAs } from './cases.ts';

type Case = EdgeGridRequest & {
	readonly about: string;
	readonly authorization?: string;
	readonly error?: Expected;
};

const { given, cases } = readCases<{
	readonly given: EdgeGridRequest;
	readonly cases: readonly Case[];
}>('edgeGrid');
const seed = 131_072;

test.each(cases)('$about', ({ about: _, authorization, error, ...request }) => {
	const result = createEdgeGrid({ ...given, ...request });
	if (error === undefined) expect(result).toEqual({ ok: true, authorization });
	else expect(toldAs(error, result)).toEqual(error);
});

/** The scheme as Akamai describes it, in the fewest words. */
function plainly(request: EdgeGridRequest, path: string): string {
	const keyed = (key: string, text: string) =>
		createHmac('sha256', key).update(text).digest('base64');
	const timestamp = new Date(request.timeMs)
		.toISOString()
		.replace(/[-Z]|\..*/g, '')
		.concat('+0000');
	const unsigned = `EG1-HMAC-SHA256 client_token=${request.clientToken};access_token=${request.accessToken};timestamp=${timestamp};nonce=${request.nonce};`;
	const body = Buffer.from(request.body ?? '').subarray(0, 131_072);
	const hashed = request.method === 'POST' && body.length > 0;
	const hash = hashed ? createHash('sha256').update(body).digest('base64') : '';
	const text = `${request.method}\thttps\thost.example\t${path}\t\t${hash}\t${unsigned}`;
	return `${unsigned}signature=${keyed(keyed(request.clientSecret, timestamp), text)}`;
}

test(`requests of every kind are signed as Akamai describes it (seed ${seed})`, () => {
	const words = fc.stringMatching(/^[a-z0-9-]{0,12}$/);
	const bodies = fc.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.uint8Array({ maxLength: 300 }),
		fc.constant('x'.repeat(140_000)),
	);
	const methods = fc.constantFrom('GET', 'POST', 'PUT', 'DELETE', 'PATCH');
	const times = fc.nat(4_000_000_000).map((seconds) => seconds * 1000 + 7);
	fc.assert(
		fc.property(methods, words, words, bodies, times, (method, path, token, body, timeMs) => {
			const resource = `/${path}?q=${path}`;
			const url = `https://host.example${resource}`;
			const tokens = { accessToken: token, clientToken: `c${token}`, clientSecret: `s${token}` };
			const request = { ...tokens, method, url, body, timeMs, nonce: path };
			const authorization = plainly(request, resource);
			expect(createEdgeGrid(request)).toEqual({ ok: true, authorization });
		}),
		{ seed, numRuns: 200 },
	);
});
