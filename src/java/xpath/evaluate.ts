import { assertNever } from '../../base/invariant.ts';
import type { Expression } from './ast.ts';
import type { StepBudget } from './budget.ts';
import { callFunction } from './callFunction.ts';
import { compare } from './compare.ts';
import type { XmlDocument, XmlNode } from './document.ts';
import { filterNodes, selectPath } from './select.ts';
import { numberOf, numberText, textOfNode, type Value } from './values.ts';

/** For what an expression is evaluated: a node, and its place among the nodes it was chosen with. */
export interface Context {
	readonly node: XmlNode;
	readonly position: number;
	readonly size: number;
}

/** What one evaluation costs, beside the nodes it looks at. */
const EVALUATION_STEPS = 5;
/** What it costs to keep a node that may be left out later. */
export const KEEPING_STEPS = 8;

/** One run of a query over a document. Its calls nest as deep as the query does, and no deeper. */
export class Evaluation {
	readonly document: XmlDocument;
	readonly budget: StepBudget;

	constructor(document: XmlDocument, budget: StepBudget) {
		this.document = document;
		this.budget = budget;
	}

	evaluate(expression: Expression, context: Context): Value {
		this.budget.spend(EVALUATION_STEPS);
		switch (expression.kind) {
			case 'number':
			case 'text':
				return expression.value;
			case 'negation':
				return -this.number(expression.operand, context);
			case 'binary':
				return this.binary(expression, context);
			case 'call':
				return callFunction(this, expression, context);
			case 'union':
			case 'filter':
			case 'path':
				return this.nodes(expression, context);
			default:
				return assertNever(expression);
		}
	}

	/**
	 * The nodes that an expression selects. With `isAnyEnough` there may be nodes missing, but not all: that is for
	 * those who only ask whether there are some.
	 */
	nodes(expression: Expression, context: Context, isAnyEnough = false): readonly XmlNode[] {
		switch (expression.kind) {
			case 'path':
				return selectPath(this, { path: expression, context, isAnyEnough });
			case 'filter': {
				const nodes = this.nodes(expression.operand, context);
				return filterNodes(this, nodes, expression.predicates);
			}
			case 'union':
				return this.union(expression.operands, context);
			default: {
				// What remains is id(), which finds nothing in a document without a type declaration.
				this.evaluateOperands(expression, context);
				return [];
			}
		}
	}

	number(expression: Expression, context: Context): number {
		const value = this.evaluate(expression, context);
		if (typeof value === 'number') return value;
		if (typeof value === 'boolean') return value ? 1 : 0;
		return numberOf(this.textOf(value));
	}

	text(expression: Expression, context: Context): string {
		return this.textOf(this.evaluate(expression, context));
	}

	boolean(expression: Expression, context: Context): boolean {
		this.budget.spend(EVALUATION_STEPS);
		if (expression.kind === 'path') return this.nodes(expression, context, true).length > 0;
		const value = this.evaluate(expression, context);
		if (typeof value === 'number') return value !== 0 && !Number.isNaN(value);
		return typeof value === 'boolean' ? value : value.length > 0;
	}

	textOf(value: Value): string {
		if (typeof value === 'string') return value;
		if (typeof value === 'number') return numberText(value);
		if (typeof value === 'boolean') return String(value);
		const [first] = value;
		return first === undefined ? '' : this.textOfNode(first);
	}

	textOfNode(node: XmlNode): string {
		return textOfNode(node, this.document, this.budget);
	}

	private union(operands: readonly Expression[], context: Context): readonly XmlNode[] {
		const all = operands.flatMap((operand) => {
			const nodes = this.nodes(operand, context);
			this.budget.spend(KEEPING_STEPS * nodes.length);
			return nodes;
		});
		return inOrder(all, this.budget);
	}

	private evaluateOperands(expression: Expression, context: Context): void {
		if (expression.kind !== 'call') return;
		for (const operand of expression.operands) this.evaluate(operand, context);
	}

	private binary(
		expression: Extract<Expression, { kind: 'binary' }>,
		context: Context,
	): number | boolean {
		const { operator, left, right } = expression;
		switch (operator) {
			case 'or':
				return this.boolean(left, context) || this.boolean(right, context);
			case 'and':
				return this.boolean(left, context) && this.boolean(right, context);
			case '+':
				return this.number(left, context) + this.number(right, context);
			case '-':
				return this.number(left, context) - this.number(right, context);
			case '*':
				return this.number(left, context) * this.number(right, context);
			case 'div':
				return this.number(left, context) / this.number(right, context);
			case 'mod':
				return this.number(left, context) % this.number(right, context);
			default:
				return compare(this, {
					operator,
					left: this.evaluate(left, context),
					right: this.evaluate(right, context),
				});
		}
	}
}

/** Nodes in document order, each once. */
export function inOrder(nodes: XmlNode[], budget: StepBudget): XmlNode[] {
	let last = -1;
	let isSorted = true;
	for (const { order } of nodes) {
		if (order <= last) isSorted = false;
		last = order;
	}
	if (isSorted) return nodes;
	budget.spend(10 * nodes.length);
	nodes.sort((a, b) => a.order - b.order);
	return nodes.filter((node, index) => node !== nodes[index - 1]);
}
