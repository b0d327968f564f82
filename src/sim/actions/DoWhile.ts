import { Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { holds } from '../values.ts';

/** Runs its actions, then again for as long as the condition holds after each pass. */
export const runDoWhile: ActionRuntime<'DoWhile'> = (node, run) => {
	let passes = 0;
	return run.repeat(() => {
		if (passes > 0) {
			const isTrue = holds(node.attributes.condition, node, run);
			if (isTrue instanceof Stop) return isTrue;
			if (!isTrue) return undefined;
		}
		return run.checkPasses(passes++, 'The DoWhile') ?? run.all(node.children);
	});
};
