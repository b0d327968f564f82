import { type Action, type AnyNode, actionsOf, type Workflow } from '../model/workflow.ts';

/** Why something never ran, or why a condition went one way only. */
export type Cause =
	/** The condition of an If, an ElseIf or a While never held. */
	| 'never-true'
	/** A condition in front of an ElseIf or Else held each time. */
	| 'never-asked'
	/** The condition of an If without Else held each time: nothing is missing but the other way. */
	| 'always-true'
	/** The same where it has ElseIfs: one of the conditions held each time. */
	| 'always-one'
	/** A ForEach had nothing to go through. */
	| 'no-elements'
	/** It stands behind an Abort, where no run gets. */
	| 'behind-abort'
	/** The action in front of it began, and whoever came there ended there. */
	| 'run-ended'
	/** Nothing at all ran. */
	| 'not-begun';

/** A stretch of a workflow that never ran, or a way that a condition never went. */
export interface Gap {
	readonly cause: Cause;
	/** What decided it: the branch, loop or action that the cause is about. */
	readonly decider: AnyNode | undefined;
	/** How often the condition was tested. */
	readonly tests: number;
	/** What never ran, the outermost actions only. */
	readonly actions: readonly Action[];
}

/** Everything that no run came to, in no particular order. */
export function gapsOf(
	workflow: Workflow,
	timesOf: (action: AnyNode | undefined) => number,
): readonly Gap[] {
	const gaps: Gap[] = [];
	/** Blocks that were entered. */
	const pending: (readonly Action[])[] = [actionsOf(workflow)];
	for (let block = pending.pop(); block !== undefined; block = pending.pop()) {
		const from = block.findIndex((action) => timesOf(action) === 0);
		const ran = from < 0 ? block : block.slice(0, from);
		if (ran.length < block.length) gaps.push(behind(ran.at(-1), block.slice(ran.length)));
		for (const action of ran) {
			const { gaps: own, entered } = inside(action, timesOf);
			gaps.push(...own);
			pending.push(...entered);
		}
	}
	return gaps;
}

/** Why nothing ran behind an action that did. */
function behind(last: Action | undefined, actions: readonly Action[]): Gap {
	if (last === undefined) return { cause: 'not-begun', decider: undefined, tests: 0, actions };
	const abort = abortAt(last);
	return abort === undefined
		? { cause: 'run-ended', decider: last, tests: 0, actions }
		: { cause: 'behind-abort', decider: abort, tests: 0, actions };
}

interface Inside {
	readonly gaps: readonly Gap[];
	readonly entered: readonly (readonly Action[])[];
}

/** What of an action that ran was entered, and what was not. */
function inside(action: Action, timesOf: (action: AnyNode | undefined) => number): Inside {
	switch (action.kind) {
		case 'If':
			return insideIf(action, timesOf);
		case 'While':
		case 'DoWhile':
		case 'ForEach': {
			const { children, kind } = action;
			if (children.length === 0 || timesOf(children[0]) > 0)
				return { gaps: [], entered: [children] };
			const cause = kind === 'ForEach' ? 'no-elements' : 'never-true';
			const tests = timesOf(action);
			return { gaps: [{ cause, decider: action, tests, actions: children }], entered: [] };
		}
		default:
			return { gaps: [], entered: [] };
	}
}

function insideIf(
	action: Extract<Action, { kind: 'If' }>,
	timesOf: (action: AnyNode | undefined) => number,
): Inside {
	const gaps: Gap[] = [];
	const entered: (readonly Action[])[] = [];
	let tests = timesOf(action);
	for (const branch of [action, ...action.branches]) {
		const { children } = branch;
		const taken = timesOf(children[0]);
		const cause = branch.kind === 'Else' || tests === 0 ? 'never-asked' : 'never-true';
		if (taken > 0) entered.push(children);
		else if (children.length > 0) gaps.push({ cause, decider: branch, tests, actions: children });
		tests = Math.max(0, tests - taken);
	}
	if (tests === 0 && action.branches.at(-1)?.kind !== 'Else') {
		const cause = action.branches.length === 0 ? 'always-true' : 'always-one';
		gaps.push({ cause, decider: action, tests: timesOf(action), actions: [] });
	}
	return { gaps, entered };
}

/** The Abort that nothing gets past: the action itself, or one in every branch of an If. */
function abortAt(action: AnyNode): AnyNode | undefined {
	const pending: AnyNode[] = [action];
	let found: AnyNode | undefined;
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (node.kind === 'Abort') {
			found ??= node;
			continue;
		}
		if (node.kind !== 'If' || node.branches.at(-1)?.kind !== 'Else') return undefined;
		for (const { children } of [...node.branches.toReversed(), node]) {
			const last = children.find((child) => child.kind === 'Abort') ?? children.at(-1);
			if (last === undefined) return undefined;
			pending.push(last);
		}
	}
	return found;
}
