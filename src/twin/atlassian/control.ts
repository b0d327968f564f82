import type { TwinReply, TwinRequest } from '../twin.ts';
import { ACTIONS } from './actions.ts';
import type { AtlassianTwin } from './atlassianTwin.ts';
import { reply } from './errors.ts';
import { readFaults } from './faults.ts';

/** Everything under this path belongs to the twin and not to the API. */
export const CONTROL_PATH = '/__control/';

const BODY_BYTES_MAX = 16 * 1024 * 1024;
const INJECTED_AT_ONCE_MAX = 1000;
const INJECTED_TEXT_MAX = 100_000;
const ADVANCE_MS_MAX = 366 * 86_400_000;

type Answer = { readonly result: unknown } | { readonly problem: string };
type Route = (twin: AtlassianTwin, body: unknown, url: URL) => Answer;

/**
 * The handles of a twin over HTTP, for tests and for curious people:
 * `GET state`, `POST advance {"ms":60000}`, `POST inject {"count":2,"agoMs":5000}`,
 * `GET|PUT|DELETE faults`, `GET requests`, `GET ledger?from=…`, `POST ledger [{"payload":"…"}]`.
 */
const ROUTES: Readonly<Record<string, Route>> = {
	'GET state': (twin) => ({
		result: {
			name: twin.name,
			nowMs: twin.nowMs(),
			now: new Date(twin.nowMs()).toISOString(),
			scenario: twin.scenario,
			profile: twin.profile,
			credentials: twin.credentials,
			faults: twin.faults,
			requests: twin.requestTotal,
		},
	}),
	'POST advance': (twin, body) => {
		const durationMs = numberIn(body, 'ms');
		if (durationMs === undefined || durationMs < 0 || durationMs > ADVANCE_MS_MAX)
			return { problem: `"ms" must be a number of milliseconds from 0 to ${ADVANCE_MS_MAX}.` };
		twin.advance(Math.floor(durationMs));
		return { result: { nowMs: twin.nowMs() } };
	},
	'POST inject': inject,
	'GET faults': (twin) => ({ result: twin.faults }),
	'PUT faults': (twin, body) => {
		const { faults, problems } = readFaults(body);
		if (problems.length > 0) return { problem: problems.join(' ') };
		twin.setFaults(faults);
		return { result: faults };
	},
	'DELETE faults': (twin) => {
		twin.setFaults([]);
		return { result: [] };
	},
	'GET requests': (twin) => ({ result: twin.requests() }),
	'GET ledger': (twin, _body, url) => {
		const from = url.searchParams.get('from');
		if (from !== null && !/^\d{1,16}$/.test(from))
			return { problem: '"from" must be epoch milliseconds.' };
		return {
			result: twin.ledger.verdict(twin.nowMs(), from === null ? {} : { from: Number(from) }),
		};
	},
	'POST ledger': (twin, body) => {
		if (!Array.isArray(body))
			return { problem: 'The body must be a list of {"payload":"…","source":"…"}.' };
		for (const one of body as unknown[]) {
			const payload = textIn(one, 'payload');
			if (payload === undefined) return { problem: 'Each delivery needs a "payload" text.' };
			twin.ledger.record(payload, textIn(one, 'source') ?? '', twin.nowMs());
		}
		return { result: { recorded: body.length } };
	},
};

export function handleControl(twin: AtlassianTwin, request: TwinRequest, url: URL): TwinReply {
	const name = url.pathname.slice(CONTROL_PATH.length);
	const key = `${request.method.toUpperCase()} ${name}`;
	const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
	if (route === undefined)
		return problem(404, `There is no "${key}" here. There are ${Object.keys(ROUTES).join(', ')}.`);
	let body: unknown;
	if (request.body !== undefined && request.body.length > 0) {
		if (request.body.length > BODY_BYTES_MAX) return problem(413, 'The body is too long.');
		const text =
			typeof request.body === 'string' ? request.body : new TextDecoder().decode(request.body);
		try {
			body = JSON.parse(text);
		} catch {
			return problem(400, 'The body is not JSON.');
		}
	}
	const answer = route(twin, body, url);
	return 'problem' in answer
		? problem(400, answer.problem)
		: reply(200, 'json', JSON.stringify(answer.result));
}

function problem(status: number, message: string): TwinReply {
	return reply(status, 'json', JSON.stringify({ message }));
}

/** `{"count","timeMs"|"agoMs","processedAtMs"|"lagMs","action","event"}`, all optional. */
function inject(twin: AtlassianTwin, body: unknown): Answer {
	const nowMs = twin.nowMs();
	const count = numberIn(body, 'count') ?? 1;
	if (!Number.isInteger(count) || count < 1 || count > INJECTED_AT_ONCE_MAX)
		return { problem: `"count" must be a whole number from 1 to ${INJECTED_AT_ONCE_MAX}.` };
	const timeMs = Math.floor(numberIn(body, 'timeMs') ?? nowMs - (numberIn(body, 'agoMs') ?? 0));
	const lagMs = numberIn(body, 'lagMs');
	const processedAtMs =
		numberIn(body, 'processedAtMs') ?? (lagMs === undefined ? undefined : timeMs + lagMs);
	for (const instant of [timeMs, processedAtMs ?? nowMs])
		if (Math.abs(instant - nowMs) > ADVANCE_MS_MAX)
			return { problem: 'Instants must lie within a year of now.' };
	const action = textIn(body, 'action');
	if (action !== undefined && !ACTIONS.some((row) => row.id === action))
		return { problem: `There is no action ${JSON.stringify(action)}: see /event-actions.` };
	const event = isRecord(body) ? body.event : undefined;
	if (event !== undefined && (!isRecord(event) || textLength(event) > INJECTED_TEXT_MAX))
		return { problem: '"event" must be an object, not too long and not too deep.' };
	const ids = Array.from({ length: count }, () =>
		twin.inject({
			timeMs,
			...(processedAtMs === undefined ? {} : { processedAtMs: Math.floor(processedAtMs) }),
			...(action === undefined ? {} : { action }),
			...(event === undefined ? {} : { event }),
		}),
	);
	return { result: { ids } };
}

/** Infinite for what JSON.stringify cannot print, such as lists nested too deep. */
function textLength(value: unknown): number {
	try {
		return JSON.stringify(value).length;
	} catch {
		return Number.POSITIVE_INFINITY;
	}
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function numberIn(body: unknown, name: string): number | undefined {
	const value = isRecord(body) && Object.hasOwn(body, name) ? body[name] : undefined;
	return typeof value === 'number' ? value : undefined;
}

function textIn(body: unknown, name: string): string | undefined {
	const value = isRecord(body) && Object.hasOwn(body, name) ? body[name] : undefined;
	return typeof value === 'string' ? value : undefined;
}
