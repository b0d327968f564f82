import { type Json, stringifyJson } from '../base/json.ts';
import type { Http, HttpFault, HttpReply, HttpRequest, HttpResult } from '../sim/ports.ts';

/** A reply as a test writes it: everything but the body has a default. */
export interface ScriptedReply {
	/** Default 200. */
	readonly status?: number;
	/** Default: the usual reason phrase. */
	readonly statusMessage?: string;
	/** Default: `Content-Type: application/json`. */
	readonly headers?: readonly (readonly [name: string, value: string])[];
	/** The text or bytes of the body. */
	readonly body?: string | Uint8Array;
	/** The body as JSON. */
	readonly json?: Json;
	/** No reply comes: this went wrong. */
	readonly fault?: HttpFault;
}

/** What to answer, by request: a list in order, or a function. */
export type Script =
	| readonly ScriptedReply[]
	| ((request: HttpRequest, index: number) => ScriptedReply);

export interface ScriptedHttp extends Http {
	/** Every request that was sent, oldest first. */
	readonly requests: readonly HttpRequest[];
}

const REASONS: Readonly<Record<number, string>> = {
	200: 'OK',
	201: 'Created',
	204: 'No Content',
	400: 'Bad Request',
	401: 'Unauthorized',
	403: 'Forbidden',
	404: 'Not Found',
	429: 'Too Many Requests',
	500: 'Internal Server Error',
	503: 'Service Unavailable',
};

/** Makes an HTTP port that answers from a script. A list that has run out answers 404. */
export function createScriptedHttp(script: Script): ScriptedHttp {
	const requests: HttpRequest[] = [];
	return {
		requests,
		async send(request): Promise<HttpResult> {
			const index = requests.push(request) - 1;
			const scripted = typeof script === 'function' ? script(request, index) : script[index];
			const reply: ScriptedReply = scripted ?? { status: 404, json: { error: 'not scripted' } };
			if (reply.fault !== undefined) return { ok: false, fault: reply.fault };
			return { ok: true, reply: replyOf(reply) };
		},
	};
}

function replyOf(scripted: ScriptedReply): HttpReply {
	const { status = 200, body, json } = scripted;
	return {
		status,
		statusMessage: scripted.statusMessage ?? REASONS[status] ?? '',
		headers: scripted.headers ?? [['Content-Type', 'application/json']],
		body: body ?? (json === undefined ? '' : stringifyJson(json)),
	};
}
