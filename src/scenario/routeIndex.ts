import type { RequestMatch } from './requestMatch.ts';
import type { RequestView } from './requestView.ts';
import type { Route } from './scenario.ts';

/** Finds the routes that may answer a request: a recording of thousands of pages has a route for each. */
export interface RouteIndex {
	/** In the order of the file; what they say beside method, path and query is still to be asked. */
	candidates(view: RequestView): readonly Route[];
}

/** Routes whose requests must have the same things, by what these must be. */
interface Group {
	/** Whether the method must be a certain one, and the path. */
	readonly hasMethod: boolean;
	readonly hasPath: boolean;
	/** The query parameters that must have a certain value. */
	readonly names: readonly string[];
	/** In the order of the file. */
	readonly all: Placed[];
	readonly byKey: Map<string, Placed[]>;
}

interface Placed {
	readonly route: Route;
	readonly place: number;
}

/** Sorts routes by what their requests must be. */
export function indexRoutes(routes: readonly Route[]): RouteIndex {
	const groups = new Map<string, Group>();
	for (const [place, route] of routes.entries()) {
		const { match } = route;
		const names = [...match.query.keys()].sort();
		const kind = JSON.stringify([
			match.method !== undefined,
			match.path?.only !== undefined,
			names,
		]);
		const group: Group = groups.get(kind) ?? {
			hasMethod: match.method !== undefined,
			hasPath: match.path?.only !== undefined,
			names,
			all: [],
			byKey: new Map(),
		};
		groups.set(kind, group);
		const placed = { route, place };
		const key = keyOfMatch(match, names);
		const alike = group.byKey.get(key);
		group.all.push(placed);
		if (alike === undefined) group.byKey.set(key, [placed]);
		else alike.push(placed);
	}
	return {
		candidates: (view) =>
			[...groups.values()]
				.flatMap((group) => placedIn(group, view))
				.sort((one, other) => one.place - other.place)
				.map(({ route }) => route),
	};
}

function keyOfMatch(match: RequestMatch, names: readonly string[]): string {
	const values = names.map((name) => match.query.get(name) ?? '');
	return keyOf(match.method ?? '', match.path?.only ?? [], values);
}

function placedIn(group: Group, view: RequestView): readonly Placed[] {
	const { hasMethod, hasPath, names, all, byKey } = group;
	const values: string[] = [];
	for (const name of names) {
		const [value, another] = view.query.get(name) ?? [];
		if (value === undefined) return [];
		// Any of several values may be the one.
		if (another !== undefined) return all;
		values.push(value);
	}
	const path = hasPath ? view.segments : [];
	return byKey.get(keyOf(hasMethod ? view.method : '', path, values)) ?? [];
}

function keyOf(method: string, path: readonly string[], values: readonly string[]): string {
	return JSON.stringify([method, path, values]);
}
