import { type IncomingMessage, request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { Duplex } from 'node:stream';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { ProxyAddress } from './proxyAddress.ts';
import { proxyToken, TunnelRefused } from './proxyFault.ts';

export interface TunnelOptions {
	readonly timeoutMs: number;
	/** Whether the body of an answer that refuses is wanted. */
	readonly readsRefusals: boolean;
}

/**
 * Connects to servers through the tunnel that a proxy makes. Undici's own would try for ever when a proxy hangs up.
 * What goes wrong is told with the code of the system, or as a `TunnelRefused`.
 */
export function createTunnel(
	proxy: ProxyAddress,
	tls: ConnectionOptions,
	options: TunnelOptions,
): buildConnector.connector {
	const { timeoutMs } = options;
	return ({ hostname, port, servername }, callback) => {
		const place = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port || '443'}`;
		openTunnel(proxy, place, options)
			.then((socket) => secure(socket, servername || hostname, tls, timeoutMs))
			.then(
				(socket) => callback(null, socket),
				(error: Error) => callback(error, null),
			);
	};
}

function openTunnel(
	proxy: ProxyAddress,
	place: string,
	{ timeoutMs, readsRefusals }: TunnelOptions,
): Promise<Socket> {
	return new Promise((resolve, reject) => {
		const token = proxyToken(proxy);
		const asking = request({
			host: proxy.host.replace(/^\[|\]$/g, ''),
			port: proxy.port,
			method: 'CONNECT',
			path: place,
			headers: {
				Host: place,
				...(token === undefined ? {} : { 'Proxy-Authorization': token }),
			},
			agent: false,
			timeout: timeoutMs,
		});
		asking.on('connect', (reply, socket: Socket, head: Buffer) => {
			if (reply.statusCode !== undefined && reply.statusCode >= 200 && reply.statusCode < 300) {
				socket.setTimeout(0);
				resolve(socket);
				return;
			}
			const refuse = (body: Uint8Array) => {
				socket.on('error', () => undefined).destroy();
				reject(new TunnelRefused(reply, body));
			};
			if (!readsRefusals) {
				refuse(new Uint8Array());
				return;
			}
			socket.setTimeout(timeoutMs, () => socket.destroy());
			readRefusal(reply, socket, head).then(refuse);
		});
		asking.on('timeout', () => asking.destroy(timedOut()));
		asking.on('error', reject);
		asking.end();
	});
}

/** More of a refusal is of no use to anybody. */
const REFUSAL_BYTES_MAX = 1024 * 1024;

/**
 * The body of an answer to CONNECT, which Node takes for the beginning of the tunnel: so it is read again as an answer
 * to a GET, from the same bytes. What was there when the connection broke off counts as all of it.
 */
function readRefusal(reply: IncomingMessage, socket: Socket, head: Buffer): Promise<Uint8Array> {
	const replay = new Duplex({
		read: () => undefined,
		write: (_chunk, _encoding, done) => done(),
	});
	const lines = [`HTTP/1.1 ${reply.statusCode} `];
	for (let index = 0; index + 1 < reply.rawHeaders.length; index += 2)
		lines.push(`${reply.rawHeaders[index]}: ${reply.rawHeaders[index + 1]}`);
	replay.push(Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'));
	replay.push(head);
	socket.on('data', (chunk) => replay.push(chunk));
	socket.on('error', () => undefined).on('close', () => replay.push(null));
	socket.resume();
	return new Promise((resolve) => {
		const chunks: Buffer[] = [];
		let size = 0;
		const finish = () => resolve(Buffer.concat(chunks));
		const reading = request({ createConnection: () => replay });
		reading.on('response', (answer) => {
			answer.on('data', (chunk: Buffer) => {
				chunks.push(chunk);
				size += chunk.length;
				if (size > REFUSAL_BYTES_MAX) finish();
			});
			answer.on('end', finish).on('error', finish);
		});
		reading.on('error', finish).end();
	});
}

function secure(
	socket: Socket,
	name: string,
	tls: ConnectionOptions,
	timeoutMs: number,
): Promise<TLSSocket> {
	return new Promise((resolve, reject) => {
		const secured = connectTls({
			...tls,
			socket,
			host: name,
			...(isIP(name) === 0 ? { servername: name } : {}),
			ALPNProtocols: ['http/1.1'],
		});
		secured.setTimeout(timeoutMs, () => secured.destroy(timedOut()));
		secured.once('error', reject);
		secured.once('secureConnect', () => {
			secured.setTimeout(0);
			secured.off('error', reject);
			resolve(secured);
		});
	});
}

function timedOut(): Error {
	return Object.assign(new Error('The time is up.'), { code: 'ETIMEDOUT' });
}
