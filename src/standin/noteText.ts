import { type Meaning, type Piece, shapesOf } from './meaning.ts';

/** How many patterns a value is read by. */
const DATES_MAX = 8;

/** Notes that a text is read as a date: at the value that it is, or at the pieces that it is put together from. */
export function noteDate(meaning: Meaning, pattern: string, timeZone: string): void {
	for (const pieces of makingsOf(meaning)) {
		const texts = [''];
		for (const piece of pieces)
			if (typeof piece === 'string') texts.push(`${texts.pop() ?? ''}${piece}`);
			else texts.push('');
		const values = pieces.filter((piece) => typeof piece !== 'string');
		for (const [index, value] of values.entries())
			for (const { uses } of shapesOf(value)) {
				const use = { pattern, timeZone, texts, index };
				if (uses.dates.size < DATES_MAX) uses.dates.set(JSON.stringify(use), use);
			}
	}
}

/** Notes that a text is an address: what it is put together from is the whole, its host, or the path behind that. */
export function noteAddress(meaning: Meaning): void {
	for (const pieces of makingsOf(meaning)) {
		let before = '';
		for (const [index, piece] of pieces.entries()) {
			if (typeof piece === 'string') {
				before += piece;
				continue;
			}
			for (const { uses } of shapesOf(piece)) {
				if (before === '') uses.address = 'url';
				else if (before.endsWith('://')) uses.address ??= 'host';
				else if (isBehindHost(before, pieces[index + 1])) uses.address ??= 'path';
				uses.isText = true;
			}
			before += 'x';
		}
	}
}

/** How a text comes about: as one value, or put together from pieces. */
function makingsOf(meaning: Meaning): readonly (readonly Piece[])[] {
	const { terms, pieces } = meaning;
	return [...(terms.length > 0 ? [[meaning]] : []), ...(pieces === undefined ? [] : [pieces])];
}

/** Whether a part of an address stands where its path begins. */
function isBehindHost(before: string, next: Piece | undefined): boolean {
	const isEnd = typeof next !== 'string' || /^[/?&#]/.test(next);
	return isEnd && /^(?:\w+:\/\/[^/]*\w|x)$/.test(before);
}
