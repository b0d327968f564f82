import { assertNever } from '../../base/invariant.ts';
import type { Expression } from './ast.ts';
import type { XmlNode } from './document.ts';
import type { Context, Evaluation } from './evaluate.ts';
import { hasLanguage, normalizeSpace, round, substring, translate } from './functionBodies.ts';
import { numberOf, type Value } from './values.ts';

/** Calls a core function. The parser has checked how many arguments there are, and which must be nodes. */
export function callFunction(
	evaluation: Evaluation,
	{ name, operands }: Extract<Expression, { kind: 'call' }>,
	context: Context,
): Value {
	const text = (index: number) => {
		const operand = operands[index];
		const value = operand ? evaluation.text(operand, context) : evaluation.textOfNode(context.node);
		evaluation.budget.spendCharacters(value.length);
		return value;
	};
	const number = (index: number) => {
		const operand = operands[index];
		return operand ? evaluation.number(operand, context) : numberOf(text(index));
	};
	const rewritten = (index: number) => {
		const value = text(index);
		evaluation.budget.spendResult(value.length);
		return value;
	};
	const isTrue = () => operands[0] !== undefined && evaluation.boolean(operands[0], context);
	const nodes = () => (operands[0] ? evaluation.nodes(operands[0], context) : [context.node]);

	switch (name) {
		case 'boolean':
			return isTrue();
		case 'ceiling':
			return Math.ceil(number(0));
		case 'concat':
			return concat(evaluation, operands, context);
		case 'contains':
			return text(0).includes(text(1));
		case 'count':
			return nodes().length;
		case 'false':
			return false;
		case 'floor':
			return Math.floor(number(0));
		case 'id':
			return evaluation.nodes({ kind: 'call', name, operands }, context);
		case 'lang':
			return hasLanguage(context.node, text(0));
		case 'last':
			return context.size;
		case 'local-name':
			return nodes()[0]?.name.local ?? '';
		case 'name':
			return nodes()[0]?.name.text ?? '';
		case 'namespace-uri':
			return nodes()[0]?.namespace ?? '';
		case 'normalize-space':
			return normalizeSpace(rewritten(0));
		case 'not':
			return !isTrue();
		case 'number':
			return number(0);
		case 'position':
			return context.position;
		case 'round':
			return round(number(0));
		case 'starts-with':
			return text(0).startsWith(text(1));
		case 'string':
			return text(0);
		case 'string-length':
			return text(0).length;
		case 'substring':
			return substring(text(0), number(1), operands[2] && number(2));
		case 'substring-after':
			return substringAfter(text(0), text(1));
		case 'substring-before':
			return substringBefore(text(0), text(1));
		case 'sum':
			return sum(evaluation, nodes());
		case 'translate':
			return translate(rewritten(0), text(1), text(2));
		case 'true':
			return true;
		default:
			return assertNever(name);
	}
}

/** Paid for before it is made: a text may be longer than JavaScript allows. */
function concat(evaluation: Evaluation, operands: readonly Expression[], context: Context): string {
	const texts: string[] = [];
	for (const operand of operands) {
		const text = evaluation.text(operand, context);
		evaluation.budget.spendResult(text.length);
		texts.push(text);
	}
	return texts.join('');
}

function substringAfter(text: string, mark: string): string {
	const place = text.indexOf(mark);
	return place < 0 ? '' : text.slice(place + mark.length);
}

function substringBefore(text: string, mark: string): string {
	return text.slice(0, Math.max(0, text.indexOf(mark)));
}

function sum(evaluation: Evaluation, nodes: readonly XmlNode[]): number {
	return nodes.reduce((total, node) => total + numberOf(evaluation.textOfNode(node)), 0);
}
