import type { IncomingMessage, RequestListener } from 'node:http';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import type { Profile } from '../../src/cli/simulate/behaviour.ts';
import { sendOne, text, withServer } from '../host/sendOne.ts';
import { startSecureServer, startServer } from '../host/servers.ts';
import type { NetworkCase, Observation } from './cases.ts';

const PACKERS = {
	gzip: gzipSync,
	br: brotliCompressSync,
	deflate: deflateSync,
	raw: deflateRawSync,
};
const SHOWN = ['authorization', 'user-agent', 'accept-encoding', 'content-length'];

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
			if (closes-- > 0) {
				incoming.socket.destroy();
				return;
			}
			const [status, location] = given.redirects?.[incoming.url ?? ''] ?? [];
			if (status !== undefined) {
				const to = location?.replace('OTHER', otherUrl);
				response.writeHead(status, to === undefined ? {} : { Location: to }).end();
				return;
			}
			if (given.packed !== undefined)
				response.setHeader('Content-Encoding', given.packed.replace('raw', 'deflate'));
			response.end(given.packed === undefined ? 'here' : PACKERS[given.packed]('unpacked'));
		};
		const { tls } = given;
		const server =
			tls === undefined
				? startServer(listener)
				: startSecureServer('localhost', listener, { minVersion: tls, maxVersion: tls });
		return await withServer(server, async ({ url }) => {
			const { protocol = 'TLSv1.2', method = 'GET', ...request } = given.network;
			const consulted: string[] = [];
			const options = {
				behaviour: profile.hostBehaviour,
				consulted: (key: string) => consulted.push(key),
			};
			const result = await sendOne(`${url}/`, options, {
				...request,
				method,
				tls: { protocol, allowUntrustedServerCertificate: true },
			});
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

/** `GET /a authorization=…`: what a server sees of a request. */
function shown({ method, url, headers }: IncomingMessage): string {
	const seen = SHOWN.filter((name) => headers[name] !== undefined);
	return [method, url, ...seen.map((name) => `${name}=${String(headers[name])}`)].join(' ');
}
