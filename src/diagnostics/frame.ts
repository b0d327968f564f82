import type { Source } from '../base/source.ts';
import type { Span } from '../base/span.ts';

/** Tabs are shown as this many spaces, so that the caret stands below what it points at. */
const TAB = '    ';
/** What a line may take; of a longer one the part around the finding is shown. */
const WIDTH_MAX = 96;

/**
 * The line of a finding with a caret below, a line of the document before it where there is one:
 *
 *    11 | <Actions>
 *    12 |   <Set pathh="/page" value="1" />
 *       |        ^^^^^
 */
export function codeFrame(source: Source, span: Span): string {
	const start = source.positionAt(span.start);
	const end = source.positionAt(Math.max(span.start, span.end));
	const text = source.lineAt(start.line);
	const last = end.line === start.line ? end.column : text.length + 1;
	const gutter = String(start.line).length;
	const shown = window(text, start.column - 1, last - 1);

	const lines = [`${String(start.line).padStart(gutter)} | ${shown.text}`];
	if (start.line > 1 && shown.isWhole) {
		const before = source.lineAt(start.line - 1);
		if (before.trim() !== '' && expand(before).length <= WIDTH_MAX)
			lines.unshift(`${String(start.line - 1).padStart(gutter)} | ${expand(before)}`);
	}
	const carets = '^'.repeat(Math.max(1, shown.end - shown.start));
	lines.push(`${' '.repeat(gutter)} | ${' '.repeat(shown.start)}${carets}`);
	return lines.map((line) => `   ${line}`).join('\n');
}

interface Window {
	readonly text: string;
	readonly start: number;
	readonly end: number;
	readonly isWhole: boolean;
}

/** A line as it is shown, with the range of the finding in shown columns. */
function window(line: string, start: number, end: number): Window {
	const whole = expand(line);
	const shownStart = width(line.slice(0, start));
	const shownEnd = Math.max(shownStart + 1, width(line.slice(0, end)));
	if (whole.length <= WIDTH_MAX)
		return { text: whole, start: shownStart, end: shownEnd, isWhole: true };

	const from = Math.max(0, Math.min(shownStart - 20, whole.length - WIDTH_MAX));
	const cut = whole.slice(from, from + WIDTH_MAX);
	const prefix = from > 0 ? '…' : '';
	const suffix = from + WIDTH_MAX < whole.length ? '…' : '';
	const shift = prefix.length - from;
	return {
		text: `${prefix}${cut}${suffix}`,
		start: shownStart + shift,
		end: Math.min(shownEnd, from + WIDTH_MAX) + shift,
		isWhole: false,
	};
}

/** Tabs as spaces, and nothing that could move the cursor of a terminal. */
function expand(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
	return text.replaceAll('\t', TAB).replace(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]/g, '·');
}

function width(text: string): number {
	return expand(text).length;
}
