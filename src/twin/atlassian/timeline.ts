import { fraction, hash, poisson, seedFor } from '../random.ts';
import type { EventIdentity } from './identity.ts';
import type { Moment, Scenario } from './scenario.ts';

/** One event's place: everything about it but its words. */
export interface EventRow {
	/** Position in order of processing. Injected events have positions from `INJECTED` on. */
	readonly index: number;
	readonly timeMs: number;
	readonly processedAtMs: number;
	readonly visibleAtMs: number;
}

/**
 * All events of a scenario, without holding them: a minute's events are computed when somebody asks for that
 * minute, the same each time. Kept are one number for each minute passed (how many events came before it),
 * a bounded cache of minutes, and the events that were injected one by one.
 */
export interface Timeline {
	readonly startMs: number;
	/** No event happens before this instant. */
	readonly earliestMs: number;
	/** Above the positions of all events that exist by now; an event injected next has this one. */
	readonly endIndex: number;
	/** The number of the minute that holds an instant; minutes count from the first processed event. */
	minuteOf(timeMs: number): number;
	/** Whether nothing was processed in that minute. Cheap. */
	isIdle(minute: number): boolean;
	/** What was processed in that minute, by (processedAt, index), visible or not. */
	processed(minute: number): readonly EventRow[];
	/** What happened in that minute and was processed up to the other, by (time, id), visible or not. */
	occurred(minute: number, lastProcessedMinute: number): readonly EventRow[];
	/** The event at this position, when it is processed up to that minute. */
	locate(index: number, lastProcessedMinute: number): EventRow | undefined;
	/** Adds an event. Processed in the past, it lies behind cursors that have gone by. */
	inject(row: Omit<EventRow, 'index'>): EventRow;
}

/** Positions of injected events begin here: far above all computed ones, still exact. */
export const INJECTED = 2 ** 40;

const MINUTE_MS = 60_000;
/**
 * Five years: the end of the timeline, so that a clock set far ahead costs a bounded while. Whatever is
 * injected later, or so much earlier, shares one last minute.
 */
const MINUTES_MAX = 5 * 366 * 24 * 60;
const CACHED_ROWS_MAX = 60_000;
const CACHED_MINUTES_MAX = 8192;
const NO_ROWS: readonly EventRow[] = [];

