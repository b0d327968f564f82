import { assertNever } from '../../base/invariant.ts';
import type { BinaryOperator, Expression, ValueType } from './ast.ts';
import { signatureOf } from './functions.ts';

/** What an expression gives. */
export function typeOf(expression: Expression): ValueType {
	switch (expression.kind) {
		case 'number':
		case 'negation':
			return 'number';
		case 'text':
			return 'text';
		case 'binary':
			return isArithmetic(expression.operator) ? 'number' : 'boolean';
		case 'call':
			return signatureOf(expression.name).result;
		case 'union':
		case 'filter':
		case 'path':
			return 'nodes';
		default:
			return assertNever(expression);
	}
}

/** Whether a predicate's outcome depends on where a node stands among the others: it gives a number or asks for it. */
export function isPositional(expression: Expression): boolean {
	return typeOf(expression) === 'number' || asksPosition(expression);
}

/** What stands in a nested predicate or behind a step asks for other places. */
function asksPosition(expression: Expression): boolean {
	switch (expression.kind) {
		case 'number':
		case 'text':
			return false;
		case 'negation':
		case 'filter':
			return asksPosition(expression.operand);
		case 'binary':
			return asksPosition(expression.left) || asksPosition(expression.right);
		case 'union':
			return expression.operands.some(asksPosition);
		case 'call':
			return (
				signatureOf(expression.name).reads === 'position' || expression.operands.some(asksPosition)
			);
		case 'path':
			return typeof expression.start === 'object' && asksPosition(expression.start);
		default:
			return assertNever(expression);
	}
}

function isArithmetic(operator: BinaryOperator): boolean {
	return ['+', '-', '*', 'div', 'mod'].includes(operator);
}
