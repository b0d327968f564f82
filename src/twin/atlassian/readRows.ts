import type { EventIdentity } from './identity.ts';
import { byProcessing, byTime, type EventRow, type Timeline } from './timeline.ts';

/** Which events to read, in which order, from where. */
export interface Walk {
	readonly order: 'processed' | 'occurred';
	readonly direction: 'ascending' | 'descending';
	/** Reading begins behind this event; in its place an instant and a position will do. */
	readonly after?: EventRow;
	/** Both ends inclusive, on the field they are meant for. */
	readonly fromMs: number;
	readonly toMs: number;
	readonly field: 'processedAt' | 'time';
	readonly nowMs: number;
	/** Events that happened before this instant are gone. */
	readonly retainedFromMs: number;
	readonly accepts?: (row: EventRow) => boolean;
	readonly limit: number;
}

/**
 * Reads up to `limit` events by keyset, never by offset: an event that appears meanwhile shifts nothing.
 * `more` says whether there would have been another one.
 */
export function readRows(
	timeline: Timeline,
	identity: EventIdentity,
	walk: Walk,
): { readonly rows: EventRow[]; readonly more: boolean } {
	const { order, direction, after, nowMs } = walk;
	const isAscending = direction === 'ascending';
	const compare = order === 'processed' ? byProcessing : byTime(identity);
	const keyOf = (row: EventRow) => (order === 'processed' ? row.processedAtMs : row.timeMs);
	const nowMinute = timeline.minuteOf(nowMs);

	// Nothing is processed before it happens, so a lower bound on time bounds processing from below as well.
	let leastMs = Math.max(walk.fromMs, walk.retainedFromMs, timeline.earliestMs);
	let mostMs = nowMs;
	if (order === 'occurred' || walk.field === 'processedAt') mostMs = Math.min(mostMs, walk.toMs);
	if (after !== undefined) {
		if (isAscending) leastMs = Math.max(leastMs, keyOf(after));
		else mostMs = Math.min(mostMs, keyOf(after));
	}
	const lastMinute = timeline.minuteOf(mostMs);
	const firstMinute = timeline.minuteOf(leastMs);

	const rows: EventRow[] = [];
	const step = isAscending ? 1 : -1;
	for (
		let minute = isAscending ? firstMinute : lastMinute;
		minute >= firstMinute && minute <= lastMinute;
		minute += step
	) {
		const candidates =
			order === 'processed' ? timeline.processed(minute) : timeline.occurred(minute, nowMinute);
		let place = isAscending ? 0 : candidates.length - 1;
		if (after !== undefined && candidates.length > 0)
			place = isAscending
				? firstBehind(candidates, after, compare)
				: lastBefore(candidates, after, compare);
		for (; place >= 0 && place < candidates.length; place += step) {
			const row = candidates[place];
			if (row === undefined || row.visibleAtMs > nowMs || row.timeMs < walk.retainedFromMs)
				continue;
			const field = walk.field === 'time' ? row.timeMs : row.processedAtMs;
			if (field < walk.fromMs || field > walk.toMs) continue;
			if (walk.accepts !== undefined && !walk.accepts(row)) continue;
			if (rows.length === walk.limit) return { rows, more: true };
			rows.push(row);
		}
	}
	return { rows, more: false };
}

type Compare = (a: EventRow, b: EventRow) => number;

/** The first place whose row lies behind the anchor. */
function firstBehind(rows: readonly EventRow[], anchor: EventRow, compare: Compare): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (compare(rows[middle] as EventRow, anchor) <= 0) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** The last place whose row lies before the anchor, or -1. */
function lastBefore(rows: readonly EventRow[], anchor: EventRow, compare: Compare): number {
	let low = 0;
	let high = rows.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if (compare(rows[middle] as EventRow, anchor) < 0) low = middle + 1;
		else high = middle;
	}
	return low - 1;
}
