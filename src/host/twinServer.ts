import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Twin, TwinReply } from '../twin/twin.ts';
import { codeOf, HostError } from './hostError.ts';

const REQUEST_BYTES_MAX = 10 * 1024 * 1024;

export interface TwinServerOptions {
	readonly twin: Twin;
	/** 0 takes any free port. */
	readonly port: number;
	readonly hostname?: string;
	/** Called for each request answered. */
	readonly onReply?: (
		request: { readonly method: string; readonly path: string },
		status: number,
	) => void;
	/** Called for a fault of the twin itself. */
	readonly onError?: (error: unknown) => void;
}

/** A twin that answers on a port. */
export interface TwinServer {
	/** Where it answers, such as `http://127.0.0.1:8123`. */
	readonly url: string;
	/** Stops listening and ends every connection. */
	close(): Promise<void>;
}

/** Serves a twin over HTTP. Throws `HostError` when the port cannot be had. */
export async function serveTwin(options: TwinServerOptions): Promise<TwinServer> {
	const { twin, port, hostname = '127.0.0.1' } = options;
	const server = createServer((request, response) => {
		answer(twin, request, response, options).catch((error: unknown) => {
			options.onError?.(error);
			response.destroy();
		});
	});
	server.keepAliveTimeout = 60_000;
	await new Promise<void>((resolve, reject) => {
		server.once('error', (error) => reject(portError(error, port)));
		server.listen(port, hostname, resolve);
	});
	const address = server.address() as AddressInfo;
	return {
		url: `http://${hostname}:${address.port}`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}

async function answer(
	twin: Twin,
	request: IncomingMessage,
	response: ServerResponse,
	options: TwinServerOptions,
): Promise<void> {
	const body = await readBody(request);
	if (body === undefined) {
		response.writeHead(413, { Connection: 'close' }).end();
		return;
	}
	const path = request.url ?? '/';
	const method = request.method ?? 'GET';
	const reply = await twin.handle({
		method,
		url: originFor(twin, request) + path,
		headers: pairs(request.rawHeaders),
		...(body.length === 0 ? {} : { body }),
	});
	if (reply.delayMs !== undefined && reply.delayMs > 0) await delay(reply.delayMs);
	send(reply, response);
	options.onReply?.({ method, path }, reply.status);
}

/**
 * The origin the client meant: the real API's when the request was routed here, which keeps the Host header;
 * otherwise this server's own, so that links in replies can be followed with any client.
 */
function originFor(twin: Twin, request: IncomingMessage): string {
	const host = request.headers.host ?? '';
	const origin = twin.origins.find((candidate) => new URL(candidate).host === host);
	return origin ?? `http://${host === '' ? 'localhost' : host}`;
}

async function readBody(request: IncomingMessage): Promise<Uint8Array | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of request as AsyncIterable<Uint8Array>) {
		size += chunk.length;
		if (size > REQUEST_BYTES_MAX) return undefined;
		chunks.push(chunk);
	}
	return Buffer.concat(chunks);
}

function pairs(rawHeaders: readonly string[]): (readonly [string, string])[] {
	const list: (readonly [string, string])[] = [];
	for (let index = 0; index + 1 < rawHeaders.length; index += 2)
		list.push([rawHeaders[index] ?? '', rawHeaders[index + 1] ?? '']);
	return list;
}

function send(reply: TwinReply, response: ServerResponse): void {
	// A client that waits for ever is what this fault is for: the connection stays open, and silent.
	if (reply.fault === 'timeout') return;
	if (reply.fault !== undefined && reply.fault !== 'truncated') {
		response.socket?.resetAndDestroy();
		return;
	}
	const body = typeof reply.body === 'string' ? Buffer.from(reply.body, 'utf8') : reply.body;
	const hasLength = reply.headers.some(([name]) =>
		/^(?:content-length|transfer-encoding)$/i.test(name),
	);
	const headers = reply.headers.flat();
	if (!hasLength) headers.push('Content-Length', String(body.length));
	response.writeHead(reply.status, reply.statusMessage, headers);
	if (reply.fault === undefined) response.end(body);
	else
		response.write(body.subarray(0, Math.floor(body.length / 2)), () => response.socket?.destroy());
}

function delay(durationMs: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, durationMs));
}

function portError(error: unknown, port: number): Error {
	const code = codeOf(error);
	if (code === 'EADDRINUSE')
		return new HostError(
			`Port ${port} is in use by another program. Choose another with --port, or 0 for any that is free.`,
		);
	if (code === 'EACCES')
		return new HostError(
			`Port ${port} may not be used without special rights. Choose one from 1024 up.`,
		);
	return new HostError(`Cannot listen on port ${port}: the system says ${code}.`);
}
