import type { TextSyntax } from '../catalog/spec.ts';
import { shorten } from '../diagnostics/quoting.ts';
import { parseDatePattern } from '../java/date/pattern.ts';
import { suggestTimeZone, timeZoneFault } from '../java/date/zone.ts';
import { compileJavaRegex } from '../java/regex/regex.ts';
import { checkXPath } from '../java/xpath/checkXPath.ts';

/** Why a text is not what it must be. */
export interface SyntaxFault {
	/** In Java's words where Java reads the text. */
	readonly message: string;
	/** The character of the text at which the fault is, where there is one. */
	readonly offset?: number;
	readonly help: string;
	/** A text that is valid and yet hardly what is meant. */
	readonly severity?: 'warning';
}

interface Syntax {
	/** The rule of the findings about it. */
	readonly rule: string;
	readonly faultIn: (text: string) => SyntaxFault | undefined;
}

/** What the syntaxes of the catalogue ask of a text. Findings about constants and faults of runs say the same. */
export const SYNTAXES: Readonly<Record<TextSyntax, Syntax>> = {
	'date-pattern': { rule: 'invalid-date-pattern', faultIn: datePatternFault },
	'time-zone': { rule: 'unknown-time-zone', faultIn: zoneFault },
	'regular-expression': { rule: 'invalid-regular-expression', faultIn: regexFault },
	'capturing-expression': {
		rule: 'invalid-regular-expression',
		faultIn: (text) => regexFault(text) ?? groupFault(text),
	},
	xpath: { rule: 'invalid-xpath', faultIn: xpathFault },
	'whole-number': { rule: 'invalid-number', faultIn: wholeNumberFault },
};

/** Goes for faults that show only when a query meets a document, too. */
export const XPATH_HELP = 'Queries are XPath 1.0, without namespace prefixes.';

function datePatternFault(text: string): SyntaxFault | undefined {
	const result = parseDatePattern(text);
	if (result.ok) return undefined;
	const { message, offset } = result;
	const help =
		'Patterns are those of Java’s DateTimeFormatter; put plain text between single quotes.';
	return { message, offset, help };
}

/** A zone that renders to nothing counts as not given. */
function zoneFault(id: string): SyntaxFault | undefined {
	const message = id.trim() === '' ? undefined : timeZoneFault(id);
	return message === undefined ? undefined : { message, help: timeZoneHelp(id) };
}

/** Goes for zones that only this runtime does not know, too. */
export function timeZoneHelp(id: string): string {
	const suggested = suggestTimeZone(id);
	const guess = suggested === undefined ? '' : `Did you mean "${suggested}"? `;
	return `${guess}Zones are those of java.time.ZoneId, such as UTC, Europe/Paris and +02:00.`;
}

function regexFault(text: string): SyntaxFault | undefined {
	const result = compileJavaRegex(text);
	if (result.ok) return undefined;
	const { message, offset } = result;
	const help = 'Patterns are those of java.util.regex.';
	return { message: `${message} near index ${offset}`, offset, help };
}

/** Source: IBM documentation "RegexCapture": exactly one capture group. */
function groupFault(text: string): SyntaxFault | undefined {
	const result = compileJavaRegex(text);
	if (!result.ok || result.regex.groupCount === 1) return undefined;
	return {
		message: `The pattern has ${result.regex.groupCount} capture groups instead of one.`,
		help: 'Put parentheses around what is to be captured; write other groups as (?:…).',
	};
}

function xpathFault(text: string): SyntaxFault | undefined {
	const result = checkXPath(text);
	if (!result.ok) return { message: result.message, offset: result.offset, help: XPATH_HELP };
	const [strange] = result.warnings;
	return strange && { ...strange, help: XPATH_HELP, severity: 'warning' };
}

function wholeNumberFault(text: string): SyntaxFault | undefined {
	if (readWholeNumber(text) !== undefined) return undefined;
	return {
		message: `"${shorten(text)}" is not a whole number${/^\s*[-+]?\d+\s*$/.test(text) ? ' that can be counted with' : ''}.`,
		help: 'Write digits only, without a unit: 9,007,199,254,740,991 is the greatest.',
	};
}

/** A whole number out of a text; a fraction is cut. Undefined when there is none that a double holds exactly. */
export function readWholeNumber(text: string): number | undefined {
	const trimmed = text.trim();
	const number = /^[-+]?\d+(?:\.\d*)?$/.test(trimmed) ? Math.trunc(Number(trimmed)) : Number.NaN;
	return Number.isSafeInteger(number) ? number : undefined;
}
