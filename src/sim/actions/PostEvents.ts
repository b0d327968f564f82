import { isJsonArray } from '../../base/json.ts';
import { Stop } from '../completion.ts';
import { postEvents } from '../postEvents.ts';
import type { ActionRuntime } from '../runtime.ts';
import { notAnArray } from '../state.ts';
import { valueAt } from '../values.ts';

/** Posts each element of an array as an event. */
export const runPostEvents: ActionRuntime<'PostEvents'> = (node, run) => {
	const value = valueAt(node.attributes.path, run);
	if (value instanceof Stop) return value;
	return isJsonArray(value) ? postEvents(node, value, run) : notAnArray(value);
};
