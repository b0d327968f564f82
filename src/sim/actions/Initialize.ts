import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, storedOf } from '../values.ts';

/**
 * Writes a value unless one is there: of this run or an earlier one, the empty text included.
 * Source: IBM documentation "Initialize": "if a value exists". Assumed: null is no value.
 */
export const runInitialize: ActionRuntime<'Initialize'> = (node, run) => {
	const place = placeOf(node.attributes.path, run);
	if (place instanceof Stop) return place;
	const present = run.state.get(place);
	if (present !== undefined && present !== null) return NEXT;
	const value = storedOf(node.attributes.value, run);
	if (value instanceof Stop) return value;
	return run.write(node, place, value) ?? NEXT;
};
