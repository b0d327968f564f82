import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
	stringifyJson,
} from '../base/json.ts';
import { printResolvedPath } from '../jpath/path.ts';
import type { Exchange } from './exchange.ts';
import { isDeeperThan } from './isDeeperThan.ts';
import type { ScenarioFile } from './scenarioFile.ts';
import { tryJson } from './tryJson.ts';

interface Found {
	readonly path: readonly string[];
	/** How many elements were posted as they came. */
	posted: number;
	/** Every element seen there, by its text. */
	readonly elements: Map<string, JsonObject>;
}

const DEPTH_MAX = 5;
const NESTING_MAX = 200;

/**
 * Where answers hold the events that were posted, worked out from a run: the array whose elements were posted as they
 * came, and the member that tells them apart. Undefined when that cannot be said for certain.
 */
export function inferEvents(
	exchanges: readonly Exchange[],
	payloads: ReadonlySet<string>,
): ScenarioFile['events'] {
	if (payloads.size === 0) return undefined;
	const found = new Map<string, Found>();
	for (const { outcome } of exchanges) {
		if ('fault' in outcome || outcome.status > 299) continue;
		const json = jsonOf(outcome.body);
		if (json !== undefined) look(json, [], payloads, found);
	}
	let best: Found | undefined;
	for (const one of found.values()) if (one.posted > (best?.posted ?? 0)) best = one;
	if (best === undefined) return undefined;
	const id = identifierOf([...best.elements.values()]);
	if (id === undefined) return undefined;
	const array = best.path.length === 0 ? '/' : printResolvedPath(best.path);
	return { array, id: printResolvedPath([id]) };
}

function look(
	value: Json,
	path: readonly string[],
	payloads: ReadonlySet<string>,
	found: Map<string, Found>,
): void {
	if (isJsonArray(value)) {
		const key = JSON.stringify(path);
		const one = found.get(key) ?? { path, posted: 0, elements: new Map() };
		found.set(key, one);
		for (const element of value) {
			if (!isJsonObject(element)) continue;
			const text = stringifyJson(element);
			one.elements.set(text, element);
			if (payloads.has(text)) one.posted++;
		}
	} else if (isJsonObject(value) && path.length < DEPTH_MAX)
		for (const name of memberNames(value))
			look(getMember(value, name) ?? null, [...path, name], payloads, found);
}

/** The member that every element has with a value of its own; one that is called an id where there are several. */
function identifierOf(elements: readonly JsonObject[]): string | undefined {
	const [first] = elements;
	if (first === undefined) return undefined;
	const candidates = memberNames(first).filter((name) => {
		const values = new Set<string>();
		for (const element of elements) {
			const value = getMember(element, name);
			if (value === undefined || !isIdentifying(value)) return false;
			values.add(stringifyJson(value));
		}
		return values.size === elements.length;
	});
	return [...candidates].sort((a, b) => rank(a) - rank(b))[0];
}

function isIdentifying(value: Json): boolean {
	return typeof value === 'string' || typeof value === 'number' || value instanceof ExactNumber;
}

function rank(name: string): number {
	if (/^_?(?:id|uuid|guid)$/i.test(name)) return 0;
	return /(?:id|uuid|guid)$/i.test(name) ? 1 : 2;
}

function jsonOf(body: string | Uint8Array): Json | undefined {
	const text = typeof body === 'string' ? body : new TextDecoder().decode(body);
	const json = /^\s*[[{]/.test(text) ? tryJson(text) : undefined;
	return json === undefined || isDeeperThan(NESTING_MAX, json) ? undefined : json;
}
