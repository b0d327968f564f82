import { countUpTo } from '../base/countUpTo.ts';
import { getMember, type JsonObject, stringifyJson } from '../base/json.ts';
import { isTruthy } from '../jpath/coerce.ts';
import type { Context } from '../jpath/context.ts';
import { evaluateText } from '../jpath/evaluate.ts';
import { renderTemplate } from '../jpath/template.ts';
import type { Twin, TwinReply, TwinRequest } from '../twin/twin.ts';
import { renderReply } from './renderReply.ts';
import { isMatch, type RequestMatch } from './requestMatch.ts';
import { type RequestView, requestValue, viewRequest } from './requestView.ts';
import { indexRoutes, type RouteIndex } from './routeIndex.ts';
import type { PlannedFault, Reply, Route, Scenario } from './scenario.ts';
import { createServedEvents, type ServedEvents } from './servedEvents.ts';
import { statusMessage } from './statusMessage.ts';
import { nearestRoute, type UnmatchedRequest, UnmatchedRequests } from './unmatched.ts';

export interface ScenarioTwinOptions {
	/** The clock, in epoch milliseconds. */
	readonly now: () => number;
	/** Numbers from 0 to below 1, for `random_number()` and `random_string()`. */
	readonly random: () => number;
}

/** An API that plays a scenario. */
export interface ScenarioTwin extends Twin {
	/** Requests that no route answered, so far. */
	unmatched(): readonly UnmatchedRequest[];
	remarks(): readonly string[];
}

/**
 * Brings a scenario to life: the first route that matches answers. It never throws for what a request or a template
 * brings: a request without route is answered with 404, an answer that cannot be made with 500, both with a body that
 * says why, and both are told at the end.
 */
export function createScenarioTwin(scenario: Scenario, options: ScenarioTwinOptions): ScenarioTwin {
	const player = new Player(scenario, options);
	return {
		name: scenario.name,
		origins: scenario.origins,
		credentials: {},
		parameters: scenario.parameters,
		handle: (request) => player.handle(request),
		...(player.served === undefined ? {} : { ledger: player.served }),
		unmatched: () => player.unmatched.list,
		remarks: () => [...scenario.remarks, ...player.problems, ...player.unmatched.remarks],
	};
}

/** How many different problems are kept. */
const PROBLEMS_MAX = 20;

class Player {
	readonly served: ServedEvents | undefined;
	readonly unmatched = new UnmatchedRequests();
	readonly problems = new Set<string>();
	readonly #scenario: Scenario;
	readonly #options: ScenarioTwinOptions;
	#state: JsonObject;
	/** How many requests a route has answered, or a planned fault has met. */
	readonly #counts = new Map<Route | PlannedFault | 'default', number>();
	readonly #routes: RouteIndex;

	constructor(scenario: Scenario, options: ScenarioTwinOptions) {
		this.#scenario = scenario;
		this.#options = options;
		this.#state = scenario.state;
		this.#routes = indexRoutes(scenario.routes);
		if (scenario.events !== undefined)
			this.served = createServedEvents(scenario.events, options.now);
	}

	handle(request: TwinRequest): TwinReply {
		const view = viewRequest(request);
		if (view === undefined) return this.#error(400, `"${request.url}" is not an address.`);
		return this.#planned(view) ?? this.#routed(view) ?? this.#default(view);
	}

