import type { Ledger, LedgerVerdict } from '../twin.ts';
import type { EventFilter } from './filter.ts';
import type { EventIdentity } from './identity.ts';
import { byProcessing, byTime, type EventRow, INJECTED, type Timeline } from './timeline.ts';

/** What the twin tells its ledger about each page that it answered with 200. */
export interface AnsweredPage {
	readonly endpoint: 'events' | 'events-stream';
	readonly direction: 'ascending' | 'descending';
	readonly atMs: number;
	/** Events from this position on were injected after the answer, if in the same millisecond. */
	readonly endIndex: number;
	readonly isFirst: boolean;
	/** There was nothing behind this page. */
	readonly isEnd: boolean;
	readonly fromMs: number;
	readonly toMs: number;
	readonly field: 'processedAt' | 'time';
	readonly last: EventRow | undefined;
	/** What was selected, or undefined when everything was. */
	readonly filter: EventFilter | undefined;
}

export interface AtlassianLedger extends Ledger {
	answered(page: AnsweredPage): void;
}

/** A chance to read everything visible at an instant, up to a bound on one of the fields. */
interface Sweep {
	readonly atMs: number;
	readonly endIndex: number;
	readonly toMs: number;
	readonly field: 'processedAt' | 'time';
}

/** A sweep from the newest down that has not come to its end, and how far down it is. */
interface Walk {
	readonly sweep: Sweep;
	readonly compare: (a: EventRow, b: EventRow) => number;
	readonly lowest: EventRow | undefined;
}

