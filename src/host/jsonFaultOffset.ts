/**
 * Where a text stops being JSON: the offset of what cannot stand there, or the length of the text when something is
 * missing at its end. For texts that `JSON.parse` refused: its own messages do not always say where.
 */
export function jsonFaultOffset(text: string): number {
	const open: ('{' | '[')[] = [];
	let expected: Expected = 'value';
	for (let offset = skipSpace(text, 0); offset < text.length; offset = skipSpace(text, offset)) {
		const character = text.charAt(offset);
		const isEnd = CLOSING[character] !== undefined;
		if (isEnd ? !MAY_END.has(expected) : !accepts(expected, character)) return offset;
		if (isEnd) {
			if (open.pop() !== CLOSING[character]) return offset;
			expected = open.length === 0 ? 'end' : 'comma';
			offset++;
		} else if (character === '{' || character === '[') {
			open.push(character);
			expected = character === '{' ? 'first-name' : 'first-value';
			offset++;
		} else if (character === ':' || character === ',') {
			const isInObject = open.at(-1) === '{';
			expected = character === ',' && isInObject ? 'name' : 'value';
			offset++;
		} else {
			const end: End = character === '"' ? endOfString(text, offset) : endOfScalar(text, offset);
			if (end.isFault) return end.offset;
			const isName: boolean = expected === 'name' || expected === 'first-name';
			expected = isName ? 'colon' : open.length === 0 ? 'end' : 'comma';
			offset = end.offset;
		}
	}
	return text.length;
}

type Expected = 'value' | 'first-value' | 'name' | 'first-name' | 'colon' | 'comma' | 'end';

const CLOSING: Readonly<Record<string, '{' | '['>> = { '}': '{', ']': '[' };
const MAY_END: ReadonlySet<Expected> = new Set(['first-value', 'first-name', 'comma']);

function accepts(expected: Expected, character: string): boolean {
	switch (expected) {
		case 'value':
		case 'first-value':
			return character !== ':' && character !== ',';
		case 'name':
		case 'first-name':
			return character === '"';
		case 'colon':
			return character === ':';
		case 'comma':
			return character === ',';
		case 'end':
			return false;
	}
}

interface End {
	readonly offset: number;
	readonly isFault: boolean;
}

function endOfString(text: string, start: number): End {
	for (let offset = start + 1; offset < text.length; offset++) {
		const character = text.charAt(offset);
		if (character === '"') return { offset: offset + 1, isFault: false };
		if (character < ' ') return { offset, isFault: true };
		if (character !== '\\') continue;
		const escaped = text.slice(offset, offset + 6);
		const length = /^\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/.exec(escaped)?.[0].length;
		if (length === undefined) {
			const isCut = escaped.length < 6 && /^\\(?:u[\da-fA-F]*)?$/.test(escaped);
			return { offset: isCut ? text.length : offset, isFault: true };
		}
		offset += length - 1;
	}
	return { offset: text.length, isFault: true };
}

const WORDS = ['true', 'false', 'null'];

function endOfScalar(text: string, start: number): End {
	const found = /[^\s{}[\],:"]*/y;
	found.lastIndex = start;
	const word = found.exec(text)?.[0] ?? '';
	const end = start + word.length;
	if (WORDS.includes(word) || /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/.test(word))
		return { offset: end, isFault: false };
	const isBegun =
		WORDS.some((one) => one.startsWith(word)) ||
		/^-?(?:(?:0|[1-9]\d*)(?:\.\d*)?(?:(?<=\d)[eE][+-]?)?)?$/.test(word);
	return { offset: end === text.length && isBegun ? end : start, isFault: true };
}

function skipSpace(text: string, start: number): number {
	const space = /[ \t\r\n]*/y;
	space.lastIndex = start;
	space.exec(text);
	return space.lastIndex;
}
