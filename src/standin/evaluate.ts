import { ExactNumber } from '../base/json.ts';
import type { Binary, Expression, FunctionCall, Path, Selector } from '../jpath/ast.ts';
import {
	constant,
	joined,
	type Meaning,
	OPEN,
	ofShapes,
	onlyConstant,
	shapesOf,
	type Term,
} from './meaning.ts';
import { ANY, type Place, type Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { solve } from './solve.ts';

/** What an expression is looked at with. */
export interface View {
	readonly scope: Scope;
	/** The current element of a query. */
	readonly element?: Meaning;
	/** Whether the expression stands in the message of an error, which asks little of a response. */
	readonly isMessage?: boolean;
}

/** How far into the State a path is followed. */
const STEPS_MAX = 40;

/** What an expression may be. What it asks of responses on its way is noted at their shapes. */
export function evaluate(expression: Expression, view: View): Meaning {
	switch (expression.kind) {
		case 'number':
			return constant(
				expression.value instanceof ExactNumber ? expression.value.text : String(expression.value),
			);
		case 'string':
			return constant(expression.value);
		case 'boolean':
			return constant(String(expression.value));
		case 'null':
			return OPEN;
		case 'path':
			return evaluatePath(expression, view);
		case 'selection': {
			const source = evaluate(expression.source, view);
			return ofShapes(
				expression.selectors.reduce(
					(shapes, selector) => selected(shapes, selector, view),
					shapesOf(source),
				),
			);
		}
		case 'call':
			return evaluateCall(expression, view);
		case 'unary':
			if (expression.operator === '-') {
				const operand = asNumber(evaluate(expression.operand, view));
				return { ...operand, terms: operand.terms.map(falling), constants: [] };
			}
			return condition(expression, view);
		case 'binary':
			return isArithmetic(expression) ? calculate(expression, view) : condition(expression, view);
	}
}

/** The place in the State that a path leads to, for writing; undefined when it is none. */
export function placeOf(expression: Expression | undefined, view: View): Place | undefined {
	if (expression?.kind !== 'path' || expression.root !== 'state') return undefined;
	return expression.steps.slice(0, STEPS_MAX).map((step) => {
		if (step.kind === 'member') return step.name;
		asNumber(evaluate(step.expression, view));
		return ANY;
	});
}

/** What elements of something are: of members of all elements of an array, these members. */
export function elementsOf(meaning: Meaning): Meaning {
	return ofShapes(
		shapesOf(meaning).map((shape) => (isMapped(shape) && !shape.isList ? shape : elementOf(shape))),
	);
}

/** Whether a path to it goes through an array, so that it stands for many values. */
function isMapped({ parent, name }: Shape): boolean {
	return (
		parent?.parent?.isList === true && parent.parent.element === parent && parent.members.has(name)
	);
}

function elementOf(shape: Shape): Shape {
	if (!shape.uses.isKeyed) shape.uses.isArray = true;
	return shape.elements();
}

export function asNumber(meaning: Meaning): Meaning {
	for (const { uses } of shapesOf(meaning)) uses.isNumber = true;
	return meaning;
}

function evaluatePath(path: Path, view: View): Meaning {
	const { scope, element, isMessage } = view;
	const steps = path.steps.slice(0, STEPS_MAX);
	let place: string[] = [];
	let found: Meaning | undefined = path.root === 'state' ? undefined : (element ?? OPEN);
	for (const step of steps) {
		if (step.kind === 'member') {
			if (found === undefined) place.push(step.name);
			else found = ofShapes(shapesOf(found).map((shape) => shape.member(step.name)));
			continue;
		}
		const whole: Meaning = found ?? scope.read(place);
		const isQuery = step.usesElement;
		const shapes = selected(shapesOf(whole), step, view);
		if (shapes.length > 0) found = ofShapes(shapes);
		else if (found === undefined && !isQuery) place = [...place, ANY];
	}
	const meaning = found ?? scope.read(place);
	if (isMessage !== true) for (const { uses } of shapesOf(meaning)) uses.isFirm = true;
	return meaning;
}

/** What brackets choose from: an element, or, when they ask about the elements, the array again. */
function selected(shapes: readonly Shape[], selector: Selector, view: View): Shape[] {
	const { expression, usesElement } = selector;
	if (usesElement) {
		for (const shape of shapes) shape.uses.isArray = true;
		solve(expression, { ...view, element: ofShapes(shapes.map(elementOf)) });
		return [...shapes];
	}
	const index = asNumber(evaluate(expression, view));
	const known = Number(onlyConstant(index));
	return shapes.map((shape) => {
		if (Number.isInteger(known) && known < 100)
			shape.uses.indexMax = Math.max(shape.uses.indexMax, known);
		return elementOf(shape);
	});
}

function condition(expression: Expression, view: View): Meaning {
	return { ...OPEN, truth: solve(expression, view) };
}

const SAME_TEXT = new Set(['url_decode', 'url_encode', 'lower', 'upper']);
const TEXT_PARTS = new Set(['substring', 'left', 'right', 'pad_left', 'pad_right']);
const ROUNDED = new Set(['trunc', 'round', 'floor', 'ceil']);
const MEMBERS = new Set(['keys', 'values', 'items']);

function evaluateCall(call: FunctionCall, view: View): Meaning {
	const { name } = call;
	const [first = OPEN, ...others] = call.arguments.map((argument) => evaluate(argument, view));
	const shapes = shapesOf(first);
	if (name === 'empty') return condition(call, view);
	if (name === 'count') {
		for (const { uses } of shapes) uses.isCounted = true;
		const terms = shapes.map(
			(shape): Term => ({ shape, measure: 'count', isRising: true, isShifted: false }),
		);
		return { terms, constants: [], isOpen: terms.length === 0 };
	}
	if (name === 'max' || name === 'min') {
		const [path] = call.arguments;
		const list = path === undefined ? undefined : placeOf(path, view);
		const stored = list === undefined ? OPEN : view.scope.read([...list, ANY]);
		return joined(ofShapes(shapes.map(mappedElement)), stored);
	}
	if (MEMBERS.has(name)) {
		for (const { uses } of shapes) uses.isKeyed = true;
		return name === 'keys' ? OPEN : ofShapes(shapes.map((shape) => shape.elements()));
	}
	if (ROUNDED.has(name)) return asNumber(first);
	for (const other of others) asNumber(other);
	if (SAME_TEXT.has(name)) {
		for (const { uses } of shapes) uses.isText = true;
		return first;
	}
	if (TEXT_PARTS.has(name) || name === 'base64_encode' || name === 'base64_decode')
		for (const { uses } of shapes) uses.isText = true;
	return OPEN;
}

/** The values whose greatest is asked for: elements of an array, or the same member of all its elements. */
function mappedElement(shape: Shape): Shape {
	if (shape.isList || shape.element !== undefined) return shape.elements();
	// What stands around it must be an array: the nearest, if nothing else is known to be one.
	let around = shape.parent;
	while (around !== undefined && !around.isList) around = around.parent;
	const { parent } = shape;
	if (around === undefined && parent?.parent !== undefined && parent.uses.queries.size === 0)
		parent.uses.isArray = true;
	return shape;
}

function isArithmetic({ operator }: Binary): boolean {
	return '+-*/%'.includes(operator);
}

function calculate({ operator, left, right }: Binary, view: View): Meaning {
	const one = asNumber(evaluate(left, view));
	const other = asNumber(evaluate(right, view));
	if (operator === '*' || operator === '/') {
		noteSeconds(one, other, operator);
		noteSeconds(other, one, operator);
	}
	const known = calculated(operator, onlyConstant(one), onlyConstant(other));
	if (known !== undefined) return constant(known);
	if (operator === '%') return OPEN;
	const terms = [...one.terms, ...other.terms.map(operator === '-' ? falling : (term) => term)];
	return {
		terms: terms.slice(0, 8).map((term) => ({ ...term, isShifted: true })),
		constants: [],
		isOpen: true,
	};
}

/** Seconds since 1970 are what becomes milliseconds when it is multiplied by a thousand. */
function noteSeconds(value: Meaning, factor: Meaning, operator: string): void {
	if (operator !== '*' || onlyConstant(factor) !== '1000') return;
	for (const { shape, measure, isShifted } of value.terms)
		if (measure === 'value' && !isShifted) shape.uses.instant ??= 's';
}

function calculated(
	operator: string,
	left: string | undefined,
	right: string | undefined,
): string | undefined {
	if (left === undefined || right === undefined) return undefined;
	const [a, b] = [Number(left), Number(right)];
	const result =
		operator === '+' ? a + b : operator === '-' ? a - b : operator === '*' ? a * b : NaN;
	return Number.isSafeInteger(result) ? String(result) : undefined;
}

function falling(term: Term): Term {
	return { ...term, isRising: !term.isRising };
}
