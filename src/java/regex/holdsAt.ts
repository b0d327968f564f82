import type { Assertion } from './ast.ts';
import { includes } from './charSet.ts';
import { escapeClass, lettersAndDigits, nonSpacingMarks, wordLetters } from './properties.ts';
import { codePointBefore } from './text.ts';

/** The text around a place. */
export interface Surroundings {
	readonly text: string;
	/** What `\G` stands for. */
	readonly lastMatchEnd: number;
	/** Counts work: looking back over many marks is some. */
	pay(steps: number): void;
}

/** Whether a place of a text has a property, as in JDK 17. */
export function holdsAt(assertion: Assertion, place: number, around: Surroundings): boolean {
	const { text, lastMatchEnd } = around;
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
			return isWordBoundary(around, place, false);
		case 'notWordBoundary':
			return !isWordBoundary(around, place, false);
		case 'unicodeWordBoundary':
			return isWordBoundary(around, place, true);
		case 'notUnicodeWordBoundary':
			return !isWordBoundary(around, place, true);
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

function isWordBoundary(around: Surroundings, place: number, isUnicode: boolean): boolean {
	return isWordBefore(around, place, isUnicode) !== isWordAt(around, place, isUnicode);
}

function isWordBefore(around: Surroundings, place: number, isUnicode: boolean): boolean {
	if (place === 0) return false;
	const codePoint = codePointBefore(around.text, place);
	return isWordLetter(codePoint, isUnicode) || (isMark(codePoint) && hasBase(around, place - 1));
}

function isWordAt(around: Surroundings, place: number, isUnicode: boolean): boolean {
	const codePoint = around.text.codePointAt(place);
	if (codePoint === undefined) return false;
	return isWordLetter(codePoint, isUnicode) || (isMark(codePoint) && hasBase(around, place));
}

function isWordLetter(codePoint: number, isUnicode: boolean): boolean {
	return includes(isUnicode ? escapeClass('w', true) : wordLetters(), codePoint);
}

function isMark(codePoint: number): boolean {
	return includes(nonSpacingMarks(), codePoint);
}

/**
 * Whether the marks that end at a place stand behind a letter or digit. Java goes back by units and not by characters,
 * so that letters beyond 16 bits do not count.
 */
function hasBase(around: Surroundings, markPlace: number): boolean {
	const { text } = around;
	let place = markPlace;
	while (place >= 0 && isMark(text.codePointAt(place) ?? 0)) place--;
	around.pay(markPlace - place);
	return place >= 0 && includes(lettersAndDigits(), text.codePointAt(place) ?? 0);
}
