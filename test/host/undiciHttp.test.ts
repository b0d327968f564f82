import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { BODY_LIMIT } from '../../src/host/answerFault.ts';
import { createUndiciHttp } from '../../src/host/undiciHttp.ts';
import { LIMITS } from '../../src/sim/limits.ts';
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { freePort, request, startServer } from './servers.ts';

test('header names keep their case and order in both directions, repetitions included', async () => {
	let received: readonly string[] = [];
	await withServer(
		startServer((incoming, response) => {
			received = incoming.rawHeaders;
			response.writeHead(200, 'Fine', ['X-One', '1', 'Set-Cookie', 'a=1', 'set-cookie', 'b=2']);
			response.end();
		}),
		async ({ url }) => {
			const result = await sendOne(
				url,
				{},
				{
					headers: [
						['X-Second', '2'],
						['authorization', 'Bearer x'],
					],
				},
			);
			expect(result.ok && result.reply.statusMessage).toBe('Fine');
			expect(result.ok && result.reply.headers.slice(0, 3)).toEqual([
				['X-One', '1'],
				['Set-Cookie', 'a=1'],
				['set-cookie', 'b=2'],
			]);
		},
	);
	const names = received.filter((_, index) => index % 2 === 0);
	expect(names.indexOf('X-Second')).toBeLessThan(names.indexOf('authorization'));
	expect(names).toContain('Accept-Encoding');
});

test('GET can carry a body', async () => {
	await withServer(
		startServer(async (incoming, response) => {
			const chunks: Buffer[] = [];
			for await (const chunk of incoming) chunks.push(chunk as Buffer);
			response.end(`${incoming.method} ${Buffer.concat(chunks).toString()}`);
		}),
		async ({ url }) =>
			expect(text(await sendOne(url, {}, { body: '{"a":1}' }))).toBe('GET {"a":1}'),
	);
});

test('the address goes on the wire as written', async () => {
	await withServer(
		startServer((incoming, response) => response.end(incoming.url)),
		async ({ url }) => {
			const path = "/a/../b?filter=x:%3E'1'&q=a+b|c&e=";
			expect(text(await sendOne(`${url}${path}#part`))).toBe(path);
			expect(text(await sendOne(`${url}?x=1`))).toBe('/?x=1');
			expect(text(await sendOne(`${url}/ä b`))).toBe('/%C3%A4%20b');
		},
	);
});

test('what stands behind the headers of a 205 is no body', async () => {
	const server = startServer((_, response) => response.writeHead(205).end('here'));
	await withServer(server, async ({ url }) => expect(text(await sendOne(url))).toBe(''));
});

test('packed bodies are unpacked', async () => {
	const packers: Record<string, (text: string) => Buffer> = {
		gzip: gzipSync,
		br: brotliCompressSync,
		deflate: deflateSync,
		'deflate, gzip': (plain) => gzipSync(deflateSync(plain)),
		identity: Buffer.from,
	};
	await withServer(
		startServer((incoming, response) => {
			const encoding = decodeURIComponent(incoming.url?.slice(1) ?? '');
			const pack = encoding === 'raw' ? deflateRawSync : packers[encoding];
			response.setHeader('Content-Encoding', encoding === 'raw' ? 'deflate' : encoding);
			response.end(pack?.('{"packed":true}'));
		}),
		async ({ url }) => {
			for (const encoding of [...Object.keys(packers), 'raw'])
				expect(text(await sendOne(`${url}/${encodeURIComponent(encoding)}`))).toBe(
					'{"packed":true}',
				);
		},
	);
});

test('a response of 10 MB arrives whole', async () => {
	const body = Buffer.alloc(10 * 1024 * 1024, 'x');
	await withServer(
		startServer((_, response) => response.end(body)),
		async ({ url }) => {
			const result = await sendOne(url);
			expect(result.ok && Buffer.compare(body, result.reply.body as Buffer)).toBe(0);
		},
	);
});

test.each(['declared', 'streamed', 'packed'])(
	'a body over the limit is refused (%s)',
	async (kind) => {
		await withServer(
			startServer((_, response) => {
				if (kind === 'declared') response.setHeader('Content-Length', 5000);
				if (kind === 'packed') response.setHeader('Content-Encoding', 'gzip');
				response.on('error', () => undefined);
				response.end(kind === 'packed' ? gzipSync(Buffer.alloc(100_000)) : Buffer.alloc(5000));
			}),
			async ({ url }) => {
				const result = await sendOne(url, {}, { bodyBytesMax: 1024 });
				expect(fault(result)).toMatch(
					/^body-too-large: .*over 1,024 bytes \(limit --max-body-bytes\)/,
				);
			},
		);
	},
);

