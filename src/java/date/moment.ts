import {
	civilDateOf,
	dayOfWeek,
	dayOfYear,
	floorDivide,
	floorModulo,
	SECONDS_PER_DAY,
} from './calendar.ts';
import type { DateField } from './fields.ts';
import { localDayOfWeek, weekBasedYear, weekOfMonth, weekOfWeekBasedYear } from './week.ts';
import type { JavaZone } from './zone.ts';

/** An instant seen in a zone: what a pattern prints. */
export interface Moment {
	readonly epochDay: number;
	readonly year: number;
	readonly month: number;
	readonly day: number;
	readonly secondOfDay: number;
	readonly nanoOfSecond: number;
	readonly epochSecond: number;
	readonly offsetSeconds: number;
	readonly zone: JavaZone;
}

export function momentOf(timeMs: number, zone: JavaZone): Moment {
	const epochSecond = floorDivide(timeMs, 1000);
	const offsetSeconds = zone.offsetAt(epochSecond);
	const localSecond = epochSecond + offsetSeconds;
	const epochDay = floorDivide(localSecond, SECONDS_PER_DAY);
	const { year, month, day } = civilDateOf(epochDay);
	return {
		epochDay,
		year,
		month,
		day,
		secondOfDay: localSecond - epochDay * SECONDS_PER_DAY,
		nanoOfSecond: floorModulo(timeMs, 1000) * 1_000_000,
		epochSecond,
		offsetSeconds,
		zone,
	};
}

/** A field of a date alone. Undefined for the fields of a time. */
export function dateFieldOf(
	date: Pick<Moment, 'epochDay' | 'year' | 'month' | 'day'>,
	field: DateField,
): number | undefined {
	switch (field) {
		case 'Era':
			return date.year > 0 ? 1 : 0;
		case 'YearOfEra':
			return date.year > 0 ? date.year : 1 - date.year;
		case 'Year':
			return date.year;
		case 'QuarterOfYear':
			return floorDivide(date.month - 1, 3) + 1;
		case 'MonthOfYear':
			return date.month;
		case 'DayOfYear':
			return dayOfYear(date);
		case 'DayOfMonth':
			return date.day;
		case 'AlignedDayOfWeekInMonth':
			return ((date.day - 1) % 7) + 1;
		case 'DayOfWeek':
			return dayOfWeek(date.epochDay);
		case 'ModifiedJulianDay':
			return date.epochDay + 40_587;
		case 'DayOfWeek[WeekFields[SUNDAY,1]]':
			return localDayOfWeek(date.epochDay);
		case 'WeekOfMonth[WeekFields[SUNDAY,1]]':
			return weekOfMonth(date.epochDay);
		case 'WeekOfWeekBasedYear[WeekFields[SUNDAY,1]]':
			return weekOfWeekBasedYear(date.epochDay);
		case 'WeekBasedYear[WeekFields[SUNDAY,1]]':
			return weekBasedYear(date.epochDay);
		default:
			return undefined;
	}
}

/** A field of a time of day alone. Undefined for the fields of a date. */
export function timeFieldOf(
	time: Pick<Moment, 'secondOfDay' | 'nanoOfSecond'>,
	field: DateField,
): number | undefined {
	const second = time.secondOfDay;
	const hour = floorDivide(second, 3600);
	switch (field) {
		case 'AmPmOfDay':
			return hour < 12 ? 0 : 1;
		case 'HourOfDay':
			return hour;
		case 'ClockHourOfDay':
			return hour === 0 ? 24 : hour;
		case 'HourOfAmPm':
			return hour % 12;
		case 'ClockHourOfAmPm':
			return hour % 12 === 0 ? 12 : hour % 12;
		case 'MinuteOfHour':
			return floorDivide(second, 60) % 60;
		case 'SecondOfMinute':
			return second % 60;
		case 'SecondOfDay':
			return second;
		case 'NanoOfSecond':
			return time.nanoOfSecond;
		case 'MicroOfSecond':
			return floorDivide(time.nanoOfSecond, 1000);
		case 'MilliOfSecond':
			return floorDivide(time.nanoOfSecond, 1_000_000);
		case 'MilliOfDay':
			return second * 1000 + floorDivide(time.nanoOfSecond, 1_000_000);
		case 'NanoOfDay':
			return second * 1_000_000_000 + time.nanoOfSecond;
		default:
			return undefined;
	}
}
