/**
 * JSON as the State holds it. Two things differ from plain `JSON.parse`, because posted events must
 * carry the text that the API sent (the product keeps numbers and member order as received,
 * reference section 3.3, logs of real runs):
 *
 * - a number that JavaScript would print differently (`1.0`, `1e3`, `12345678901234567890`) is kept as an
 *   `ExactNumber` with its text;
 * - members whose names look like array indexes (`"10"`) keep their place: JavaScript would move them to the
 *   front, so they are stored under a marked name. Use `getMember`, `putMember` and `memberNames`, never `[]`.
 *
 * JSON values are treated as immutable everywhere; only `sim/state.ts` writes into those it made itself.
 */
export type Json = null | boolean | number | string | ExactNumber | readonly Json[] | JsonObject;

export interface JsonObject {
	readonly [name: string]: Json;
}

let metExactNumber = false;

/** A number whose text JavaScript would not give back. */
export class ExactNumber {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}

	/** Called by `JSON.stringify`, which cannot print a number's own text: tells `stringifyJson` to do it. */
	toJSON(): number {
		metExactNumber = true;
		return Number(this.text);
	}
}

/** A number for a JSON number's text: a plain one where printing it gives the same text back. */
export function numberFromText(text: string): number | ExactNumber {
	const value = Number(text);
	return String(value) === text && (Number.isSafeInteger(value) || !Number.isInteger(value))
		? value
		: new ExactNumber(text);
}

export function isJsonObject(value: unknown): value is JsonObject {
	return (
		typeof value === 'object' &&
		value !== null &&
		!Array.isArray(value) &&
		!(value instanceof ExactNumber)
	);
}

export function isJsonArray(value: unknown): value is readonly Json[] {
	return Array.isArray(value);
}

/** The marker in front of stored names that JavaScript would reorder, and of names that begin with it. */
const MARK = '\u0000';
const MARKED = /^(?:\0|(?:0|[1-9]\d{0,9})$)/;

function storedName(name: string): string {
	return MARKED.test(name) ? MARK + name : name;
}

/** A member's value, or undefined when the object has no such member of its own. */
export function getMember(object: JsonObject, name: string): Json | undefined {
	if (Object.hasOwn(object, name)) return object[name];
	const stored = storedName(name);
	return stored !== name && Object.hasOwn(object, stored) ? object[stored] : undefined;
}

/** Sets a member in place. Only for objects that the caller made. */
export function putMember(object: JsonObject, name: string, value: Json): void {
	const key = Object.hasOwn(object, name) ? name : storedName(name);
	if (key === '__proto__') {
		Object.defineProperty(object, key, {
			value,
			writable: true,
			enumerable: true,
			configurable: true,
		});
	} else (object as Record<string, Json>)[key] = value;
}

/** Removes a member in place. Only for objects that the caller made. */
export function removeMember(object: JsonObject, name: string): void {
	const writable = object as Record<string, Json>;
	delete writable[name];
	delete writable[storedName(name)];
}

/** The member names in their order. */
export function memberNames(object: JsonObject): string[] {
	return Object.keys(object).map((key) => (key.startsWith(MARK) ? key.slice(1) : key));
}

/**
 * What needs the careful parser: numbers that JavaScript might print differently (`-0`, 16 digits and more,
 * `1.50`, `0.0000001`, exponents), names like array indexes, marked names. A number ends before a comma or
 * a bracket, which times such as `"10:20:30.400Z"` do not: they must not make every page of events slow.
 */
const UNUSUAL =
	/[[:,]\s*(?:-0|-?(?:[\d.]{16,}|0\.000000\d*|\d+\.\d*0|\d[\d.]*[eE][-+\d]*))\s*[,\]}]|"(?:(?:\d|\\u003\d){1,10}|\\u0000[^"]*|\0[^"]*)"\s*:/;

/** Parses strict JSON. Throws `SyntaxError` with a message for people, which carries the offset. */
export function parseJson(text: string): Json {
	const value = JSON.parse(text) as Json;
	if (typeof value === 'number') return numberFromText(text.trim());
	return UNUSUAL.test(text) ? parseCarefully(text) : value;
}

/** Compact JSON text as Gson writes it: members in order, numbers as they came. */
export function stringifyJson(value: Json): string {
	metExactNumber = false;
	const quick = JSON.stringify(value);
	return withEscapedLines(metExactNumber || quick.includes('"\\u0000') ? print(value) : quick);
}

/** Gson escapes two line separators that JSON allows as they are. They can stand in texts only. */
export function withEscapedLines(json: string): string {
	if (!json.includes('\u2028') && !json.includes('\u2029')) return json;
	return json.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029');
}

function print(value: Json): string {
	if (value instanceof ExactNumber) return value.text;
	if (isJsonArray(value)) return `[${value.map(print).join(',')}]`;
	if (isJsonObject(value)) {
		const members = memberNames(value).map(
			(name) => `${JSON.stringify(name)}:${print(getMember(value, name) ?? null)}`,
		);
		return `{${members.join(',')}}`;
	}
	return JSON.stringify(value);
}

/** Parses text already known to be JSON, keeping what `JSON.parse` loses. Does not use the call stack. */
function parseCarefully(text: string): Json {
	const token = /[{}[\],:]|"[^"\\]*(?:\\.[^"\\]*)*"|-?\d[\d.eE+-]*|true|false|null/gy;
	const space = /\s*/y;
	const stack: { container: Json[] | Record<string, Json>; name: string | undefined }[] = [];
	let root: Json = null;
	let pendingName: string | undefined;

	const add = (value: Json) => {
		const top = stack.at(-1);
		if (top === undefined) root = value;
		else if (Array.isArray(top.container)) top.container.push(value);
		else if (top.name === undefined) pendingName = value as string;
		else {
			putMember(top.container, top.name, value);
			top.name = undefined;
		}
	};

	for (let offset = 0; offset < text.length; ) {
		space.lastIndex = offset;
		space.exec(text);
		token.lastIndex = space.lastIndex;
		const match = token.exec(text)?.[0];
		if (match === undefined) break;
		offset = token.lastIndex;
		const top = stack.at(-1);
		if (match === '{' || match === '[') {
			const container: Json[] | Record<string, Json> = match === '{' ? {} : [];
			add(container);
			stack.push({ container, name: undefined });
		} else if (match === '}' || match === ']') stack.pop();
		else if (match === ':') {
			if (top !== undefined) top.name = pendingName;
			pendingName = undefined;
		} else if (match !== ',') add(scalar(match));
	}
	return root;
}

function scalar(token: string): Json {
	return /^[-\d]/.test(token) ? numberFromText(token) : (JSON.parse(token) as Json);
}
