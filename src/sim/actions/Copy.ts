import { NEXT, Stop } from '../completion.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, valueAt } from '../values.ts';

/** Copies what a path or query leads to, replacing what is at the target. */
export const runCopy: ActionRuntime<'Copy'> = (node, run) => {
	const value = valueAt(node.attributes.sourcePath, run);
	if (value instanceof Stop) return value;
	const place = placeOf(node.attributes.targetPath, run);
	if (place instanceof Stop) return place;
	return run.write(node, place, value) ?? NEXT;
};
