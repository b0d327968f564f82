import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
	stringifyJson,
	withEscapedLines,
} from '../base/json.ts';

/**
 * The text of a value, as a template shows it. Nothing (and null, unless told otherwise) is '', an
 * integer is its digits, a fraction the shortest decimal without exponent, an object or array compact
 * JSON with its numbers as they came.
 * Source: IBM documentation "State"; run logs of Slack Business Plus and CyberArk EPM; U-1, U-22.
 */
export function toText(value: Json | undefined, nullText = ''): string {
	switch (typeof value) {
		case 'string':
			return value;
		case 'number':
			return plainDecimal(value);
		case 'boolean':
			return value ? 'true' : 'false';
		case 'undefined':
			return '';
	}
	if (value === null) return nullText;
	if (value instanceof ExactNumber) return textOfExactNumber(value);
	try {
		return stringifyJson(value);
	} catch (problem) {
		if (problem instanceof RangeError) return stringifyDeep(value);
		throw problem;
	}
}

/** A number in decimal digits: the shortest that give the same double, never with an exponent. */
export function plainDecimal(value: number): string {
	const text = String(value);
	const match = /^(-?)(\d)(?:\.(\d+))?e([+-]\d+)$/.exec(text);
	if (match === null) return text;
	const [, sign = '', first = '', rest = '', power = '0'] = match;
	const digits = first + rest;
	const exponent = Number(power);
	return exponent < 0
		? `${sign}0.${'0'.repeat(-exponent - 1)}${digits}`
		: `${sign}${digits}${'0'.repeat(Math.max(0, exponent - rest.length))}`;
}

/**
 * The text of a number as Java has it, where that is another one: a fraction of Double.toString, such as 1.0E-5, and a
 * number that an API sent as it came, which is what Gson keeps.
 */
export function javaNumberText(value: number | ExactNumber): string | undefined {
	if (typeof value !== 'number') return value.text === toText(value) ? undefined : value.text;
	const size = Math.abs(value);
	if (Number.isInteger(value) || (size >= 1e-3 && size < 1e7)) return undefined;
	const [digits = '', power] = value.toExponential().split('e');
	return `${digits.includes('.') ? digits : `${digits}.0`}E${Number(power)}`;
}

function textOfExactNumber({ text }: ExactNumber): string {
	if (/^-?\d+$/.test(text)) return text;
	const value = Number(text);
	return Number.isFinite(value) ? plainDecimal(value) : text;
}

/**
 * What a condition makes of a value: false are nothing, null, false, 'false' and ''. Everything else is
 * true, numbers included (a public workflow pages while `/get_events/body/scrollCursor`).
 */
export function isTruthy(value: Json | undefined): boolean {
	return (
		value !== undefined && value !== null && value !== false && value !== '' && value !== 'false'
	);
}

/** Prints JSON too deep for the call stack: objects and arrays wait on a stack of our own. */
function stringifyDeep(root: Json): string {
	const pieces: string[] = [];
	const waiting: (Json | Piece)[] = [root];
	while (waiting.length > 0) {
		const item = waiting.pop() as Json | Piece;
		if (item instanceof Piece) pieces.push(item.text);
		else if (item instanceof ExactNumber) pieces.push(item.text);
		else if (isJsonArray(item)) pushParts(waiting, arrayParts(item));
		else if (isJsonObject(item)) pushParts(waiting, objectParts(item));
		else pieces.push(JSON.stringify(item));
	}
	return withEscapedLines(pieces.join(''));
}

/** Text on its way into JSON, told apart from a string value by its class. */
class Piece {
	readonly text: string;

	constructor(text: string) {
		this.text = text;
	}
}

function arrayParts(array: readonly Json[]): (Json | Piece)[] {
	const between = new Piece(',');
	const parts: (Json | Piece)[] = [new Piece('[')];
	for (const [index, element] of array.entries()) {
		if (index > 0) parts.push(between);
		parts.push(element);
	}
	parts.push(new Piece(']'));
	return parts;
}

function objectParts(object: JsonObject): (Json | Piece)[] {
	const parts: (Json | Piece)[] = [new Piece('{')];
	for (const [index, name] of memberNames(object).entries()) {
		parts.push(new Piece(`${index > 0 ? ',' : ''}${JSON.stringify(name)}:`));
		parts.push(getMember(object, name) ?? null);
	}
	parts.push(new Piece('}'));
	return parts;
}

function pushParts(waiting: (Json | Piece)[], parts: readonly (Json | Piece)[]): void {
	for (let index = parts.length - 1; index >= 0; index--) waiting.push(parts[index] as Json);
}
