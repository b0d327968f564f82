import { Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { holds } from '../values.ts';

/** Runs its actions for as long as the condition holds before each pass. */
export const runWhile: ActionRuntime<'While'> = (node, run) => {
	let passes = 0;
	return run.repeat(() => {
		const isTrue = holds(node.attributes.condition, node, run);
		if (isTrue instanceof Stop) return isTrue;
		if (!isTrue) return undefined;
		return run.checkPasses(passes++, 'The While') ?? run.all(node.children);
	});
};
