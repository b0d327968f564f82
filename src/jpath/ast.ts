import type { ExactNumber } from '../base/json.ts';
import type { Span } from '../base/span.ts';

/**
 * A JPath expression as a tree. Parentheses leave no node behind: the printer puts them where they are
 * needed. Every span is a pair of offsets into the text that was parsed.
 */
export type Expression =
	| NumberLiteral
	| StringLiteral
	| BooleanLiteral
	| NullLiteral
	| Path
	| Selection
	| FunctionCall
	| Unary
	| Binary;

/** `20`, `1.5`: never negative, for a minus sign is a `Unary` node around it. */
export interface NumberLiteral {
	readonly kind: 'number';
	readonly value: number | ExactNumber;
	readonly span: Span;
}

/** `'text'` or `"text"`. There are no escapes: a text cannot hold both kinds of quote (U-18). */
export interface StringLiteral {
	readonly kind: 'string';
	readonly value: string;
	readonly span: Span;
}

export interface BooleanLiteral {
	readonly kind: 'boolean';
	readonly value: boolean;
	readonly span: Span;
}

export interface NullLiteral {
	readonly kind: 'null';
	readonly span: Span;
}

/** `/a/b[0]` from the root of the State, or `@name[0]` from the current element of a query. */
export interface Path {
	readonly kind: 'path';
	readonly root: 'state' | 'element';
	readonly steps: readonly Step[];
	readonly span: Span;
}

/** One move from a value to the next: to a member by its name, or through square brackets. */
export type Step = MemberStep | Selector;

export interface MemberStep {
	readonly kind: 'member';
	readonly name: string;
	readonly span: Span;
}

/**
 * `[…]`: an index when the expression gives a number, otherwise a query.
 * Source: IBM documentation "JPath, Basic selection" and "JPath, Query".
 */
export interface Selector {
	readonly kind: 'selector';
	readonly expression: Expression;
	/** Whether the expression reads the current element (`@`), which makes it a query for certain. */
	readonly usesElement: boolean;
	readonly span: Span;
}

/** Brackets behind something that is not a path: `(/a)[0]`, `keys(/a)[0]`. */
export interface Selection {
	readonly kind: 'selection';
	readonly source: Expression;
	readonly selectors: readonly Selector[];
	readonly span: Span;
}

export interface FunctionCall {
	readonly kind: 'call';
	readonly name: string;
	readonly nameSpan: Span;
	readonly arguments: readonly Expression[];
	readonly span: Span;
}

/** `not a`, `exists /a`, `-a`. */
export interface Unary {
	readonly kind: 'unary';
	readonly operator: UnaryOperator;
	readonly operand: Expression;
	readonly span: Span;
}

export interface Binary {
	readonly kind: 'binary';
	readonly operator: BinaryOperator;
	readonly left: Expression;
	readonly right: Expression;
	readonly operatorSpan: Span;
	readonly span: Span;
}

export type UnaryOperator = 'not' | 'exists' | '-';

export type ComparisonOperator = '=' | '!=' | '>' | '<' | '>=' | '<=';

export type ArithmeticOperator = '+' | '-' | '*' | '/' | '%';

export type BinaryOperator = 'or' | 'and' | ComparisonOperator | ArithmeticOperator;

/**
 * How deep an expression, or a template in a template, may nest. The parser refuses more, so whatever
 * walks a tree may recurse without fear for the stack.
 */
export const NESTING_MAX = 500;

/** Whether something names a place: what `count`, `exists` and their like ask for. */
export function isPathLike(expression: Expression): boolean {
	return (
		expression.kind === 'path' || (expression.kind === 'selection' && isPathLike(expression.source))
	);
}
