import { ExactNumber, type Json } from '../base/json.ts';
import type { ArithmeticOperator } from './ast.ts';
import { plainDecimal } from './coerce.ts';

/**
 * A value as arithmetic sees it: an integer of 64 bits (bigint) or a real number (number).
 * Assumed: like Java's `long` and `double`, for the product is written in Java.
 */
export type Numeric = bigint | number;

/** A result, or a sentence that says why there is none. */
export type Calculation = { readonly value: Json } | { readonly problem: string };

const INTEGER = /^[+-]?\d+$/;
const REAL = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
const LONG_MAX = 2n ** 63n - 1n;
const LONG_MIN = -(2n ** 63n);

/**
 * A number, or a text that is one: `"59" + 59` is 118. Texts with blanks around are not numbers.
 * Source: run logs of CyberArk EPM and IBM Spectrum Protect Plus.
 */
export function toNumeric(value: Json | undefined): Numeric | undefined {
	if (typeof value === 'number') {
		return Number.isInteger(value) ? integerOrReal(BigInt(value)) : finite(value);
	}
	if (typeof value === 'string') return numericOfText(value);
	return value instanceof ExactNumber ? numericOfText(value.text) : undefined;
}

function numericOfText(text: string): Numeric | undefined {
	if (INTEGER.test(text)) {
		if (text.length > 400) return undefined;
		return integerOrReal(BigInt(text.startsWith('+') ? text.slice(1) : text));
	}
	return REAL.test(text) ? finite(Number(text)) : undefined;
}

function integerOrReal(value: bigint): Numeric {
	return value > LONG_MAX || value < LONG_MIN ? Number(value) : value;
}

function finite(value: number): number | undefined {
	return Number.isFinite(value) ? value : undefined;
}

/** The integer in a value, exact in a double; undefined when there is none. Cheap. */
export function toSmallInteger(value: Json | undefined): number | undefined {
	if (typeof value === 'number') return Number.isSafeInteger(value) ? value : undefined;
	if (typeof value === 'string')
		return value.length < 16 && INTEGER.test(value) ? Number(value) + 0 : undefined;
	return undefined;
}

/** The JSON value of a number: exact beyond doubles, and a real stays a real (`3.0`, not `3`). */
export function fromNumeric(value: Numeric): Json {
	if (typeof value === 'bigint') {
		const number = Number(value);
		return Number.isSafeInteger(number) ? number : new ExactNumber(String(value));
	}
	return Number.isInteger(value) ? new ExactNumber(`${plainDecimal(value + 0)}.0`) : value;
}

/** Negative, zero or positive, as the first is less, equal or greater. Exact where both are integers. */
export function compareNumeric(left: Numeric, right: Numeric): number {
	return left < right ? -1 : left > right ? 1 : 0;
}

/** What an operator makes of two numbers. Integer by integer gives an integer: 7 / 2 is 3 (U-4). */
export function calculate(
	operator: ArithmeticOperator,
	left: Numeric,
	right: Numeric,
	division: 'truncate' | 'real',
): Calculation {
	const divides = operator === '/' || operator === '%';

	if (divides && Number(right) === 0) {
		return { problem: operator === '/' ? 'Division by zero.' : 'Remainder of a division by zero.' };
	}
	if (typeof left === 'bigint' && typeof right === 'bigint') {
		const isExact = operator !== '/' || division === 'truncate' || left % right === 0n;
		if (isExact) return integerResult(calculateIntegers(operator, left, right));
	}
	const value = calculateReals(operator, Number(left), Number(right));
	return Number.isFinite(value)
		? { value: fromNumeric(value) }
		: { problem: 'The result is too large for a number.' };
}

/** Whether two integers do not divide evenly, which is where the meaning of a division is not known. */
export function leavesRemainder(left: Numeric, right: Numeric): boolean {
	return (
		typeof left === 'bigint' && typeof right === 'bigint' && right !== 0n && left % right !== 0n
	);
}

function integerResult(value: bigint): Calculation {
	return value > LONG_MAX || value < LONG_MIN
		? { problem: `The result ${value} is too large for an integer of 64 bits.` }
		: { value: fromNumeric(value) };
}

function calculateIntegers(operator: ArithmeticOperator, left: bigint, right: bigint): bigint {
	switch (operator) {
		case '+':
			return left + right;
		case '-':
			return left - right;
		case '*':
			return left * right;
		case '/':
			return left / right;
		case '%':
			return left % right;
	}
}

/**
 * The same, quickly, for integers that doubles hold exactly: the usual case, without a detour through
 * bigint. Undefined where the result is not such an integer, or there is none.
 */
export function calculateSmall(
	operator: ArithmeticOperator,
	left: number | undefined,
	right: number | undefined,
): number | undefined {
	if (left === undefined || right === undefined) return undefined;
	const isDivision = operator === '/';
	const dividend = isDivision ? left - (left % right) : left;
	const result = calculateReals(operator, dividend, right);
	return Number.isSafeInteger(result) ? result + 0 : undefined;
}

function calculateReals(operator: ArithmeticOperator, left: number, right: number): number {
	switch (operator) {
		case '+':
			return left + right;
		case '-':
			return left - right;
		case '*':
			return left * right;
		case '/':
			return left / right;
		case '%':
			return left % right;
	}
}

/** Literals are values, not texts: `007` is 7, while an integer beyond doubles keeps its digits. */
export function numberOfLiteral(digits: string): number | ExactNumber {
	const [whole = '', fraction] = digits.split('.');
	const integer = whole.replace(/^0+(?=\d)/, '');
	const value = Number(digits);
	if (fraction === undefined) return Number.isSafeInteger(value) ? value : new ExactNumber(integer);
	return Number.isInteger(value) ? new ExactNumber(`${integer}.0`) : value;
}
