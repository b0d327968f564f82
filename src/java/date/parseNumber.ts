import type { FieldValue } from './fields.ts';
import { digitAt, type ParseState } from './parsed.ts';
import type { NumberElement } from './pattern.ts';

const LONG_MAX = 2n ** 63n - 1n;

/** Reads a number with as many digits as its element allows, leaving some for the numbers that follow it. */
export function parseNumber(
	state: ParseState,
	element: NumberElement,
	text: string,
	start: number,
): number {
	if (element.reading === 'fraction') return parseFraction(state, element, text, start);
	if (start === text.length) return ~start;
	const sign = text[start] === '+' || text[start] === '-' ? text[start] : '';
	if (sign !== '' && !takesSign(element, sign)) return ~start;
	const first = start + sign.length;
	const digits = digitRun(text, first, element.widthMax + element.reserved);
	if (digits < element.widthMin) return ~first;
	// Read again, now that it is known how many digits there are.
	const width =
		element.reserved > 0 ? Math.max(element.widthMin, digits - element.reserved) : digits;
	let end = first + width;
	let value = numberOf(text.slice(first, end));
	if (value > LONG_MAX) {
		end--;
		value = numberOf(text.slice(first, end));
	}
	if (sign === '-') {
		if (value === 0) return ~start;
		return state.put(element.field, -value, first, end);
	}
	if (element.sign === 'exceedsPad') {
		const exceeds = width > element.widthMin;
		if (sign === '+' && !exceeds) return ~start;
		if (sign === '' && exceeds) return ~first;
	}
	if (element.reading === 'twoDigitYear' && typeof value === 'number' && end - first === 2)
		value += 2000;
	return state.put(element.field, value, first, end);
}

/** Signs are read where they would be printed: a plus only by those that print it for long years. */
function takesSign(element: NumberElement, sign: string): boolean {
	return sign === '-' ? element.sign !== 'notNegative' : element.sign === 'exceedsPad';
}

function digitRun(text: string, start: number, countMax: number): number {
	const endMax = Math.min(text.length, start + countMax);
	let end = start;
	while (end < endMax && digitAt(text, end) >= 0) end++;
	return end - start;
}

function numberOf(digits: string): FieldValue {
	const value = Number(digits);
	return Number.isSafeInteger(value) ? value : BigInt(digits);
}

/** The digits behind the point of a second: exactly as many as letters. */
function parseFraction(
	state: ParseState,
	element: NumberElement,
	text: string,
	start: number,
): number {
	const end = start + element.widthMin;
	if (digitRun(text, start, element.widthMin) < element.widthMin) return ~start;
	return state.put(element.field, Number(text.slice(start, end).padEnd(9, '0')), start, end);
}
