import { daysInMonth, daysInYear, epochDayOf } from './calendar.ts';
import { rangeError } from './fields.ts';
import type { Resolution } from './resolution.ts';
import { epochDayOfWeek, localDayOfWeek, weekOfMonth } from './week.ts';

/** Makes a year, month and day, or a year and its day, into a date. */
export function resolveDate(resolution: Resolution): string | undefined {
	const { fields } = resolution;
	const message = resolveYearOfEra(resolution);
	if (message !== undefined || !fields.has('Year')) return message;
	if (fields.has('MonthOfYear') && fields.has('DayOfMonth'))
		return resolution.takeValid('Year', (year) =>
			resolution.takeValid('MonthOfYear', (month) =>
				resolution.takeValid('DayOfMonth', (day) => {
					// The 31st of a shorter month is its last day.
					const kept = month === 2 || day > 30 ? Math.min(day, daysInMonth(year, month)) : day;
					return resolution.setDate(epochDayOf(year, month, kept));
				}),
			),
		);
	if (fields.has('DayOfYear'))
		return resolution.takeValid('Year', (year) =>
			resolution.takeValid('DayOfYear', (day) =>
				day > daysInYear(year)
					? `Invalid date 'DayOfYear 366' as '${year}' is not a leap year`
					: resolution.setDate(epochDayOf(year, 1, 1) + day - 1),
			),
		);
	return undefined;
}

function resolveYearOfEra(resolution: Resolution): string | undefined {
	const { fields } = resolution;
	if (!fields.has('YearOfEra')) {
		const era = fields.get('Era');
		return era === undefined ? undefined : rangeError('Era', era);
	}
	return resolution.takeValid('YearOfEra', (yearOfEra) => {
		const era = resolution.take('Era');
		const before = fields.get('Year');
		const isBeforeChrist = era === undefined ? before !== undefined && before <= 0 : era === 0;
		const year = isBeforeChrist ? 1 - yearOfEra : yearOfEra;
		fields.set('Year', year);
		return before === undefined || before === year
			? undefined
			: `Conflict found: Year ${before} differs from Year ${year}`;
	});
}

const LOCAL_DAY = 'DayOfWeek[WeekFields[SUNDAY,1]]';
const WEEK_OF_MONTH = 'WeekOfMonth[WeekFields[SUNDAY,1]]';
const WEEK = 'WeekOfWeekBasedYear[WeekFields[SUNDAY,1]]';
const WEEK_BASED_YEAR = 'WeekBasedYear[WeekFields[SUNDAY,1]]';
const INTEGER_MAX = 2 ** 31;

/** Makes weeks and Julian days into a date. */
export function resolveWeeks(resolution: Resolution): string | undefined {
	const { fields } = resolution;
	for (const field of [LOCAL_DAY, WEEK_OF_MONTH, WEEK, WEEK_BASED_YEAR] as const) {
		const value = fields.get(field) ?? 0;
		if (value >= INTEGER_MAX || value < -INTEGER_MAX) return 'integer overflow';
	}
	return (
		resolution.takeValid(LOCAL_DAY, (day) => {
			fields.set('DayOfWeek', ((day + 5) % 7) + 1);
			return undefined;
		}) ??
		resolveWeekOfMonth(resolution) ??
		resolveWeekBasedYear(resolution) ??
		resolution.takeValid('ModifiedJulianDay', (day) => resolution.setDate(day - 40_587))
	);
}

function resolveWeekOfMonth(resolution: Resolution): string | undefined {
	const { fields } = resolution;
	const day = fields.get('DayOfWeek');
	if (day === undefined || !fields.has(WEEK_OF_MONTH)) return undefined;
	const year = fields.get('Year');
	const message =
		rangeError('DayOfWeek', day) ?? (year === undefined ? undefined : rangeError('Year', year));
	if (message !== undefined || year === undefined || !fields.has('MonthOfYear')) return message;
	return resolution.takeValid('MonthOfYear', (month) =>
		resolution.takeValid(WEEK_OF_MONTH, (week) => {
			const first = epochDayOf(Number(year), month, 1);
			const weeks = week - weekOfMonth(first);
			const days = localDay(Number(day)) - localDayOfWeek(first);
			fields.delete('Year');
			fields.delete('DayOfWeek');
			return resolution.setDate(first + weeks * 7 + days);
		}),
	);
}

function resolveWeekBasedYear(resolution: Resolution): string | undefined {
	const { fields } = resolution;
	const day = fields.get('DayOfWeek');
	if (day === undefined || !(fields.has(WEEK) || fields.has(WEEK_BASED_YEAR))) return undefined;
	const year = fields.get('Year');
	const message =
		rangeError('DayOfWeek', day) ?? (year === undefined ? undefined : rangeError('Year', year));
	const isComplete = year === undefined && fields.has(WEEK) && fields.has(WEEK_BASED_YEAR);
	if (message !== undefined || !isComplete) return message;
	return resolution.takeValid(WEEK_BASED_YEAR, (weekBasedYear) =>
		resolution.takeValid(WEEK, (week) => {
			fields.delete('DayOfWeek');
			return resolution.setDate(epochDayOfWeek(weekBasedYear, week, localDay(Number(day))));
		}),
	);
}

/** From Monday is 1 to Sunday is 1. */
function localDay(isoDay: number): number {
	return (isoDay % 7) + 1;
}