export function createTimeline(options: {
	readonly seed: number;
	readonly startMs: number;
	readonly scenario: Scenario;
	readonly identity: EventIdentity;
}): Timeline {
	const { startMs, scenario, identity } = options;
	const { traffic } = scenario;
	const seeds = {
		count: seedFor(options.seed, 'count'),
		offset: seedFor(options.seed, 'offset'),
		time: seedFor(options.seed, 'time'),
		visible: seedFor(options.seed, 'visible'),
	};
	const moments = (scenario.moments ?? []).map(compileMoment);
	const firstProcessed = Math.min(
		-traffic.historyMs,
		...moments.map((moment) => moment.offsets[0] ?? 0),
	);
	const originMs = Math.floor((startMs + firstProcessed) / MINUTE_MS) * MINUTE_MS;
	const minuteOf = (timeMs: number) =>
		Math.max(-MINUTES_MAX, Math.min(MINUTES_MAX, Math.floor((timeMs - originMs) / MINUTE_MS)));
	const trafficMinute = Math.ceil((startMs - traffic.historyMs - originMs) / MINUTE_MS);
	const perMinute = traffic.perHour / 60;
	const longestLag = Math.max(
		traffic.lagMs[1],
		traffic.lateShare > 0 ? Math.max(...traffic.lateLagsMs) : 0,
		...(scenario.moments ?? []).flatMap((moment) => moment.lagMs),
	);
	const lookAhead = minutesAhead(scenario);

	// before[m] is how many computed events were processed in the minutes up to, not including, m.
	let before = new Uint32Array(4096);
	let counted = 0;
	const countUpTo = (minute: number) => {
		const last = Math.min(minute, MINUTES_MAX) + 1;
		if (last >= before.length) {
			const larger = new Uint32Array(Math.max(last + 1, before.length * 2));
			larger.set(before);
			before = larger;
		}
		for (; counted < last; counted++)
			before[counted + 1] = (before[counted] ?? 0) + countIn(counted);
	};
	const baseCountIn = (minute: number) =>
		minute < trafficMinute ? 0 : poisson(perMinute, seeds.count, minute);
	const countIn = (minute: number) => {
		let count = baseCountIn(minute);
		if (moments.length > 0)
			visitMoments(minute, (moment, first, end) => {
				count += end - first;
				return moment;
			});
		return count;
	};

	/** Calls back for each return of a moment that has events processed in the minute. */
	const visitMoments = (
		minute: number,
		visit: (moment: CompiledMoment, first: number, end: number, againMs: number) => unknown,
	) => {
		const beginMs = originMs + minute * MINUTE_MS - startMs;
		for (const moment of moments) {
			const least = moment.offsets[0] ?? 0;
			const most = moment.offsets.at(-1) ?? 0;
			const every = moment.everyMs;
			const from = every === undefined ? 0 : Math.max(0, Math.ceil((beginMs - most) / every));
			const to = every === undefined ? 0 : Math.floor((beginMs + MINUTE_MS - 1 - least) / every);
			for (let again = from; again <= to; again++) {
				const againMs = again * (every ?? 0);
				const first = lowerBound(moment.offsets, beginMs - againMs);
				const end = lowerBound(moment.offsets, beginMs + MINUTE_MS - againMs);
				if (end > first) visit(moment, first, end, againMs);
			}
		}
	};

	const injected: EventRow[] = [];
	const injectedByProcessed = new Map<number, EventRow[]>();
	const injectedByTime = new Map<number, EventRow[]>();

	const compute = (minute: number): readonly EventRow[] => {
		countUpTo(minute);
		const beginMs = originMs + minute * MINUTE_MS;
		const rows: { timeMs: number; processedAtMs: number }[] = [];
		const offsets = new Uint16Array(baseCountIn(minute));
		for (let rank = 0; rank < offsets.length; rank++)
			offsets[rank] = fraction(seeds.offset, minute, rank) * MINUTE_MS;
		offsets.sort();
		let previousMs: number | undefined;
		for (let rank = 0; rank < offsets.length; rank++) {
			const processedAtMs = beginMs + (offsets[rank] ?? 0);
			const roll = hash(seeds.time, minute, rank);
			const chance = (salt: number) => fraction(roll, rank, salt);
			let timeMs: number;
			if (chance(1) < traffic.lateShare) {
				const lags = traffic.lateLagsMs;
				timeMs = processedAtMs - (lags[Math.floor(chance(2) * lags.length)] ?? 0);
			} else if (previousMs !== undefined && chance(3) < traffic.sameMillisecondShare)
				timeMs = previousMs;
			else {
				const [least, most] = traffic.lagMs;
				timeMs = processedAtMs - least - Math.floor(chance(4) * (most - least + 1));
				if (chance(5) < traffic.wholeSecondShare) timeMs -= timeMs % 1000;
				else if (traffic.wholeSecondShare === 0 && timeMs % 1000 === 0) timeMs -= 1;
				previousMs = timeMs;
			}
			rows.push({ timeMs, processedAtMs });
		}
		const base = rows.length;
		visitMoments(minute, (moment, first, end, againMs) => {
			for (let place = first; place < end; place++) {
				const processedAtMs = startMs + againMs + (moment.offsets[place] ?? 0);
				rows.push({ timeMs: processedAtMs - (moment.lags[place] ?? 0), processedAtMs });
			}
		});
		if (rows.length > base) rows.sort((a, b) => a.processedAtMs - b.processedAtMs);
		const firstIndex = before[minute] ?? 0;
		const computed = rows.map(
			(row, rank): EventRow => ({
				index: firstIndex + rank,
				timeMs: row.timeMs,
				processedAtMs: row.processedAtMs,
				visibleAtMs:
					row.processedAtMs +
					traffic.visibilityDelayMs +
					(traffic.visibilityJitterMs === 0
						? 0
						: hash(seeds.visible, minute, rank) % (traffic.visibilityJitterMs + 1)),
			}),
		);
		const extra = injectedByProcessed.get(minute);
		return extra === undefined ? computed : [...computed, ...extra].sort(byProcessing);
	};

	const isIdle = (minute: number) => {
		if (minute < 0 || minute >= MINUTES_MAX) return !injectedByProcessed.has(minute);
		countUpTo(minute);
		return before[minute] === before[minute + 1] && !injectedByProcessed.has(minute);
	};

	const cache = new Map<number, readonly EventRow[]>();
	let cachedRows = 0;
	const forget = (minute: number) => {
		cachedRows -= cache.get(minute)?.length ?? 0;
		cache.delete(minute);
	};
	const processed = (minute: number): readonly EventRow[] => {
		if (isIdle(minute)) return NO_ROWS;
		if (minute < 0 || minute >= MINUTES_MAX) return injectedByProcessed.get(minute) ?? NO_ROWS;
		const known = cache.get(minute);
		if (known !== undefined) return known;
		const rows = compute(minute);
		cache.set(minute, rows);
		cachedRows += rows.length;
		for (const oldest of cache.keys()) {
			if (cachedRows <= CACHED_ROWS_MAX && cache.size <= CACHED_MINUTES_MAX) break;
			if (oldest !== minute) forget(oldest);
			else break;
		}
		return rows;
	};

	// The minute of /events read last: a page often ends inside one.
	let occurredAsked: readonly [minute: number, last: number, injected: number] | undefined;
	let occurredRows = NO_ROWS;

	return {
		startMs,
		get earliestMs() {
			const oldest = injected.reduce((least, row) => Math.min(least, row.timeMs), originMs);
			return Math.min(originMs - longestLag - 1000, oldest);
		},
		get endIndex() {
			return INJECTED + injected.length;
		},
		minuteOf,
		isIdle,
		processed,

		occurred(minute, lastProcessedMinute) {
			const [knownMinute, knownLast, knownInjected] = occurredAsked ?? [];
			if (
				minute === knownMinute &&
				lastProcessedMinute === knownLast &&
				injected.length === knownInjected
			)
				return occurredRows;
			const rows: EventRow[] = [];
			for (const ahead of lookAhead) {
				const candidate = minute + ahead;
				if (candidate > lastProcessedMinute || isIdle(candidate)) continue;
				for (const row of processed(candidate))
					if (row.index < INJECTED && minuteOf(row.timeMs) === minute) rows.push(row);
			}
			for (const row of injectedByTime.get(minute) ?? NO_ROWS)
				if (minuteOf(row.processedAtMs) <= lastProcessedMinute) rows.push(row);
			if (rows.length === 0) return NO_ROWS;
			rows.sort(byTime(identity));
			occurredAsked = [minute, lastProcessedMinute, injected.length];
			occurredRows = rows;
			return rows;
		},

		locate(index, lastProcessedMinute) {
			if (index >= INJECTED) return injected[index - INJECTED];
			countUpTo(lastProcessedMinute);
			const end = Math.min(lastProcessedMinute, MINUTES_MAX - 1) + 1;
			if (end <= 0 || index < 0 || index >= (before[end] ?? 0)) return undefined;
			let low = 0;
			let high = end - 1;
			while (low < high) {
				const middle = (low + high + 1) >> 1;
				if ((before[middle] ?? 0) <= index) low = middle;
				else high = middle - 1;
			}
			const rows = processed(low);
			for (let place = index - (before[low] ?? 0); place < rows.length; place++)
				if (rows[place]?.index === index) return rows[place];
			return undefined;
		},

		inject(place) {
			const row: EventRow = { ...place, index: INJECTED + injected.length };
			injected.push(row);
			const minute = minuteOf(row.processedAtMs);
			append(injectedByProcessed, minute, row).sort(byProcessing);
			append(injectedByTime, minuteOf(row.timeMs), row);
			forget(minute);
			return row;
		},
	};
}

