import { ExactNumber, getMember, isJsonArray, type Json, type JsonObject } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type {
	ArithmeticOperator,
	Binary,
	Expression,
	FunctionCall,
	MemberStep,
	Path,
	Selector,
	Step,
	Unary,
} from './ast.ts';
import { choiceOf } from './behaviour.ts';
import { isTruthy, toText } from './coerce.ts';
import { isEqual, isOrder, type OrderOperator, orderOf } from './compare.ts';
import type { Context, Fault } from './context.ts';
import { findFunction } from './functions.ts';
import {
	calculate,
	calculateSmall,
	leavesRemainder,
	type Numeric,
	toNumeric,
	toSmallInteger,
} from './numeric.ts';
import { printExpression } from './print.ts';
import { isQueryConstant, QueryConstant } from './queryConstant.ts';

/** An expression made ready to run. `element` is the current element of the query around it. */
export type Closure = (context: Context, element: Value) => Value;

type Value = Json | undefined;

/** Leaves an evaluation. Thrown by closures, caught in `evaluateExpression`, never seen outside. */
export class FaultSignal extends Error {
	readonly fault: Fault;

	constructor(fault: Fault) {
		super(fault.message);
		this.fault = fault;
	}
}

const closures = new WeakMap<Expression, Closure>();

/**
 * The closure of an expression, made once: a run evaluates the same few expressions many thousand times,
 * and so looks at the kinds of their nodes, at special names and at constant operands once only.
 */
export function closureOf(expression: Expression): Closure {
	let closure = closures.get(expression);
	if (closure === undefined) {
		closure = closeOver(expression);
		closures.set(expression, closure);
	}
	return closure;
}

/** `constants` takes what a query around the expression needs to evaluate only once. */
function closeOver(expression: Expression, constants?: QueryConstant[]): Closure {
	if (constants !== undefined && isQueryConstant(expression)) {
		const constant = new QueryConstant(closeOver(expression));
		constants.push(constant);
		return (context) => constant.valueIn(context);
	}
	switch (expression.kind) {
		case 'number':
		case 'string':
		case 'boolean': {
			const { value } = expression;
			return () => value;
		}
		case 'null':
			return () => null;
		case 'path':
			return closePath(expression);
		case 'selection': {
			const source = closeOver(expression.source, constants);
			const take = closeSteps(expression.selectors);
			return (context, element) => take(source(context, element), context, element);
		}
		case 'call':
			return closeCall(expression, constants);
		case 'unary':
			return closeUnary(expression, constants);
		case 'binary':
			return closeBinary(expression, constants);
	}
}

function fail(message: string, span: Span, help?: string): never {
	throw new FaultSignal({ message, span, help });
}

// ---- Paths: each step takes a value that is there to the next value, or to nothing.

type Taking = (value: Value, context: Context, element: Value) => Value;

function closePath(path: Path): Closure {
	const take = closeSteps(path.steps);
	return path.root === 'state'
		? (context, element) => take(context.state, context, element)
		: (context, element) => take(element, context, element);
}

function closeSteps(steps: readonly Step[]): Taking {
	const takings = steps.map((step) =>
		step.kind === 'member' ? closeMember(step) : closeSelector(step),
	);
	const [first, second, third] = takings;
	if (first === undefined) return (value) => value;
	if (second === undefined) return first;
	if (third === undefined) {
		return (value, context, element) => second(first(value, context, element), context, element);
	}
	return (value, context, element) => {
		let current = value;
		for (const take of takings) {
			if (current === undefined) return undefined;
			current = take(current, context, element);
		}
		return current;
	};
}

/** Names that `getMember` stores under another name, or that every object inherits. */
const SPECIAL_NAME = /^(?:\0|\d)/;

function readerOf(name: string): (object: JsonObject) => Value {
	return SPECIAL_NAME.test(name) || name in Object.prototype
		? (object) => getMember(object, name)
		: (object) => object[name];
}

function closeMember({ name, span }: MemberStep): Taking {
	const read = readerOf(name);
	const take: Taking = (value, context) => {
		if (typeof value === 'object' && value !== null) {
			if (isJsonArray(value)) return mapOver(value, take, context);
			if (!(value instanceof ExactNumber)) {
				const found = read(value as JsonObject);
				if (found !== undefined || context.lookup === undefined) return found;
				return context.lookup(value as JsonObject, name);
			}
		}
		if (value !== undefined && value !== null) refuseScalar(context, span);
		return undefined;
	};
	return take;
}

