import {
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	parseJson,
	putMember,
} from '../../base/json.ts';
import { Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { HttpReply } from '../ports.ts';
import type { Run } from '../run.ts';
import { decodeText } from './charset.ts';
import { cookiesOf } from './cookies.ts';

/** A response as CallEndpoint stores it. Source: IBM documentation "CallEndpoint", Response. */
export function responseValue(reply: HttpReply, text: string, run: Run): JsonObject | Stop {
	const headers = headersValue(reply);
	run.state.markHeaders(headers);
	const value: Record<string, Json> = {
		status_code: reply.status,
		status_message: reply.statusMessage,
		headers,
	};
	const body = bodyValue(reply, text, run);
	if (body instanceof Stop) return body;
	if (body !== undefined) value.body = body;
	if (run.context.version === 'V2_1') value.cookies = cookiesValue(reply);
	return value;
}

/** The body as text, in the character set that the response names. */
export function bodyText(reply: HttpReply, run: Run): string {
	if (typeof reply.body === 'string') return reply.body;
	const contentType = contentTypeOf(reply);
	const charset = /charset\s*=\s*"?([^\s;"]+)/i.exec(contentType)?.[1];
	if (charset !== undefined || isJsonType(contentType))
		return decodeText(reply.body, charset, 'UTF-8');
	return decodeText(
		reply.body,
		undefined,
		isAscii(reply.body) ? 'UTF-8' : run.choice('bodyCharset'),
	);
}

function isAscii(bytes: Uint8Array): boolean {
	for (const byte of bytes) if (byte > 0x7f) return false;
	return true;
}

/** Names as received; of a repeated header the last. Source: issue 73 of IBM's repository (Set-Cookie). */
function headersValue(reply: HttpReply): JsonObject {
	const latest = new Map<string, readonly [string, string]>();
	for (const [name, value] of reply.headers) {
		const key = name.toLowerCase();
		latest.delete(key);
		latest.set(key, [name, value]);
	}
	const headers: JsonObject = {};
	for (const [name, value] of latest.values()) putMember(headers, name, value);
	return headers;
}

/** Cookies by their own names. Source: IBM documentation "CallEndpoint", RequestCookie; issue 292. */
function cookiesValue(reply: HttpReply): JsonObject {
	const cookies: JsonObject = {};
	for (const { name, value } of cookiesOf(reply)) putMember(cookies, name, { name, value });
	return cookies;
}

function bodyValue(reply: HttpReply, text: string, run: Run): Json | undefined | Stop {
	if (text === '') {
		const choice = run.choice('emptyBody');
		return choice === 'missing' ? undefined : choice === 'null' ? null : '';
	}
	if (isJsonType(contentTypeOf(reply))) return jsonBody(text, run);
	if (!/^\s*[[{]/.test(text) || run.choice('untypedJsonBody') === 'text') return plain(text, run);
	const value = tryJson(text);
	return 'value' in value && (isJsonArray(value.value) || isJsonObject(value.value))
		? value.value
		: plain(text, run);
}

const BYTE_ORDER_MARK = /^\uFEFF/;

/** A body that stays text. */
function plain(text: string, run: Run): string {
	const isMarked = BYTE_ORDER_MARK.test(text) && run.choice('byteOrderMark') === 'removed';
	return isMarked ? text.slice(1) : text;
}

function jsonBody(text: string, run: Run): Json | Stop {
	const parsed = tryJson(text);
	if ('value' in parsed) return parsed.value;
	if (run.choice('invalidJsonBody') === 'text') return plain(text, run);
	return failure(`The response says it is JSON, but it is not: ${parsed.message}.`, {
		explanation: `It has: ${surroundings(text, parsed.offset ?? 0, run).replace(/\s+/g, ' ')}`,
		help: 'Look at the response in the trace: often it is an error page.',
		unknown: 'invalidJsonBody',
	});
}

/** What stands around a place of the body, free of secrets. */
function surroundings(text: string, offset: number, run: Run): string {
	const before = run.shown(text.slice(Math.max(0, offset - 1_000), offset));
	const after = run.shown(text.slice(offset, offset + 1_000));
	return `${before.slice(-30)}${after.slice(0, 70)}`;
}

function tryJson(
	text: string,
): { readonly value: Json } | { readonly message: string; readonly offset: number | undefined } {
	try {
		// Gson skips a byte order mark.
		return { value: parseJson(text.replace(BYTE_ORDER_MARK, '')) };
	} catch (problem) {
		const message = problem instanceof Error ? problem.message : String(problem);
		const offset = /position (\d+)/.exec(message)?.[1];
		return {
			message: message.split(/, ".*is not valid JSON|, \.\.\./s)[0] ?? message,
			offset: offset === undefined ? undefined : Number(offset),
		};
	}
}

function contentTypeOf(reply: HttpReply): string {
	return reply.headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
}

/** `application/json`, `text/json`, `application/problem+json`, but not one JSON document per line. */
function isJsonType(contentType: string): boolean {
	return /^[^;]*(?:^|[/+.-])json\s*(?:;|$)/i.test(contentType);
}
