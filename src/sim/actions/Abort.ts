import { Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { flagOf, textOf } from '../values.ts';

/** Ends the run in error; with `terminate` no other run follows. */
export const runAbort: ActionRuntime<'Abort'> = (node, run) => {
	const reason = textOf(node.attributes.reason, run);
	if (reason instanceof Stop) return reason;
	const terminate = flagOf(node, 'terminate', run);
	if (terminate instanceof Stop) return terminate;
	const explanation = 'The reason of the Abort renders to nothing.';
	return new Stop(
		'aborted',
		{ message: reason, isProductMessage: true, ...(reason.trim() === '' ? { explanation } : {}) },
		terminate,
	);
};
