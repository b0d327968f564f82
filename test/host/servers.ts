import { readFileSync } from 'node:fs';
import { createServer, type RequestListener } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo, Server } from 'node:net';
import type { HttpRequest } from '../../src/sim/ports.ts';

export interface TestServer {
	readonly url: string;
	readonly port: number;
	close(): Promise<void>;
}

/** A plain server on a free port. */
export function startServer(listener: RequestListener): Promise<TestServer> {
	const server = createServer(listener);
	return listening(server, 'http', () => server.closeAllConnections());
}

/** A TLS server with one of the certificates beside this file: `issued` is by `authority`, the others by themselves. */
export function startSecureServer(
	certificate: 'localhost' | 'other' | 'expired' | 'issued',
	listener: RequestListener,
	options: ServerOptions = {},
): Promise<TestServer> {
	const server = createSecureServer(
		{
			cert: certificateText(`${certificate}.crt`),
			key: certificateText(`${certificate}.key`),
			...options,
		},
		listener,
	);
	return listening(server, 'https', () => server.closeAllConnections());
}

export function certificateText(name: string): string {
	return readFileSync(new URL(`./certificates/${name}`, import.meta.url), 'utf8');
}

export async function listening(
	server: Server,
	scheme: string,
	closeConnections: () => void,
): Promise<TestServer> {
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	return {
		url: `${scheme}://localhost:${port}`,
		port,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				closeConnections();
			}),
	};
}

/** A port on which nothing listens. */
export async function freePort(): Promise<number> {
	const server = await startServer(() => undefined);
	await server.close();
	return server.port;
}

export function request(url: string, changes: Partial<HttpRequest> = {}): HttpRequest {
	return {
		method: 'GET',
		url,
		headers: [],
		tls: { protocol: 'TLSv1.2', allowUntrustedServerCertificate: false },
		bodyBytesMax: 100 * 1024 * 1024,
		...changes,
	};
}
