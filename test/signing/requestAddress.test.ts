import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createUndiciHttp } from '../../src/host/undiciHttp.ts';
import { requestAddressOf } from '../../src/signing/requestAddress.ts';

const seed = 2617;
const http = createUndiciHttp();
const server = createServer((request, response) => response.end(request.url));
let origin = '';

beforeAll(async () => {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});

afterAll(async () => {
	await http.close();
	server.close();
});

/** What a server is asked for when a request is sent to an address. */
async function wireOf(url: string): Promise<string> {
	const tls = { protocol: 'TLSv1.2', allowUntrustedServerCertificate: false };
	const result = await http.send({ method: 'GET', url, headers: [], tls, bodyBytesMax: 10_000 });
	if (!result.ok) throw new Error(result.fault.message);
	return new TextDecoder().decode(result.reply.body as Uint8Array);
}

test.each([
	["/a?filter=created:%3E'2026'", "/a?filter=created:%3E'2026'"],
	['/a/../b/./c', '/a/../b/./c'],
	['/a/%2e%2e/b', '/a/%2e%2e/b'],
	['?a=b', '/?a=b'],
	['', '/'],
	['/a?b=ü', '/a?b=%C3%BC'],
	['/ä/../b?c=d', '/b?c=d'],
	['/a#b?c', '/a'],
	['/a;b=c//d?e?f&&', '/a;b=c//d?e?f&&'],
	['/A%c3%bc', '/A%c3%bc'],
])('of the address "%s" it signs %s, which is what is sent', async (path, resource) => {
	expect(requestAddressOf(origin + path)?.resource).toBe(resource);
	expect(await wireOf(origin + path)).toBe(resource);
});

test(`what is signed is what is sent (seed ${seed})`, async () => {
	const piece = fc.constantFrom(
		...['/', '?', '&', '=', "'", '.', '..', '%2F', '%2e', 'a', 'ü', ';'],
	);
	await fc.assert(
		fc.asyncProperty(fc.array(piece, { maxLength: 8 }), async (pieces) => {
			const url = `${origin}/${pieces.join('')}`;
			expect(requestAddressOf(url)?.resource).toBe(await wireOf(url));
		}),
		{ seed, numRuns: 200 },
	);
});
