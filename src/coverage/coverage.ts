import type { Span } from '../base/span.ts';
import type { Program } from '../compile/program.ts';
import { isAction } from '../model/build.ts';
import { visit } from '../model/visit.ts';
import type { Action, AnyNode } from '../model/workflow.ts';
import { type Gap, gapsOf } from './gaps.ts';

/** How often one branch of an If was taken. */
export interface BranchCoverage {
	/** `none` stands for an If without Else of which no condition held. */
	readonly kind: 'If' | 'ElseIf' | 'Else' | 'none';
	readonly span: Span | undefined;
	readonly times: number;
}

/** How often one action began. */
export interface ActionCoverage {
	readonly action: Action;
	readonly span: Span | undefined;
	readonly times: number;
	/** Of an If, in order. */
	readonly branches: readonly BranchCoverage[];
}

/** What ran of a workflow, and what never did. */
export interface Coverage {
	/** An action is about to run: what `beforeAction` of a simulation is told. */
	count(action: AnyNode): void;
	/** Every action of the workflow in the order of the document. */
	actions(): readonly ActionCoverage[];
	/** What no run came to, and why. */
	gaps(): readonly Gap[];
}

/** Begins to count the actions of a workflow. Several runs may be counted together. */
export function createCoverage(program: Program): Coverage {
	const all: Action[] = [];
	visit(program.workflow, (node) => {
		if (isAction(node)) all.push(node);
	});
	const counts = new Map<AnyNode, number>();
	const timesOf = (action: AnyNode | undefined) =>
		action === undefined ? 0 : (counts.get(action) ?? 0);
	return {
		count(action) {
			counts.set(action, timesOf(action) + 1);
		},
		actions: () =>
			all.map((action) => ({
				action,
				span: spanOf(action),
				times: timesOf(action),
				branches: branchesOf(action, timesOf),
			})),
		gaps: () => gapsOf(program.workflow, timesOf),
	};
}

function spanOf(node: AnyNode): Span | undefined {
	return node.nameSpan ?? node.span;
}

/** A branch was taken as often as its first action began. */
function branchesOf(
	action: Action,
	timesOf: (action: AnyNode | undefined) => number,
): readonly BranchCoverage[] {
	if (action.kind !== 'If') return [];
	const branches = [action, ...action.branches].map(
		(branch): BranchCoverage => ({
			kind: branch.kind,
			span: spanOf(branch),
			times: timesOf(branch.children[0]),
		}),
	);
	if (action.branches.at(-1)?.kind === 'Else') return branches;
	const taken = branches.reduce((sum, { times }) => sum + times, 0);
	const none = Math.max(0, timesOf(action) - taken);
	return [...branches, { kind: 'none', span: undefined, times: none }];
}
