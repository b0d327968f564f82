import { hash, seedFor } from '../random.ts';
import { createEventFacts } from './eventFacts.ts';
import { type EventFilter, matchesFilter } from './filter.ts';
import { createEventIdentity, type EventIdentity } from './identity.ts';
import type { AtlassianProfile } from './profile.ts';
import { createEventRenderer } from './renderEvent.ts';
import type { Scenario } from './scenario.ts';
import { createTimeline, type EventRow, type Timeline } from './timeline.ts';

/** An event put into the world by hand. */
export interface InjectedEvent {
	readonly timeMs: number;
	/** Default: at once. Before now, it lies behind cursors that have gone by. */
	readonly processedAtMs?: number;
	/** One of the known actions. */
	readonly action?: string;
	/** Members of `attributes`, and `message`, in place of the invented ones. */
	readonly event?: Readonly<Record<string, unknown>>;
}

/** The organization and everything that happens in it: events as places, as facts and as text. */
export interface World {
	readonly orgId: string;
	readonly timeline: Timeline;
	readonly identity: EventIdentity;
	/** The JSON text of one event as either endpoint serves it. */
	render(row: EventRow, withProcessedAt: boolean): string;
	/** Several of them with commas between, from a bounded cache when they were asked for before. */
	renderAll(rows: readonly EventRow[], withProcessedAt: boolean): string;
	matches(row: EventRow, filter: EventFilter): boolean;
	/** The event with this id, when it is visible at that instant. */
	find(id: string, nowMs: number): EventRow | undefined;
	inject(event: InjectedEvent, nowMs: number): EventRow;
}

const CACHED_CHARACTERS_MAX = 4_000_000;

export function createWorld(options: {
	readonly seed: number;
	readonly startMs: number;
	readonly scenario: Scenario;
	readonly profile: AtlassianProfile;
	/** The organization's id; made from the seed when absent. */
	readonly orgId?: string;
}): World {
	const { seed, scenario, profile } = options;
	const orgId = options.orgId ?? organizationId(seed);
	const identity = createEventIdentity(seed);
	const timeline = createTimeline({ seed, startMs: options.startMs, scenario, identity });
	const factsOf = createEventFacts(seed, scenario.traffic);
	const renderFacts = createEventRenderer({ orgId, timeFraction: profile.timeFraction });
	const byHand = new Map<number, InjectedEvent>();

	const render = (row: EventRow, withProcessedAt: boolean): string => {
		const own = byHand.get(row.index);
		const text = renderFacts(factsOf(row.index, own?.action), {
			id: identity.idOf(row.index),
			timeMs: row.timeMs,
			processedAtMs: withProcessedAt ? row.processedAtMs : undefined,
		});
		return own?.event === undefined ? text : withOwnMembers(text, own.event);
	};

	const cache = new Map<string, string>();
	let cachedCharacters = 0;

	return {
		orgId,
		timeline,
		identity,
		render,

		renderAll(rows, withProcessedAt) {
			const key = keyOf(rows, withProcessedAt);
			const known = cache.get(key);
			if (known !== undefined) return known;
			// Added up and not joined: the engine then copies a page once, when it is read.
			let text = '';
			for (const row of rows)
				text += text === '' ? render(row, withProcessedAt) : `,${render(row, withProcessedAt)}`;
			cache.set(key, text);
			cachedCharacters += text.length;
			for (const [oldest, old] of cache) {
				if (cachedCharacters <= CACHED_CHARACTERS_MAX) break;
				cache.delete(oldest);
				cachedCharacters -= old.length;
			}
			return text;
		},

		matches: (row, filter) =>
			matchesFilter(factsOf(row.index, byHand.get(row.index)?.action), filter, profile.queryMatch),

		find(id, nowMs) {
			const index = identity.indexOf(id);
			if (index === undefined) return undefined;
			const row = timeline.locate(index, timeline.minuteOf(nowMs));
			return row !== undefined && row.visibleAtMs <= nowMs ? row : undefined;
		},

		inject(event, nowMs) {
			const processedAtMs = Math.max(event.processedAtMs ?? nowMs, event.timeMs);
			const row = timeline.inject({
				timeMs: event.timeMs,
				processedAtMs,
				visibleAtMs: Math.max(nowMs, processedAtMs + scenario.traffic.visibilityDelayMs),
			});
			if (event.action !== undefined || event.event !== undefined) byHand.set(row.index, event);
			return row;
		},
	};
}

function organizationId(seed: number): string {
	return createEventIdentity(seedFor(seed, 'organization')).idOf(1);
}

/** Two digests and the ends: rows of a page are the same when these are. */
function keyOf(rows: readonly EventRow[], withProcessedAt: boolean): string {
	let one = 1;
	let other = 2;
	for (const { index } of rows) {
		one = hash(one, index >>> 0, Math.floor(index / 0x1_0000_0000));
		other = Math.imul(other ^ (index >>> 0), 0x01000193);
	}
	return `${withProcessedAt} ${rows.length} ${rows[0]?.index} ${one} ${other}`;
}

/** What a person wrote replaces what was invented, but never what the timeline decides. */
function withOwnMembers(text: string, own: Readonly<Record<string, unknown>>): string {
	const event = JSON.parse(text) as { attributes: Record<string, unknown>; message?: unknown };
	const { message, ...attributes } = own;
	const { time, processedAt } = event.attributes;
	Object.assign(event.attributes, attributes, { time });
	if (processedAt === undefined) delete event.attributes.processedAt;
	else event.attributes.processedAt = processedAt;
	if (message !== undefined) event.message = message;
	return JSON.stringify(event);
}