/** The order of events-stream. */
export function byProcessing(a: EventRow, b: EventRow): number {
	return a.processedAtMs - b.processedAtMs || a.index - b.index;
}

/** The order of /events, oldest first. */
export function byTime(identity: EventIdentity): (a: EventRow, b: EventRow) => number {
	return (a, b) =>
		a.timeMs - b.timeMs ||
		identity.orderKey(a.index) - identity.orderKey(b.index) ||
		a.index - b.index;
}

interface CompiledMoment {
	/** When each event is processed, from the start, in order; and the lag of each. */
	readonly offsets: readonly number[];
	readonly lags: readonly number[];
	readonly everyMs: number | undefined;
}

function compileMoment(moment: Moment): CompiledMoment {
	const events = Array.from({ length: moment.count }, (_, place) => {
		const lag = moment.lagMs[place % moment.lagMs.length] ?? 0;
		return { lag, offset: moment.atMs + place * moment.spacingMs + lag };
	}).sort((a, b) => a.offset - b.offset);
	return {
		offsets: events.map((event) => event.offset),
		lags: events.map((event) => event.lag),
		everyMs: moment.everyMs,
	};
}

/** How many minutes after its own an event of this scenario can be processed: every possible number. */
function minutesAhead(scenario: Scenario): readonly number[] {
	const { traffic } = scenario;
	const ahead = new Set<number>();
	const add = (lagMs: number) => {
		const minutes = Math.floor(lagMs / MINUTE_MS);
		for (let one = minutes; one <= minutes + 1; one++) ahead.add(one);
	};
	add(0);
	if (traffic.lateShare > 0) for (const lag of traffic.lateLagsMs) add(lag);
	for (const moment of scenario.moments ?? []) for (const lag of moment.lagMs) add(lag);
	return [...ahead].sort((a, b) => a - b);
}

/** The first place whose value is not below the given one. */
function lowerBound(values: readonly number[], value: number): number {
	let low = 0;
	let high = values.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((values[middle] ?? 0) < value) low = middle + 1;
		else high = middle;
	}
	return low;
}

function append(map: Map<number, EventRow[]>, key: number, row: EventRow): EventRow[] {
	const rows = map.get(key) ?? [];
	rows.push(row);
	map.set(key, rows);
	return rows;
}
