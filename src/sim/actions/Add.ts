import { printResolvedPath, type ResolvedPath } from '../../jpath/path.ts';
import { NEXT, Stop } from '../completion.ts';
import { productFailure } from '../faults.ts';
import type { ActionRuntime } from '../runtime.ts';
import { isNoTarget, placeOf, storedOf } from '../values.ts';

/** For what is stored it counts only that it stands inside of something, whichever array it is. */
const IN_AN_ARRAY: ResolvedPath = ['array', 0];

/** Appends a value to an array. A missing array is created: a public workflow relies on it (IBM MaaS360). */
export const runAdd: ActionRuntime<'Add'> = (node, run) => {
	const place = placeOf(node.attributes.path, run);
	if (place instanceof Stop) return place;
	const value = storedOf(node.attributes.value, IN_AN_ARRAY, run);
	if (value instanceof Stop) return value;
	if (isNoTarget(run.state.get(place), run)) {
		if (run.choice('missingTarget') === 'create') return run.write(node, place, [value]) ?? NEXT;
		return productFailure(`${printResolvedPath(place)} is not valid`, {
			explanation: 'There is no array at that path yet.',
			unknown: 'missingTarget',
		});
	}
	const stop = run.state.append(place, [value]);
	if (stop === undefined && run.isTraced) run.emitState(node, place);
	return stop ?? NEXT;
};
