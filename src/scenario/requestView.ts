import { type Json, type JsonObject, putMember } from '../base/json.ts';
import type { TwinRequest } from '../twin/twin.ts';
import { segmentsOf } from './pathPattern.ts';
import { tryJson } from './tryJson.ts';

/** A request as matchers and templates see it. */
export interface RequestView {
	readonly method: string;
	readonly url: URL;
	/** The parts of its path, decoded. */
	readonly segments: readonly string[];
	readonly query: ReadonlyMap<string, readonly string[]>;
	/** By name in lower case; of a repeated one all values, as HTTP joins them. */
	readonly headers: ReadonlyMap<string, string>;
	readonly body: string;
	/** The body as JSON, or undefined when it is none. */
	json(): Json | undefined;
}

/** Reads a request. Undefined when its address is none. */
export function viewRequest(request: TwinRequest): RequestView | undefined {
	if (!URL.canParse(request.url)) return undefined;
	const url = new URL(request.url);
	const query = new Map<string, string[]>();
	for (const [name, value] of url.searchParams) {
		const values = query.get(name);
		if (values === undefined) query.set(name, [value]);
		else values.push(value);
	}
	const headers = new Map<string, string>();
	for (const [name, value] of request.headers) {
		const key = name.toLowerCase();
		const before = headers.get(key);
		headers.set(key, before === undefined ? value : `${before}, ${value}`);
	}
	const { body: content = '' } = request;
	const body = typeof content === 'string' ? content : new TextDecoder().decode(content);
	let parsed: { readonly value: Json | undefined } | undefined;
	return {
		method: request.method.toUpperCase(),
		url,
		segments: segmentsOf(url.pathname),
		query,
		headers,
		body,
		json() {
			parsed ??= { value: tryJson(body) };
			return parsed.value;
		},
	};
}

/** What templates find at `/request`. */
export function requestValue(
	view: RequestView,
	path: Readonly<Record<string, string>>,
): { readonly request: JsonObject; readonly headers: JsonObject } {
	const query: JsonObject = {};
	for (const [name, values] of view.query)
		putMember(query, name, values.length === 1 ? (values[0] ?? '') : values);
	const headers: JsonObject = {};
	for (const [name, value] of view.headers) putMember(headers, name, value);
	const parts: JsonObject = {};
	for (const [name, value] of Object.entries(path)) putMember(parts, name, value);
	const request = {
		method: view.method,
		url: view.url.href,
		host: view.url.host,
		path: parts,
		query,
		headers,
		body: bodyValue(view),
	};
	return { request, headers };
}

/** JSON as JSON, a form as an object, anything else as text. */
function bodyValue(view: RequestView): Json {
	const contentType = view.headers.get('content-type') ?? '';
	if (/^application\/x-www-form-urlencoded\b/i.test(contentType)) {
		const form: JsonObject = {};
		for (const [name, value] of new URLSearchParams(view.body)) putMember(form, name, value);
		return form;
	}
	const json = view.json();
	return json === undefined || (typeof json !== 'object' && !/json/i.test(contentType))
		? view.body
		: json;
}
