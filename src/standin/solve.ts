import type { Binary, Expression } from '../jpath/ast.ts';
import { evaluate, noteInstants, type View } from './evaluate.ts';
import {
	ALWAYS,
	both,
	either,
	exactly,
	type Goal,
	isSameNumber,
	meets,
	NEVER,
	otherCount,
	type Solutions,
	UNKNOWN,
	type Way,
} from './goal.ts';
import { type Meaning, onlyConstant, shapesOf, type Term, valuesOf } from './meaning.ts';
import type { Shape } from './shape.ts';

/** How responses can make a condition true, and how false. */
export function solve(expression: Expression, view: View): Solutions {
	switch (expression.kind) {
		case 'boolean':
			return expression.value ? ALWAYS : NEVER;
		case 'null':
			return NEVER;
		case 'unary':
			if (expression.operator === 'not') return opposite(solve(expression.operand, view));
			if (expression.operator === 'exists')
				return goals(evaluate(expression.operand, view), { kind: 'present' }, { kind: 'absent' });
			return UNKNOWN;
		case 'binary':
			return solveBinary(expression, view);
		case 'call': {
			const [argument] = expression.arguments;
			if (expression.name !== 'empty' || argument === undefined) return truthOf(expression, view);
			const meaning = evaluate(argument, view);
			if (meaning.finds !== undefined) return opposite(meaning.finds);
			return goals(meaning, { kind: 'empty' }, { kind: 'filled' });
		}
		default:
			return truthOf(expression, view);
	}
}

function opposite({ yes, no }: Solutions): Solutions {
	return { yes: no, no: yes };
}

function truthOf(expression: Expression, view: View): Solutions {
	const meaning = evaluate(expression, view);
	if (meaning.truth !== undefined) return meaning.truth;
	const known = onlyConstant(meaning);
	if (known !== undefined && !meaning.isOpen)
		return known === 'true' ? ALWAYS : known === 'false' ? NEVER : UNKNOWN;
	for (const { uses } of shapesOf(meaning)) uses.isTruth = true;
	return goals(meaning, { kind: 'truthy' }, { kind: 'falsy' });
}

/** One way for each value of a response that may be meant. */
function goals(meaning: Meaning, yes: Goal, no: Goal): Solutions {
	const shapes = shapesOf(meaning);
	if (meaning.terms.length === 0 && !meaning.isOpen) return certain(meaning, yes);
	if (shapes.length === 0) return UNKNOWN;
	for (const { uses } of shapes) uses.isTested = true;
	// What a template wrote is there in any case, as an empty text where it found nothing.
	for (const goal of [yes, no])
		if (meaning.terms.every(({ isWritten }) => isWritten) && isAbsence(goal) && !meaning.isOpen)
			return goal === yes ? NEVER : ALWAYS;
	const isSize = yes.kind === 'empty';
	const subjects = valuesOf(meaning).map(({ shape, isMany }) =>
		isMany && isSize ? (shape.list ?? shape) : shape,
	);
	const ways = (goal: Goal): readonly Way[] => {
		if (!isAbsence(goal)) return subjects.map((shape): Way => [{ shape, goal }]);
		const unwritten = valuesOf(meaning).filter(({ isWritten }) => !isWritten);
		const absent = unwritten.map(({ shape }): Way => [{ shape, goal }]);
		return meaning.isOpen ? [...absent, []] : absent;
	};
	return { yes: ways(yes), no: ways(no) };
}

/** What holds of something that is one of some constants, or not there. */
function certain({ constants }: Meaning, goal: Goal): Solutions {
	const values = constants.length === 0 ? [undefined] : constants;
	const count = values.filter((value) => meets(goal, value)).length;
	return count === values.length ? ALWAYS : count === 0 ? NEVER : UNKNOWN;
}

function isAbsence({ kind }: Goal): boolean {
	return kind === 'missing' || kind === 'absent';
}

