import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
} from '../../base/json.ts';
import { Stop } from '../completion.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { notAnArray } from '../state.ts';
import { placeOf, valueAt } from '../values.ts';

/**
 * Runs its actions once for each value. The values are those at the beginning: what the body writes to the
 * array changes nothing, and what it writes to the item does not reach the array. Afterwards the item keeps
 * the last value. Assumed: the product's way is not known.
 */
export const runForEach: ActionRuntime<'ForEach'> = (node, run) => {
	const source = valueAt(node.attributes.items, run);
	if (source instanceof Stop) return source;
	const items = itemsOf(source, run);
	if (items instanceof Stop) return items;
	let passes = 0;
	return run.repeat(() => {
		const item = items[passes];
		if (item === undefined) return undefined;
		const tooMany = run.checkPasses(passes++, 'The ForEach');
		if (tooMany !== undefined) return tooMany;
		const place = placeOf(node.attributes.item, run);
		if (place instanceof Stop) return place;
		return run.write(node, place, item) ?? run.all(node.children);
	});
};

/** Source: IBM documentation "ForEach": objects too, from V2 on. */
function itemsOf(source: Json, run: Run): readonly Json[] | Stop {
	if (isJsonArray(source)) return source;
	if (!isJsonObject(source) || run.context.version === 'V1') return notAnArray(source);
	return memberNames(source).map((name) => memberItem(source, name, run));
}

function memberItem(source: JsonObject, name: string, run: Run): Json {
	const value = getMember(source, name) ?? null;
	switch (run.choice('forEachMember')) {
		case 'value':
			return value;
		case 'name':
			return name;
		case 'entry':
			return { key: name, value };
	}
}