	#planned(view: RequestView): TwinReply | undefined {
		let struck: TwinReply | undefined;
		for (const fault of this.#scenario.faults) {
			if (!isMatch(fault.match, view)) continue;
			const count = this.#count(fault);
			if (struck === undefined && fault.strikes(count))
				struck = this.#answer(fault.reply, { view, match: fault.match, count, title: 'a fault' });
		}
		return struck;
	}

	#routed(view: RequestView): TwinReply | undefined {
		for (const route of this.#routes.candidates(view)) {
			if (this.#isSpent(route) || !isMatch(route.match, view)) continue;
			const count = (this.#counts.get(route) ?? 0) + 1;
			if (!this.#holds(route, { view, match: route.match, count })) continue;
			this.#count(route);
			const reply = replyAt(route, count - 1);
			if (reply === undefined) continue;
			return this.#answer(reply, { view, match: route.match, count, title: route.title });
		}
		return undefined;
	}

	#default(view: RequestView): TwinReply {
		const { defaultReply, routes, name } = this.#scenario;
		if (defaultReply !== undefined) {
			const count = this.#count('default');
			return this.#answer(defaultReply, { view, match: NO_MATCH, count, title: 'defaultReply' });
		}
		const nearest = nearestRoute(routes, view, (route) => this.#isSpent(route));
		this.unmatched.add(view, nearest);
		const asked = `${view.method} ${view.url.pathname}`;
		return this.#error(404, `No route of the scenario "${name}" answers ${asked}.`, {
			...(nearest === undefined ? {} : { nearest: { ...nearest } }),
		});
	}

	#holds(route: Route, asked: Asked): boolean {
		if (route.when === undefined) return true;
		const context = this.#contextFor(asked)(this.#state);
		const text = renderTemplate(route.when, context);
		const evaluation = text.ok ? evaluateText(text.text, context) : text;
		if (evaluation.ok) return isTruthy(evaluation.value);
		this.#note(`The condition of ${route.title} cannot be computed: ${evaluation.fault.message}`);
		return false;
	}

	#answer(reply: Reply, asked: Asked & { readonly title: string }): TwinReply {
		const rendered = renderReply(reply, this.#state, this.#contextFor(asked));
		if (!rendered.ok) {
			const message = `The answer of ${asked.title} cannot be made. ${rendered.message}`;
			this.#note(message);
			return this.#error(500, message);
		}
		this.#state = rendered.state;
		this.served?.serve(rendered.reply);
		return rendered.reply;
	}

	/** What templates see for a state: all but the state is the same for one request. */
	#contextFor({ view, match, count }: Asked): (state: JsonObject) => Context {
		const { now, random } = this.#options;
		const nowMs = now();
		const parts = match.path?.match(view.segments) ?? {};
		const { request, headers } = requestValue(view, parts);
		return (state) => ({
			state: { request, state, count, now: nowMs },
			version: 'V2_1',
			now: () => nowMs,
			random,
			// Header names are kept in lower case and found whatever their case.
			lookup: (object, name) => getMember(object, object === headers ? name.toLowerCase() : name),
		});
	}

	#isSpent(route: Route): boolean {
		const used = this.#counts.get(route) ?? 0;
		return used >= route.times || replyAt(route, used) === undefined;
	}

	#count(what: Route | PlannedFault | 'default'): number {
		const count = (this.#counts.get(what) ?? 0) + 1;
		this.#counts.set(what, count);
		return count;
	}

	#note(problem: string): void {
		if (this.problems.size < PROBLEMS_MAX) this.problems.add(problem);
	}

	#error(status: number, error: string, more: JsonObject = {}): TwinReply {
		return {
			status,
			statusMessage: statusMessage(status),
			headers: [['Content-Type', 'application/json']],
			body: stringifyJson({ error, ...more }),
		};
	}
}

interface Asked {
	readonly view: RequestView;
	readonly match: RequestMatch;
	/** The how-manieth request for this route it is, from 1. */
	readonly count: number;
}

const NO_MATCH: RequestMatch = {
	parts: [],
	path: undefined,
	method: undefined,
	query: new Map(),
};

/** The reply to the request after so many others; undefined when the route has none left. */
function replyAt({ replies, ends, then }: Route, used: number): Reply | undefined {
	const total = ends.at(-1) ?? 0;
	if (used >= total && then === 'next') return undefined;
	if (used >= total && then === 'stay') return replies.at(-1);
	return replies[countUpTo(used % total, ends)];
}
