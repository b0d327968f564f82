import type { BinaryOperator, Expression } from './ast.ts';

/**
 * How tightly things bind, loosest first. Not documented; this order satisfies every expression of the
 * public workflows, such as `time() > /bookmark + /interval or /doOnceMore = 1` and `not empty(/x)`.
 */
export const PRECEDENCE = {
	or: 1,
	and: 2,
	/** `not`, `exists` */
	test: 3,
	comparison: 4,
	sum: 5,
	product: 6,
	negation: 7,
	primary: 8,
} as const;

export const BINARY_PRECEDENCE: Readonly<Record<BinaryOperator, number>> = {
	or: PRECEDENCE.or,
	and: PRECEDENCE.and,
	'=': PRECEDENCE.comparison,
	'!=': PRECEDENCE.comparison,
	'>': PRECEDENCE.comparison,
	'<': PRECEDENCE.comparison,
	'>=': PRECEDENCE.comparison,
	'<=': PRECEDENCE.comparison,
	'+': PRECEDENCE.sum,
	'-': PRECEDENCE.sum,
	'*': PRECEDENCE.product,
	'/': PRECEDENCE.product,
	'%': PRECEDENCE.product,
};

/** How tightly the outermost part of an expression holds together. */
export function precedenceOf(expression: Expression): number {
	if (expression.kind === 'binary') return BINARY_PRECEDENCE[expression.operator];
	if (expression.kind !== 'unary') return PRECEDENCE.primary;
	return expression.operator === '-' ? PRECEDENCE.negation : PRECEDENCE.test;
}
