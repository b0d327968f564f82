import { createServer } from 'node:http';
import { connect, createServer as createTcpServer, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import type { HttpOptions } from '../../src/host/undiciHttp.ts';
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { certificateText, freePort, listening, startSecureServer } from './servers.ts';

const TOKEN = `Basic ${Buffer.from('user:pass').toString('base64')}`;

/** A proxy that lets in one user, and none to hosts that begin with "forbidden". Notes what it is asked. */
function startProxy(seen: string[] = []) {
	const proxy = createServer((incoming, response) => {
		const token = incoming.headers['proxy-authorization'];
		seen.push(`${incoming.method} ${incoming.url} ${token}`);
		response.writeHead(token === TOKEN ? 200 : 407).end('through the proxy');
	});
	proxy.on('connect', (incoming, client: Socket) => {
		const token = incoming.headers['proxy-authorization'];
		seen.push(`CONNECT ${incoming.url} ${token}`);
		client.on('error', () => undefined);
		const isForbidden = incoming.url?.startsWith('forbidden');
		if (token !== TOKEN || isForbidden) {
			client.end(`HTTP/1.1 ${isForbidden ? '403 Forbidden' : '407 Who are you'}\r\n\r\n`);
			return;
		}
		const upstream = connect(Number(incoming.url?.split(':')[1]), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		upstream.on('error', () => client.destroy());
	});
	return listening(proxy, 'http', () => proxy.closeAllConnections());
}

function through(port: number, user = 'user'): HttpOptions {
	return {
		proxy: { host: '127.0.0.1', port, user, password: 'pass' },
		certificateAuthorities: [certificateText('localhost.crt')],
	};
}

test('a proxy is used with its user, plain for http and as a tunnel for https', async () => {
	const seen: string[] = [];
	await withServer(
		startProxy(seen),
		async (front) =>
			await withServer(
				startSecureServer('localhost', (_, response) => response.end('secure')),
				async ({ url, port }) => {
					const options = through(front.port);
					expect(text(await sendOne('http://api.example.com/x', options))).toBe(
						'through the proxy',
					);
					expect(text(await sendOne(url, options))).toBe('secure');
					expect(seen).toEqual([
						`GET http://api.example.com/x ${TOKEN}`,
						`CONNECT localhost:${port} ${TOKEN}`,
					]);
				},
			),
	);
});

test('a proxy that does not know the user says so, in its own name', async () => {
	await withServer(startProxy(), async ({ port }) => {
		// Without a tunnel its answer looks like any other.
		expect(fault(await sendOne('http://api.example.com/', through(port, 'nobody')))).toBe(
			'reply 407',
		);
	});
});

const NO_HOST = 'made no connection to "api.example.com"';

test.each([
	[
		'407 Who',
		[],
		'wants to know who calls, or does not know this user (407). Give the user with -p',
	],
	[
		'407 Who',
		['Negotiate', 'Basic realm="x"'],
		'wants to know who calls, or does not know this user',
	],
	[
		'401 Who',
		[],
		'wants to know who calls, or does not know this user (401). Give the user with -p',
	],
	[
		'407 Who',
		['Negotiate', 'NTLM'],
		'wants to know who calls, by Negotiate or NTLM (407). Only Basic is known here: ask who runs the proxy for a user of that kind.',
	],
	['403 No', [], `${NO_HOST}: it answered 403. Ask who runs it whether this host is allowed.`],
	[
		'502 Bad Gateway',
		[],
		`${NO_HOST}: it answered 502, so it found no way there. Check the name of the host and its port, and that the server is running.`,
	],
	['302 Login', [], `${NO_HOST}: it answered 302. Ask who runs it whether this host is allowed.`],
] as const)('a proxy that answers %s %j to CONNECT %s', async (status, schemes, message) => {
	const lines = schemes.map((scheme) => `Proxy-Authenticate: ${scheme}\r\n`).join('');
	const server = createTcpServer((socket) =>
		socket
			.on('error', () => undefined)
			.resume()
			.end(`HTTP/1.1 ${status}\r\n${lines}\r\n`),
	);
	await withServer(
		listening(server, 'http', () => undefined),
		async ({ port }) =>
			expect(fault(await sendOne('https://api.example.com/', through(port)))).toContain(
				`other: The proxy "127.0.0.1:${port}" ${message}`,
			),
	);
});

test('a proxy that is down is blamed, not the server', async () => {
	const port = await freePort();
	for (const scheme of ['http', 'https'])
		expect(fault(await sendOne(`${scheme}://api.example.com/`, through(port)))).toMatch(
			new RegExp(
				`^connection-refused: Nothing accepts connections at the proxy "127\\.0\\.0\\.1:${port}", so "api\\.example\\.com" was not called`,
			),
		);
});

test('a proxy that does not exist is blamed, not the server', async () => {
	const proxy = { host: 'no-such-proxy.invalid', port: 8080 };
	for (const scheme of ['http', 'https'])
		expect(fault(await sendOne(`${scheme}://api.example.com/`, { proxy }))).toMatch(
			/^host-not-found: There is no proxy "no-such-proxy\.invalid:8080"/,
		);
});

test('a proxy that hangs up is not left out of the message', async () => {
	const server = createTcpServer((socket) => socket.on('error', () => undefined).destroy());
	await withServer(
		listening(server, 'http', () => undefined),
		async ({ port }) => {
			for (const scheme of ['http', 'https'])
				expect(fault(await sendOne(`${scheme}://api.example.com/`, through(port)))).toMatch(
					/^connection-reset: "api\.example\.com", or the proxy "127\..*" before it, closed/,
				);
		},
	);
});

test('a proxy that never answers is not left out of the message', async () => {
	const sockets: Socket[] = [];
	const server = createTcpServer((socket) => {
		sockets.push(socket.on('error', () => undefined));
	});
	await withServer(
		listening(server, 'http', () => {
			for (const socket of sockets) socket.destroy();
		}),
		async ({ port }) => {
			const options = { ...through(port), timeoutMs: 100 };
			expect(fault(await sendOne('https://api.example.com/', options))).toMatch(
				/^timeout: .*within 0\.1 seconds \(limit --http-timeout\)\. .* Check the proxy "127\./,
			);
		},
	);
});
