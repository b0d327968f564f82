import { ExactNumber } from '../base/json.ts';
import type { Binary, Expression, Path, Selector, Step } from './ast.ts';
import { plainDecimal } from './coerce.ts';
import { BINARY_PRECEDENCE, PRECEDENCE, precedenceOf } from './precedence.ts';

/**
 * The canonical text of an expression: spaces around operators, parentheses and quotes only where they
 * are needed. Parsing it gives the same tree again, but for spans. One tree has no text at all: a name or
 * text with both kinds of quotes in it (U-18) is printed with its double quotes turned into single ones.
 */
export function printExpression(expression: Expression): string {
	switch (expression.kind) {
		case 'number':
			return expression.value instanceof ExactNumber
				? expression.value.text
				: plainDecimal(expression.value);
		case 'string':
			return quote(expression.value);
		case 'boolean':
			return String(expression.value);
		case 'null':
			return 'null';
		case 'path':
			return printPath(expression);
		case 'selection': {
			const { source } = expression;
			const text = source.kind === 'call' ? printExpression(source) : parenthesise(source);
			return text + expression.selectors.map(printSelector).join('');
		}
		case 'call':
			return `${expression.name}(${expression.arguments.map(printExpression).join(', ')})`;
		case 'unary': {
			const { operator, operand } = expression;
			const isNegation = operator === '-';
			const least = operator === 'not' ? PRECEDENCE.test : PRECEDENCE.primary;
			return `${operator}${isNegation ? '' : ' '}${printAtLeast(operand, least)}`;
		}
		case 'binary':
			return printBinary(expression);
	}
}

/** A chain such as `a + b + c` leans to the left; comparisons do not chain at all. */
function printBinary({ operator, left, right }: Binary): string {
	const precedence = BINARY_PRECEDENCE[operator];
	const leftLeast = precedence === PRECEDENCE.comparison ? precedence + 1 : precedence;
	return `${printAtLeast(left, leftLeast)} ${operator} ${printAtLeast(right, precedence + 1)}`;
}

function printAtLeast(expression: Expression, least: number): string {
	return precedenceOf(expression) < least ? parenthesise(expression) : printExpression(expression);
}

function parenthesise(expression: Expression): string {
	return `(${printExpression(expression)})`;
}

function printPath({ root, steps }: Path): string {
	const text = steps.map(printStep).join('');
	if (root === 'state') return text === '' ? '/' : text;
	return `@${text.startsWith('/') ? text.slice(1) : text}`;
}

function printStep(step: Step): string {
	return step.kind === 'member' ? `/${printName(step.name)}` : printSelector(step);
}

function printSelector({ expression }: Selector): string {
	return `[${printExpression(expression)}]`;
}

/** A name of a path step, in quotes unless it is plain: letters, digits, `_`, `-`. */
export function printName(name: string): string {
	return /^\w[\w-]*$/.test(name) ? name : quote(name);
}

function quote(text: string): string {
	if (!text.includes("'")) return `'${text}'`;
	return `"${text.replaceAll('"', "'")}"`;
}
