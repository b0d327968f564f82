import { createServer, type IncomingMessage, type RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Profile } from '../../src/cli/simulate/behaviour.ts';
import { sendOne, text, withServer } from '../host/sendOne.ts';
import { listening, startSecureServer, startServer, type TestServer } from '../host/servers.ts';
import type { NetworkCase, Observation } from './cases.ts';

const PACKERS = {
	gzip: gzipSync,
	br: brotliCompressSync,
	deflate: deflateSync,
	raw: deflateRawSync,
};
const SHOWN = ['authorization', 'cookie', 'user-agent', 'accept-encoding', 'content-length'];

/** Sends the request of a case to servers of its own, and says everything that was seen. */
export async function sendCase(given: NetworkCase, profile: Profile): Promise<Observation> {
	const asked: string[] = [];
	const other = startServer((incoming, response) => {
		asked.push(`other ${shown(incoming)}`);
		response.end('there');
	});
	return await withServer(other, async ({ url: otherUrl }) => {
		let closes = given.closes ?? 0;
		const listener: RequestListener = (incoming, response) => {
			asked.push(shown(incoming));
			if (given.silentMs !== undefined) return;
			if (closes-- > 0) {
				incoming.socket.destroy();
				return;
			}
			const [status, location, cookie] = given.redirects?.[incoming.url ?? ''] ?? [];
			if (status !== undefined) {
				if (location !== undefined)
					response.setHeader('Location', location.replace('OTHER', otherUrl));
				if (cookie !== undefined) response.setHeader('Set-Cookie', cookie);
				response.writeHead(status).end();
				return;
			}
			if (given.packed !== undefined)
				response.setHeader('Content-Encoding', given.packed.replace('raw', 'deflate'));
			response.end(given.packed === undefined ? 'here' : PACKERS[given.packed]('unpacked'));
		};
		const { tls, certificate = 'localhost', proxyAnswers } = given;
		const server =
			tls !== undefined
				? startSecureServer(certificate, listener, { minVersion: tls, maxVersion: tls })
				: proxyAnswers === undefined
					? startServer(listener)
					: startProxy(proxyAnswers);
		return await withServer(server, async ({ url, port }) => {
			const { protocol = 'TLSv1.2', method = 'GET', ...request } = given.network;
			const consulted: string[] = [];
			const options = {
				behaviour: profile.hostBehaviour,
				consulted: (key: string) => consulted.push(key),
				...(given.silentMs === undefined ? {} : { timeoutMs: given.silentMs }),
			};
			const isDirect = proxyAnswers === undefined;
			const address = isDirect ? `${url}/` : 'https://api.example.com/';
			const through = isDirect ? {} : { proxy: { host: '127.0.0.1', port } };
			const result = await sendOne(
				address,
				{ ...options, ...through },
				{
					...request,
					method,
					tls: { protocol, allowUntrustedServerCertificate: true },
				},
			);
			const seen = { asked, consulted };
			return result.ok
				? {
						...seen,
						status: result.reply.status,
						headers: result.reply.headers.map(([name]) => name.toLowerCase()),
						body: text(result),
					}
				: {
						...seen,
						fault: result.fault.kind,
						message: result.fault.message,
						productMessage: result.fault.productMessage ?? null,
					};
		});
	});
}

/** A proxy that connects to nobody. */
function startProxy(answer: string): Promise<TestServer> {
	const proxy = createServer();
	const [head = '', body = ''] = answer.split(' | ');
	const length = `Content-Length: ${body.length}`;
	proxy.on('connect', (_, client) => client.end(`HTTP/1.1 ${head}\r\n${length}\r\n\r\n${body}`));
	return listening(proxy, 'http', () => proxy.closeAllConnections());
}

/** `GET /a authorization=…`: what a server sees of a request. */
function shown({ method, url, headers }: IncomingMessage): string {
	const seen = SHOWN.filter((name) => headers[name] !== undefined);
	return [method, url, ...seen.map((name) => `${name}=${String(headers[name])}`)].join(' ');
}
