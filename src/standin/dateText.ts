import { formatDate } from '../java/date/format.ts';
import { parseDate } from '../java/date/parse.ts';
import { parseDatePattern } from '../java/date/pattern.ts';
import type { DateUse } from './shape.ts';

/** A date as text that can be read in all these ways, or at least in the first. */
export function dateText(uses: readonly DateUse[], timeMs: number): string | undefined {
	const candidates: string[] = [];
	const readers: ((text: string) => boolean)[] = [];
	for (const { pattern, timeZone, texts, index } of uses) {
		const read = parseDatePattern(pattern);
		for (const variant of [pattern, withoutOptional(pattern)]) {
			const pieces = piecesOf(variant, { timeZone, texts, timeMs });
			const piece = pieces[index];
			if (piece === undefined || !read.ok) continue;
			candidates.push(piece);
			readers.push((text) => {
				const whole = texts.flatMap((around, at) =>
					at === 0 ? [around] : [at - 1 === index ? text : (pieces[at - 1] ?? ''), around],
				);
				return parseDate({ pattern: read.pattern, timeZone, text: whole.join('') }).ok;
			});
		}
	}
	const readBy = (text: string) => readers.filter((reads) => reads(text)).length;
	const best = Math.max(0, ...candidates.map(readBy));
	return candidates.find((text) => readBy(text) === best);
}

/** A time is made whole where the texts around the pieces say `:00` or `00:00:00`. */
const WHOLE_MS = [1, 1_000, 60_000, 3_600_000, 86_400_000];

/** What stands between the texts of a date; nothing when they do not go with its pattern. */
function piecesOf(
	pattern: string,
	{ timeZone, texts, timeMs }: Pick<DateUse, 'timeZone' | 'texts'> & { readonly timeMs: number },
): readonly string[] {
	const parsed = parseDatePattern(pattern);
	if (!parsed.ok) return [];
	const between = texts.map((one) => one.replace(/[^\w\s]/g, '\\$&')).join('(.*?)');
	const around = new RegExp(`^${between}$`, 's');
	for (const whole of WHOLE_MS) {
		const time = { pattern: parsed.pattern, timeZone, timeMs: timeMs - (timeMs % whole) };
		const formatted = formatDate(time);
		const found = formatted.ok ? around.exec(formatted.text) : null;
		if (found !== null) return found.slice(1);
	}
	return [];
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
