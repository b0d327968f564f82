import {
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	stringifyJson,
} from '../base/json.ts';
import { toText } from '../jpath/coerce.ts';
import type { Context, Fault } from '../jpath/context.ts';
import { parseExpression } from '../jpath/parse.ts';
import { resolvePath, withValueAt } from '../jpath/path.ts';
import { renderTemplate } from '../jpath/template.ts';
import type { TwinReply } from '../twin/twin.ts';
import { hasNoBody } from './bodyBytes.ts';
import { isHeaderValue } from './headers.ts';
import { renderJsonTemplate } from './jsonTemplate.ts';
import type { Reply, StateChange } from './scenario.ts';
import { statusMessage } from './statusMessage.ts';

/** A reply with everything in it worked out, or why that cannot be done. */
export type RenderedReply =
	| { readonly ok: true; readonly reply: TwinReply; readonly state: JsonObject }
	| { readonly ok: false; readonly message: string };

/** Changes the state, then makes the reply of it. `contextOf` gives what templates see for a state. */
export function renderReply(
	reply: Reply,
	before: JsonObject,
	contextOf: (state: JsonObject) => Context,
): RenderedReply {
	let state = before;
	for (const change of reply.changes) {
		const changed = applyChange(change, contextOf(state));
		if (!changed.ok) return changed;
		state = changed.state;
	}
	const context = contextOf(state);
	const status = renderJsonTemplate(reply.status, context);
	if (!status.ok) return failed(status.fault);
	const code = Number(toText(status.value));
	if (!Number.isInteger(code) || code < 200 || code > 599)
		return { ok: false, message: `The status is "${toText(status.value)}".` };
	const body = hasNoBody(code) ? NO_BODY : bodyOf(reply, context);
	if (!body.ok) return body;
	const headers = headersOf(reply, context, body.contentType);
	if (!headers.ok) return headers;
	return {
		ok: true,
		state,
		reply: {
			status: code,
			statusMessage: reply.statusMessage ?? statusMessage(code),
			headers: headers.headers,
			body: body.body,
			...(reply.fault === undefined ? {} : { fault: reply.fault }),
			...(reply.delayMs === 0 ? {} : { delayMs: reply.delayMs }),
		},
	};
}

type Failed = { readonly ok: false; readonly message: string };

function failed({ message, expression }: Fault): Failed {
	return {
		ok: false,
		message: expression === undefined ? message : `${message} It is in \${${expression}}.`,
	};
}

function applyChange(
	{ place, value }: StateChange,
	context: Context,
): { readonly ok: true; readonly state: JsonObject } | Failed {
	const text = renderTemplate(place, context);
	if (!text.ok) return failed(text.fault);
	const parsed = parseExpression(text.text, { version: context.version });
	if (!parsed.ok) return { ok: false, message: `"${text.text}" is not a place in the state.` };
	const resolved = resolvePath(parsed.expression, context);
	if (!resolved.ok) return failed(resolved.fault);
	const rendered = renderJsonTemplate(value, context);
	if (!rendered.ok) return failed(rendered.fault);
	const [first, ...rest] = resolved.path;
	if (first !== 'state' || rest.length === 0)
		return { ok: false, message: `"${text.text}" is not a place in the state.` };
	const changed = withValueAt(context.state, resolved.path, rendered.value);
	if (!changed.ok) return failed(changed.fault);
	const { state } = changed.value as { readonly state: JsonObject };
	return { ok: true, state };
}

interface RenderedBody {
	readonly ok: true;
	readonly body: string | Uint8Array;
	readonly contentType?: string;
}

const NO_BODY: RenderedBody = { ok: true, body: '' };

function bodyOf({ body }: Reply, context: Context): RenderedBody | Failed {
	if (body.kind === 'none') return NO_BODY;
	if (body.kind === 'bytes') return { ok: true, body: body.bytes, contentType: body.contentType };
	const rendered = renderJsonTemplate(body.template, context);
	if (!rendered.ok) return failed(rendered.fault);
	const { value } = rendered;
	const text = body.kind === 'json' ? jsonText(value) : toText(value);
	return { ok: true, body: text, contentType: CONTENT_TYPES[body.kind] };
}

const CONTENT_TYPES = {
	json: 'application/json',
	text: 'text/plain; charset=utf-8',
	xml: 'application/xml; charset=utf-8',
} as const;

/** `toText` prints what is too deep for the call stack, which a request may have brought. */
function jsonText(value: Json): string {
	return isJsonArray(value) || isJsonObject(value) ? toText(value) : stringifyJson(value);
}

function headersOf(
	reply: Reply,
	context: Context,
	contentType: string | undefined,
): { readonly ok: true; readonly headers: TwinReply['headers'] } | Failed {
	const headers: (readonly [string, string])[] = [];
	const isGiven = reply.headers.some(([name]) => name.toLowerCase() === 'content-type');
	if (!isGiven && contentType !== undefined) headers.push(['Content-Type', contentType]);
	for (const [name, template] of reply.headers) {
		if (template === null) continue;
		const rendered = renderJsonTemplate(template, context);
		if (!rendered.ok) return failed(rendered.fault);
		const values = isJsonArray(rendered.value) ? rendered.value : [rendered.value];
		for (const value of values) {
			const text = toText(value);
			if (!isHeaderValue(text))
				return { ok: false, message: `HTTP cannot carry what would be the header "${name}".` };
			headers.push([name, text]);
		}
	}
	return { ok: true, headers };
}
