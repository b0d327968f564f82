/** White space, and what is as invisible: zero-width spaces and joiners, direction marks, byte order marks. */
const INVISIBLE = /[\s\u00AD\u180E\u200B-\u200F\u202A-\u202E\u2060-\u2064\u2066-\u2069\uFEFF]/;

/** A text without what cannot be seen at its ends. Takes time in proportion to its length, whatever it holds. */
export function trimInvisible(text: string): string {
	let start = 0;
	let end = text.length;
	while (start < end && INVISIBLE.test(text.charAt(start))) start += 1;
	while (end > start && INVISIBLE.test(text.charAt(end - 1))) end -= 1;
	return text.slice(start, end);
}

/** White space around a value, unless the value is a longer text laid out over several lines. */
export function hasStraySpace(value: string): boolean {
	const text = trimInvisible(value);
	return text !== value && !/\s\s/.test(text);
}
