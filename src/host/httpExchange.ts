import type { Dispatcher } from 'undici';
import type { HttpFault, HttpReply } from '../sim/ports.ts';
import { bodyTooLargeFault, type Closed, type TimeoutPhase, timeoutFault } from './answerFault.ts';
import { TIMER_MS_MAX } from './deadline.ts';
import { faultOf, isLengthMismatch, rootOf } from './httpFault.ts';
import { TunnelRefused } from './proxyFault.ts';
import { isVersionMismatch } from './tlsFault.ts';

/** The whole answer may take this many times what one silence may last. */
const WHOLE_TIMEOUT_FACTOR = 10;

/** Answers without a body, whatever length they declare. Source: Apache HttpClient 4, HttpRequestExecutor. */
const BODILESS = new Set([204, 205, 304]);

/** Named in messages. */
const FLAG = '--http-timeout';

export interface Exchange {
	readonly dispatcher: Dispatcher;
	/** Where it is really sent. */
	readonly origin: string;
	/** Path and query, as they go on the wire. */
	readonly path: string;
	readonly method: string;
	/** Names and values by turns, in the order they are sent. */
	readonly headers: readonly string[];
	readonly body: string | Uint8Array | undefined;
	/** What to call the server in messages. */
	readonly host: string;
	/** Host and port of the proxy between, if there is one. */
	readonly proxy: string | undefined;
	readonly timeoutMs: number;
	readonly bodyBytesMax: number;
	readonly signal: AbortSignal | undefined;
}

/** A reply whose body is as it came. */
export type ReceivedReply = HttpReply & { readonly body: Uint8Array };

export type ExchangeResult =
	| { readonly ok: true; readonly reply: ReceivedReply }
	| {
			readonly ok: false;
			readonly fault: HttpFault;
			/** Given when the connection was closed too early. */
			readonly closed?: Closed;
			/** Given when a proxy refused to connect to the server: its answer. */
			readonly refusal?: ReceivedReply;
			/** Given when the server speaks none of the TLS versions that were offered. */
			readonly isVersionMismatch?: boolean;
	  };

/**
 * Sends one request and gathers its reply, body as it came. Ends at the first of: the whole reply, a fault,
 * a silence of `timeoutMs`, a body over the limit, the signal.
 */
export function exchange(options: Exchange): Promise<ExchangeResult> {
	const { host, proxy, bodyBytesMax, signal } = options;
	const timeoutMs = Math.min(options.timeoutMs, TIMER_MS_MAX);
	return new Promise((resolve) => {
		let controller: Dispatcher.DispatchController | undefined;
		let phase: TimeoutPhase = 'connect';
		let status = 0;
		let statusMessage = '';
		let headers: (readonly [string, string])[] = [];
		const chunks: Uint8Array[] = [];
		let size = 0;
		let isOver = false;

		const finish = (result: ExchangeResult) => {
			if (isOver) return;
			isOver = true;
			clearTimeout(silence);
			clearTimeout(whole);
			signal?.removeEventListener('abort', interrupt);
			resolve(result);
			if (!result.ok) controller?.abort(new Error('The exchange is over.'));
		};
		const succeed = (body: Uint8Array) =>
			finish({ ok: true, reply: { status, statusMessage, headers, body } });
		const fail = (fault: HttpFault) => finish({ ok: false, fault });
		const interrupt = () =>
			fail({ kind: 'other', message: `The request to "${host}" was interrupted.` });
		const silence = setTimeout(() => {
			const fault = timeoutFault(host, timeoutMs, phase, `limit ${FLAG}`);
			const isAtProxy = phase === 'connect' && proxy !== undefined;
			const through = ` Check the proxy "${proxy}" too: the way leads through it.`;
			fail(isAtProxy ? { ...fault, message: fault.message + through } : fault);
		}, timeoutMs);
		const wholeMs = Math.min(timeoutMs * WHOLE_TIMEOUT_FACTOR, TIMER_MS_MAX);
		const wholeLimit = `limit: ${WHOLE_TIMEOUT_FACTOR} times ${FLAG}`;
		const whole = setTimeout(() => fail(timeoutFault(host, wholeMs, 'whole', wholeLimit)), wholeMs);
		signal?.addEventListener('abort', interrupt, { once: true });

		const handler: Dispatcher.DispatchHandler = {
			onRequestStart(started) {
				controller = started;
				if (isOver) started.abort(new Error('The exchange is over.'));
				phase = 'answer';
				silence.refresh();
			},
			onResponseStart(answered, statusCode, parsedHeaders, message) {
				if (statusCode < 200) return;
				phase = 'body';
				silence.refresh();
				status = statusCode;
				statusMessage = message ?? '';
				headers = headerPairs(answered.rawHeaders, parsedHeaders);
				if (!BODILESS.has(status) && declaredLength(headers) > bodyBytesMax)
					fail(bodyTooLargeFault(host, bodyBytesMax));
			},
			onResponseData(_controller, chunk) {
				silence.refresh();
				size += chunk.length;
				if (size > bodyBytesMax) fail(bodyTooLargeFault(host, bodyBytesMax));
				else if (!isOver) chunks.push(chunk);
			},
			onResponseEnd() {
				if (BODILESS.has(status)) {
					succeed(new Uint8Array());
					return;
				}
				succeed(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks, size));
			},
			onResponseError(_controller, error) {
				if (BODILESS.has(status) && isLengthMismatch(error)) {
					succeed(new Uint8Array());
					return;
				}
				const fault = faultOf(error, host, proxy);
				const cause = rootOf(error);
				const receivedBytes = phase === 'body' ? size : undefined;
				finish({
					ok: false,
					fault,
					...(fault.kind === 'connection-reset' ? { closed: { receivedBytes } } : {}),
					...(cause instanceof TunnelRefused ? { refusal: cause.reply } : {}),
					...(isVersionMismatch(cause) ? { isVersionMismatch: true } : {}),
				});
			},
		};

		if (signal?.aborted) {
			interrupt();
			return;
		}
		try {
			options.dispatcher.dispatch(
				{
					origin: options.origin,
					path: options.path,
					method: options.method,
					headers: [...options.headers],
					body: options.body ?? null,
					headersTimeout: 0,
					bodyTimeout: 0,
				},
				handler,
			);
		} catch (error) {
			fail(faultOf(error, host, proxy));
		}
	});
}

type RawHeaders = Dispatcher.DispatchController['rawHeaders'];

/** The headers as received: case, order and repetitions kept. */
function headerPairs(
	raw: RawHeaders,
	parsed: Readonly<Record<string, string | string[] | undefined>>,
): (readonly [string, string])[] {
	const pairs: (readonly [string, string])[] = [];
	if (Array.isArray(raw)) {
		for (let index = 0; index + 1 < raw.length; index += 2)
			pairs.push([headerText(raw[index]), headerText(raw[index + 1])]);
		return pairs;
	}
	for (const [name, value] of Object.entries(parsed))
		for (const one of Array.isArray(value) ? value : [value ?? '']) pairs.push([name, one]);
	return pairs;
}

function headerText(value: Uint8Array | string | undefined): string {
	if (value === undefined || typeof value === 'string') return value ?? '';
	return Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('latin1');
}

function declaredLength(headers: readonly (readonly [string, string])[]): number {
	const length = headers.find(([name]) => name.toLowerCase() === 'content-length')?.[1];
	return length === undefined ? 0 : Number(length);
}
