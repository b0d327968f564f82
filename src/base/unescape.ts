import { countUpTo } from './countUpTo.ts';

/** A text with its escapes undone, and where everything in it stood before. */
export interface Unescaped {
	readonly text: string;
	/** Where a character stands in the text that was given. */
	placeOf(offset: number): number;
}

/** JSON in an address in JSON is as deep as anything gets. */
const LEVELS_MAX = 4;

/** A text as it is, then with its escapes undone, then with those that come to light then. */
export function* levelsOf(text: string): Generator<Unescaped> {
	let level: Unescaped | undefined = { text, placeOf: (offset) => offset };
	for (let count = 1; level !== undefined; count++) {
		yield level;
		level = count === LEVELS_MAX ? undefined : deeper(level);
	}
}

function deeper(outer: Unescaped): Unescaped | undefined {
	const inner = undo(outer.text);
	return inner && { text: inner.text, placeOf: (offset) => outer.placeOf(inner.placeOf(offset)) };
}

/** Of JSON, of XML and HTML, and of addresses, where each stands for one character of UTF-8 or ISO-8859-1. */
const ESCAPE =
	/\\u[\da-f]{4}|\\["'\\/bfnrt]|&(?:#\d{1,7}|#x[\da-f]{1,6}|amp|lt|gt|quot|apos);|%(?:[0-7][\da-f]|[cd][\da-f]%[89ab][\da-f]|e[\da-f](?:%[89ab][\da-f]){2}|f[0-7](?:%[89ab][\da-f]){3}|[89a-f][\da-f])/gi;

/** Undefined when there is nothing to undo. */
function undo(text: string): Unescaped | undefined {
	let plain = '';
	let end = 0;
	/** Behind each escape: where that is now, and how much farther back it was. */
	const offsets: number[] = [];
	const shifts: number[] = [];
	for (const { 0: written, index } of text.matchAll(ESCAPE)) {
		const character = characterOf(written);
		if (character === undefined) continue;
		plain += text.slice(end, index) + character;
		end = index + written.length;
		offsets.push(plain.length);
		shifts.push(end - plain.length);
	}
	if (end === 0) return undefined;
	return {
		text: plain + text.slice(end),
		placeOf: (offset) => offset + (shifts[countUpTo(offset, offsets) - 1] ?? 0),
	};
}

const NAMED: Readonly<Record<string, string>> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&apos;': "'",
	'\\b': '\b',
	'\\f': '\f',
	'\\n': '\n',
	'\\r': '\r',
	'\\t': '\t',
};

function characterOf(written: string): string | undefined {
	const named = NAMED[written.toLowerCase()];
	if (named !== undefined) return named;
	if (written.startsWith('%')) return decoded(written);
	const [, hexadecimal, decimal] = /^(?:\\u|&#x)([\da-f]+)|^&#(\d+)/i.exec(written) ?? [];
	if (hexadecimal === undefined && decimal === undefined) return written.slice(1);
	const code = hexadecimal === undefined ? Number(decimal) : Number.parseInt(hexadecimal, 16);
	return code > 0x10ffff ? undefined : String.fromCodePoint(code);
}

function decoded(written: string): string | undefined {
	if (written.length === 3) return String.fromCharCode(Number.parseInt(written.slice(1), 16));
	try {
		return decodeURIComponent(written);
	} catch {
		return undefined;
	}
}
