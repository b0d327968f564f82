import { isJsonArray, isJsonObject, type Json } from '../base/json.ts';

/** Whether arrays and objects are nested deeper. Without recursion, for which they may be too deep. */
export function isDeeperThan(depthMax: number, value: Json): boolean {
	let level: readonly Json[] = [value];
	for (let depth = 0; level.length > 0; depth++) {
		if (depth > depthMax) return true;
		const below: Json[] = [];
		for (const item of level) {
			if (isJsonArray(item)) for (const inner of item) below.push(inner);
			else if (isJsonObject(item)) for (const inner of Object.values(item)) below.push(inner);
		}
		level = below.filter((item) => typeof item === 'object' && item !== null);
	}
	return false;
}