/** A step over an array takes every element and skips those that have nothing there. */
function mapOver(array: readonly Json[], take: Taking, context: Context): Json[] {
	const found: Json[] = [];
	for (const item of array) {
		const value = take(item, context, undefined);
		if (value === undefined) continue;
		if (isJsonArray(value) && choiceOf(context, 'nestedMapping') === 'flat')
			for (const inner of value) found.push(inner);
		else found.push(value);
	}
	return found;
}

function refuseScalar(context: Context, span: Span): void {
	if (choiceOf(context, 'stepIntoScalar') === 'error')
		fail('There is nothing inside of a text, a number, true or false.', span);
}

/** Source: IBM documentation "JPath, Query": a query gives an array, even for one match. */
function closeSelector(selector: Selector): Taking {
	if (selector.usesElement) return closeQuery(selector);
	const { span } = selector;
	const closure = closeOver(selector.expression);
	return (value, context, element) => {
		if (value === undefined) return undefined;
		const wanted = closure(context, element);
		const index = toIndex(wanted);
		if (index !== undefined) return takeIndex(value, index, context, span);
		if (!isJsonArray(value)) return refuseQuery(value, context, span);
		return isTruthy(wanted) ? value : [];
	};
}

function refuseQuery(value: Value, context: Context, span: Span): undefined {
	if (value === undefined || value === null) return;
	if (choiceOf(context, 'queryOfNoArray') === 'error')
		fail('A query needs an array, and there is something else.', span);
}

function closeQuery({ expression, span }: Selector): Taking {
	const constants: QueryConstant[] = [];
	const closure = closeOver(expression, constants);
	return (value, context) => {
		if (!isJsonArray(value)) return refuseQuery(value, context, span);
		try {
			return value.filter((item) => isTruthy(closure(context, item)));
		} finally {
			for (const constant of constants) constant.forget();
		}
	};
}

/** A number, or a text that is one, is an index; the rest is a query. -1 stands for no possible index. */
function toIndex(wanted: Value): number | undefined {
	const small = toSmallInteger(wanted);
	if (small !== undefined) return small;
	const number = toNumeric(wanted);
	if (number === undefined) return undefined;
	return Number.isSafeInteger(Number(number)) ? Number(number) : -1;
}

function takeIndex(value: Json, index: number, context: Context, span: Span): Value {
	if (isJsonArray(value)) {
		const found = value[index];
		if (found === undefined && choiceOf(context, 'indexOutOfRange') === 'error')
			fail(`The index ${index} is outside of the array, which has ${value.length} elements.`, span);
		return found;
	}
	if (typeof value !== 'string') return undefined;
	if (context.version !== 'V1') {
		if (value[index] === undefined && choiceOf(context, 'indexOutOfRange') === 'error')
			fail(
				`The index ${index} is outside of the text, which has ${value.length} characters.`,
				span,
			);
		return value[index];
	}
	if (choiceOf(context, 'stringIndexInV1') === 'error')
		fail('A text has no index in V1; that came with V2.', span);
	return undefined;
}

// ---- Calls and operators

function closeCall(call: FunctionCall, constants?: QueryConstant[]): Closure {
	const definition = findFunction(call.name);
	if (definition === undefined) {
		return () => fail(`Unknown function "${call.name}".`, call.nameSpan);
	}
	const closedArguments = call.arguments.map((argument) => closeOver(argument, constants));
	const failHere = (message: string, help?: string) => fail(message, call.span, help);
	return (context, element) =>
		definition.evaluate(
			closedArguments.map((closure) => closure(context, element)),
			{ context, fail: failHere },
		);
}

function closeUnary({ operator, operand, span }: Unary, constants?: QueryConstant[]): Closure {
	const closure = closeOver(operand, constants);
	switch (operator) {
		case 'not':
			return (context, element) => !isTruthy(closure(context, element));
		case 'exists': {
			const mayBeEmpty = isQuery(operand);
			return (context, element) => {
				const value = closure(context, element);
				const isEmpty = mayBeEmpty && isJsonArray(value) && value.length === 0;
				return isEmpty ? choiceOf(context, 'emptyQueryExists') : value !== undefined;
			};
		}
		case '-':
			return (context, element) => {
				const value = closure(context, element);
				return arithmetic('-', 0, value, { context, left: operand, right: operand, span });
			};
	}
}

