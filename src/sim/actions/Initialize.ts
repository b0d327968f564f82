import type { Json } from '../../base/json.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { NEXT, Stop } from '../completion.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, storedOf } from '../values.ts';

/** Writes a value unless one is there, of this run or an earlier one. Source: IBM documentation "Initialize". */
export const runInitialize: ActionRuntime<'Initialize'> = (node, run) => {
	const place = placeOf(node.attributes.path, run);
	if (place instanceof Stop) return place;
	const present = run.state.get(place);
	if (present !== undefined && !isNoValue(present, node, run)) return NEXT;
	const value = storedOf(node.attributes.value, place, run);
	if (value instanceof Stop) return value;
	return run.write(node, place, value) ?? NEXT;
};

/** Assumed: null is no value, and the empty text is one. Initialize with an empty text makes no difference there. */
function isNoValue(present: Json, node: ElementNode<'Initialize'>, run: Run): boolean {
	if (present === null) return run.choice('initializeOverNull');
	if (present !== '' || node.attributes.value.value === '') return false;
	return run.choice('initializeOverEmptyText');
}
