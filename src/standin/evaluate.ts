import { ExactNumber } from '../base/json.ts';
import type { Binary, Expression, FunctionCall, Path, Selector } from '../jpath/ast.ts';
import { both, either, type Goal, type Solutions, UNKNOWN, type Way } from './goal.ts';
import {
	constant,
	countOf,
	elementsOf,
	joined,
	type Meaning,
	manyOf,
	memberOf,
	OPEN,
	ofShapes,
	ofTerms,
	onlyConstant,
	shapesOf,
	type Term,
	valuesOf,
} from './meaning.ts';
import { isDurationName } from './plainText.ts';
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
	/** Whether only errors lead there, so that responses without one need not hold what is read. */
	readonly isAside?: boolean;
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
			return expression.selectors.reduce(
				(whole, selector) => selected(whole, undefined, { selector, view }),
				source,
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

/** The elements of the array that an expression gives, with those that were put into it one by one. */
export function elementsAt(expression: Expression, view: View): Meaning {
	const place = placeOf(expression, view);
	const stored = place === undefined ? undefined : view.scope.stored(place);
	return joined(elementsOf(evaluate(expression, view)), stored);
}

export function asNumber(meaning: Meaning): Meaning {
	for (const { uses } of shapesOf(meaning)) uses.isNumber = true;
	return meaning;
}

function evaluatePath(path: Path, view: View): Meaning {
	const { scope, element, isMessage, isAside } = view;
	let place: string[] = [];
	let finds: Solutions | undefined;
	let found: Meaning | undefined = path.root === 'state' ? undefined : (element ?? OPEN);
	for (const step of path.steps.slice(0, STEPS_MAX)) {
		finds = undefined;
		if (step.kind === 'member') {
			if (found === undefined) place.push(step.name);
			else found = memberOf(found, step.name);
			continue;
		}
		const stored = found === undefined ? scope.stored(place) : undefined;
		const whole = found ?? scope.read(place);
		// An error may be a list where all else is an object: that says nothing about the body of a success.
		if ((isMessage === true || isAside === true) && isObject(whole, view)) return OPEN;
		const picked = selected(whole, stored, { selector: step, view });
		finds = picked.finds;
		if (picked.terms.length > 0) found = picked;
		else if (found === undefined && !step.usesElement) place = [...place, ANY];
	}
	const meaning = found ?? scope.read(place);
	if (isMessage !== true && isAside !== true)
		for (const { uses } of shapesOf(meaning)) uses.isFirm = true;
	return finds === undefined ? meaning : { ...meaning, finds };
}

/** What brackets choose from: an element, or, when they ask about the elements, the array again. */
function selected(
	whole: Meaning,
	stored: Meaning | undefined,
	{ selector, view }: { readonly selector: Selector; readonly view: View },
): Meaning {
	const { expression, usesElement } = selector;
	if (usesElement) {
		const matching = solve(expression, { ...view, element: joined(elementsOf(whole), stored) });
		const list = listGoals(whole);
		const finds = {
			yes: both(list.no, matching.yes),
			no: either(list.yes, matching.no),
		};
		return { ...whole, finds };
	}
	const index = asNumber(evaluate(expression, view));
	const number = Number(onlyConstant(index));
	const known = Number.isInteger(number) && number >= 0 && number < 100 ? number : undefined;
	for (const { shape, isMany } of valuesOf(whole)) {
		const { uses } = (isMany ? shape.list : shape) ?? shape;
		uses.indexMax = Math.max(uses.indexMax, known ?? -1);
	}
	return joined(elementsOf(whole, known), stored);
}

/** Whether it is the body of a response of which members are read, or may be. */
function isObject(whole: Meaning, { scope }: View): boolean {
	const shapes = shapesOf(whole);
	const isBody = ({ depth, name, members, uses }: Shape) =>
		depth === 1 && name === 'body' && !uses.isArray && (scope.isFirstLook || members.size > 0);
	return shapes.length > 0 && shapes.every(isBody);
}

/** How a list comes to be empty, and how not. */
function listGoals(whole: Meaning): Solutions {
	const lists = valuesOf(whole).flatMap(({ shape, isMany }) =>
		isMany ? (shape.list ?? []) : shape,
	);
	const ways = (goal: Goal) => lists.map((shape): Way => [{ shape, goal }]);
	return lists.length === 0
		? UNKNOWN
		: { yes: ways({ kind: 'empty' }), no: ways({ kind: 'filled' }) };
}

function condition(expression: Expression, view: View): Meaning {
	return { ...OPEN, truth: solve(expression, view) };
}

const SAME_TEXT = new Set(['url_decode', 'url_encode', 'lower', 'upper']);
const TEXT_MAKERS = new Set([
	'substring',
	'left',
	'right',
	'pad_left',
	'pad_right',
	'base64_encode',
	'base64_decode',
]);
const ROUNDED = new Set(['trunc', 'round', 'floor', 'ceil']);
const MEMBERS = new Set(['keys', 'values', 'items']);

function evaluateCall(call: FunctionCall, view: View): Meaning {
	const { name } = call;
	const [first = OPEN, ...others] = call.arguments.map((argument) => evaluate(argument, view));
	const shapes = shapesOf(first);
	if (name === 'empty') return condition(call, view);
	if (name === 'time') return { ...OPEN, now: 'ms' };
	if (name === 'count') return counted(first);
	if (name === 'max' || name === 'min') return greatest(call, first, view);
	if (MEMBERS.has(name)) {
		for (const { uses } of shapes) uses.isKeyed = true;
		if (name === 'keys') return OPEN;
		return manyOf(
			ofShapes(shapes.map((shape) => (name === 'items' ? shape.entries() : shape.elements()))),
		);
	}
	if (ROUNDED.has(name)) return asNumber(first);
	for (const other of others) asNumber(other);
	if (SAME_TEXT.has(name)) {
		for (const { uses } of shapes) uses.isText = true;
		return first;
	}
	if (!TEXT_MAKERS.has(name)) return OPEN;
	for (const { uses } of shapes) uses.isText = true;
	if (name === 'base64_decode')
		return ofShapes(shapes.map((one) => one.reading(one.uses.decoded, 'base64')));
	const cut = view.isMessage === true ? undefined : cutOut(name, others.map(onlyConstant));
	return cut === undefined ? OPEN : ofShapes(shapes.map((one) => one.reading(one.uses.parts, cut)));
}

/** The pattern that captures what a function cuts out of a text. */
function cutOut(name: string, bounds: readonly (string | undefined)[]): string | undefined {
	const [first, second] = bounds.map(Number);
	if (first === undefined || !isLength(first)) return undefined;
	if (name === 'left') return `^(.{${first}})`;
	if (name === 'right') return `(.{${first}})$`;
	if (name !== 'substring' || second === undefined || !isLength(second - first)) return undefined;
	return `^.{${first}}(.{${second - first}})`;
}

function isLength(number: number): boolean {
	return Number.isInteger(number) && number >= 0 && number <= 100;
}

/** How many there are: of members of all elements, as many as there are elements. */
function counted(meaning: Meaning): Meaning {
	const { finds } = meaning;
	const count = ofTerms(
		valuesOf(meaning).flatMap(({ shape, isMany }): Term[] => {
			const list = isMany ? shape.list : shape;
			if (!isMany) shape.uses.isCounted = true;
			return list === undefined ? [] : [countOf(list)];
		}),
	);
	return { ...count, counts: finds };
}

/** The greatest, or the least, is one of the elements. */
function greatest({ arguments: [path] }: FunctionCall, first: Meaning, view: View): Meaning {
	const unknown = valuesOf(first).filter(({ shape, isMany }) => !isMany && !shape.isList);
	if (path === undefined || unknown.length === 0)
		return path === undefined ? first : elementsAt(path, view);
	// What stands around it must be an array: the nearest, if nothing else is known to be one.
	for (const { shape } of view.scope.isFirstLook ? [] : unknown) {
		const { parent } = shape;
		if (parent?.parent !== undefined && parent.uses.queries.size === 0) parent.uses.isArray = true;
	}
	return first;
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
	if (operator === '-' && other.now !== undefined)
		for (const { uses } of [...noteInstants(one, other.now), ...secondsIn(one)])
			uses.isFuture = true;
	const terms = [...one.terms, ...other.terms.map(operator === '-' ? falling : (term) => term)];
	return {
		terms: terms.slice(0, 8).map((term) => ({
			...term,
			isShifted: true,
			isScaled: term.isScaled || operator === '*' || operator === '/',
		})),
		constants: [],
		isOpen: true,
		now: nowAfter(operator, one, other),
	};
}

/** What is left of now when something is done with it. */
function nowAfter(operator: string, { now }: Meaning, other: Meaning): Meaning['now'] {
	const number = onlyConstant(other);
	if (operator === '/') return now === 'ms' && number === '1000' ? 's' : undefined;
	return number !== undefined && (operator === '+' || operator === '-') ? now : undefined;
}

/** Values are instants that are compared with now, or from which now is subtracted. */
export function noteInstants(meaning: Meaning, unit: 'ms' | 's'): readonly Shape[] {
	const instants = valuesOf(meaning).filter(({ isRising, isScaled }) => isRising && !isScaled);
	// Of several, only one can be the instant: nobody knows which.
	const [only, ...others] = instants;
	if (only === undefined || others.length > 0) return [];
	only.shape.uses.instant ??= unit;
	return [only.shape];
}

/** What was turned from seconds into milliseconds. */
function secondsIn(meaning: Meaning): readonly Shape[] {
	return valuesOf(meaning).flatMap(({ shape, isScaled, isRising }) =>
		isScaled && isRising && shape.uses.instant === 's' ? [shape] : [],
	);
}

/** Seconds since 1970 are what becomes milliseconds when it is multiplied by a thousand. */
function noteSeconds(value: Meaning, factor: Meaning, operator: string): void {
	if (operator !== '*' || onlyConstant(factor) !== '1000') return;
	for (const { shape, measure, isShifted } of value.terms)
		if (measure === 'value' && !isShifted && !isDurationName(shape.name))
			shape.uses.instant ??= 's';
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