function closeBinary(binary: Binary, constants?: QueryConstant[]): Closure {
	const { operator } = binary;
	const left = closeOver(binary.left, constants);
	const right = closeOver(binary.right, constants);
	switch (operator) {
		case 'and':
			return (context, element) =>
				isTruthy(left(context, element)) && isTruthy(right(context, element));
		case 'or':
			return (context, element) =>
				isTruthy(left(context, element)) || isTruthy(right(context, element));
		case '=':
			return (context, element) => same(left(context, element), right(context, element), context);
		case '!=':
			return (context, element) => !same(left(context, element), right(context, element), context);
		case '<':
		case '>':
		case '<=':
		case '>=':
			return closeOrder(operator, left, right, binary.span);
		default:
			return (context, element) => {
				const first = left(context, element);
				const second = right(context, element);
				const dividend = toSmallInteger(first);
				const divisor = toSmallInteger(second);
				const quick = calculateSmall(operator, dividend, divisor);
				const leaves = operator === '/' && Number(dividend) % Number(divisor) !== 0;
				if (quick !== undefined)
					if (!leaves || choiceOf(context, 'integerDivision') === 'truncate') return quick;
				const { left: leftExpression, right: rightExpression, span } = binary;
				return arithmetic(operator, first, second, {
					context,
					left: leftExpression,
					right: rightExpression,
					span,
				});
			};
	}
}

function closeOrder(operator: OrderOperator, left: Closure, right: Closure, span: Span): Closure {
	return (context, element) => {
		const order = orderOf(left(context, element), right(context, element));
		if (order !== undefined) return isOrder(operator, order);
		if (choiceOf(context, 'orderWithNothing') === 'error')
			fail(`"${operator}" compares numbers and texts, and one side is neither.`, span);
		return false;
	};
}

/** Whether an expression ends in a query, which gives an array in any case. */
function isQuery(expression: Expression): boolean {
	if (expression.kind !== 'path') return false;
	const last = expression.steps.at(-1);
	return last?.kind === 'selector' && last.usesElement;
}

function same(left: Value, right: Value, context: Context): boolean {
	const isUnknown =
		(left === '' && (right === undefined || right === null)) ||
		(right === '' && (left === undefined || left === null));
	return isUnknown ? choiceOf(context, 'nullEqualsEmptyString') : isEqual(left, right);
}

/** Where an operation stands: to say what went wrong. */
interface Operation {
	readonly context: Context;
	readonly left: Expression;
	readonly right: Expression;
	readonly span: Span;
}

function arithmetic(
	operator: ArithmeticOperator,
	left: Value,
	right: Value,
	operation: Operation,
): Json {
	const first = operand(left, operation.left, operator, operation);
	const second = operand(right, operation.right, operator, operation);
	const { context } = operation;
	const isUnknown = operator === '/' && leavesRemainder(first, second);
	const division = isUnknown ? choiceOf(context, 'integerDivision') : 'truncate';
	const calculation = calculate(operator, first, second, division);
	if ('value' in calculation) return calculation.value;
	return fail(calculation.problem, operation.span);
}

function operand(
	value: Value,
	expression: Expression,
	operator: ArithmeticOperator,
	{ context }: Operation,
): Numeric {
	const number = toNumeric(value);
	if (number !== undefined) return number;
	if (choiceOf(context, 'nonNumericOperand') === 'zero') return 0n;
	const text = printExpression(expression);
	const of = text.length > 80 ? `${text.slice(0, 80)}…` : text;
	if (value === undefined || value === null) {
		return fail(
			`There is ${value === null ? 'null' : 'nothing'} at "${of}", where "${operator}" needs a number.`,
			expression.span,
			'Give it a value first, for example with Initialize.',
		);
	}
	const shown = toText(value);
	return fail(
		`The value "${shown.length > 40 ? `${shown.slice(0, 40)}…` : shown}" of "${of}" is not a number, which "${operator}" needs.`,
		expression.span,
		operator === '+' ? 'To join texts, put templates side by side: ${/a}${/b}.' : undefined,
	);
}
