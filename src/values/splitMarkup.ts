/** A piece of a text that is meant to be XML: a tag, or what stands between tags. The pieces make up the whole text. */
export type Piece = { readonly kind: 'text'; readonly text: string } | Tag;

export interface Tag {
	readonly kind: 'tag';
	readonly text: string;
	/** The name as written, without `<` and `</`; '' when none follows. */
	readonly name: string;
	readonly localName: string;
	readonly parts: readonly TagPart[];
	/** Whether it is well-formed, as far as that can be seen from itself. */
	readonly isClean: boolean;
}

/** A part of a tag. The parts make up the whole tag. */
export interface TagPart {
	/**
	 * `mark`: what XML puts between names and values · `word`: the name of the element, or a name with `=` behind it ·
	 * `value`: what stands quoted behind `=` · `rest`: anything else
	 */
	readonly kind: 'mark' | 'word' | 'value' | 'rest';
	readonly text: string;
	/** For a value: the attribute's name, and the value with its references replaced, unless it is very long. */
	readonly name?: string;
	readonly value?: string;
}

/**
 * Splits what may be damaged XML into tags and texts, in a way that a value with a quotation mark too many or too few
 * stays apart from names: only a quotation mark behind `=` opens a value, and only the same mark ends it, lines later
 * if need be. Comments, CDATA sections and instructions are texts. Takes time in proportion to the length.
 */
export function* splitMarkup(text: string): Generator<Piece> {
	let cursor = 0;
	while (cursor < text.length) {
		const start = text.indexOf('<', cursor);
		const end = start < 0 ? text.length : start;
		if (end > cursor) yield { kind: 'text', text: text.slice(cursor, end) };
		if (start < 0) return;
		const closing = SECTIONS.find(([opening]) => text.startsWith(opening, start))?.[1];
		if (closing === undefined) {
			const tag = readTag(text, start);
			yield tag;
			cursor = start + tag.text.length;
		} else {
			const close = text.indexOf(closing, start);
			cursor = close < 0 ? text.length : close + closing.length;
			yield { kind: 'text', text: text.slice(start, cursor) };
		}
	}
}

const SECTIONS = [
	['<!--', '-->'],
	['<![CDATA[', ']]>'],
	['<?', '?>'],
] as const;

const NAME = /<\/?([^\s<>"'=/]*)/y;
const SPACE = /[\s/]+/y;
const ATTRIBUTE = /([^\s<>"'=/]+)\s*=\s*/y;
const REST = /[^\s/>]+/y;

function readTag(text: string, start: number): Tag {
	const parts: TagPart[] = [];
	let isClean = true;
	const given = new Set<string>();
	const name = match(NAME, text, start)?.[1] ?? '';
	let cursor = start + (match(NAME, text, start)?.[0].length ?? 1);
	parts.push({ kind: 'mark', text: text.slice(start, cursor - name.length) });
	if (name !== '') parts.push({ kind: 'word', text: name });

	while (cursor < text.length && text[cursor] !== '>') {
		const space = match(SPACE, text, cursor)?.[0];
		if (space !== undefined) {
			parts.push({ kind: 'mark', text: space });
			cursor += space.length;
			continue;
		}
		const attribute = match(ATTRIBUTE, text, cursor);
		const quote = attribute === null ? '' : text.charAt(cursor + attribute[0].length);
		if (attribute === null || !/["']/.test(quote)) {
			isClean = false;
			cursor = readRest(text, cursor, attribute, parts);
			continue;
		}
		const [equals, word = ''] = attribute;
		parts.push({ kind: 'word', text: word });
		const from = cursor + equals.length;
		parts.push({ kind: 'mark', text: `${equals.slice(word.length)}${quote}` });
		const close = text.indexOf(quote, from + 1);
		const end = close < 0 ? text.length : close;
		const raw = text.slice(from + 1, end);
		isClean &&= close >= 0 && !raw.includes('<') && /[\s/>]/.test(text.charAt(end + 1));
		isClean &&= !given.has(word);
		given.add(word);
		parts.push({ kind: 'value', text: raw, name: word, value: decode(raw) });
		if (close >= 0) parts.push({ kind: 'mark', text: quote });
		cursor = close < 0 ? text.length : close + 1;
	}
	if (cursor < text.length) parts.push({ kind: 'mark', text: '>' });
	const end = Math.min(text.length, cursor + 1);
	const localName = name.slice(name.indexOf(':') + 1);
	return { kind: 'tag', text: text.slice(start, end), name, localName, parts, isClean };
}

/** Something without quotation marks: `name=value`, or a bare word. Gives where it ends. */
function readRest(
	text: string,
	cursor: number,
	attribute: RegExpExecArray | null,
	parts: TagPart[],
): number {
	let from = cursor;
	if (attribute !== null) {
		const [equals, word = ''] = attribute;
		parts.push({ kind: 'word', text: word }, { kind: 'mark', text: equals.slice(word.length) });
		from += equals.length;
	}
	const rest = match(REST, text, from)?.[0] ?? '';
	if (rest !== '') parts.push({ kind: 'rest', text: rest });
	return from + rest.length;
}

/** What matches exactly here. */
function match(pattern: RegExp, text: string, at: number): RegExpExecArray | null {
	pattern.lastIndex = at;
	return pattern.exec(text);
}

/** Nothing longer is a name, or anything else that could be known. */
const DECODED_MAX = 10_000;

/** A value as a parser would give it, so that `&#84;oken` is known for what it is. */
function decode(raw: string): string {
	if (raw.length > DECODED_MAX) return raw;
	return raw.replace(
		/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(amp|lt|gt|quot|apos));/gi,
		(written, hexadecimal: string | undefined, decimal: string | undefined, name: string) => {
			if (name !== undefined) return ENTITIES[name.toLowerCase()] ?? written;
			const code = Number.parseInt(
				hexadecimal ?? decimal ?? '',
				hexadecimal === undefined ? 10 : 16,
			);
			return code <= 0x10ffff ? String.fromCodePoint(code) : written;
		},
	);
}

const ENTITIES: Readonly<Record<string, string>> = {
	amp: '&',
	lt: '<',
	gt: '>',
	quot: '"',
	apos: "'",
};
