import type { Expression } from '../jpath/ast.ts';
import { collectPaths } from '../jpath/visit.ts';
import type { Guard } from './analyse.ts';
import type { Endpoint, Loop } from './analysis.ts';
import { evaluate } from './evaluate.ts';
import type { Solutions, Way } from './goal.ts';
import type { Meaning } from './meaning.ts';
import type { Place, Scope } from './scope.ts';
import type { Shape } from './shape.ts';
import { solve } from './solve.ts';

/** A write to the State within a loop, and the conditions on the way to it. */
export interface Assignment {
	readonly place: Place;
	readonly meaning: Meaning;
	readonly guards: readonly Guard[];
}

/** How deep a chain of conditions is followed. */
const WAYS_MAX = 6;

/**
 * What ends a loop, and what keeps it going: responses that its condition looks at, and responses that lead to
 * an assignment with which the condition can no longer hold.
 */
export function loopEnds(options: {
	readonly loop: Loop;
	readonly solutions: Solutions;
	readonly condition: Expression | undefined;
	readonly assignments: readonly Assignment[];
	readonly scope: Scope;
	readonly endpoints: readonly Endpoint[];
}): Omit<Loop, 'node'> {
	const { loop, solutions, condition, assignments, scope, endpoints } = options;
	const isInside = ({ endpoint }: Shape) => endpoints[endpoint]?.loops.includes(loop) === true;
	const ends: Way[] = [];
	const goesOn: (readonly Way[])[] = [];
	const direct = solutions.no.filter((way) => way.length > 0);
	const fresh = direct.filter((way) => way.some(({ shape }) => isInside(shape)));
	const stopping = condition === undefined ? [] : stoppers(condition, assignments, scope);
	const isVaried = assignments.some(({ place }) => isReadBy(place, condition));
	ends.push(...fresh);
	for (const { guards } of stopping) {
		ends.push(...waysTo(guards));
		const last = guards.findLast(({ ways }) => ways.some(hasContent));
		if (last !== undefined) goesOn.push(last.opposite.map(withoutStatus).filter(hasContent));
	}
	if (fresh.length > 0 || stopping.length > 0 || isVaried)
		goesOn.push(solutions.yes.filter(hasContent));
	// Nothing in the loop changes what it looks at: it must end at once.
	else ends.push(...direct);
	const looked = (condition === undefined ? [] : collectPaths(condition)).map((path) =>
		evaluate(path, { scope, isMessage: true }),
	);
	const canEnd = solutions.no.length > 0 && (direct.length > 0 || isVaried || looked.length > 0);
	return {
		ends: ends.slice(0, 8),
		goesOn: goesOn.filter((ways) => ways.length > 0).slice(0, 8),
		isEndless: !canEnd,
		isDirect: fresh.length > 0,
		looksAtResponses: looked.some(({ terms }) => terms.length > 0),
		waitsForNull:
			condition !== undefined &&
			hasNull(condition) &&
			looked.some(({ terms }) => terms.some(({ isWritten }) => isWritten)),
		stoppedIn: new Set(stopping.flatMap(({ guards }) => guards.at(-1)?.node ?? [])),
	};
}

/** Assignments after which the condition is false for certain. */
function stoppers(
	condition: Expression,
	assignments: readonly Assignment[],
	scope: Scope,
): readonly Assignment[] {
	return assignments.filter(({ place, meaning }) => {
		if (!isReadBy(place, condition) || meaning.terms.length > 0) return false;
		const after = scope.copy();
		after.write(place, meaning);
		return solve(condition, { scope: after }).yes.length === 0;
	});
}

function isReadBy(place: Place, condition: Expression | undefined): boolean {
	if (condition === undefined) return false;
	return collectPaths(condition).some(({ steps }) =>
		place.every((name, index) => {
			const step = steps[index];
			return step === undefined || step.kind === 'selector' || step.name === name;
		}),
	);
}

/** Whether an expression compares something with null. */
function hasNull(expression: Expression): boolean {
	switch (expression.kind) {
		case 'null':
			return true;
		case 'unary':
			return hasNull(expression.operand);
		case 'binary':
			return hasNull(expression.left) || hasNull(expression.right);
		default:
			return false;
	}
}

/** The ways along a chain of conditions. */
export function waysTo(guards: readonly Guard[]): readonly Way[] {
	let ways: Way[] = [[]];
	for (const guard of guards) {
		const next = guard.ways.slice(0, 3);
		ways = ways.flatMap((way) => next.map((more) => [...way, ...more])).slice(0, WAYS_MAX);
	}
	return ways;
}

function hasContent(way: Way): boolean {
	return way.length > 0;
}

/** What keeps a loop going is data, not errors. */
function withoutStatus(way: Way): Way {
	return way.filter(({ shape }) => !shape.isStatus);
}
