import type { OffsetMap } from '../base/offsets.ts';

/** The entities every XML document knows. There are no others: declarations are refused. */
const PREDEFINED: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};

/** What in a raw text is written otherwise than it is meant. */
const WRITTEN_OTHERWISE = /&(?:#x([0-9a-fA-F]+)|#([0-9]+)|(\w+));|\r\n?|[\t\n]/g;
/** In a CDATA section only line endings are. */
const LINE_ENDING = /\r\n?/g;

export type TextPlace = 'content' | 'attribute' | 'cdata';

/** A raw text, which begins at this offset of the document, as a conforming parser gives it. */
export function decodeText(
	raw: string,
	start: number,
	place: TextPlace,
): { readonly value: string; readonly offsets: OffsetMap } {
	const breaks = [0, start];
	let value = '';
	let done = 0;
	const mark = (rawOffset: number) => {
		if (breaks.at(-2) === value.length) breaks.splice(-2);
		breaks.push(value.length, start + rawOffset);
	};
	for (const match of raw.matchAll(place === 'cdata' ? LINE_ENDING : WRITTEN_OTHERWISE)) {
		const [written] = match;
		const replacement = replace(match, place);
		if (replacement === written) continue;
		value += raw.slice(done, match.index);
		if (replacement.length !== written.length) mark(match.index);
		value += replacement;
		done = match.index + written.length;
		if (replacement.length !== written.length) mark(done);
	}
	return { value: value + raw.slice(done), offsets: { breaks, end: start + raw.length } };
}

function replace(match: RegExpMatchArray, place: TextPlace): string {
	const [written, hexadecimal, decimal, name] = match;
	if (hexadecimal !== undefined) return fromCode(Number.parseInt(hexadecimal, 16), written);
	if (decimal !== undefined) return fromCode(Number.parseInt(decimal, 10), written);
	if (name !== undefined)
		return Object.hasOwn(PREDEFINED, name) ? (PREDEFINED[name] ?? written) : written;
	// XML 1.0, section 3.3.3: in an attribute, line breaks and tabs become spaces.
	if (place === 'attribute') return ' ';
	return written.startsWith('\r') ? '\n' : written;
}

function fromCode(code: number, written: string): string {
	return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
