import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { holds } from '../values.ts';

/** Runs the first branch whose condition holds. */
export const runIf: ActionRuntime<'If'> = (node, run) => {
	const isTrue = holds(node.attributes.condition, node, run);
	if (isTrue instanceof Stop) return isTrue;
	if (isTrue) return run.all(node.children);
	for (const branch of node.branches) {
		if (branch.kind === 'Else') return run.all(branch.children);
		const isBranchTrue = holds(branch.attributes.condition, node, run);
		if (isBranchTrue instanceof Stop) return isBranchTrue;
		if (isBranchTrue) return run.all(branch.children);
	}
	if (run.isTraced) run.emit(node, { kind: 'no-branch' });
	return NEXT;
};
