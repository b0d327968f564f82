import type { Assertion, RegexNode } from './ast.ts';
import { type CharSet, complement, foldOf } from './charSet.ts';
import type { PatternCursor } from './cursor.ts';
import { escapeClass } from './properties.ts';

/** What an escape means: one character, a set of them, or something that only stands outside of classes. */
export type Escape =
	| { readonly kind: 'character'; readonly codePoint: number }
	| { readonly kind: 'class'; readonly set: CharSet }
	| { readonly kind: 'node'; readonly node: RegexNode };

/** What an escape needs to know of the pattern around it. */
export interface EscapeContext {
	readonly isInClass: boolean;
	/** Whether it begins or ends a range of a class, where `\v` is one character. */
	readonly isRange: boolean;
	/** How many groups have begun so far. */
	readonly groupCount: number;
	readonly groupNames: ReadonlyMap<string, number>;
}

const UNSUPPORTED = 'Illegal/unsupported escape sequence';

const CONTROLS: Readonly<Record<string, number>> = {
	a: 7,
	e: 27,
	f: 12,
	n: 10,
	r: 13,
	t: 9,
};

/** Reads what stands behind a backslash; the cursor is at the letter. */
export function parseEscape(cursor: PatternCursor, context: EscapeContext): Escape {
	// Java goes on with a NUL behind the end, and complains only where nothing else is wrong.
	const letter = cursor.readEscaped() || '\u0000';
	const codePoint = Object.hasOwn(CONTROLS, letter) ? CONTROLS[letter] : undefined;
	if (codePoint !== undefined) return character(codePoint);
	switch (letter) {
		case '0':
			return character(parseOctal(cursor));
		case 'c':
			if (cursor.isAtEnd) cursor.fail('Illegal control escape sequence');
			return character((cursor.read().codePointAt(0) ?? 0) ^ 64);
		case 'x':
			return character(parseHexadecimal(cursor));
		case 'u':
			return character(parseUnicode(cursor));
		case 'v':
			return context.isRange ? character(11) : charClass(cursor, letter);
		case 'd':
		case 'D':
		case 'h':
		case 'H':
		case 's':
		case 'S':
		case 'V':
		case 'w':
		case 'W':
			return charClass(cursor, letter);
		case 'N':
			return cursor.fail('Names of characters (\\N) are not supported by this simulator');
	}
	if (/^[1-9A-Za-z]$/.test(letter)) {
		const node = context.isInClass ? undefined : parseOutsideClass(cursor, letter, context);
		return node === undefined ? cursor.fail(UNSUPPORTED) : { kind: 'node', node };
	}
	return character(letter.codePointAt(0) ?? 0);
}

function character(codePoint: number): Escape {
	return { kind: 'character', codePoint };
}

function charClass(cursor: PatternCursor, letter: string): Escape {
	const lower = letter.toLowerCase() as 'd' | 'h' | 's' | 'v' | 'w';
	const set = escapeClass(lower, cursor.flags.unicodeClasses);
	return { kind: 'class', set: letter === lower ? set : complement(set) };
}

function parseOutsideClass(
	cursor: PatternCursor,
	letter: string,
	context: EscapeContext,
): RegexNode | undefined {
	const { unixLines, unicodeClasses } = cursor.flags;
	switch (letter) {
		case 'A':
			return assertion('begin');
		case 'G':
			return assertion('lastMatchEnd');
		case 'Z':
			return assertion(unixLines ? 'unixFinalEnd' : 'finalEnd');
		case 'z':
			return assertion('end');
		case 'B':
			return assertion(unicodeClasses ? 'notUnicodeWordBoundary' : 'notWordBoundary');
		case 'b':
			if (cursor.peek() === '{' && cursor.at(cursor.index + 1) === 'g')
				cursor.fail('Grapheme boundaries (\\b{g}) are not supported by this simulator');
			return assertion(unicodeClasses ? 'unicodeWordBoundary' : 'wordBoundary');
		case 'R':
			return { kind: 'lineEnding' };
		case 'X':
			return { kind: 'grapheme' };
		case 'k':
			return parseNamedReference(cursor, context);
	}
	return /\d/.test(letter) ? parseReference(cursor, Number(letter), context) : undefined;
}