function solveBinary(expression: Binary, view: View): Solutions {
	const { operator, left, right } = expression;
	if (operator === 'and' || operator === 'or') {
		const one = solve(left, view);
		const other = solve(right, view);
		return operator === 'and'
			? { yes: both(one.yes, other.yes), no: either(one.no, other.no) }
			: { yes: either(one.yes, other.yes), no: both(one.no, other.no) };
	}
	if ('+-*/%'.includes(operator)) return UNKNOWN;
	if (operator === '!=') return opposite(solveBinary({ ...expression, operator: '=' }, view));
	if (operator === '=') return solveEquality(left, right, view);
	const one = evaluate(left, view);
	const other = evaluate(right, view);
	switch (operator) {
		case '>':
			return ordered(one, other, 0);
		case '>=':
			return ordered(one, other, 1);
		case '<':
			return ordered(other, one, 0);
		default:
			return ordered(other, one, 1);
	}
}

function solveEquality(left: Expression, right: Expression, view: View): Solutions {
	if (left.kind === 'null' || right.kind === 'null') {
		const meaning = evaluate(left.kind === 'null' ? right : left, view);
		return goals(meaning, { kind: 'missing' }, { kind: 'present' });
	}
	const one = evaluate(left, view);
	const other = evaluate(right, view);
	return truthAgainst(one, other) ?? truthAgainst(other, one) ?? equality(one, other);
}

/** `(/a > 1) = true`, or `/flag = 'false'` where the flag holds the outcome of a condition. */
function truthAgainst(one: Meaning, other: Meaning): Solutions | undefined {
	const known = onlyConstant(other);
	if (one.truth === undefined || (known !== 'true' && known !== 'false')) return undefined;
	return known === 'true' ? one.truth : opposite(one.truth);
}

function equality(one: Meaning, other: Meaning): Solutions {
	const [left, right] = [onlyConstant(one), onlyConstant(other)];
	if (left !== undefined && right !== undefined && !one.isOpen && !other.isOpen)
		return left === right || isSameNumber(left, right) ? ALWAYS : NEVER;
	const [found, count] = one.counts === undefined ? [other.counts, left] : [one.counts, right];
	if (found !== undefined && count !== undefined)
		return Number(count) === 0 ? opposite(found) : found;
	notePartners(one, other);
	const yes: Way[] = [];
	const no: Way[] = [];
	const note = (subject: Meaning, texts: readonly string[]) => {
		for (const { shape, measure, isShifted, isWritten } of subject.terms) {
			if (measure === 'count') {
				const count = countGoals(Number(texts[0]), isShifted);
				yes.push([{ shape, goal: count.same }]);
				no.push([{ shape, goal: count.other }]);
				continue;
			}
			if (isShifted) continue;
			for (const text of texts.slice(0, 8)) shape.uses.literals.add(text);
			const [text] = texts;
			if (text === undefined) continue;
			// A template writes what is not there, or is null, as an empty text; by themselves they are none.
			const isEmpty = text === '' && isWritten;
			yes.push([{ shape, goal: isEmpty ? { kind: 'empty' } : { kind: 'equals', text } }]);
			no.push([{ shape, goal: isEmpty ? { kind: 'filled' } : { kind: 'differs', text } }]);
		}
	};
	for (const left of one.terms)
		for (const right of other.terms) {
			const pair = comparison(left, right);
			yes.push(...pair.yes);
			no.push(...pair.no);
		}
	note(one, other.constants);
	note(other, one.constants);
	return yes.length === 0 ? UNKNOWN : { yes: yes.slice(0, 8), no: no.slice(0, 8) };
}

