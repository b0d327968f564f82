import { createServer } from 'node:http';
import { createServer as createPlainServer, type Server, type Socket } from 'node:net';
import { expect, test } from 'vitest';
import {
	type ConnectionTest,
	type ConnectionTestOptions,
	type ConnectionTestResult,
	runConnectionTest,
} from '../../src/host/connectionTests.ts';
import { withServer } from './sendOne.ts';
import { certificateText, freePort, listening, startSecureServer, startServer } from './servers.ts';

/** `ok: …` or `failed: … | what to do`. */
function told({ ok, message, help }: ConnectionTestResult): string {
	return `${ok ? 'ok' : 'failed'}: ${message}${help === undefined ? '' : ` | ${help}`}`;
}

async function run(test: ConnectionTest, options: ConnectionTestOptions = {}): Promise<string> {
	return told(await runConnectionTest(test, options));
}

const answer = (status: number) =>
	startServer((_, response) => {
		response.statusCode = status;
		response.end('hello');
	});
const secure = (name: 'localhost' | 'other' | 'expired') =>
	startSecureServer(name, (_, response) => response.end('secure'));
const trusting = (name: string) => ({ certificateAuthorities: [certificateText(`${name}.crt`)] });

/** A server that takes connections and says nothing. */
function silentServer() {
	const sockets = new Set<Socket>();
	const server: Server = createPlainServer((socket) => {
		sockets.add(socket);
		socket.on('error', () => undefined);
	});
	return listening(server, 'http', () => {
		for (const socket of sockets) socket.destroy();
	});
}

test('a name that is known gives its addresses', async () => {
	expect(await run({ kind: 'dns', host: 'localhost' })).toMatch(/^ok: .*(?:127\.0\.0\.1|::1)/);
	expect(await run({ kind: 'dns', host: '127.0.0.1' })).toBe('ok: 127.0.0.1');
});

test('a name that is not known is said to be, with what to do', async () => {
	expect(await run({ kind: 'dns', host: 'nowhere.invalid' }, { timeoutMs: 10_000 })).toMatch(
		/^failed: (?:There is no host|No name server answered when asked for) "nowhere\.invalid"\. \| Check /,
	);
});

test('a port that is open lets connections in, and one that is closed does not', async () => {
	await withServer(answer(200), async ({ port }) => {
		expect(await run({ kind: 'tcp', host: 'localhost', port })).toMatch(
			new RegExp(`^ok: connected to .*, port ${port}$`),
		);
	});
	const port = await freePort();
	expect(await run({ kind: 'tcp', host: '127.0.0.1', port })).toBe(
		`failed: Nothing accepts connections at "127.0.0.1:${port}". Check the port, and that the server is running.`,
	);
});

test('a certificate that is in order is described', async () => {
	await withServer(secure('localhost'), async ({ port }) => {
		expect(await run({ kind: 'tls', host: 'localhost', port }, trusting('localhost'))).toMatch(
			/^ok: TLSv1\.[23], certificate of "localhost", issued by "localhost", valid from \d{4}-\d\d-\d\d to 2126-10-28$/,
		);
	});
});

test('an expired certificate is refused with the day', async () => {
	await withServer(secure('expired'), async ({ port }) => {
		const seen = await run({ kind: 'tls', host: 'localhost', port }, trusting('expired'));
		expect(seen).toBe(
			'failed: The certificate of "localhost" expired on 2001-01-01. | Its owner must renew it. The certificate: of "localhost", issued by "localhost", valid from 2000-01-01 to 2001-01-01.',
		);
	});
});

test('a certificate for another name is refused with the names it has', async () => {
	await withServer(secure('other'), async ({ port }) => {
		const seen = await run({ kind: 'tls', host: 'localhost', port }, trusting('other'));
		expect(seen).toMatch(
			/^failed: The certificate is made out to "other\.example", not to "localhost"\. \| Check the host name\./,
		);
	});
});

