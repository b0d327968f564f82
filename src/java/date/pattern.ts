import type { DateField } from './fields.ts';
import type { TextStyle } from './names.ts';
import { PatternBuilder } from './patternBuilder.ts';
import { patternLetters } from './patternLetters.ts';

/** A date pattern of `java.time.format.DateTimeFormatter`, read: use it with `formatDate` and `parseDate`. */
export interface DatePattern {
	readonly text: string;
	readonly elements: readonly DateElement[];
}

/** How a number's sign is printed and read: Java's SignStyle. */
export type SignStyle = 'normal' | 'exceedsPad' | 'notNegative';

/** One step of a pattern. `offset` is where it stands in the pattern. */
export type DateElement = { readonly offset: number } & (
	| { readonly kind: 'literal'; readonly text: string }
	| NumberElement
	| { readonly kind: 'text'; readonly field: DateField; readonly style: TextStyle }
	| { readonly kind: 'dayPeriod'; readonly style: TextStyle }
	| { readonly kind: 'zoneId' }
	| { readonly kind: 'zoneName'; readonly style: 'short' | 'long'; readonly isGeneric: boolean }
	| { readonly kind: 'offset'; readonly form: OffsetForm; readonly zeroText: string }
	| { readonly kind: 'localizedOffset'; readonly style: 'short' | 'long' }
	| { readonly kind: 'pad'; readonly width: number; readonly element: DateElement }
	| { readonly kind: 'optional'; readonly elements: readonly DateElement[] }
);

export interface NumberElement {
	readonly kind: 'number';
	readonly field: DateField;
	readonly widthMin: number;
	readonly widthMax: number;
	readonly sign: SignStyle;
	/** `twoDigitYear` counts from 2000; `fraction` prints the digits behind the point of a second. */
	readonly reading: 'plain' | 'twoDigitYear' | 'fraction';
	/** The digits to take behind another number without a separator, as `MM` in `yyyyMMdd`; 0 when that is open. */
	readonly joinWidth: number;
	/** Digits to leave for the numbers that follow so. */
	readonly reserved: number;
}

/** What of an offset is written: minutes and seconds always, when not zero, or never. */
export interface OffsetForm {
	readonly colon: boolean;
	readonly minutes: 'always' | 'ifNeeded' | 'never';
	readonly seconds: 'ifNeeded' | 'never';
}

export type PatternResult =
	| { readonly ok: true; readonly pattern: DatePattern }
	| { readonly ok: false; readonly message: string; readonly offset: number };

/** Java overflows its stack somewhere beyond; nobody needs as many. */
const OPTIONAL_DEPTH_MAX = 100;

/**
 * Reads a pattern as `DateTimeFormatter.ofPattern(pattern, Locale.US)`. A message is Java's own, where it has one;
 * `offset` is where in the pattern the fault begins.
 */
export function parseDatePattern(pattern: string): PatternResult {
	const builder = new PatternBuilder();
	let offset = 0;
	while (offset < pattern.length) {
		const char = pattern.charAt(offset);
		let message: string | undefined;
		let end = offset + 1;
		if (/[A-Za-z]/.test(char)) {
			end = runEnd(pattern, offset);
			let letter = char;
			let count = end - offset;
			if (char === 'p') {
				letter = pattern.charAt(end);
				if (!/[A-Za-z]/.test(letter))
					return {
						ok: false,
						message: `Pad letter 'p' must be followed by valid pad pattern: ${pattern}`,
						offset,
					};
				builder.padNext(count);
				count = runEnd(pattern, end) - end;
				end += count;
			}
			const elements = patternLetters({ letter, count, offset });
			message = typeof elements === 'string' ? elements : builder.append(elements);
		} else if (char === "'") {
			end = quoteEnd(pattern, offset);
			if (end < 0) message = `Pattern ends with an incomplete string literal: ${pattern}`;
			else builder.appendLiteral(unquote(pattern.slice(offset + 1, end - 1)), offset);
		} else if (char === '[') {
			if (builder.depth >= OPTIONAL_DEPTH_MAX)
				message = `Optional sections are nested more than ${OPTIONAL_DEPTH_MAX} deep`;
			else builder.openOptional(offset);
		} else if (char === ']') {
			if (builder.depth === 0) message = 'Pattern invalid as it contains ] without previous [';
			else builder.closeOptional();
		} else if (/[{}#]/.test(char)) {
			message = `Pattern includes reserved character: '${char}'`;
		} else builder.appendLiteral(char, offset);
		if (message !== undefined) return { ok: false, message, offset };
		offset = end;
	}
	return { ok: true, pattern: { text: pattern, elements: builder.finish() } };
}

/** Where the run of one letter ends. */
function runEnd(pattern: string, start: number): number {
	let end = start + 1;
	while (end < pattern.length && pattern[end] === pattern[start]) end++;
	return end;
}

/** Where quoted text ends, behind its closing quote; -1 when there is none. Two quotes inside are one. */
function quoteEnd(pattern: string, start: number): number {
	let offset = start + 1;
	for (;;) {
		const quote = pattern.indexOf("'", offset);
		if (quote < 0) return -1;
		if (pattern[quote + 1] !== "'") return quote + 1;
		offset = quote + 2;
	}
}

function unquote(text: string): string {
	return text === '' ? "'" : text.replaceAll("''", "'");
}
