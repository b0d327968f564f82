import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import type { StatusLevel } from '../trace.ts';
import { textOf, wordOf } from '../values.ts';

/** Sets the status of the log source, which stays until another action changes it. */
export const runSetStatus: ActionRuntime<'SetStatus'> = (node, run) => {
	const level = wordOf(node, 'type', run);
	if (level instanceof Stop) return level;
	const text = textOf(node.attributes.message, run);
	if (text instanceof Stop) return text;
	const message = run.environment.redactor.redact(text);
	run.status = { level: level as StatusLevel, message };
	if (run.isTraced) run.emit(node, { kind: 'status', status: run.status });
	return NEXT;
};