/** Two values of responses, or one and what stood in its place before. */
function comparison(left: Term, right: Term): Solutions {
	if (left.isShifted || right.isShifted) return NO_WAY;
	const way = (goal: (other: Shape) => Goal): Way => {
		const there = { shape: left.shape, goal: goal(right.shape) };
		const back = { shape: right.shape, goal: goal(left.shape) };
		return left.shape === right.shape ? [there] : [there, back];
	};
	return {
		yes: [way((as) => ({ kind: 'same', as }))],
		no: [way((than) => ({ kind: 'other', than }))],
	};
}

const NO_WAY: Solutions = { yes: [], no: [] };

function notePartners(one: Meaning, other: Meaning): void {
	for (const { shape: left } of one.terms)
		for (const { shape: right } of other.terms) {
			if (left.uses.partners.size > 8) continue;
			left.uses.partners.add(right);
			right.uses.partners.add(left);
		}
}

function countGoals(
	count: number,
	isShifted: boolean,
): { readonly same: Goal; readonly other: Goal } {
	if (!Number.isInteger(count) || count < 0 || isShifted)
		return { same: { kind: 'filled' }, other: { kind: 'empty' } };
	return { same: exactly(count), other: otherCount(count) };
}

/** How `greater > lesser` comes about, or `>=` when `orEqual` is 1. */
function ordered(greater: Meaning, lesser: Meaning, orEqual: 0 | 1): Solutions {
	if (lesser.now !== undefined) noteInstants(unshifted(greater), lesser.now);
	if (greater.now !== undefined) noteInstants(unshifted(lesser), greater.now);
	const [high, low] = [numberOf(greater), numberOf(lesser)];
	if (greater.counts !== undefined && low !== undefined)
		return low - orEqual < 0 ? ALWAYS : greater.counts;
	if (lesser.counts !== undefined && high !== undefined)
		return high + orEqual < 1 ? NEVER : opposite(lesser.counts);
	const yes: Way[] = [];
	const no: Way[] = [];
	if (greater.terms.length === 0 && lesser.terms.length === 0) {
		if (high === undefined || low === undefined || greater.isOpen || lesser.isOpen) return UNKNOWN;
		return high > low - orEqual ? ALWAYS : NEVER;
	}
	const note = (term: Term, limit: number | undefined, isGreater: boolean) => {
		const [above, below] = orderGoals(term, limit);
		const isMore = term.isRising === isGreater;
		yes.push([{ shape: term.shape, goal: isMore ? above : below }]);
		no.push([{ shape: term.shape, goal: isMore ? below : above }]);
	};
	for (const term of greater.terms) note(term, low === undefined ? undefined : low - orEqual, true);
	for (const term of lesser.terms)
		note(term, high === undefined ? undefined : high - 1 + orEqual, false);
	return { yes: yes.slice(0, 8), no: no.slice(0, 8) };
}

/** What stands beside something that only a run knows, such as a bookmark, may as well be a distance. */
function unshifted(meaning: Meaning): Meaning {
	return { ...meaning, terms: meaning.terms.filter(({ isShifted }) => !isShifted) };
}

/** How to be more than a limit, and how to be at most the limit. */
function orderGoals({ shape, measure, isShifted }: Term, limit: number | undefined): [Goal, Goal] {
	if (measure === 'value') {
		shape.uses.isOrdered = true;
		if (isShifted)
			return [
				{ kind: 'above', limit: undefined },
				{ kind: 'below', limit: undefined },
			];
		return [
			{ kind: 'above', limit },
			{ kind: 'below', limit: limit === undefined ? undefined : limit + 1 },
		];
	}
	if (limit === undefined || isShifted) return [{ kind: 'filled' }, { kind: 'empty' }];
	return [
		{ kind: 'count', least: Math.max(0, limit + 1), most: Math.max(0, limit + 1) + 10 },
		{ kind: 'count', least: 0, most: Math.max(0, limit) },
	];
}

function numberOf(meaning: Meaning): number | undefined {
	const text = onlyConstant(meaning);
	const value = text === undefined || text.trim() === '' ? Number.NaN : Number(text);
	return Number.isNaN(value) ? undefined : value;
}
