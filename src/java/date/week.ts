import {
	civilDateOf,
	dayOfWeek,
	dayOfYear,
	daysInYear,
	epochDayOf,
	floorDivide,
} from './calendar.ts';

/** Weeks as in the United States: they begin on Sunday, and a year's first is the one with its first day. */

/** 1 for Sunday, 7 for Saturday. */
export function localDayOfWeek(epochDay: number): number {
	return (dayOfWeek(epochDay) % 7) + 1;
}

/** The week of the month, 1 for the one with the month's first day. */
export function weekOfMonth(epochDay: number): number {
	const { year, month } = civilDateOf(epochDay);
	return weekSince(epochDayOf(year, month, 1), epochDay);
}

/** The year that a day's week is counted in: the next year's from the week of its first of January on. */
export function weekBasedYear(epochDay: number): number {
	const { year } = civilDateOf(epochDay);
	return isInNextYearsFirstWeek(epochDay) ? year + 1 : year;
}

/** The week of that year. */
export function weekOfWeekBasedYear(epochDay: number): number {
	if (isInNextYearsFirstWeek(epochDay)) return 1;
	return weekSince(epochDayOf(civilDateOf(epochDay).year, 1, 1), epochDay);
}

/** The day that a week-based year, week and day (1 for Sunday) name. Week 53 of a shorter year is its last. */
export function epochDayOfWeek(year: number, week: number, localDay: number): number {
	const first = epochDayOf(year, 1, 1);
	const weekStart = first - (localDayOfWeek(first) - 1);
	const weeksInYear = floorDivide(epochDayOf(year + 1, 1, 1) - weekStart, 7);
	return weekStart + (Math.min(week, weeksInYear) - 1) * 7 + localDay - 1;
}

function weekSince(first: number, epochDay: number): number {
	return floorDivide(epochDay - first + localDayOfWeek(first) - 1, 7) + 1;
}

function isInNextYearsFirstWeek(epochDay: number): boolean {
	const date = civilDateOf(epochDay);
	const daysLeft = daysInYear(date.year) - dayOfYear(date);
	return daysLeft < 7 - localDayOfWeek(epochDay);
}