test('a body over the limit of the product fails as in the product, and the flag is named', async () => {
	const { bytesMax, flag } = BODY_LIMIT;
	expect(LIMITS.bodyBytesMax).toMatchObject({ default: bytesMax, flag });
	await withServer(
		startServer((_, response) => {
			response.setHeader('Content-Length', 2 * bytesMax);
			response.on('error', () => undefined).write('x');
		}),
		async ({ url }) => {
			for (const bodyBytesMax of [bytesMax, bytesMax + 1]) {
				const result = await sendOne(url, {}, { bodyBytesMax });
				expect(!result.ok && result.fault.productMessage).toBe(
					'Body exceeds the currently supported maximum of 100 MB',
				);
				expect(fault(result)).toContain('--max-body-bytes');
			}
			const lowered = await sendOne(url, {}, { bodyBytesMax: bytesMax - 1 });
			expect(!lowered.ok && lowered.fault.productMessage).toBeUndefined();
		},
	);
});

test('an endless body is cut off at the limit', async () => {
	await withServer(
		startServer((_, response) => {
			const more = () => {
				while (!response.destroyed && response.write(Buffer.alloc(16_384)));
			};
			response.on('drain', more).on('error', () => undefined);
			more();
		}),
		async ({ url }) => {
			const result = await sendOne(url, {}, { bodyBytesMax: 1024 * 1024 });
			expect(fault(result)).toMatch(/^body-too-large: .*over 1 MB/);
		},
	);
});

test('a server that never answers gives a timeout', async () => {
	await withServer(
		startServer(() => undefined),
		async ({ url, port }) =>
			expect(fault(await sendOne(url, { timeoutMs: 100 }))).toBe(
				`timeout: "localhost:${port}" accepted the request but did not answer within 0.1 seconds (limit --http-timeout). Try again later, or let it take longer.`,
			),
	);
});

test('a server that stops in the middle of its body gives a timeout', async () => {
	await withServer(
		startServer((_, response) => response.write('{"half":')),
		async ({ url }) =>
			expect(fault(await sendOne(url, { timeoutMs: 100 }))).toMatch(
				/began to answer but sent nothing more/,
			),
	);
});

test('a server that sends for ever, byte by byte, gives a timeout after ten times the silence', async () => {
	await withServer(
		startServer((_, response) => {
			const timer = setInterval(() => response.write('x'), 5);
			response.on('close', () => clearInterval(timer)).on('error', () => undefined);
		}),
		async ({ url }) =>
			expect(fault(await sendOne(url, { timeoutMs: 50 }))).toMatch(
				/did not finish its answer within 0\.5 seconds \(limit: 10 times --http-timeout\)\. Ask the API for smaller pages, or let it take longer\.$/,
			),
	);
});

test('a timeout of months is no timeout at once', async () => {
	await withServer(
		startServer((_, response) => setTimeout(() => response.end('at last'), 50)),
		async ({ url }) => {
			for (const timeoutMs of [86_400_000 * 3, 86_400_000 * 90])
				expect(text(await sendOne(url, { timeoutMs }))).toBe('at last');
		},
	);
});

test('a connection cut before and within the answer gives a fault', async () => {
	await withServer(
		startServer((incoming, response) => {
			if (incoming.url === '/within') response.writeHead(200, { 'Content-Length': 100 }).write('x');
			setTimeout(() => incoming.socket.resetAndDestroy(), 10);
		}),
		async ({ url }) => {
			expect(fault(await sendOne(`${url}/before`))).toMatch(
				/^connection-reset: .*closed the connection/,
			);
			expect(fault(await sendOne(`${url}/within`))).toMatch(
				/^connection-reset: .*closed the connection/,
			);
		},
	);
});

test('a port where nothing listens gives a fault that names it', async () => {
	const port = await freePort();
	expect(fault(await sendOne(`http://127.0.0.1:${port}/x`))).toMatch(
		new RegExp(`^connection-refused: Nothing accepts connections at "127.0.0.1:${port}"`),
	);
});

test('an unknown host gives a fault that names it', async () => {
	expect(fault(await sendOne('https://no-such-host.invalid/'))).toMatch(
		/^host-not-found: There is no host "no-such-host.invalid"/,
	);
});

test('what is no address gives a fault', async () => {
	for (const url of ['', '/relative', 'ftp://example.com/', 'https://', 'https://https://a b'])
		expect(fault(await sendOne(url))).toMatch(/^invalid-url: ".*" is not an address/);
});

test('a route sends requests elsewhere and keeps the Host header', async () => {
	await withServer(
		startServer((incoming, response) => response.end(`${incoming.headers.host} ${incoming.url}`)),
		async ({ url }) => {
			const routes = [{ from: 'https://api.example.com', to: url }];
			const hostPolicy = () => false;
			const result = await sendOne('https://api.example.com/v1?x=1', { routes, hostPolicy });
			expect(text(result)).toBe('api.example.com /v1?x=1');
		},
	);
});

test('a signal ends a request at once', async () => {
	await withServer(
		startServer(() => undefined),
		async ({ url }) => {
			const controller = new AbortController();
			const http = createUndiciHttp();
			setTimeout(() => controller.abort(), 20);
			expect(fault(await http.send(request(url), controller.signal))).toMatch(/was interrupted/);
			await http.close();
		},
	);
});
