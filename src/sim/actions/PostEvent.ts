import { Stop } from '../completion.ts';
import { postEvents } from '../postEvents.ts';
import type { ActionRuntime } from '../runtime.ts';
import { valueAt } from '../values.ts';

/** Posts one value as an event. */
export const runPostEvent: ActionRuntime<'PostEvent'> = (node, run) => {
	const value = valueAt(node.attributes.path, run);
	return value instanceof Stop ? value : postEvents(node, [value], run);
};
