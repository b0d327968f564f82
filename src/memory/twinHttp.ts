import { unpack, unpackedHeaders } from '../base/unpack.ts';
import type { Clock, Http, HttpFault } from '../sim/ports.ts';
import { followRedirects, type RedirectOptions } from '../sim/redirects.ts';
import type { Twin, TwinReply } from '../twin/twin.ts';

/** How long a client waits for a reply that never comes. Assumed: the product's time-out is not known. */
const TIMEOUT_MS = 60_000;

export interface TwinHttpOptions extends RedirectOptions {
	/** How long the client waits for a reply that never comes. Default a minute. */
	readonly timeoutMs?: number;
}

/**
 * An HTTP port that answers from an API in a box. Redirects are followed as over a network. Delays and time-outs pass
 * on the clock: a virtual one moves, a real one waits.
 */
export function createTwinHttp(twin: Twin, clock: Clock, options: TwinHttpOptions = {}): Http {
	return followRedirects(answersOf(twin, clock, options.timeoutMs ?? TIMEOUT_MS), options);
}

function answersOf(twin: Twin, clock: Clock, timeoutMs: number): Http {
	return {
		async send(request, signal) {
			const { origin } = new URL(request.url);
			if (twin.origins.length > 0 && !twin.origins.includes(origin))
				return { ok: false, fault: notThere(origin, twin) };
			const { method, url, headers, body } = request;
			const reply = await twin.handle({
				method,
				url,
				headers,
				...(body === undefined ? {} : { body }),
			});
			const { delayMs = 0, fault } = reply;
			const isTooLate = fault === 'timeout' || delayMs > timeoutMs;
			if (isTooLate || delayMs > 0) await clock.sleep(isTooLate ? timeoutMs : delayMs, signal);
			if (isTooLate) return { ok: false, fault: timedOut(origin, timeoutMs) };
			if (typeof fault === 'object') return { ok: false, fault };
			if (fault !== undefined) return { ok: false, fault: wasReset(origin, fault) };
			return { ok: true, reply: await unpacked(reply) };
		},
	};
}

/** A body that came packed, as any client unpacks it. */
async function unpacked(reply: TwinReply): Promise<TwinReply> {
	if (typeof reply.body === 'string') return reply;
	const encoding = reply.headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1];
	const body = encoding === undefined ? undefined : await unpack(reply.body, encoding);
	return body === undefined ? reply : { ...reply, headers: unpackedHeaders(reply.headers), body };
}

function notThere(origin: string, twin: Twin): HttpFault {
	return {
		kind: 'host-not-found',
		message: `The API twin "${twin.name}" stands for ${twin.origins.join(', ')}, not for ${origin}.`,
	};
}

function timedOut(origin: string, timeoutMs: number): HttpFault {
	return {
		kind: 'timeout',
		message: `${origin} did not answer within ${timeoutMs / 1_000} seconds.`,
	};
}

function wasReset(origin: string, fault: 'reset' | 'truncated'): HttpFault {
	const when = fault === 'reset' ? 'without an answer' : 'in the middle of its answer';
	return { kind: 'connection-reset', message: `${origin} closed the connection ${when}.` };
}
