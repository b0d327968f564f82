import { printResolvedPath } from '../../jpath/path.ts';
import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf } from '../values.ts';

/**
 * Removes what is at a path. Nothing there is no error: a public workflow deletes a member whether or not it
 * was set (Duo).
 */
export const runDelete: ActionRuntime<'Delete'> = (node, run) => {
	const place = placeOf(node.attributes.path, run);
	if (place instanceof Stop) return place;
	const stop = run.state.delete(place);
	if (stop === undefined && run.isTraced)
		run.emit(node, { kind: 'state-delete', path: run.shown(printResolvedPath(place)) });
	return stop ?? NEXT;
};
