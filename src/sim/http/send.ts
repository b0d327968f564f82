import type { ElementNode } from '../../model/workflow.ts';
import type { Stop } from '../completion.ts';
import { failure, productFailure } from '../faults.ts';
import { LIMITS, limitReached } from '../limits.ts';
import type { HttpFault, HttpReply, HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import { learnCookies, noteMissingCookies } from './cookies.ts';
import { bodyText } from './response.ts';

type Call = ElementNode<'CallEndpoint'>;

/** A request that was answered. */
export interface Exchange {
	readonly reply: HttpReply;
	/** The body as text. */
	readonly text: string;
	/** Tells the listener of the reply. Only when its secrets are known. */
	readonly show: () => void;
}

/** Sends a request, counts how it went, and gives the answer or why the run cannot go on. */
export async function send(node: Call, request: HttpRequest, run: Run): Promise<Exchange | Stop> {
	const { ports, signal } = run.environment;
	const { clock } = ports;
	if (run.isTraced) traceRequest(node, request, run);
	noteMissingCookies(request, run);
	const startMs = clock.now();
	const result = await ports.http.send(request, signal);
	const interruption = run.interruption();
	if (interruption !== undefined) return interruption;
	if (!result.ok) return failed(node, result.fault, run);
	const { reply } = result;
	run.countStatus(String(reply.status));
	const tooMuch = run.checkClock(clock.now()) ?? checkSize(reply, run);
	if (tooMuch !== undefined) return tooMuch;
	learnCookies(reply, request, run);
	const text = bodyText(reply, run);
	const durationMs = clock.now() - startMs;
	const show = () => {
		if (run.isTraced) traceReply(node, { reply, text, durationMs }, run);
	};
	return { reply, text, show };
}

function failed(node: Call, fault: HttpFault, run: Run): Stop {
	const message = run.environment.redactor.redact(fault.message);
	if (run.isTraced) run.emit(node, { kind: 'request-failed', message });
	run.countStatus(fault.kind);
	if (fault.kind === 'body-too-large') return tooLarge(message, run);
	const { productMessage } = fault;
	return productMessage === undefined
		? failure(message)
		: productFailure(productMessage, { explanation: message });
}

/** What an API in this process sends is measured here, what comes over a network while it comes. */
function checkSize({ body }: HttpReply, run: Run): Stop | undefined {
	const { bodyBytesMax } = run.environment.limits;
	const isSurelySmall = typeof body === 'string' && body.length * 3 <= bodyBytesMax;
	if (isSurelySmall || bytesIn(body, bodyBytesMax) <= bodyBytesMax) return undefined;
	const size = bodyBytesMax.toLocaleString('en-US');
	return tooLarge(`The response has more than ${size} bytes. Ask for smaller pages.`, run);
}

function bytesIn(body: string | Uint8Array, enough: number): number {
	if (typeof body !== 'string' || body.length > enough) return body.length;
	return new TextEncoder().encode(body).length;
}

/** The product's ceiling, or the person's own below it. Source: product message in issue 22 of IBM's repository. */
function tooLarge(explanation: string, run: Run): Stop {
	return run.environment.limits.bodyBytesMax < LIMITS.bodyBytesMax.default
		? limitReached('bodyBytesMax', 'The response is larger than it may be')
		: productFailure('Body exceeds the currently supported maximum of 100 MB', { explanation });
}

function traceRequest(node: Call, request: HttpRequest, run: Run): void {
	const { redactor } = run.environment;
	const { method, url, headers, body } = request;
	run.emit(node, {
		kind: 'request',
		method,
		url: redactor.redactAddress(url),
		headers: headers.map(([name, value]) => [
			redactor.redact(name),
			redactor.redactHeader(name, value),
		]),
		...(body === undefined
			? {}
			: { body: typeof body === 'string' ? run.shown(body) : `(${body.length} bytes)` }),
	});
}

function traceReply(
	node: Call,
	{
		reply,
		text,
		durationMs,
	}: { readonly reply: HttpReply; readonly text: string; readonly durationMs: number },
	run: Run,
): void {
	const { redactor } = run.environment;
	run.emit(node, {
		kind: 'response',
		status: reply.status,
		statusMessage: run.shown(reply.statusMessage),
		headers: reply.headers.map(([name, value]) => [
			redactor.redact(name),
			redactor.redactHeader(name, value),
		]),
		body: run.shown(text),
		bodyLength: text.length,
		durationMs,
	});
}
