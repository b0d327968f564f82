import { LONG_NAMES_READ_AS, SHORT_NAMES_READ_AS, ZONE_NAME_ROWS } from './zoneTable.ts';

/** How `z`, `zzzz`, `v` and `vvvv` name a zone in Locale.US. */
export interface ZoneNames {
	readonly shortStandard: string;
	readonly shortDaylight: string;
	readonly shortGeneric: string;
	readonly longStandard: string;
	readonly longDaylight: string;
	readonly longGeneric: string;
}

let namesById: Map<string, ZoneNames> | undefined;

/** The names by region id: its keys are the ids that the JDK knows. Made when first asked for. */
export function zoneNamesById(): ReadonlyMap<string, ZoneNames> {
	if (namesById !== undefined) return namesById;
	namesById = new Map();
	for (const [names, ids] of rows(ZONE_NAME_ROWS)) {
		const [shortStandard = '', shortDaylight = '', shortGeneric = '', ...long] = names.split('|');
		const [longStandard = '', longDaylight = '', longGeneric = ''] = long;
		const entry = {
			shortStandard,
			shortDaylight,
			shortGeneric,
			longStandard,
			longDaylight,
			longGeneric,
		};
		for (const id of ids.split(' ')) namesById.set(id, entry);
	}
	return namesById;
}

/** The longest of some texts that another text continues with at an offset, and the zone id it stands for. */
export interface ZoneTextMatch {
	readonly id: string;
	readonly end: number;
}

/** Reads a region id, as `VV` does. */
export function matchZoneId(text: string, start: number): ZoneTextMatch | undefined {
	return longestMatch(idTree(), text, start);
}

/** Reads a zone's name or id, as `z` (short) and `zzzz` (long) do. */
export function matchZoneName(
	text: string,
	start: number,
	style: 'short' | 'long',
): ZoneTextMatch | undefined {
	return longestMatch(style === 'short' ? shortNameTree() : longNameTree(), text, start);
}

interface Tree {
	readonly ids: ReadonlyMap<string, string>;
	readonly lengthMax: number;
}

function longestMatch(tree: Tree, text: string, start: number): ZoneTextMatch | undefined {
	for (let end = Math.min(text.length, start + tree.lengthMax); end > start; end--) {
		const id = tree.ids.get(text.slice(start, end));
		if (id !== undefined) return { id, end };
	}
	return undefined;
}

const idTree = once(() => treeOf([...zoneNamesById().keys()].map((id) => [id, id])));
const shortNameTree = once(() => nameTree(SHORT_NAMES_READ_AS));
const longNameTree = once(() => nameTree(LONG_NAMES_READ_AS));

function nameTree(readAs: readonly string[]): Tree {
	// Names do not hide ids, but the fixed zones of "Etc" are not read as names (recorded from the JDK).
	const ids = [...zoneNamesById().keys()].filter((id) => !/^Etc\/GMT.?\d/.test(id));
	const names = [...rows(readAs)].flatMap(([id, list]) =>
		list.split('|').map((name): [string, string] => [name, id]),
	);
	return treeOf([...ids.map((id): [string, string] => [id, id]), ...names]);
}

function treeOf(entries: readonly (readonly [string, string])[]): Tree {
	const lengths = entries.map(([text]) => text.length);
	return { ids: new Map(entries), lengthMax: Math.max(...lengths) };
}

function* rows(table: readonly string[]): Generator<readonly [string, string]> {
	for (const row of table) {
		const split = row.lastIndexOf(': ');
		yield [row.slice(0, split), row.slice(split + 2)];
	}
}

function once<T extends object>(make: () => T): () => T {
	let made: T | undefined;
	return () => {
		made ??= make();
		return made;
	};
}