test('a self-signed certificate is refused, with everything else that is wrong with it', async () => {
	await withServer(secure('localhost'), async ({ port }) =>
		expect(await run({ kind: 'tls', host: 'localhost', port })).toMatch(
			/^failed: The certificate of "localhost" is self-signed, .* \| In QRadar, put it into .*trusted_certificates; here --ca FILE trusts it, and -u accepts it for a trial/,
		),
	);
	await withServer(secure('other'), async ({ port }) =>
		expect(await run({ kind: 'tls', host: '127.0.0.1', port })).toMatch(
			/^failed: .*made out to "other\.example", not to "127\.0\.0\.1"\. .*is self-signed/,
		),
	);
});

test('with -u every certificate passes, and what is wrong with it is said', async () => {
	await withServer(secure('expired'), async ({ port }) => {
		const options = { allowUntrustedCertificates: true };
		expect(await run({ kind: 'tls', host: 'localhost', port }, options)).toMatch(
			/^ok: TLS.*, accepted because of -u\. .*expired on 2001-01-01/,
		);
	});
});

test('a server without TLS, and one that says nothing, fail the handshake', async () => {
	await withServer(answer(200), async ({ port }) =>
		expect(await run({ kind: 'tls', host: 'localhost', port })).toMatch(
			/^failed: .*does not speak TLS on this port/,
		),
	);
	await withServer(silentServer(), async ({ port }) =>
		expect(await run({ kind: 'tls', host: 'localhost', port }, { timeoutMs: 150 })).toMatch(
			/^failed: Nothing came from "localhost" within 0\.15 seconds\. \| Check /,
		),
	);
});

test('a request passes with the expected status and no other', async () => {
	await withServer(answer(404), async ({ url }) => {
		expect(await run({ kind: 'http', url, expectedStatus: 404 })).toBe(
			'ok: answered 404 Not Found, as expected',
		);
		expect(await run({ kind: 'http', url, expectedStatus: 200 })).toBe(
			'failed: It answered 404 Not Found, not 200. | So the server is reached. If that is how it answers without a login, set expectedResponseStatus="404".',
		);
	});
	await withServer(silentServer(), async ({ url }) =>
		expect(await run({ kind: 'http', url, expectedStatus: 200 }, { timeoutMs: 150 })).toMatch(
			/^failed: Nothing came from "localhost:\d+" within 0\.15 seconds/,
		),
	);
});

test('a server that speaks TLSv1.3 alone passes both tests, and one of old versions fails both', async () => {
	const only = (version: 'TLSv1.3' | 'TLSv1.1') =>
		startSecureServer('localhost', (_, response) => response.end('secure'), {
			minVersion: version,
			maxVersion: version,
		});
	const options = trusting('localhost');
	await withServer(only('TLSv1.3'), async ({ url, port }) => {
		expect(await run({ kind: 'tls', host: 'localhost', port }, options)).toMatch(/^ok: TLSv1\.3,/);
		expect(await run({ kind: 'http', url, expectedStatus: 200 }, options)).toMatch(/^ok: /);
	});
	await withServer(only('TLSv1.1'), async ({ url, port }) => {
		expect(await run({ kind: 'tls', host: 'localhost', port }, options)).toBe(
			'failed: No secure connection to "localhost". It speaks none of the TLS versions that it was offered.',
		);
		expect(await run({ kind: 'http', url, expectedStatus: 200 }, options)).toMatch(
			/^failed: .*Offered were TLSv1\.2 and TLSv1\.3: the server must be brought up to date\.$/,
		);
	});
});

test('what is no address is a result too', async () => {
	expect(await run({ kind: 'http', url: 'nonsense', expectedStatus: 200 })).toMatch(
		/^failed: .*"nonsense" is not an address/,
	);
});

