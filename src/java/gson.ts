import { isJsonArray, isJsonObject, type Json, parseJson } from '../base/json.ts';
import { LenientReader, type LenientResult } from './lenientReader.ts';

/** Deeper texts are refused: they serve nobody, and what walks over values uses the call stack. */
export const NESTING_MAX = 1000;
/** What the State is asked to hold is read deeper: it has a ceiling of its own, and says so. */
const STORED_NESTING_MAX = 1_000_000;

/**
 * Reads a text as Gson's `JsonParser.parseString`, which is lenient: quotes may be single or missing, `=` or `=>`
 * may stand for `:` and `;` for `,`, comments (`//`, `#`, slash-star) are skipped, nothing between two commas of an
 * array is null, `NaN` is a string. The whole text must be one value. A message is Gson's own.
 * Recorded from Gson 2.10. That the product reads so: reference 3.3 (its message "Not a JSON Array: …" is Gson's).
 */
export function parseLenientJson(text: string, depthMax = NESTING_MAX): LenientResult {
	const strict = nestsDeeperThan(text, NESTING_MAX) ? undefined : parseStrictJson(text);
	if (strict !== undefined) return { ok: true, value: strict };
	return new LenientReader({ text, depthMax }).read();
}

/**
 * What Set, Initialize and Add store for a text: the value, when the whole text is a JSON object or array as Gson
 * reads it, and otherwise the text itself. So `[Prefix][Part] message` stays a string. Source: reference 3.3.
 */
export function storedValueOf(text: string): Json {
	// Comments and the prefix that guards against cross-site reading may stand before the bracket. Paths may not be read
	// as far as that: a text that begins with one slash is common.
	if (!/^\ufeff?[ \t\r\n]*(?:[[{#]|\/[/*]|\)]}'\n)/.test(text)) return text;
	const result = parseLenientJson(text, STORED_NESTING_MAX);
	const isContainer = result.ok && (isJsonObject(result.value) || isJsonArray(result.value));
	return isContainer ? result.value : text;
}

function parseStrictJson(text: string): Json | undefined {
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}

/** Whether brackets outside of double quotes nest deeper. Only used for strict JSON, where no others hide them. */
function nestsDeeperThan(text: string, depthMax: number): boolean {
	let depth = 0;
	let isInString = false;
	for (let offset = 0; offset < text.length; offset++) {
		const char = text.charCodeAt(offset);
		if (char === QUOTE) isInString = !isInString;
		else if (isInString) {
			if (char === BACKSLASH) offset++;
		} else if (char === OPEN_BRACKET || char === OPEN_BRACE) {
			depth++;
			if (depth > depthMax) return true;
		} else if (char === CLOSE_BRACKET || char === CLOSE_BRACE) depth--;
	}
	return false;
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;
