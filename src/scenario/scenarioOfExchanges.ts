import { type JsonObject, putMember } from '../base/json.ts';
import type { Concealer } from './concealer.ts';
import type { Exchange } from './exchange.ts';
import { type RecordedMatch, recordMatch } from './recordMatch.ts';
import { recordReply } from './recordReply.ts';
import type { ReplyFile, RouteFile, ScenarioFile } from './scenarioFile.ts';

interface RecordedRoute extends RecordedMatch {
	readonly replies: ReplyFile[];
}

/**
 * Writes down what happened as a scenario: a route for each kind of request, with its answers in their order. A request
 * is of the same kind as another when it differs in nothing but secrets and times.
 */
export function scenarioOfExchanges(
	exchanges: readonly Exchange[],
	options: {
		readonly name: string;
		readonly description: string;
		readonly nowMs: number;
		/** What the run's random choices came from. */
		readonly seed?: number;
		readonly concealer: Concealer;
		/** Values of the workflow's parameters. */
		readonly parameters?: ReadonlyMap<string, string>;
		readonly events?: ScenarioFile['events'];
	},
): ScenarioFile {
	const { name, description, nowMs, seed, concealer, parameters = new Map(), events } = options;
	const seen = exchanges.filter(({ request }) => URL.canParse(request.url));
	const origins = [...new Set(seen.map(({ request }) => new URL(request.url).origin))];
	const routes = new Map<string, RecordedRoute>();
	for (const { request, outcome, delayMs } of seen) {
		const match = recordMatch(request, { concealer, nowMs, hasOtherHosts: origins.length > 1 });
		const key = JSON.stringify(match.match);
		const route = routes.get(key) ?? { ...match, replies: [] };
		routes.set(key, route);
		addReply(route.replies, recordReply(outcome, { delayMs, concealer }));
	}
	return {
		name,
		description,
		...(origins.length === 0 ? {} : { origins: origins.map(concealer.conceal) }),
		now: Math.abs(nowMs) <= DATE_MAX_MS ? new Date(nowMs).toISOString() : 0,
		...(seed === undefined ? {} : { seed }),
		...(parameters.size === 0 ? {} : { parameters: concealed(parameters, concealer) }),
		...(events === undefined ? {} : { events }),
		routes: inOrder([...routes.values()]),
	};
}

/** What JavaScript's dates can say. */
const DATE_MAX_MS = 8.64e15;

/** What a file with a private key begins with, also in Base64. */
const PRIVATE_KEY = /-----BEGIN [A-Z ]*PRIVATE KEY|^\s*LS0tLS1CRUdJTi/;

/**
 * A secret is replaced as a whole, however short. A private key is left out, for nothing can stand for it: who replays
 * the recording is asked for one.
 */
function concealed(parameters: ReadonlyMap<string, string>, concealer: Concealer): JsonObject {
	const object: JsonObject = {};
	for (const [name, value] of parameters) {
		if (PRIVATE_KEY.test(value)) continue;
		putMember(
			object,
			name,
			concealer.isSecretName(name) ? concealer.placeholder(value) : concealer.conceal(value),
		);
	}
	return object;
}

/** A reply like the one before is that one again. */
function addReply(replies: ReplyFile[], reply: ReplyFile): void {
	const { repeat = 1, ...before } = replies.at(-1) ?? {};
	if (replies.length > 0 && JSON.stringify(before) === JSON.stringify(reply))
		replies[replies.length - 1] = { ...before, repeat: repeat + 1 };
	else replies.push(reply);
}

/** What says more comes first: the first that matches answers. */
function inOrder(routes: readonly RecordedRoute[]): RouteFile[] {
	return [...routes]
		.sort((a, b) => a.openness - b.openness || b.bodyLength - a.bodyLength)
		.map(({ match, replies }) => {
			const [first] = replies;
			const isOne = replies.length === 1 && first !== undefined;
			if (!isOne) return { match, replies };
			// How often the only answer was given says nothing: it stays.
			const { repeat: _, ...reply } = first;
			return { match, reply };
		});
}