test('a proxy that refuses a tunnel is told once', async () => {
	const refusing = createServer().on('connect', (_, client: Socket) => {
		client.on('error', () => undefined).end('HTTP/1.1 407 Who\r\n\r\n');
	});
	await withServer(
		listening(refusing, 'http', () => refusing.closeAllConnections()),
		async ({ port }) => {
			const proxy = { host: '127.0.0.1', port };
			expect(
				await run(
					{ kind: 'http', url: 'https://api.example.com/', expectedStatus: 200 },
					{ proxy },
				),
			).toBe(
				`failed: The proxy "127.0.0.1:${port}" wants to know who calls, or does not know this user (407). Give the user with -p USER@SERVER:PORT, the password as QRADAR_WORKFLOW_PROXY_PASSWORD in the environment.`,
			);
		},
	);
});

test('a request goes through the proxy, and a proxy that refuses is named', async () => {
	const seen: string[] = [];
	const proxy = startServer((incoming, response) => {
		seen.push(`${incoming.method} ${incoming.url}`);
		response.statusCode = incoming.headers['proxy-authorization'] === undefined ? 407 : 404;
		response.end();
	});
	const test: ConnectionTest = {
		kind: 'http',
		url: 'http://api.example.com/',
		expectedStatus: 404,
	};
	await withServer(proxy, async ({ port }) => {
		const address = { host: '127.0.0.1', port };
		expect(await run(test, { proxy: address })).toMatch(
			/^failed: The proxy answered 407 .*, not 404\. \| .*-p USER@SERVER:PORT/,
		);
		expect(await run(test, { proxy: { ...address, user: 'u', password: 'p' } })).toMatch(
			/^ok: answered 404.*, as expected, through the proxy$/,
		);
		expect(seen).toEqual(Array(2).fill('GET http://api.example.com/'));
		const other = { ...test, expectedStatus: 200 };
		expect(await run(other, { proxy: { ...address, user: 'u', password: 'p' } })).toMatch(
			/^failed: It answered 404.*So the server, or the proxy before it, is reached\./,
		);
	});
	const port = await freePort();
	expect(await run(test, { proxy: { host: '127.0.0.1', port } })).toMatch(
		new RegExp(`^failed: Nothing accepts connections at the proxy "127\\.0\\.0\\.1:${port}"[^|]*$`),
	);
});

test('routes lead every test elsewhere', async () => {
	await withServer(secure('localhost'), async ({ url, port }) => {
		const routes = [{ from: 'https://api.example.com', to: url }];
		const options = { routes, ...trusting('localhost') };
		const host = 'api.example.com';
		expect(await run({ kind: 'dns', host }, options)).toMatch(/^ok: routed to localhost: /);
		expect(await run({ kind: 'tcp', host, port: 443 }, options)).toContain(`port ${port}`);
		expect(await run({ kind: 'tls', host, port: 443 }, options)).toMatch(
			/^failed: .*made out to "localhost, 127\.0\.0\.1", not to "api\.example\.com"/,
		);
		const accepting = { ...options, allowUntrustedCertificates: true };
		expect(await run({ kind: 'tls', host, port: 443 }, accepting)).toMatch(/^ok: TLS/);
		expect(
			await run({ kind: 'http', url: `https://${host}/x`, expectedStatus: 200 }, accepting),
		).toBe('ok: answered 200 OK, as expected');
	});
	const routes = [{ from: 'https://api.example.com', to: 'http://127.0.0.1:1' }];
	expect(await run({ kind: 'tls', host: 'api.example.com', port: 443 }, { routes })).toBe(
		'failed: A route leads to http://127.0.0.1:1, where there is no TLS. | Route to an https:// origin.',
	);
});

test('a signal ends a test that waits', async () => {
	await withServer(silentServer(), async ({ port }) => {
		const signal = AbortSignal.timeout(50);
		const ended = await run(
			{ kind: 'tls', host: 'localhost', port },
			{ signal, timeoutMs: 60_000 },
		);
		expect(ended).toMatch(/^failed: Nothing came/);
	});
});
