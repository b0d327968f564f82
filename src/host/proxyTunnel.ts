import { request } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { type ConnectionOptions, connect as connectTls, type TLSSocket } from 'node:tls';
import type { buildConnector } from 'undici';
import type { ProxyAddress } from './proxyAddress.ts';
import { proxyToken, TunnelRefused } from './proxyFault.ts';

/**
 * Connects to servers through the tunnel that a proxy makes. Undici's own would try for ever when a proxy hangs up.
 * What goes wrong is told with the code of the system, or as a `TunnelRefused`.
 */
export function createTunnel(
	proxy: ProxyAddress,
	tls: ConnectionOptions,
	timeoutMs: number,
): buildConnector.connector {
	return ({ hostname, port, servername }, callback) => {
		const place = `${isIP(hostname) === 6 ? `[${hostname}]` : hostname}:${port || '443'}`;
		openTunnel(proxy, place, timeoutMs)
			.then((socket) => secure(socket, servername || hostname, tls, timeoutMs))
			.then(
				(socket) => callback(null, socket),
				(error: Error) => callback(error, null),
			);
	};
}

function openTunnel(proxy: ProxyAddress, place: string, timeoutMs: number): Promise<Socket> {
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
		asking.on('connect', (reply, socket: Socket) => {
			if (reply.statusCode !== undefined && reply.statusCode >= 200 && reply.statusCode < 300) {
				socket.setTimeout(0);
				resolve(socket);
				return;
			}
			socket.on('error', () => undefined).destroy();
			reject(new TunnelRefused(reply));
		});
		// Some proxies refuse with an answer that has a body, as to any other request.
		asking.on('response', (reply) => {
			reject(new TunnelRefused(reply));
			asking.destroy();
		});
		asking.on('timeout', () => asking.destroy(timedOut()));
		asking.on('error', reject);
		asking.end();
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
