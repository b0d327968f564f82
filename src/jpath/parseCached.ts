import type { Version } from '../base/version.ts';
import { type ParseResult, parseExpression } from './parse.ts';

const ENTRIES_MAX = 1_000;
const LENGTH_MAX = 1_000;

const caches: Record<Version, Map<string, ParseResult>> = {
	V1: new Map(),
	V2: new Map(),
	V2_1: new Map(),
};

/**
 * `parseExpression` for texts that are made while a workflow runs, such as `/retry != 3` out of
 * `/retry != ${/max}`. The same few come again and again, so they are kept, never more than a thousand
 * of each version.
 */
export function parseCached(text: string, version: Version): ParseResult {
	const cache = caches[version];
	const known = cache.get(text);
	if (known !== undefined) return known;
	const result = parseExpression(text, { version });
	if (text.length <= LENGTH_MAX) {
		// Beginning anew costs less than looking for the oldest each time.
		if (cache.size >= ENTRIES_MAX) cache.clear();
		cache.set(text, result);
	}
	return result;
}
