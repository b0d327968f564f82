import type { Assertion } from './ast.ts';
import { includes } from './charSet.ts';
import { escapeClass, LETTERS_AND_DIGITS, NON_SPACING_MARKS, WORD_LETTERS } from './properties.ts';
import { codePointBefore } from './text.ts';

/** Whether a place of a text has a property, as in JDK 17. `lastMatchEnd` is what `\G` stands for. */
export function holdsAt(
	assertion: Assertion,
	text: string,
	place: number,
	lastMatchEnd: number,
): boolean {
	switch (assertion) {
		case 'begin':
			return place === 0;
		case 'end':
			return place === text.length;
		case 'lastMatchEnd':
			return place === lastMatchEnd;
		case 'lineBegin':
			return isLineBegin(text, place);
		case 'unixLineBegin':
			return place !== text.length && (place === 0 || text[place - 1] === '\n');
		case 'lineEnd':
			return place === text.length || isBeforeLineEnd(text, place);
		case 'unixLineEnd':
			return place === text.length || text[place] === '\n';
		case 'finalEnd':
			return isFinalEnd(text, place);
		case 'unixFinalEnd':
			return place === text.length || (place === text.length - 1 && text[place] === '\n');
		case 'wordBoundary':
			return isWordBoundary(text, place, false);
		case 'notWordBoundary':
			return !isWordBoundary(text, place, false);
		case 'unicodeWordBoundary':
			return isWordBoundary(text, place, true);
		case 'notUnicodeWordBoundary':
			return !isWordBoundary(text, place, true);
	}
}

/** Never at the end of the text, not even behind a line's end; not between the two halves of `\r\n`. */
function isLineBegin(text: string, place: number): boolean {
	if (place === text.length) return false;
	if (place === 0) return true;
	const before = text[place - 1] ?? '';
	if (before === '\r') return text[place] !== '\n';
	return isLineEnd(before);
}

function isLineEnd(char: string): boolean {
	return /^[\n\r\x85\u2028\u2029]$/.test(char);
}

function isBeforeLineEnd(text: string, place: number): boolean {
	const char = text.charAt(place);
	if (char === '\n') return text[place - 1] !== '\r';
	return isLineEnd(char);
}

/** At the end, or before a line's end that is the last thing in the text. */
function isFinalEnd(text: string, place: number): boolean {
	if (place === text.length) return true;
	if (place < text.length - 2) return false;
	if (place === text.length - 2) return text[place] === '\r' && text[place + 1] === '\n';
	return isBeforeLineEnd(text, place);
}

function isWordBoundary(text: string, place: number, isUnicode: boolean): boolean {
	return isWordBefore(text, place, isUnicode) !== isWordAt(text, place, isUnicode);
}

function isWordBefore(text: string, place: number, isUnicode: boolean): boolean {
	if (place === 0) return false;
	const codePoint = codePointBefore(text, place);
	return isWord(text, codePoint, place - (codePoint > 0xffff ? 2 : 1), isUnicode);
}

function isWordAt(text: string, place: number, isUnicode: boolean): boolean {
	const codePoint = text.codePointAt(place);
	return codePoint !== undefined && isWord(text, codePoint, place, isUnicode);
}

function isWord(text: string, codePoint: number, place: number, isUnicode: boolean): boolean {
	const letters = isUnicode ? escapeClass('w', true) : WORD_LETTERS;
	if (includes(letters, codePoint)) return true;
	return includes(NON_SPACING_MARKS, codePoint) && hasBase(text, place);
}

/** Whether a mark stands behind a letter or digit, with nothing but marks between them. */
function hasBase(text: string, start: number): boolean {
	for (let place = start; place > 0; ) {
		const codePoint = codePointBefore(text, place);
		if (includes(LETTERS_AND_DIGITS, codePoint)) return true;
		if (!includes(NON_SPACING_MARKS, codePoint)) return false;
		place -= codePoint > 0xffff ? 2 : 1;
	}
	return false;
}
