import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	putMember,
	removeMember,
} from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Expression, Path, Selector } from './ast.ts';
import { toText } from './coerce.ts';
import type { Context, Fault } from './context.ts';
import { evaluateExpression } from './evaluate.ts';
import { toNumeric } from './numeric.ts';
import { printName } from './print.ts';

/** A place in the State: names of members and indexes of elements, from the root. */
export type ResolvedPath = readonly (string | number)[];

export type PathResolution =
	| { readonly ok: true; readonly path: ResolvedPath }
	| { readonly ok: false; readonly fault: Fault };

/** The State after a change, or why it cannot be made. */
export type Change =
	| { readonly ok: true; readonly value: Json }
	| { readonly ok: false; readonly fault: Fault };

/**
 * What is wrong with an expression as the place to write to (`path`, `savePath`, `item`, `targetPath`),
 * as far as its text tells: only a plain path, with indexes at most, names one place.
 */
export function checkWritablePath(expression: Expression): Diagnostic[] {
	const problem = findUnwritable(expression);
	if (problem === undefined) return [];
	const { message, help, span } = problem;
	return [{ rule: 'unwritable-path', layer: 'expression', severity: 'error', message, help, span }];
}

/** The place that an expression names for writing, its indexes worked out. */
export function resolvePath(expression: Expression, context: Context): PathResolution {
	const problem = findUnwritable(expression);
	if (problem !== undefined) return { ok: false, fault: problem };
	const path: (string | number)[] = [];
	for (const step of (expression as Path).steps) {
		if (step.kind === 'member') path.push(step.name);
		else {
			const evaluation = evaluateExpression(step.expression, context);
			if (!evaluation.ok) return evaluation;
			const index = Number(toNumeric(evaluation.value));
			if (!Number.isSafeInteger(index) || index < 0)
				return { ok: false, fault: badIndex(step, evaluation.value) };
			path.push(index);
		}
	}
	return { ok: true, path };
}

/**
 * The root with a value at a path; nothing is changed in place. Objects that are missing on the way are
 * made (`/keep/hash` on an empty State works in public workflows). An array must be there and must
 * have the element: Assumed, for no public workflow writes behind the end.
 */
export function withValueAt(root: Json, path: ResolvedPath, value: Json, span = NOWHERE): Change {
	const parents: Json[] = [];
	let current: Json | undefined = root;
	for (const [depth, step] of path.entries()) {
		const parent: Json = current ?? (typeof step === 'string' ? {} : null);
		const problem = findObstacle(parent, path, depth);
		if (problem !== undefined) return { ok: false, fault: { ...problem, span } };
		parents.push(parent);
		current = childOf(parent, step);
	}
	let changed = value;
	for (let depth = path.length - 1; depth >= 0; depth--)
		changed = withChild(parents[depth] ?? null, path[depth] ?? 0, changed);
	return { ok: true, value: changed };
}

/**
 * The root without what is at a path; nothing is changed in place. Where nothing is there the root comes
 * back as it is (a public workflow deletes `/auth_logs/offset` whether or not it was set). Elements behind a
 * deleted one move up.
 */
export function withoutValueAt(root: Json, path: ResolvedPath): Json {
	const parents: Json[] = [];
	let current: Json | undefined = root;
	for (const step of path) {
		if (current === undefined || current === null) return root;
		parents.push(current);
		current = childOf(current, step);
	}
	const last = path.at(-1);
	const parent = parents.at(-1);
	if (last === undefined || parent === undefined || current === undefined) return root;
	let changed = withoutChild(parent, last);
	for (let depth = path.length - 2; depth >= 0; depth--)
		changed = withChild(parents[depth] ?? null, path[depth] ?? 0, changed);
	return changed;
}

/** A resolved path as people write it: `/items[2]/'first name'`. */
export function printResolvedPath(path: ResolvedPath): string {
	return path
		.map((step) => (typeof step === 'number' ? `[${step}]` : `/${printName(step)}`))
		.join('');
}

