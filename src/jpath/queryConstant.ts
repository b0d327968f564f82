import type { Expression } from './ast.ts';
import type { Closure } from './closure.ts';
import type { Context } from './context.ts';
import { findFunction } from './functions.ts';

/**
 * A part of a query that is the same for every element, as `max(/items/time)` in `/items[@time = max(/items/time)]`
 * (an example of IBM's page "JPath, Functions"): evaluated once for the query, when it is first needed. Without this
 * such a query costs the square of the array's length.
 */
export class QueryConstant {
	readonly #closure: Closure;
	#isKnown = false;
	#value: ReturnType<Closure>;

	constructor(closure: Closure) {
		this.#closure = closure;
	}

	valueIn(context: Context): ReturnType<Closure> {
		if (!this.#isKnown) {
			this.#value = this.#closure(context, undefined);
			this.#isKnown = true;
		}
		return this.#value;
	}

	forget(): void {
		this.#isKnown = false;
		this.#value = undefined;
	}
}

/** Whether a part of a query is worth being kept: no literal, and the same for every element. */
export function isQueryConstant(expression: Expression): boolean {
	const { kind } = expression;
	const isLiteral = kind === 'number' || kind === 'string' || kind === 'boolean' || kind === 'null';
	return !isLiteral && !mayVary(expression);
}

/** Whether a part of a query reads the element, or is another value each time. */
function mayVary(expression: Expression): boolean {
	switch (expression.kind) {
		case 'path':
			// What stands in brackets behind it has elements of its own.
			return expression.root === 'element';
		case 'selection':
			return mayVary(expression.source);
		case 'call':
			return findFunction(expression.name)?.varies === true || expression.arguments.some(mayVary);
		case 'unary':
			return mayVary(expression.operand);
		case 'binary':
			return mayVary(expression.left) || mayVary(expression.right);
		default:
			return false;
	}
}
