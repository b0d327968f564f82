import { falseSpace, isFalseSpace } from '../base/falseSpace.ts';

/** What is wrong for people, and where, if that is somewhere else than where the parser noticed it. */
export interface Explained {
	readonly message: string;
	readonly help?: string;
	readonly start?: number;
	readonly end?: number;
}

/** How far back in a tag is looked. */
const SEARCHED_MAX = 20_000;

/** Where the tag begins that a fault stands in. */
export function startOfTag(text: string, offset: number): number {
	return text.lastIndexOf('<', Math.max(0, offset - 1));
}

/** The second attribute of a name in the tag that ends at an offset. */
export function secondOf(name: string, text: string, offset: number): number | undefined {
	const tag = Math.max(startOfTag(text, offset), offset - SEARCHED_MAX, 0);
	const all = [...text.slice(tag, offset).matchAll(ATTRIBUTE)];
	const [, second] = all.filter(([, found]) => found === name);
	return second && tag + second.index;
}

const ATTRIBUTE = /(?<=\s)([^\s"'<>=/]+)\s*=\s*(?:"[^"]*"|'[^']*')/g;

/** A word in a tag with no value behind it, most likely half of a name: `<Else If …>`. */
export function withoutValue(text: string, offset: number): Explained {
	const tag = Math.max(0, startOfTag(text, offset));
	const from = Math.max(tag, offset - NAME_MAX);
	const [written, name = ''] = /([^\s"'<>=/]+)\s*$/.exec(text.slice(from, offset)) ?? [''];
	const start = offset - written.length;
	const place = name === '' ? {} : { start, end: start + name.length };
	if (/^else if$/i.test(text.slice(tag + 1, start + name.length)))
		return {
			message: 'There is a space in the name <ElseIf>.',
			help: 'Write <ElseIf …>.',
			...place,
		};
	return { message: 'An attribute needs a value.', help: 'Write name="value".', ...place };
}

/** Something else where an attribute should begin. */
export function noAttribute(text: string, offset: number): Explained {
	const character = text[offset] ?? '';
	if (isFalseSpace(character)) return falseSpace(character);
	const from = Math.max(0, startOfTag(text, offset), offset - SEARCHED_MAX);
	const last = /(?:"[^"]*"|'[^']*')$/.exec(text.slice(from, offset))?.[0] ?? '';
	// The value before ends with what looks like the beginning of the next attribute: url="https://… method="GET"
	if (/\s[A-Za-z]+\s*=\s*["']$/.test(last))
		return {
			message: 'The quotation mark that opens this value is never closed.',
			help: 'Close it in front of the next attribute.',
			start: offset - last.length,
		};
	return {
		message: 'This is not the name of an attribute.',
		help: 'A quotation mark inside a value ends it: write &quot;, or use the other kind of quotation mark around it. Attributes are set apart by a space.',
	};
}

/** How long a name may be that is looked for. */
const NAME_MAX = 200;

/** A `<` in a value: where it stands, or where the value should have ended before. */
export function angleInAttribute(text: string, offset: number): Explained {
	const before = text.slice(0, offset);
	const quote = Math.max(before.lastIndexOf('="'), before.lastIndexOf("='"));
	if (quote >= 0 && before.slice(quote).includes('\n')) {
		return {
			message: 'The quotation mark that opens this value is never closed.',
			help: 'Close it on the same line. The next tag begins before any closing quotation mark.',
			start: quote + 1,
		};
	}
	const isPlaceholder = /^<[^<>"']{1,80}>["']/.test(text.slice(offset, offset + 90));
	return {
		message: 'An attribute value may not hold "<".',
		help: isPlaceholder
			? 'If this is a placeholder, put your own value in its place, without the angle brackets.'
			: 'Write &lt;.',
	};
}
