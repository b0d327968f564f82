import {
	ExactNumber,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	stringifyJson,
} from '../base/json.ts';
import type { Shape } from './shape.ts';

/** What a value should be like so that a condition goes one way. */
export type Goal =
	| { readonly kind: 'present' }
	/** Fit to be used: not missing, not an empty text. */
	| { readonly kind: 'there' }
	/** Not there, or null. */
	| { readonly kind: 'missing' }
	/** Not there, not even as null. */
	| { readonly kind: 'absent' }
	| { readonly kind: 'filled' }
	/** Not there, null, or without content. */
	| { readonly kind: 'empty' }
	| { readonly kind: 'truthy' }
	| { readonly kind: 'falsy' }
	| { readonly kind: 'equals'; readonly text: string }
	| { readonly kind: 'differs'; readonly text: string }
	/** The latest value of another place, or of the same place before; and another than that. */
	| { readonly kind: 'same'; readonly as: Shape }
	| { readonly kind: 'other'; readonly than: Shape }
	/** Less than a limit, or very small where the limit is not known. */
	| { readonly kind: 'below'; readonly limit: number | undefined }
	| { readonly kind: 'above'; readonly limit: number | undefined }
	/** So many elements, members or characters. */
	| { readonly kind: 'count'; readonly least: number; readonly most: number };

export interface Constraint {
	readonly shape: Shape;
	readonly goal: Goal;
}

/** What must hold together. An empty way: it can happen without the API's doing. */
export type Way = readonly Constraint[];

/** How a condition can come out true, and how false; none: never. */
export interface Solutions {
	readonly yes: readonly Way[];
	readonly no: readonly Way[];
}

/** It is so, whatever comes. */
export const ALWAYS: Solutions = { yes: [[]], no: [] };

/** It is never so. */
export const NEVER: Solutions = { yes: [], no: [[]] };

/** Nobody can tell: either may happen. */
export const UNKNOWN: Solutions = { yes: [[]], no: [[]] };

const WAYS_MAX = 8;
const CONSTRAINTS_MAX = 12;

/** All ways in which both happen. */
export function both(left: readonly Way[], right: readonly Way[]): readonly Way[] {
	const ways: Way[] = [];
	for (const one of left)
		for (const other of right)
			if (ways.length < WAYS_MAX) ways.push([...one, ...other].slice(0, CONSTRAINTS_MAX));
	return ways;
}

/** All ways in which one of the two happens. */
export function either(left: readonly Way[], right: readonly Way[]): readonly Way[] {
	return [...left, ...right].slice(0, WAYS_MAX);
}

/** What says that a call went well. */
export const SUCCESSES: readonly number[] = [200, 201, 202, 204];

/** Whether a way can be gone with responses that are no errors. */
export function isSuccess(way: Way): boolean {
	const goals = way.filter(({ shape }) => shape.isStatus).map(({ goal }) => goal);
	return SUCCESSES.some((status) => goals.every((goal) => meets(goal, status)));
}

/** What counts as a number where the limit of a comparison is not known. */
const LARGE = 100_000;

/** Whether a value meets a goal. Undefined is a value that is not there. */
export function meets(goal: Goal, value: Json | undefined): boolean {
	switch (goal.kind) {
		case 'present':
			return value !== undefined && value !== null;
		case 'there':
			return value !== undefined && value !== null && value !== '';
		case 'missing':
			return value === undefined || value === null;
		case 'absent':
			return value === undefined;
		case 'filled':
			return sizeOf(value) > 0;
		case 'empty':
			return sizeOf(value) === 0;
		case 'truthy':
			return isTruthy(value);
		case 'falsy':
			return !isTruthy(value);
		case 'equals':
			return isEqual(value, goal.text);
		case 'differs':
			return !isEqual(value, goal.text);
		case 'same':
		case 'other':
			// Which value that is only its maker knows.
			return true;
		case 'below':
			return numberOf(value) < (goal.limit ?? 1);
		case 'above':
			return numberOf(value) > (goal.limit ?? LARGE - 1);
		case 'count': {
			const count = value === undefined || value === null ? 0 : sizeOf(value);
			return count >= goal.least && count <= goal.most;
		}
	}
}

/** Whether no value meets both goals, as far as their kinds tell. */
export function excludes(one: Goal, other: Goal): boolean {
	if (one.kind === 'equals' && other.kind === 'equals') return one.text !== other.text;
	if (one.kind === 'equals') return other.kind === 'differs' && one.text === other.text;
	if (other.kind === 'equals') return excludes(other, one);
	const kinds = [one.kind, other.kind];
	if (kinds.includes('same') && kinds.includes('other')) return true;
	return [NOTHING, SOMETHING].every((side) => kinds.some((kind) => side.includes(kind)));
}

/** So many elements, and another number of them. */
export function exactly(count: number): Goal {
	return { kind: 'count', least: count, most: count };
}

export function otherCount(count: number): Goal {
	return count === 0
		? { kind: 'count', least: 1, most: 10 }
		: { kind: 'count', least: 0, most: count - 1 };
}

/** Goals that a value which is not there meets, and goals that it does not. */
export const NOTHING: readonly Goal['kind'][] = ['missing', 'absent', 'empty', 'falsy'];
const SOMETHING: readonly Goal['kind'][] = ['present', 'there', 'filled', 'truthy'];

/** Values that meet a goal, the likeliest first; those that only the kind of the value tells are not among them. */
export function valuesFor(goal: Goal): readonly (Json | undefined)[] {
	switch (goal.kind) {
		case 'equals':
			return [typed(goal.text), goal.text];
		case 'differs':
			return [otherThan(goal.text)];
		case 'below':
			return goal.limit === undefined || goal.limit >= 1 ? [0] : [Math.floor(goal.limit) - 1];
		case 'above':
			return [goal.limit === undefined ? LARGE : Math.floor(goal.limit) + 1];
		case 'truthy':
			return [true];
		case 'falsy':
			return [false, undefined];
		default:
			return [];
	}
}

function otherThan(text: string): Json {
	const value = typed(text);
	if (typeof value === 'boolean') return !value;
	return typeof value === 'number' ? Math.floor(value) + 3 : `not-${text.replace(/\W+/g, '-')}`;
}

/** A text as the JSON value that an API would send for it. */
export function typed(text: string): Json {
	if (text === 'true') return true;
	if (text === 'false') return false;
	return /^-?(?:0|[1-9]\d{0,14})(?:\.\d{1,6})?$/.test(text) ? Number(text) : text;
}

function sizeOf(value: Json | undefined): number {
	if (value === undefined || value === null) return 0;
	if (isJsonArray(value)) return value.length;
	if (isJsonObject(value)) return memberNames(value).length;
	return typeof value === 'string' ? value.length : 1;
}

function isTruthy(value: Json | undefined): boolean {
	return (
		value !== undefined && value !== null && value !== false && value !== '' && value !== 'false'
	);
}

function isEqual(value: Json | undefined, text: string): boolean {
	if (value === undefined || value === null) return false;
	return (
		(typeof value === 'string' ? value : stringifyJson(value)) === text || isSameNumber(value, text)
	);
}

/** Whether a value is the number that a text spells. */
export function isSameNumber(value: Json | undefined, text: string): boolean {
	return text.trim() !== '' && numberOf(value) === Number(text);
}

function numberOf(value: Json | undefined): number {
	if (typeof value === 'number') return value;
	if (value instanceof ExactNumber) return Number(value.text);
	return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}
