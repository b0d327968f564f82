import { isJsonArray, isJsonObject, type Json } from '../../base/json.ts';
import { printResolvedPath, type ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { NEXT, Stop } from '../completion.ts';
import { productFailure } from '../faults.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { notAnArray, notAnObject } from '../state.ts';
import { isNoTarget, placeOf, valueAt } from '../values.ts';

/** Appends an array to an array, or adds the members of an object to an object. */
export const runMerge: ActionRuntime<'Merge'> = (node, run) => {
	const source = valueAt(node.attributes.sourcePath, run);
	if (source instanceof Stop) return source;
	const place = placeOf(node.attributes.targetPath, run);
	if (place instanceof Stop) return place;
	const stop = merge(node, source, place, run);
	if (stop === undefined && run.isTraced) run.emitState(node, place);
	return stop ?? NEXT;
};

function merge(
	node: ElementNode<'Merge'>,
	source: Json,
	place: ResolvedPath,
	run: Run,
): Stop | undefined {
	const target = run.state.get(place);
	if (isNoTarget(target, run)) {
		if (run.choice('missingTarget') === 'create') return run.state.set(place, source);
		return productFailure(`${printResolvedPath(place)} is not valid`, {
			explanation: 'There is nothing to merge into yet.',
			span: node.attributes.targetPath.span,
			unknown: 'missingTarget',
		});
	}
	if (isJsonArray(target))
		return isJsonArray(source) ? run.state.append(place, source) : notAnArray(source);
	if (!isJsonObject(target)) return isJsonArray(source) ? notAnArray(target) : notAnObject(target);
	if (!isJsonObject(source)) return notAnObject(source);
	// Members of the source win. Assumed: the usual meaning of merging.
	return run.state.assign(place, source);
}