function assertion(name: Assertion): RegexNode {
	return { kind: 'assertion', assertion: name };
}

function parseNamedReference(cursor: PatternCursor, context: EscapeContext): RegexNode {
	if (cursor.read() !== '<') cursor.fail("\\k is not followed by '<' for named capturing group");
	const name = parseGroupName(cursor, cursor.read());
	const number = context.groupNames.get(name);
	if (number === undefined) return cursor.fail(`named capturing group <${name}> does not exist`);
	return reference(cursor, number);
}

/** Reads a group's name up to `>`; its first character has been taken. */
export function parseGroupName(cursor: PatternCursor, first: string): string {
	if (!/^[A-Za-z]$/.test(first))
		cursor.fail('capturing group name does not start with a Latin letter');
	let name = first;
	let char = cursor.read();
	for (; /^[0-9A-Za-z]$/.test(char); char = cursor.read()) name += char;
	if (char !== '>') cursor.fail("named capturing group is missing trailing '>'");
	return name;
}

/** More digits belong to the number as long as there are so many groups. */
function parseReference(cursor: PatternCursor, first: number, context: EscapeContext): RegexNode {
	let number = first;
	for (let digit = cursor.peek(); /^\d$/.test(digit); digit = cursor.peek()) {
		const longer = number * 10 + Number(digit);
		if (longer > context.groupCount) break;
		number = longer;
		cursor.read();
	}
	return reference(cursor, number);
}

function reference(cursor: PatternCursor, number: number): RegexNode {
	const { ignoreCase, unicodeCase } = cursor.flags;
	return { kind: 'backReference', number, fold: ignoreCase ? foldOf(unicodeCase) : undefined };
}

/** `\0n`, `\0nn` or `\0mnn`, where m is 3 at most. */
function parseOctal(cursor: PatternCursor): number {
	const first = cursor.read();
	if (!/^[0-7]$/.test(first)) cursor.fail('Illegal octal escape sequence');
	let digits = first;
	const digitsMax = first <= '3' ? 3 : 2;
	while (digits.length < digitsMax && /^[0-7]$/.test(cursor.peek())) digits += cursor.read();
	return Number.parseInt(digits, 8);
}

/** `\xhh` or `\x{h…}`. */
function parseHexadecimal(cursor: PatternCursor): number {
	const first = cursor.read();
	if (isHexadecimal(first)) {
		const second = cursor.read();
		if (isHexadecimal(second)) return Number.parseInt(first + second, 16);
	} else if (first === '{' && isHexadecimal(cursor.peek())) {
		let codePoint = 0;
		let char = cursor.read();
		for (; isHexadecimal(char); char = cursor.read()) {
			codePoint = codePoint * 16 + Number.parseInt(char, 16);
			if (codePoint > 0x10ffff) cursor.fail('Hexadecimal codepoint is too big');
		}
		if (char !== '}') cursor.fail('Unclosed hexadecimal escape sequence');
		return codePoint;
	}
	return cursor.fail('Illegal hexadecimal escape sequence');
}

/** `\uhhhh`; two halves of a surrogate pair are one character. */
function parseUnicode(cursor: PatternCursor): number {
	const high = parseUnicodeUnit(cursor);
	if (high < 0xd800 || high > 0xdbff) return high;
	const start = cursor.index;
	if (cursor.read() === '\\' && cursor.read() === 'u') {
		const low = parseUnicodeUnit(cursor);
		if (low >= 0xdc00 && low <= 0xdfff) return 0x10000 + (high - 0xd800) * 0x400 + (low - 0xdc00);
	}
	cursor.index = start;
	return high;
}

function parseUnicodeUnit(cursor: PatternCursor): number {
	let digits = '';
	while (digits.length < 4) {
		const char = cursor.read();
		if (!isHexadecimal(char)) cursor.fail('Illegal Unicode escape sequence');
		digits += char;
	}
	return Number.parseInt(digits, 16);
}

function isHexadecimal(char: string): boolean {
	return /^[0-9A-Fa-f]$/.test(char);
}
