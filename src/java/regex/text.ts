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

/** Whether two characters follow each other that belong to no other: of ASCII, and no controls. */
export function isPlainPair(text: string, place: number): boolean {
	return isPlain(text.charCodeAt(place)) && isPlain(text.charCodeAt(place + 1));
}

function isPlain(unit: number): boolean {
	return unit >= 0x20 && unit < 0x7f;
}

let segmenter: Intl.Segmenter | undefined;

/** Where what people call one character ends: a letter with its marks, a flag, `\r\n`. */
export function graphemeEnd(text: string, place: number): number {
	if (isPlainPair(text, place)) return place + 1;
	segmenter ??= new Intl.Segmenter('en', { granularity: 'grapheme' });
	for (let length = 64; ; length *= 4) {
		const window = text.slice(place, place + length);
		const [first] = segmenter.segment(window);
		const width = first?.segment.length ?? 0;
		if (width < window.length || place + length >= text.length) return place + width;
	}
}