const NOWHERE: Span = { start: 0, end: 0 };

interface Problem {
	readonly message: string;
	readonly help: string;
	readonly span: Span;
}

function findUnwritable(expression: Expression): Problem | undefined {
	const { kind, span } = expression;
	if (kind !== 'path') {
		return {
			message: `${kind === 'call' ? 'What a function gives' : kind === 'selection' ? 'A part of something computed' : 'A value'} is not a place that can be written to.`,
			help: 'Name the place by a plain path, such as /page or /items[0]/name.',
			span,
		};
	}
	if (expression.root === 'element') {
		return {
			message: '"@" is not a place that can be written to.',
			help: 'Name the place from the root of the State, such as /page.',
			span,
		};
	}
	for (const step of expression.steps) {
		if (step.kind === 'selector' && isQuery(step)) {
			return {
				message: 'A query names no single place, so nothing can be written there.',
				help: 'Use an index, such as /items[0] or /items[/index].',
				span: step.span,
			};
		}
	}
	return undefined;
}

/** Whether brackets hold a query for certain; a path in them may turn out to be an index. */
function isQuery({ expression, usesElement }: Selector): boolean {
	if (usesElement || expression.kind === 'boolean' || expression.kind === 'null') return true;
	if (expression.kind === 'unary') return expression.operator !== '-';
	return (
		expression.kind === 'binary' &&
		['or', 'and', '=', '!=', '<', '>', '<=', '>='].includes(expression.operator)
	);
}

function badIndex({ span }: Selector, value: Json | undefined): Fault {
	const shown = value === undefined ? 'Nothing' : `The value "${toText(value, 'null')}"`;
	return {
		message: `${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown} is not an index.`,
		span,
		help: 'An index is a whole number from 0.',
	};
}

/** Why a step of a path cannot be taken for writing. */
function findObstacle(
	parent: Json,
	path: ResolvedPath,
	depth: number,
): { message: string; help: string } | undefined {
	const step = path[depth] ?? 0;
	if (typeof step === 'string' && isJsonObject(parent)) return undefined;
	if (typeof step === 'number' && isJsonArray(parent) && step < parent.length) return undefined;

	const at = printResolvedPath(path.slice(0, depth)) || 'the State';
	if (typeof step === 'string') {
		return isJsonArray(parent)
			? {
					message: `"${step}" names a member, but ${at} is an array.`,
					help: `Say which element: ${at}[0].`,
				}
			: {
					message: `"${step}" cannot be written into ${at}, which is ${kindOf(parent)}.`,
					help: `Delete ${at} first, or set it to {}.`,
				};
	}
	return isJsonArray(parent)
		? {
				message: `The index ${step} is outside of the array at ${at}, which has ${parent.length} elements.`,
				help: 'Use Add to append to an array.',
			}
		: {
				message: `${at} is not an array, so it has no element ${step}.`,
				help: `Set ${at} to [] first and use Add to append to it.`,
			};
}

function kindOf(value: Json): string {
	if (typeof value === 'string') return 'a text';
	if (typeof value === 'boolean') return 'true or false';
	return typeof value === 'number' || value instanceof ExactNumber ? 'a number' : 'null';
}

function childOf(parent: Json, step: string | number): Json | undefined {
	if (typeof step === 'number') return isJsonArray(parent) ? parent[step] : undefined;
	return isJsonObject(parent) ? getMember(parent, step) : undefined;
}

function withChild(parent: Json, step: string | number, child: Json): Json {
	if (isJsonArray(parent) && typeof step === 'number') {
		const copy = parent.slice();
		copy[step] = child;
		return copy;
	}
	const copy = isJsonObject(parent) ? { ...parent } : {};
	putMember(copy, String(step), child);
	return copy;
}

function withoutChild(parent: Json, step: string | number): Json {
	if (isJsonArray(parent)) return parent.filter((_, index) => index !== step);
	const copy = isJsonObject(parent) ? { ...parent } : {};
	removeMember(copy, String(step));
	return copy;
}