const IDS_SHOWN = 20;
const ID_AT_START = /^\s*\{\s*(?:"type"\s*:\s*"events"\s*,\s*)?"id"\s*:\s*"([0-9a-f-]{36})"/;

/**
 * The oracle. An event is *visible* in the verdict, that is, should have arrived, when
 *
 * - it happened at or after the start of the collection: `options.from`, or what `from()` was told, or the
 *   `from` of the first answered request;
 * - it matches what the collector selected, when it never asked for everything;
 * - and the collector had its chance, in one of three ways. It read events-stream upwards to its end when
 *   the event was visible. It read events-stream beyond the event's place in the order when the event was
 *   visible. Or the event was visible when a walk began through /events (or downwards through events-stream)
 *   that went beyond its place, came to its end, or was given up for another. A bound `to` counts; another
 *   walk that begins with one where the last stood goes on with it.
 *
 * So an event that became visible after the last request is not lost, and neither is one that lies ahead of
 * a stored cursor: both are *waiting*.
 * An event that arrived counts as visible in any case. Kept are one byte an event and nothing of its text.
 */
export function createAtlassianLedger(world: {
	readonly timeline: Timeline;
	readonly identity: EventIdentity;
	readonly render: (row: EventRow, withProcessedAt: boolean) => string;
	readonly matches: (row: EventRow, filter: EventFilter) => boolean;
	readonly find: (id: string, nowMs: number) => EventRow | undefined;
}): AtlassianLedger {
	const { timeline, identity, render } = world;
	let collectionFromMs: number | undefined;
	let firstAnswerMs: number | undefined;
	let lastAnswerMs = Number.NEGATIVE_INFINITY;
	let streamSweep: Sweep | undefined;
	let downSweep: Sweep | undefined;
	let walk: Walk | undefined;
	let streamPlace: (Pick<Sweep, 'atMs' | 'endIndex'> & { readonly row: EventRow }) | undefined;
	let filter: EventFilter | undefined;
	let hasAskedForAll = false;
	const deliveries = createTally();
	const counts = { distinct: 0, repeats: 0, altered: 0, unknown: 0 };
	const duplicatedIndexes: number[] = [];
	let duplicated = 0;
	const lateness = createSpread();

	const rowsBetween = function* (fromMs: number, atMs: number) {
		const first = timeline.minuteOf(Math.max(fromMs, timeline.earliestMs));
		const last = timeline.minuteOf(atMs);
		for (let minute = first; minute <= last; minute++)
			for (const row of timeline.processed(minute))
				if (row.timeMs >= fromMs && row.visibleAtMs <= atMs) yield row;
	};
	const isSelected = (row: EventRow) =>
		hasAskedForAll || filter === undefined || world.matches(row, filter);
	const wasThere = (row: EventRow, answer: Pick<Sweep, 'atMs' | 'endIndex'>) =>
		row.visibleAtMs <= answer.atMs && row.index < answer.endIndex;
	const isSwept = (row: EventRow, sweep: Sweep | undefined) =>
		sweep !== undefined &&
		wasThere(row, sweep) &&
		(sweep.field === 'time' ? row.timeMs : row.processedAtMs) <= sweep.toMs;
	const hadItsChance = (row: EventRow) =>
		isSwept(row, streamSweep) ||
		isSwept(row, downSweep) ||
		(walk?.lowest !== undefined &&
			isSwept(row, walk.sweep) &&
			walk.compare(row, walk.lowest) >= 0) ||
		(streamPlace !== undefined &&
			wasThere(row, streamPlace) &&
			byProcessing(row, streamPlace.row) <= 0);

	const isServed = (row: EventRow, payload: string, parsed: unknown): boolean => {
		const withProcessedAt = payload.includes('"processedAt"');
		if (render(row, withProcessedAt) === payload) return true;
		const given = parsed ?? parse(payload);
		return [true, false].some((one) => isSame(JSON.parse(render(row, one)), given));
	};

	return {
		from(timeMs) {
			collectionFromMs = timeMs;
		},

		answered(page) {
			firstAnswerMs ??= page.atMs;
			lastAnswerMs = page.atMs;
			if (page.isFirst) collectionFromMs ??= page.fromMs;
			if (page.filter === undefined) hasAskedForAll = true;
			else if (page.isFirst) filter = page.filter;
			const { atMs, endIndex, last, field } = page;
			const sweep: Sweep = { atMs, endIndex, toMs: Math.min(page.toMs, atMs), field };
			if (page.direction === 'descending') {
				const compare = page.endpoint === 'events' ? byTime(identity) : byProcessing;
				if (page.isFirst && !(walk !== undefined && goesOn(walk, sweep))) {
					downSweep = wider(downSweep, walk?.sweep);
					walk = { sweep, compare, lowest: undefined };
				}
				if (walk === undefined) return;
				const isLower =
					last !== undefined && !(walk.lowest !== undefined && compare(last, walk.lowest) >= 0);
				if (isLower) walk = { ...walk, lowest: last };
				if (!page.isEnd) return;
				downSweep = wider(downSweep, walk.sweep);
				walk = undefined;
			} else {
				if (page.isEnd) streamSweep = wider(streamSweep, sweep);
				const row = last ?? streamPlace?.row;
				if (row !== undefined) {
					const isFurther = streamPlace === undefined || byProcessing(row, streamPlace.row) > 0;
					streamPlace = { row: isFurther ? row : (streamPlace?.row ?? row), atMs, endIndex };
				}
			}
		},

		visible(atMs) {
			let count = 0;
			for (const _row of rowsBetween(collectionFromMs ?? Number.NEGATIVE_INFINITY, atMs)) count++;
			return count;
		},

		record(payload, _source, timeMs) {
			const quick = ID_AT_START.exec(payload)?.[1];
			const parsed = quick === undefined ? parse(payload) : undefined;
			const id = quick ?? idOf(parsed);
			const row = id === undefined ? undefined : world.find(id, Math.max(timeMs, lastAnswerMs));
			if (row === undefined) {
				counts.unknown++;
				return;
			}
			const before = deliveries.add(row.index);
			if (before === 0) {
				counts.distinct++;
				lateness.add(Math.max(0, timeMs - Math.max(row.visibleAtMs, firstAnswerMs ?? 0)));
			} else {
				counts.repeats++;
				if (before === 1) {
					duplicated++;
					if (duplicatedIndexes.length < IDS_SHOWN) duplicatedIndexes.push(row.index);
				}
			}
			if (!isServed(row, payload, parsed)) counts.altered++;
		},

		verdict(atMs, options = {}): LedgerVerdict {
			const fromMs = options.from ?? collectionFromMs ?? Number.NEGATIVE_INFINITY;
			let delivered = 0;
			let lost = 0;
			let waiting = 0;
			const lostIds: string[] = [];
			// The twin's own time may be ahead of the caller's: it can be advanced.
			for (const row of rowsBetween(fromMs, Math.max(atMs, lastAnswerMs))) {
				if (deliveries.has(row.index)) delivered += isSelected(row) ? 1 : 0;
				else if (!isSelected(row)) continue;
				else if (!hadItsChance(row)) waiting++;
				else {
					lost++;
					if (lostIds.length < IDS_SHOWN) lostIds.push(identity.idOf(row.index));
				}
			}
			const spread = lateness.summary();
			return {
				visible: delivered + lost,
				delivered,
				lost,
				duplicated,
				repeats: counts.repeats,
				altered: counts.altered,
				outside: counts.distinct - delivered,
				waiting,
				unknown: counts.unknown,
				lostIds,
				duplicatedIds: duplicatedIndexes.map((index) => identity.idOf(index)),
				...(spread === undefined ? {} : { latenessMs: spread }),
			};
		},
	};
}

/** The later of two sweeps, unless it ends earlier: what had its chance has had it. */
function wider(known: Sweep | undefined, later: Sweep | undefined): Sweep | undefined {
	return known === undefined || (later !== undefined && later.toMs >= known.toMs) ? later : known;
}

/** Whether a new walk begins where another one stands. */
function goesOn({ sweep, lowest }: Walk, next: Sweep): boolean {
	if (lowest === undefined || next.toMs >= sweep.toMs) return false;
	return next.toMs >= (next.field === 'time' ? lowest.timeMs : lowest.processedAtMs);
}

/** Counts to 255 for each position, in one byte. */
function createTally(): { add(index: number): number; has(index: number): boolean } {
	const computed = createBytes();
	const injected = createBytes();
	const bytesFor = (index: number) =>
		index < INJECTED ? ([computed, index] as const) : ([injected, index - INJECTED] as const);
	return {
		add(index) {
			const [bytes, place] = bytesFor(index);
			return bytes.increment(place);
		},
		has(index) {
			const [bytes, place] = bytesFor(index);
			return bytes.read(place) > 0;
		},
	};
}

function createBytes(): { increment(place: number): number; read(place: number): number } {
	let bytes = new Uint8Array(4096);
	return {
		increment(place) {
			if (place >= bytes.length) {
				const larger = new Uint8Array(Math.max(place + 1, bytes.length * 2));
				larger.set(bytes);
				bytes = larger;
			}
			const before = bytes[place] ?? 0;
			bytes[place] = Math.min(255, before + 1);
			return before;
		},
		read: (place) => bytes[place] ?? 0,
	};
}

/** Maximum, exact, and median, to three digits: durations are counted by their first three digits. */
function createSpread(): {
	add(durationMs: number): void;
	summary(): { readonly max: number; readonly median: number } | undefined;
} {
	const counts = new Map<number, number>();
	let total = 0;
	let max = 0;
	return {
		add(durationMs) {
			const unit = 10 ** Math.max(0, Math.floor(Math.log10(Math.max(1, durationMs))) - 2);
			const rounded = Math.round(durationMs / unit) * unit;
			counts.set(rounded, (counts.get(rounded) ?? 0) + 1);
			total++;
			max = Math.max(max, durationMs);
		},
		summary() {
			if (total === 0) return undefined;
			let passed = 0;
			for (const [duration, count] of [...counts].sort(([a], [b]) => a - b)) {
				passed += count;
				if (passed * 2 >= total) return { max, median: duration };
			}
			return undefined;
		},
	};
}

function parse(payload: string): unknown {
	try {
		return JSON.parse(payload) as unknown;
	} catch {
		return undefined;
	}
}

function idOf(value: unknown): string | undefined {
	if (typeof value !== 'object' || value === null) return undefined;
	const { id } = value as { readonly id?: unknown };
	return typeof id === 'string' ? id : undefined;
}

/** Whether two JSON values say the same, whatever the order of members. As deep as our own one at most. */
function isSame(ours: unknown, given: unknown): boolean {
	if (typeof ours !== 'object' || ours === null) return ours === given;
	if (typeof given !== 'object' || given === null) return false;
	if (Array.isArray(ours) !== Array.isArray(given)) return false;
	const names = Object.keys(ours);
	if (names.length !== Object.keys(given).length) return false;
	return names.every(
		(name) =>
			Object.hasOwn(given, name) &&
			isSame((ours as Record<string, unknown>)[name], (given as Record<string, unknown>)[name]),
	);
}
