import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import type { LogLevel } from '../trace.ts';
import { textOf, wordOf } from '../values.ts';

/** Writes a line to the log. */
export const runLog: ActionRuntime<'Log'> = (node, run) => {
	const level = wordOf(node, 'type', run);
	if (level instanceof Stop) return level;
	const text = textOf(node.attributes.message, run);
	if (text instanceof Stop) return text;
	if (run.isTraced) {
		const message = run.environment.redactor.redactJson(text);
		run.emit(node, { kind: 'log', level: level as LogLevel, message });
	}
	return NEXT;
};
