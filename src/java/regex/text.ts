/** The code point that ends at a place; half a pair counts as itself. */
export function codePointBefore(text: string, place: number): number {
	const low = text.charCodeAt(place - 1);
	if (low >= 0xdc00 && low <= 0xdfff && place > 1) {
		const high = text.charCodeAt(place - 2);
		if (high >= 0xd800 && high <= 0xdbff) return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
	}
	return low;
}

/** How many units of the text the character at a place has. */
export function widthAt(text: string, place: number): number {
	const high = text.charCodeAt(place);
	if (high < 0xd800 || high > 0xdbff) return 1;
	const low = text.charCodeAt(place + 1);
	return low >= 0xdc00 && low <= 0xdfff ? 2 : 1;
}

let segmenter: Intl.Segmenter | undefined;

/** Where what people call one character ends: a letter with its marks, a flag, `\r\n`. */
export function graphemeEnd(text: string, place: number): number {
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	const window = text.slice(place, place + 64);
	for (const { segment } of segmenter.segment(window)) return place + segment.length;
	return place;
}
