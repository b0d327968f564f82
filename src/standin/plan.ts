import type { Analysis, Endpoint, Loop } from './analysis.ts';
import type { Wish } from './explore.ts';
import {
	type Constraint,
	excludes,
	type Goal,
	isSuccess,
	meets,
	NOTHING,
	type Way,
} from './goal.ts';
import type { Pacer } from './pacer.ts';
import type { Shape } from './shape.ts';
import type { Weighted } from './weighted.ts';

/** What the response to one call should be like. */
export interface Plan {
	readonly goals: ReadonlyMap<Shape, readonly Weighted[]>;
	/** Which of several ways of having no value. */
	readonly variant: number;
	/** Whether the call should fail, since nothing else gets the run out of its loops. */
	readonly isHopeless: boolean;
}

/** How much the reasons for a goal matter beside each other. */
const WEIGHTS = {
	ends: 10,
	goesOn: 8,
	outside: 7,
	avoid: 5,
	cause: 30,
	fatal: 20,
	bold: 7,
	wish: 3,
	prefer: 1,
} as const;

/** What an unknown limit is taken for where a loop must not become long. */
const FEW: Goal = { kind: 'above', limit: 9 };

/**
 * What the workflow should get now: pages that lead on for a while, then what ends the loop, each time in another way
 * if there are several; never what leads into an Abort, unless nothing else ends the run. A wish is fulfilled where it
 * gets in the way of none of that.
 */
export function planFor(
	endpoint: Endpoint,
	{
		analysis,
		pacer,
		wish,
		isBold,
	}: {
		readonly analysis: Analysis;
		readonly pacer: Pacer;
		readonly wish?: Wish | undefined;
		/** Whether a wish may lead where an Abort is near. */
		readonly isBold: boolean;
	},
): Plan {
	const goals = new Map<Shape, Weighted[]>();
	const add = (way: Way | undefined, weight: number, change = (goal: Goal) => goal) => {
		for (const { shape, goal } of way ?? []) {
			if (shape.endpoint !== endpoint.index) continue;
			const known = goals.get(shape) ?? [];
			known.push({ goal: change(goal), weight });
			goals.set(shape, known);
		}
	};
	const isOurs = (way: Way) => way.some(({ shape }) => shape.endpoint === endpoint.index);
	/** Past an Abort; with an error only where nothing but that error is expected. */
	const detourOf = (ways: readonly Way[]) =>
		ways.find((way) => isOurs(way) && isSuccess(way)) ??
		(ways.some(isSuccess) ? undefined : ways.find(isOurs));
	const soundOf = (ways: readonly Way[]) =>
		ways.filter((way) => isOurs(way) && isSuccess(way) && !way.some(breaksCondition));
	/** Those that do not lead into an Abort; of a loop, an Abort within it. */
	const safeOf = (ways: readonly Way[], loop?: Loop) => {
		const detours = analysis.aborts.flatMap(({ avoid, around }) =>
			loop === undefined || around.includes(loop.node) ? (detourOf(avoid) ?? []) : [],
		);
		return soundOf(ways).filter(
			(way) =>
				!way.some(({ shape, goal }) =>
					detours.some((detour) => detour.shape === shape && excludes(goal, detour.goal)),
				),
		);
	};
	/** One of the best ways there are, each time another. */
	const choose = (ways: readonly Way[], turn: number) => {
		const ours = ways.filter(isOurs);
		const good = ours.filter(isSuccess);
		const chosen = [safeOf(ways), soundOf(ways), good].find(({ length }) => length > 0) ?? ours;
		return chosen[turn % Math.max(1, chosen.length)];
	};
	let variant = 0;
	const isHopeless = pacer.hopelessLoop(endpoint) !== undefined;
	for (const loop of analysis.loops.values()) {
		if (endpoint.loops.includes(loop)) continue;
		// Goals that would make a loop long are for those who can end it again.
		const soon = (goal: Goal) => (goal.kind === 'above' && goal.limit === undefined ? FEW : goal);
		const onward = loop.goesOn.filter((ways) => ways.some(isOurs));
		for (const ways of onward) add(safeOf(ways, loop)[0], WEIGHTS.outside, soon);
		if (onward.length === 0) add(choose(loop.ends, 0), WEIGHTS.outside);
	}
	/** What ends an inner loop may end those around it too, whatever would keep them going. */
	const settled = new Set<Shape>();
	for (const loop of endpoint.loops.toReversed()) {
		const { ends, attempt } = pacer.phase(loop, endpoint);
		if (ends) {
			const way = choose(loop.ends, attempt);
			add(way, WEIGHTS.ends);
			for (const { shape } of way ?? []) settled.add(shape);
			variant = Math.max(variant, Math.floor(attempt / Math.max(1, loop.ends.length)));
		} else
			for (const ways of loop.goesOn)
				add(
					safeOf(ways, loop)[0]?.filter(({ shape }) => !settled.has(shape)),
					WEIGHTS.goesOn,
				);
	}
	if (isHopeless)
		add(causeOf(analysis.aborts.flatMap(({ cause }) => cause).filter(isOurs)), WEIGHTS.cause);
	else for (const { avoid } of analysis.aborts) add(detourOf(avoid), WEIGHTS.avoid);
	add(wish?.way, WEIGHTS[wish?.isFatal === true ? 'fatal' : isBold ? 'bold' : 'wish']);
	for (const { avoid } of analysis.preferences)
		add(
			safeOf(avoid)[0]?.filter(({ shape }) => !shape.isStatus),
			WEIGHTS.prefer,
		);
	return { goals, variant, isHopeless };
}

/** Whether a condition that the value is written into could not be read any more. */
function breaksCondition({ shape, goal }: Constraint): boolean {
	return shape.uses.isBare && NOTHING.includes(goal.kind);
}

/** The way into an Abort that an API without service would lead, if there is one. */
function causeOf(ways: readonly Way[]): Way | undefined {
	const isOutage = (way: Way) =>
		way.some(({ shape }) => shape.isStatus) &&
		way.every(({ shape, goal }) => !shape.isStatus || meets(goal, 503));
	return ways.find(isOutage) ?? ways[0];
}
