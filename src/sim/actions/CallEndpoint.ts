import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import { failure, productFailure } from '../faults.ts';
import { requestOf } from '../http/request.ts';
import { bodyText, responseValue } from '../http/response.ts';
import type { HttpFault, HttpReply, HttpRequest } from '../ports.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf } from '../values.ts';

/**
 * Sends a request and stores the response. A status other than 2xx is no error; a connection that fails ends
 * the run.
 */
export const runCallEndpoint: ActionRuntime<'CallEndpoint'> = (node, run) => {
	const request = requestOf(node, run);
	if (request instanceof Stop) return request;
	const { savePath } = node.attributes;
	const place = savePath === undefined ? undefined : placeOf(savePath, run);
	if (place instanceof Stop) return place;
	const tooMany = run.countRequest();
	if (tooMany !== undefined) return tooMany;
	return call(node, request, place, run);
};

async function call(
	node: ElementNode<'CallEndpoint'>,
	request: HttpRequest,
	place: ResolvedPath | undefined,
	run: Run,
): Promise<Completion> {
	const { ports, signal } = run.environment;
	const { clock } = ports;
	if (run.isTraced) traceRequest(node, request, run);
	const startMs = clock.now();
	const result = await ports.http.send(request, signal);
	const interruption = run.interruption();
	if (interruption !== undefined) return interruption;
	if (!result.ok) return failed(node, result.fault, run);

	const { reply } = result;
	run.requestsByStatus.set(
		String(reply.status),
		(run.requestsByStatus.get(String(reply.status)) ?? 0) + 1,
	);
	const tooLong = run.checkClock(clock.now()) ?? checkSize(reply, run);
	if (tooLong !== undefined) return tooLong;
	const text = bodyText(reply, run);
	const value = responseValue(reply, text, run);
	// Secrets in the response are learnt before anything of it is shown.
	learnCookies(reply, run);
	if (!(value instanceof Stop) && place !== undefined) run.learn(place, value);
	if (run.isTraced) traceReply(node, { reply, text, durationMs: clock.now() - startMs }, run);
	if (value instanceof Stop) return value;
	return (place === undefined ? undefined : run.write(node, place, value)) ?? NEXT;
}

/** What the server keeps a session with. */
function learnCookies(reply: HttpReply, run: Run): void {
	for (const [name, text] of reply.headers) {
		if (name.toLowerCase() !== 'set-cookie') continue;
		const value = /=([^;]{8,})/.exec(text)?.[1]?.trim();
		if (value !== undefined) run.environment.redactor.learn(value);
	}
}

function failed(node: ElementNode<'CallEndpoint'>, fault: HttpFault, run: Run): Stop {
	const message = run.environment.redactor.redact(fault.message);
	if (run.isTraced) run.emit(node, { kind: 'request-failed', message });
	run.requestsByStatus.set(fault.kind, (run.requestsByStatus.get(fault.kind) ?? 0) + 1);
	const { productMessage } = fault;
	return productMessage === undefined
		? failure(message)
		: productFailure(productMessage, { explanation: message });
}

/** Source: product message in issue 22 of IBM's repository. */
function checkSize(reply: HttpReply, run: Run): Stop | undefined {
	const { bodyBytesMax } = run.environment.limits;
	if (reply.body.length <= bodyBytesMax) return undefined;
	return productFailure('Body exceeds the currently supported maximum of 100 MB', {
		explanation: `The response has ${reply.body.length.toLocaleString('en-US')} bytes.`,
		help: 'Ask for smaller pages.',
	});
}

function traceRequest(node: ElementNode<'CallEndpoint'>, request: HttpRequest, run: Run): void {
	const { redactor } = run.environment;
	const { method, url, headers, body } = request;
	run.emit(node, {
		kind: 'request',
		method,
		url: redactor.redact(url),
		headers: headers.map(([name, value]) => [name, redactor.redactHeader(name, value)]),
		...(body === undefined
			? {}
			: { body: typeof body === 'string' ? run.shown(body) : `(${body.length} bytes)` }),
	});
}

function traceReply(
	node: ElementNode<'CallEndpoint'>,
	exchange: { readonly reply: HttpReply; readonly text: string; readonly durationMs: number },
	run: Run,
): void {
	const { redactor } = run.environment;
	const { reply, text, durationMs } = exchange;
	run.emit(node, {
		kind: 'response',
		status: reply.status,
		statusMessage: reply.statusMessage,
		headers: reply.headers.map(([name, value]) => [name, redactor.redactHeader(name, value)]),
		body: run.shown(text),
		bodyLength: text.length,
		durationMs,
	});
}
