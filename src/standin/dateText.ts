import { formatDate } from '../java/date/format.ts';
import { parseDate } from '../java/date/parse.ts';
import { type DatePattern, parseDatePattern } from '../java/date/pattern.ts';

/** A date as text that every one of some patterns can read, or at least the first. */
export function dateText(
	patterns: ReadonlyMap<string, string>,
	timeMs: number,
): string | undefined {
	const candidates: string[] = [];
	const readers: { readonly pattern: DatePattern; readonly timeZone: string }[] = [];
	for (const [text, timeZone] of patterns) {
		const read = parseDatePattern(text);
		if (read.ok) readers.push({ pattern: read.pattern, timeZone });
		for (const variant of [text, withoutOptional(text)]) {
			const pattern = parseDatePattern(variant);
			if (!pattern.ok) continue;
			const formatted = formatDate({ pattern: pattern.pattern, timeZone, timeMs });
			if (formatted.ok) candidates.push(formatted.text);
		}
	}
	const readBy = (text: string) =>
		readers.filter((reader) => parseDate({ ...reader, text }).ok).length;
	const best = Math.max(0, ...candidates.map(readBy));
	return candidates.find((text) => readBy(text) === best);
}

/** A pattern without the parts that may be left out. */
function withoutOptional(pattern: string): string {
	let depth = 0;
	let isQuoted = false;
	let text = '';
	for (const char of pattern) {
		if (char === "'") isQuoted = !isQuoted;
		if (!isQuoted && char === '[') depth++;
		else if (!isQuoted && char === ']') depth--;
		else if (depth <= 0) text += char;
	}
	return text;
}
