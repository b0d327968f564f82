import { createUndiciHttp, type HttpOptions } from '../../src/host/undiciHttp.ts';
import type { HttpRequest, HttpResult } from '../../src/sim/ports.ts';
import { request, type TestServer } from './servers.ts';

/** Sends one request on connections of its own. */
export async function sendOne(
	url: string,
	options: HttpOptions = {},
	changes: Partial<HttpRequest> = {},
): Promise<HttpResult> {
	const http = createUndiciHttp(options);
	try {
		return await http.send(request(url, changes));
	} finally {
		await http.close();
	}
}

/** Runs a test against a server and closes it whatever happens. */
export async function withServer<T>(
	server: Promise<TestServer>,
	run: (server: TestServer) => Promise<T>,
) {
	const started = await server;
	try {
		return await run(started);
	} finally {
		await started.close();
	}
}

/** The body of a reply, or the fault. */
export function text(result: HttpResult): string {
	if (!result.ok) return `fault ${result.fault.kind}: ${result.fault.message}`;
	return typeof result.reply.body === 'string'
		? result.reply.body
		: Buffer.from(result.reply.body).toString('utf8');
}

/** The fault, or the status of a reply. */
export function fault(result: HttpResult): string {
	return result.ok
		? `reply ${result.reply.status}`
		: `${result.fault.kind}: ${result.fault.message}`;
}
