import type { Source } from '../base/source.ts';
import type { Span } from '../base/span.ts';

/** Tabs are shown as this many spaces, so that the caret stands below what it points at. */
const TAB = '    ';
/** What a line may take; of a longer one the part around the finding is shown. */
const WIDTH_MAX = 96;
const WIDTH_MIN = 30;
/** What stands around a line: a margin, a bar between it and its number, a mark on either side where it is cut. */
const AROUND = 8;
/** How much of a line is looked at on either side of where a finding begins. */
const REACH = 400;

/**
 * The line of a finding with a caret below, a line of the document before it where there is one:
 *
 *    11 | <Actions>
 *    12 |   <Set pathh="/page" value="1" />
 *       |        ^^^^^
 *
 * No line is longer than the columns, where they are known. Takes no longer for a finding on a line of megabytes: only
 * what stands around it is looked at.
 */
export function codeFrame(source: Source, span: Span, columns?: number): string {
	const { text } = source;
	const start = Math.max(0, Math.min(span.start, text.length));
	const { line, column } = source.positionAt(start);
	const lineStart = start - column + 1;
	const gutter = String(line).length;
	const room = (columns ?? Number.POSITIVE_INFINITY) - AROUND - gutter;
	const width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, room));
	const shown = window(text, { lineStart, start, end: Math.max(start, span.end), width });

	const lines = [`${String(line).padStart(gutter)} | ${shown.text}`];
	const before = shown.isWhole ? lineBefore(text, lineStart, width) : '';
	if (before.trim() !== '')
		lines.unshift(`${String(line - 1).padStart(gutter)} | ${expand(before)}`);
	const carets = '^'.repeat(Math.max(1, shown.end - shown.start));
	lines.push(`${' '.repeat(gutter)} | ${' '.repeat(shown.start)}${carets}`);
	return lines.map((one) => `   ${one}`).join('\n');
}

interface Window {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly isWhole: boolean;
}

/** A line as it is shown, with the range of the finding in shown columns. */
function window(
	text: string,
	{
		lineStart,
		start,
		end,
		width,
	}: {
		readonly lineStart: number;
		readonly start: number;
		readonly end: number;
		readonly width: number;
	},
): Window {
	const first = Math.max(lineStart, start - REACH);
	const last = endOfLine(text, start);
	const whole = expand(text.slice(first, last));
	const shownStart = expand(text.slice(first, start)).length;
	const shownEnd = shownStart + Math.max(1, expand(text.slice(start, Math.min(end, last))).length);
	const isCut = first > lineStart || !isLineEnd(text, last);
	if (!isCut && whole.length <= width)
		return { text: whole, start: shownStart, end: shownEnd, isWhole: true };

	const from = Math.max(0, Math.min(shownStart - 20, whole.length - width));
	const prefix = from > 0 || first > lineStart ? '…' : '';
	const suffix = from + width < whole.length || !isLineEnd(text, last) ? '…' : '';
	const shift = prefix.length - from;
	return {
		text: `${prefix}${whole.slice(from, from + width)}${suffix}`,
		start: shownStart + shift,
		end: Math.min(shownEnd, from + width) + shift,
		isWhole: false,
	};
}

/** The line in front of the one that begins here; '' where there is none, or none that fits. */
function lineBefore(text: string, lineStart: number, width: number): string {
	const from = Math.max(0, lineStart - REACH);
	const near = text.slice(from, lineStart).replace(/\r?\n$|\r$/, '');
	const begin = Math.max(near.lastIndexOf('\n'), near.lastIndexOf('\r')) + 1;
	const isWhole = begin > 0 || from === 0;
	const line = near.slice(begin);
	return isWhole && expand(line).length <= width ? line : '';
}

function endOfLine(text: string, from: number): number {
	const length = text.slice(from, from + REACH).search(/[\r\n]/);
	return length < 0 ? Math.min(text.length, from + REACH) : from + length;
}

function isLineEnd(text: string, offset: number): boolean {
	return offset >= text.length || /[\r\n]/.test(text.charAt(offset));
}

/** Tabs as spaces, and nothing that could move the cursor of a terminal. */
function expand(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
	return text.replaceAll('\t', TAB).replace(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '·');
}
