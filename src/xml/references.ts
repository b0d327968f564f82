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

export interface DecodedText {
	readonly value: string;
	readonly offsets: OffsetMap;
}

/** Gathers decoded text piece by piece, remembering where each piece stands in the document. */
export class TextBuilder {
	#value = '';
	readonly #breaks: number[] = [];
	#end = 0;

	/** Adds raw text as it stands between tags or, for attributes, between quotes. */
	addRaw(raw: string, start: number, place: 'content' | 'attribute'): void {
		let done = 0;
		this.#mark(start);
		for (const match of raw.matchAll(WRITTEN_OTHERWISE)) {
			const replacement = replace(match, place);
			if (replacement === match[0]) continue;
			this.#value += raw.slice(done, match.index);
			if (replacement.length !== match[0].length) this.#mark(start + match.index);
			this.#value += replacement;
			done = match.index + match[0].length;
			if (replacement.length !== match[0].length) this.#mark(start + done);
		}
		this.#value += raw.slice(done);
		this.#end = start + raw.length;
	}

	/** Adds the inside of a CDATA section, where only line endings are normalised. */
	addCdata(raw: string, start: number): void {
		let done = 0;
		this.#mark(start);
		for (const match of raw.matchAll(/\r\n?/g)) {
			this.#value += `${raw.slice(done, match.index)}\n`;
			done = match.index + match[0].length;
			this.#mark(start + done);
		}
		this.#value += raw.slice(done);
		this.#end = start + raw.length;
	}

	finish(): DecodedText {
		return { value: this.#value, offsets: { breaks: this.#breaks, end: this.#end } };
	}

	#mark(documentOffset: number): void {
		const decoded = this.#value.length;
		if (this.#breaks.at(-2) === decoded) this.#breaks.splice(-2);
		this.#breaks.push(decoded, documentOffset);
	}
}

/** An attribute's value as a conforming parser gives it: line breaks and tabs become spaces (XML 1.0, 3.3.3). */
export function decodeAttribute(raw: string, start: number): DecodedText {
	const builder = new TextBuilder();
	builder.addRaw(raw, start, 'attribute');
	return builder.finish();
}

function replace(match: RegExpMatchArray, place: 'content' | 'attribute'): string {
	const [written, hexadecimal, decimal, name] = match;
	if (hexadecimal !== undefined) return fromCode(Number.parseInt(hexadecimal, 16), written);
	if (decimal !== undefined) return fromCode(Number.parseInt(decimal, 10), written);
	if (name !== undefined)
		return Object.hasOwn(PREDEFINED, name) ? (PREDEFINED[name] ?? written) : written;
	if (place === 'attribute') return ' ';
	return written.startsWith('\r') ? '\n' : written;
}

function fromCode(code: number, written: string): string {
	return code <= 0x10ffff ? String.fromCodePoint(code) : written;
}
