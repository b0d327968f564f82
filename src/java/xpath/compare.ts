import type { ComparisonOperator } from './ast.ts';
import type { XmlNode } from './document.ts';
import type { Evaluation } from './evaluate.ts';
import { numberOf, type Value } from './values.ts';

/** Two values and how they are compared. */
interface Comparison {
	readonly operator: ComparisonOperator;
	readonly left: Value;
	readonly right: Value;
}

/** `=`, `!=`, `<`, `<=`, `>`, `>=`: XPath 1.0, section 3.4. A set of nodes holds when one of them does. */
export function compare(evaluation: Evaluation, comparison: Comparison): boolean {
	const { operator, left, right } = comparison;
	if (typeof left === 'boolean' || typeof right === 'boolean')
		return compareSingle({ operator, left: withoutNodes(left), right: withoutNodes(right) });
	if (isNodes(left) && isNodes(right)) return compareSets(evaluation, { operator, left, right });
	if (isNodes(left)) {
		const single = withoutNodes(right);
		return left.some((node) =>
			compareSingle({ operator, left: evaluation.textOfNode(node), right: single }),
		);
	}
	if (isNodes(right))
		return right.some((node) =>
			compareSingle({ operator, left, right: evaluation.textOfNode(node) }),
		);
	return compareSingle({ operator, left, right });
}

/** A set of nodes beside a boolean counts as one. */
function withoutNodes(value: Value): number | string | boolean {
	return isNodes(value) ? value.length > 0 : value;
}

function isNodes(value: Value): value is readonly XmlNode[] {
	return typeof value === 'object';
}

interface SingleComparison extends Comparison {
	readonly left: number | string | boolean;
	readonly right: number | string | boolean;
}

function compareSingle({ operator, left, right }: SingleComparison): boolean {
	if (operator === '=' || operator === '!=') {
		const isEqual =
			typeof left === 'boolean' || typeof right === 'boolean'
				? toBoolean(left) === toBoolean(right)
				: typeof left === 'number' || typeof right === 'number'
					? toNumber(left) === toNumber(right)
					: left === right;
		return isEqual === (operator === '=');
	}
	return isInOrder(operator, toNumber(left), toNumber(right));
}

function isInOrder(operator: ComparisonOperator, left: number, right: number): boolean {
	if (operator === '<') return left < right;
	if (operator === '<=') return left <= right;
	return operator === '>' ? left > right : left >= right;
}

function toBoolean(value: number | string | boolean): boolean {
	return Number.isNaN(value) ? false : Boolean(value);
}

function toNumber(value: number | string | boolean): number {
	return typeof value === 'string' ? numberOf(value) : Number(value);
}

/** Two sets hold when a pair of their nodes does. One look at each node is enough to know. */
function compareSets(
	evaluation: Evaluation,
	{
		operator,
		left,
		right,
	}: {
		readonly operator: ComparisonOperator;
		readonly left: readonly XmlNode[];
		readonly right: readonly XmlNode[];
	},
): boolean {
	if (left.length === 0 || right.length === 0) return false;
	const text = (node: XmlNode) => {
		const value = evaluation.textOfNode(node);
		evaluation.budget.spendResult(value.length);
		return value;
	};
	if (operator === '=') {
		const texts = new Set(left.map(text));
		return right.some((node) => texts.has(text(node)));
	}
	if (operator === '!=') return new Set([...left, ...right].map(text)).size > 1;
	const isLess = operator === '<' || operator === '<=';
	return isInOrder(
		operator,
		extreme(left.map(text), isLess ? 'least' : 'most'),
		extreme(right.map(text), isLess ? 'most' : 'least'),
	);
}

/** NaN when none of the texts is a number: then nothing is in order with it. */
function extreme(texts: readonly string[], which: 'least' | 'most'): number {
	return texts
		.map(numberOf)
		.filter((number) => !Number.isNaN(number))
		.reduce(
			(best, number) =>
				Number.isNaN(best) || (which === 'least') === number < best ? number : best,
			Number.NaN,
		);
}
