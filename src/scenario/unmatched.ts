import { isMatch } from './requestMatch.ts';
import type { RequestView } from './requestView.ts';
import type { Route } from './scenario.ts';

/** The route that a request came nearest to, and what kept it from matching. */
export interface NearestRoute {
	readonly route: string;
	readonly because: readonly string[];
}

/** A request that no route answered, and how often it came. */
export interface UnmatchedRequest {
	readonly method: string;
	/** Without its query, which may hold secrets. */
	readonly address: string;
	readonly nearest: NearestRoute | undefined;
	readonly count: number;
}

/** The nearest route to a request that none answers. `isSpent` and `when` come after everything else matched. */
export function nearestRoute(
	routes: readonly Route[],
	view: RequestView,
	isSpent: (route: Route) => boolean,
): NearestRoute | undefined {
	let nearest: Route | undefined;
	let least = Number.POSITIVE_INFINITY;
	for (const route of routes) {
		let lack = 0;
		for (const part of route.match.parts) if (!part.accepts(view)) lack += part.weigh(view);
		if (lack >= least) continue;
		least = lack;
		nearest = route;
	}
	if (nearest === undefined) return undefined;
	return { route: nearest.title, because: reasons(nearest, view, isSpent(nearest)) };
}

function reasons(route: Route, view: RequestView, isSpent: boolean): string[] {
	if (!isMatch(route.match, view))
		return route.match.parts
			.filter((part) => !part.accepts(view))
			.map((part) => part.refusal(view));
	if (isSpent) return ['it has given all its answers'];
	return [`its condition does not hold: ${route.when?.text ?? ''}`];
}

/** What is told of unmatched requests when all is over. */
const SHOWN_MAX = 10;

/** Counts requests that no route answered, those alike together. */
export class UnmatchedRequests {
	readonly #byKey = new Map<string, UnmatchedRequest>();

	add(view: RequestView, nearest: NearestRoute | undefined): void {
		const address = view.url.origin + view.url.pathname;
		const key = `${view.method} ${address} ${nearest?.route} ${nearest?.because.join()}`;
		const before = this.#byKey.get(key);
		if (before === undefined && this.#byKey.size >= 1_000) return;
		this.#byKey.set(key, {
			method: view.method,
			address,
			nearest,
			count: (before?.count ?? 0) + 1,
		});
	}

	get list(): readonly UnmatchedRequest[] {
		return [...this.#byKey.values()];
	}

	/** In sentences. */
	get remarks(): string[] {
		const all = this.list;
		const lines = all.slice(0, SHOWN_MAX).map(({ method, address, nearest, count }) => {
			const times = count === 1 ? '' : ` (${count} times)`;
			const reason =
				nearest === undefined
					? ''
					: ` The nearest is ${nearest.route}, but ${nearest.because.join(', and ')}.`;
			return `No route of the scenario answers ${method} ${address}${times}.${reason}`;
		});
		if (all.length > lines.length)
			lines.push(`${all.length - lines.length} more requests met no route.`);
		return lines;
	}
}
