import { floorDivide, floorModulo, SECONDS_PER_DAY } from './calendar.ts';

/**
 * Answers a zone's offset from UTC at an instant, both in seconds. The rules come from `Intl`, which is slow to ask:
 * the answers are kept as lists of transitions, about one year at a time, so that formatting many dates is cheap.
 * Throws `RangeError` when the runtime does not know the zone.
 */
export function createOffsetLookup(timeZone: string): (epochSecond: number) => number {
	const offsetFromIntl = createIntlOffset(timeZone);
	const spans = new Map<number, Span>();
	let last: Span | undefined;

	return (epochSecond) => {
		const second = yearWithKnownRules(epochSecond);
		if (last === undefined || second < last.start || second >= last.start + SPAN_SECONDS) {
			const index = floorDivide(second, SPAN_SECONDS);
			last = spans.get(index);
			if (last === undefined) {
				last = findTransitions(index * SPAN_SECONDS, offsetFromIntl);
				if (spans.size >= SPANS_MAX) spans.clear();
				spans.set(index, last);
			}
		}
		return offsetInSpan(last, second);
	};
}

interface Span {
	readonly start: number;
	readonly offset: number;
	readonly changes: readonly { readonly at: number; readonly offset: number }[];
}

/** A little over a year. */
const SPAN_SECONDS = 2 ** 25;
const SPANS_MAX = 1024;
/** Six days: no zone has ever changed its offset twice within it (least: 6.96 days, Asia/Gaza, JDK's table). */
const STEP_SECONDS = 2 ** 19;

/** No zone had any rule before the 19th century. */
const FIRST_SECOND = -5_364_662_400;
/** From 2100 on the rules of all zones repeat with the calendar, every 400 years. */
const REPEATING_FROM = 4_102_444_800;
const REPEATING_SECONDS = 146_097 * SECONDS_PER_DAY;

function yearWithKnownRules(epochSecond: number): number {
	if (epochSecond < FIRST_SECOND) return FIRST_SECOND;
	if (epochSecond < REPEATING_FROM + REPEATING_SECONDS) return epochSecond;
	return REPEATING_FROM + floorModulo(epochSecond - REPEATING_FROM, REPEATING_SECONDS);
}

function offsetInSpan(span: Span, epochSecond: number): number {
	let offset = span.offset;
	for (const change of span.changes) {
		if (epochSecond < change.at) break;
		offset = change.offset;
	}
	return offset;
}

function findTransitions(start: number, offsetAt: (epochSecond: number) => number): Span {
	const first = offsetAt(start);
	const changes: { at: number; offset: number }[] = [];
	let before = first;
	for (let second = start; second < start + SPAN_SECONDS; second += STEP_SECONDS) {
		const after = offsetAt(second + STEP_SECONDS);
		if (after === before) continue;
		let low = second;
		let high = second + STEP_SECONDS;
		while (high - low > 1) {
			const middle = floorDivide(low + high, 2);
			if (offsetAt(middle) === before) low = middle;
			else high = middle;
		}
		changes.push({ at: high, offset: after });
		before = after;
	}
	return { start, offset: first, changes };
}

function createIntlOffset(timeZone: string): (epochSecond: number) => number {
	const format = new Intl.DateTimeFormat('en-US', {
		timeZone,
		calendar: 'gregory',
		numberingSystem: 'latn',
		hourCycle: 'h23',
		year: 'numeric',
		month: 'numeric',
		day: 'numeric',
		hour: 'numeric',
		minute: 'numeric',
		second: 'numeric',
	});
	return (epochSecond) => {
		const [month = 1, day = 1, year = 0, hour = 0, minute = 0, second = 0] = (
			format.format(epochSecond * 1000).match(/\d+/g) ?? []
		).map(Number);
		// Some engines write midnight as 24.
		return Date.UTC(year, month - 1, day, hour % 24, minute, second) / 1000 - epochSecond;
	};
}
