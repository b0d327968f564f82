import { createServer } from 'node:http';
import { connect, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import { fault, sendOne, text, withServer } from './sendOne.ts';
import { certificateText, listening, startSecureServer, startServer } from './servers.ts';

test.each([
	['localhost', 'is self-signed'],
	['other', 'is self-signed'],
	['expired', 'has expired'],
] as const)(
	'an untrusted certificate is refused, and accepted when told to (%s)',
	async (name, message) => {
		await withServer(
			startSecureServer(name, (_, response) => response.end('secure')),
			async ({ url }) => {
				expect(fault(await sendOne(url))).toContain(message);
				const tls = { protocol: 'TLSv1.2', allowUntrustedServerCertificate: true };
				expect(text(await sendOne(url, {}, { tls }))).toBe('secure');
			},
		);
	},
);

test.each([
	['localhost', /^secure$/],
	['other', /made out to "other\.example", not to "localhost/],
	['expired', /has expired/],
] as const)('a trusted certificate is still judged (%s)', async (name, expected) => {
	await withServer(
		startSecureServer(name, (_, response) => response.end('secure')),
		async ({ url }) => {
			const certificateAuthorities = [certificateText(`${name}.crt`)];
			expect(text(await sendOne(url, { certificateAuthorities }))).toMatch(expected);
		},
	);
});

test('a server without TLS gives a fault that says so', async () => {
	await withServer(
		startServer((_, response) => response.end()),
		async ({ port }) =>
			expect(fault(await sendOne(`https://localhost:${port}/`))).toMatch(
				/^tls: .*does not speak TLS/,
			),
	);
});

test('an unknown TLS protocol gives a fault that lists the known ones', async () => {
	const tls = { protocol: 'TLSv9', allowUntrustedServerCertificate: false };
	expect(fault(await sendOne('https://localhost:1/', {}, { tls }))).toMatch(
		/"TLSv9".*TLSv1\.3, TLSv1\.2/,
	);
});

test('a proxy is used with its user, plain for http and as a tunnel for https', async () => {
	const seen: string[] = [];
	const proxy = createServer((incoming, response) => {
		seen.push(`${incoming.method} ${incoming.url} ${incoming.headers['proxy-authorization']}`);
		response.end('through the proxy');
	});
	proxy.on('connect', (incoming, client: Socket) => {
		seen.push(`CONNECT ${incoming.url} ${incoming.headers['proxy-authorization']}`);
		const upstream = connect(Number(incoming.url?.split(':')[1]), '127.0.0.1', () => {
			client.write('HTTP/1.1 200 OK\r\n\r\n');
			upstream.pipe(client).pipe(upstream);
		});
		for (const socket of [client, upstream]) socket.on('error', () => undefined);
	});
	const token = `Basic ${Buffer.from('user:pass').toString('base64')}`;
	await withServer(
		listening(proxy, 'http', () => proxy.closeAllConnections()),
		async (front) =>
			await withServer(
				startSecureServer('localhost', (_, response) => response.end('secure')),
				async ({ url, port }) => {
					const options = {
						proxy: { host: '127.0.0.1', port: front.port, user: 'user', password: 'pass' },
						certificateAuthorities: [certificateText('localhost.crt')],
					};
					expect(text(await sendOne('http://api.example.com/x', options))).toBe(
						'through the proxy',
					);
					expect(text(await sendOne(url, options))).toBe('secure');
					expect(seen).toEqual([
						`GET http://api.example.com/x ${token}`,
						`CONNECT localhost:${port} ${token}`,
					]);
				},
			),
	);
});
