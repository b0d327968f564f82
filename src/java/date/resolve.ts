import { civilDateOf, dateText, floorDivide, SECONDS_PER_DAY, timeText } from './calendar.ts';
import type { DateField } from './fields.ts';
import { dateFieldOf, timeFieldOf } from './moment.ts';
import type { ParsedText } from './parsed.ts';
import { Resolution } from './resolution.ts';
import { resolveDate, resolveWeeks } from './resolveDate.ts';
import { resolveTimeFields, resolveTimeOfDay } from './resolveTime.ts';
import { instantOfLocal, type JavaZone } from './zone.ts';
import { offsetRangeError } from './zoneOffset.ts';

type ResolveResult =
	| { readonly ok: true; readonly timeMs: number }
	/** Java words a fault differently when the fields agree but do not make an instant. */
	| {
			readonly ok: false;
			readonly message: string;
			readonly isWhileParsing: boolean;
			/** Given when the pattern reads too little for an instant. */
			readonly missing?: 'date' | 'time of day';
	  };

/** Makes fields into an instant as `ResolverStyle.SMART` does. The text's own zone wins over the given one. */
export function resolve(parsed: ParsedText, givenZone: JavaZone): ResolveResult {
	const zone = parsed.zone ?? givenZone;
	const resolution = new Resolution(parsed);
	const message =
		resolveDate(resolution) ??
		resolveTimeFields(resolution) ??
		resolveWeeks(resolution) ??
		resolveTimeOfDay(resolution) ??
		crossCheck(resolution);
	if (message !== undefined) return { ok: false, message, isWhileParsing: true };
	return toInstant(resolution, zone);
}

/** What is left over must say the same as the date and time that were found. */
function crossCheck({ fields, epochDay, nanoOfDay }: Resolution): string | undefined {
	if (fields.size === 0) return undefined;
	const date = epochDay === undefined ? undefined : { epochDay, ...civilDateOf(epochDay) };
	const time =
		nanoOfDay === undefined
			? undefined
			: {
					secondOfDay: floorDivide(nanoOfDay, 1_000_000_000),
					nanoOfSecond: nanoOfDay % 1_000_000_000,
				};
	const differs = (field: DateField, actual: number, from: string): string | undefined => {
		const value = fields.get(field);
		fields.delete(field);
		return value === actual
			? undefined
			: `Conflict found: Field ${field} ${actual} differs from ${field} ${value} derived from ${from}`;
	};
	for (const field of [...fields.keys()]) {
		const actual = date === undefined ? undefined : dateFieldOf(date, field);
		if (actual === undefined) continue;
		const message = differs(field, actual, dateText(epochDay ?? 0));
		if (message !== undefined) return message;
	}
	for (const field of [...fields.keys()]) {
		const actual = time === undefined ? undefined : timeFieldOf(time, field);
		if (actual === undefined) continue;
		const message = differs(field, actual, timeText(nanoOfDay ?? 0));
		if (message !== undefined) return message;
	}
	return undefined;
}

function toInstant(resolution: Resolution, zone: JavaZone): ResolveResult {
	const { fields, nanoOfDay } = resolution;
	if (resolution.epochDay === undefined || nanoOfDay === undefined) {
		const message = `Unable to obtain Instant from TemporalAccessor: ${describe(resolution, zone)} of type java.time.format.Parsed`;
		const missing = resolution.epochDay === undefined ? 'date' : 'time of day';
		return { ok: false, message, isWhileParsing: false, missing };
	}
	const epochDay = resolution.epochDay + resolution.excessDays;
	const localSecond = epochDay * SECONDS_PER_DAY + floorDivide(nanoOfDay, 1_000_000_000);
	const offset = fields.get('OffsetSeconds');
	const message = offset === undefined ? undefined : offsetRangeError(Number(offset));
	if (message !== undefined) return { ok: false, message, isWhileParsing: true };
	const second =
		offset === undefined ? instantOfLocal(zone, localSecond) : localSecond - Number(offset);
	const timeMs = second * 1000 + floorDivide(nanoOfDay % 1_000_000_000, 1_000_000);
	if (Math.abs(timeMs) >= 2 ** 63)
		return { ok: false, message: 'long overflow', isWhileParsing: false };
	return { ok: true, timeMs };
}

/** As `Parsed.toString`, but for the order of the fields, which in Java is by chance. */
function describe(resolution: Resolution, zone: JavaZone): string {
	const { fields, epochDay, nanoOfDay } = resolution;
	if (fields.has('SecondOfMinute') && nanoOfDay === undefined) {
		const nano = Number(fields.get('NanoOfSecond') ?? 0);
		fields.set('NanoOfSecond', nano);
		fields.set('MicroOfSecond', floorDivide(nano, 1000));
		fields.set('MilliOfSecond', floorDivide(nano, 1_000_000));
	}
	const date = epochDay === undefined ? undefined : dateText(epochDay);
	const time = nanoOfDay === undefined ? undefined : timeText(nanoOfDay);
	const found = [date, time].filter((part) => part !== undefined).join('T');
	const values = [...fields].map(([field, value]) => `${field}=${value}`).join(', ');
	return `{${values}},ISO,${zone.id}${found === '' ? '' : ` resolved to ${found}`}`;
}
