import { NEXT } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';

/** Clears the status of the log source. */
export const runClearStatus: ActionRuntime<'ClearStatus'> = (node, run) => {
	run.status = undefined;
	if (run.isTraced) run.emit(node, { kind: 'status', status: undefined });
	return NEXT;
};
