import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
} from '../base/json.ts';
import type { ComparisonOperator } from './ast.ts';
import { toText } from './coerce.ts';
import { compareNumeric, toNumeric } from './numeric.ts';

/** Those comparisons that ask which comes first. */
export type OrderOperator = Exclude<ComparisonOperator, '=' | '!='>;

/** A value, or nothing. */
type Value = Json | undefined;

/**
 * Whether two values are the same. Nothing is null and null is nothing; a number and the text of that
 * number are the same; so are true and 'true'. Two texts are compared letter by letter: '1' is not '1.0'.
 * Source: run logs of Slack Business Plus and IBM Spectrum Protect Plus; public workflows (33 times
 * `${empty(/x)} = 'true'`). Assumed: null is not the same as '' (U-2).
 */
export function isEqual(left: Value, right: Value): boolean {
	if (left === right) return true;
	if (left === undefined || left === null) {
		return right === undefined || right === null;
	}
	if (right === undefined || right === null) return false;
	if (typeof left === 'object' && !(left instanceof ExactNumber)) {
		return isSameStructure(left, right);
	}
	if (typeof right === 'object' && !(right instanceof ExactNumber)) return false;
	if (typeof left === 'string' && typeof right === 'string') return false;
	if (typeof left === 'boolean' || typeof right === 'boolean') {
		return (
			(typeof left === 'string' || typeof right === 'string') && toText(left) === toText(right)
		);
	}
	if (typeof left === 'number' && typeof right === 'number') return false;
	const leftNumber = toNumeric(left);
	const rightNumber = leftNumber === undefined ? undefined : toNumeric(right);
	return (
		leftNumber !== undefined &&
		rightNumber !== undefined &&
		compareNumeric(leftNumber, rightNumber) === 0
	);
}

function isSameStructure(left: Json, right: Json): boolean {
	if (isJsonArray(left)) {
		return (
			isJsonArray(right) &&
			left.length === right.length &&
			left.every((element, index) => isEqual(element, right[index]))
		);
	}
	if (!isJsonObject(left) || !isJsonObject(right)) return false;
	const names = memberNames(left);
	return (
		names.length === memberNames(right).length &&
		names.every((name) => {
			const other = getMember(right, name);
			return other !== undefined && isEqual(getMember(left, name), other);
		})
	);
}

/** Whether an order, as `orderOf` gives it, is the one that an operator asks for. */
export function isOrder(operator: OrderOperator, order: number): boolean {
	switch (operator) {
		case '<':
			return order < 0;
		case '>':
			return order > 0;
		case '<=':
			return order <= 0;
		case '>=':
			return order >= 0;
	}
}

/**
 * Negative, zero or positive, as the first comes before, with or after the second: as numbers where both are numbers
 * or texts of numbers, otherwise as texts, so that ISO dates compare. Undefined with nothing, null, an array or an
 * object, which have no order.
 */
export function orderOf(left: Value, right: Value): number | undefined {
	if (typeof left === 'number' && typeof right === 'number') return left - right;
	if (!hasOrder(left) || !hasOrder(right)) return undefined;
	const leftNumber = toNumeric(left);
	const rightNumber = leftNumber === undefined ? undefined : toNumeric(right);
	if (leftNumber !== undefined && rightNumber !== undefined) {
		return compareNumeric(leftNumber, rightNumber);
	}
	const leftText = toText(left);
	const rightText = toText(right);
	return leftText < rightText ? -1 : leftText > rightText ? 1 : 0;
}

function hasOrder(value: Value): boolean {
	return (
		value !== undefined &&
		value !== null &&
		(typeof value !== 'object' || value instanceof ExactNumber)
	);
}
