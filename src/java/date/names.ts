import type { DateField } from './fields.ts';

/** English names of fields' values as the JDK prints them for Locale.US (CLDR 39). */

export type TextStyle = 'short' | 'full' | 'narrow';

const MONTHS = [
	'January',
	'February',
	'March',
	'April',
	'May',
	'June',
	'July',
	'August',
	'September',
	'October',
	'November',
	'December',
];
const DAYS = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const QUARTERS = ['1st quarter', '2nd quarter', '3rd quarter', '4th quarter'];

interface Names {
	/** The value that the first name stands for. */
	readonly first: number;
	readonly names: Readonly<Record<TextStyle, readonly string[]>>;
}

const NAMES: Partial<Record<DateField, Names>> = {
	MonthOfYear: { first: 1, names: shortened(MONTHS) },
	DayOfWeek: { first: 1, names: shortened(DAYS) },
	QuarterOfYear: {
		first: 1,
		names: {
			short: ['Q1', 'Q2', 'Q3', 'Q4'],
			full: QUARTERS,
			narrow: ['1', '2', '3', '4'],
		},
	},
	Era: {
		first: 0,
		names: {
			short: ['BC', 'AD'],
			full: ['Before Christ', 'Anno Domini'],
			narrow: ['B', 'A'],
		},
	},
	AmPmOfDay: {
		first: 0,
		names: { short: ['AM', 'PM'], full: ['AM', 'PM'], narrow: ['a', 'p'] },
	},
};

function shortened(full: readonly string[]): Readonly<Record<TextStyle, readonly string[]>> {
	return {
		short: full.map((name) => name.slice(0, 3)),
		full,
		narrow: full.map((name) => name.slice(0, 1)),
	};
}

/** The name of a field's value, where it has one. */
export function nameOfValue(field: DateField, style: TextStyle, value: number): string | undefined {
	const entry = NAMES[field];
	return entry?.names[style][value - entry.first];
}

/** The value whose name a text continues with at an offset: the longest name, of equal ones the last value's. */
export function matchName(
	field: DateField,
	style: TextStyle,
	text: string,
	start: number,
): { readonly value: number; readonly end: number } | undefined {
	const entry = NAMES[field];
	let best: { value: number; end: number } | undefined;
	entry?.names[style].forEach((name, index) => {
		const end = start + name.length;
		if (text.startsWith(name, start) && end >= (best?.end ?? 0))
			best = { value: entry.first + index, end };
	});
	return best;
}

/** A part of the day that has a name, in minutes since midnight. Noon and midnight are one minute. */
export interface DayPeriod {
	readonly name: string;
	readonly narrowName: string;
	readonly from: number;
	readonly to: number;
}

/** In the order in which a printer chooses; the halves of the day can only be read. */
const DAY_PERIODS: readonly DayPeriod[] = [
	{ name: 'midnight', narrowName: 'mi', from: 0, to: 0 },
	{ name: 'noon', narrowName: 'n', from: 720, to: 720 },
	period('in the morning', 360, 720),
	period('in the afternoon', 720, 1080),
	period('in the evening', 1080, 1260),
	period('at night', 1260, 360),
	{ name: 'AM', narrowName: 'a', from: 0, to: 720 },
	{ name: 'PM', narrowName: 'p', from: 720, to: 1440 },
];

function period(name: string, from: number, to: number): DayPeriod {
	return { name, narrowName: name, from, to };
}

/** Whether a minute of the day lies in a period. */
export function periodIncludes(period: DayPeriod, minute: number): boolean {
	if (period.from === period.to) return minute === period.from;
	return period.from < period.to
		? minute >= period.from && minute < period.to
		: minute >= period.from || minute < period.to;
}

/** The period that a minute of the day is called by. */
export function periodOf(minute: number): DayPeriod | undefined {
	return DAY_PERIODS.find((candidate) => periodIncludes(candidate, minute));
}

/** The period whose name a text continues with at an offset. */
export function matchPeriod(
	style: TextStyle,
	text: string,
	start: number,
): { readonly period: DayPeriod; readonly end: number } | undefined {
	for (const candidate of DAY_PERIODS) {
		const name = style === 'narrow' ? candidate.narrowName : candidate.name;
		if (text.startsWith(name, start)) return { period: candidate, end: start + name.length };
	}
	return undefined;
}
