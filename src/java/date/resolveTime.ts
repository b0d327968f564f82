import { floorDivide, timeText, twoDigits } from './calendar.ts';
import { isTimeField, rangeError } from './fields.ts';
import { type DayPeriod, periodIncludes } from './names.ts';
import type { Resolution } from './resolution.ts';

const NANOS_PER_SECOND = 1_000_000_000;

/** Reduces the many ways to write a time to hour, minute, second and nanosecond. */
export function resolveTimeFields(resolution: Resolution): string | undefined {
	return (
		resolveClockHour(resolution, 'ClockHourOfDay', 'HourOfDay', 24) ??
		resolveClockHour(resolution, 'ClockHourOfAmPm', 'HourOfAmPm', 12) ??
		resolveHalfDay(resolution) ??
		resolution.takeValid('NanoOfDay', (nano) => {
			const second = floorDivide(nano, NANOS_PER_SECOND);
			return (
				changeClock(resolution, 'NanoOfDay', second) ??
				resolution.change('NanoOfDay', 'NanoOfSecond', nano % NANOS_PER_SECOND)
			);
		}) ??
		resolution.takeValid(
			'MilliOfDay',
			(milli) =>
				resolution.change('MilliOfDay', 'SecondOfDay', floorDivide(milli, 1000)) ??
				resolution.change('MilliOfDay', 'MilliOfSecond', milli % 1000),
		) ??
		resolution.takeValid('SecondOfDay', (second) =>
			changeClock(resolution, 'SecondOfDay', second),
		) ??
		mergeMilli(resolution) ??
		resolveHourOfPeriod(resolution) ??
		setFullClock(resolution)
	);
}

/** The last hour of a clock that begins with one is hour zero. Zero itself is let through. */
function resolveClockHour(
	resolution: Resolution,
	from: 'ClockHourOfDay' | 'ClockHourOfAmPm',
	to: 'HourOfDay' | 'HourOfAmPm',
	last: number,
): string | undefined {
	if (resolution.fields.get(from) === 0) {
		resolution.take(from);
		return resolution.change(from, to, 0);
	}
	return resolution.takeValid(from, (hour) => resolution.change(from, to, hour % last));
}

function changeClock(
	resolution: Resolution,
	from: 'NanoOfDay' | 'SecondOfDay',
	second: number,
): string | undefined {
	return (
		resolution.change(from, 'HourOfDay', floorDivide(second, 3600)) ??
		resolution.change(from, 'MinuteOfHour', floorDivide(second, 60) % 60) ??
		resolution.change(from, 'SecondOfMinute', second % 60)
	);
}

function resolveHalfDay(resolution: Resolution): string | undefined {
	if (!resolution.fields.has('HourOfAmPm')) return undefined;
	return resolution.takeValid('AmPmOfDay', (half) =>
		resolution.takeValid('HourOfAmPm', (hour) =>
			resolution.change('AmPmOfDay', 'HourOfDay', half * 12 + hour),
		),
	);
}

function mergeMilli(resolution: Resolution): string | undefined {
	const nano = resolution.fields.get('NanoOfSecond');
	if (nano === undefined) return undefined;
	return (
		rangeError('NanoOfSecond', nano) ??
		resolution.takeValid('MilliOfSecond', (milli) =>
			resolution.change(
				'MilliOfSecond',
				'NanoOfSecond',
				milli * 1_000_000 + (Number(nano) % 1_000_000),
			),
		)
	);
}

/** "3 in the afternoon" */
function resolveHourOfPeriod(resolution: Resolution): string | undefined {
	const { dayPeriod } = resolution;
	if (dayPeriod === undefined) return undefined;
	return resolution.takeValid('HourOfAmPm', (hour) => {
		const minute = Number(resolution.fields.get('MinuteOfHour') ?? 0) % 60;
		const isAfternoon = periodIncludes(dayPeriod, (hour + 12) * 60 + minute);
		resolution.dayPeriod = undefined;
		return resolution.change('HourOfAmPm', 'HourOfDay', hour + (isAfternoon ? 12 : 0));
	});
}

/** Makes what there is of a time into one: a missing end is zero, a missing hour the middle of a named part. */
export function resolveTimeOfDay(resolution: Resolution): string | undefined {
	if (resolution.nanoOfDay === undefined) {
		const milli = resolution.take('MilliOfSecond');
		if (milli !== undefined) resolution.fields.set('NanoOfSecond', Number(milli) * 1_000_000);
		const message = resolveMiddle(resolution);
		if (message !== undefined) return message;
		if (resolution.fields.has('HourOfDay')) {
			// A gap, as in `HH ss`, makes no time, and Java looks no further.
			if (hasGap(resolution)) return undefined;
			return periodError(resolution) ?? setClock(resolution) ?? checkRest(resolution);
		}
	}
	return checkRest(resolution);
}

/** Parts of a time that are left over must be valid in themselves. */
function checkRest(resolution: Resolution): string | undefined {
	for (const [field, value] of resolution.fields) {
		const message = isTimeField(field) ? rangeError(field, value) : undefined;
		if (message !== undefined) return message;
	}
	return undefined;
}

const CLOCK_FIELDS = ['HourOfDay', 'MinuteOfHour', 'SecondOfMinute', 'NanoOfSecond'] as const;

/** Without any part of a clock's time, the middle of the named part of the day. */
function resolveMiddle(resolution: Resolution): string | undefined {
	if (CLOCK_FIELDS.some((field) => resolution.fields.has(field))) return undefined;
	const { dayPeriod } = resolution;
	if (dayPeriod !== undefined) {
		resolution.dayPeriod = undefined;
		return resolution.setTime(middleMinute(dayPeriod) * 60 * NANOS_PER_SECOND, 0);
	}
	return resolution.takeValid('AmPmOfDay', (half) =>
		resolution.setTime((half * 12 + 6) * 3600 * NANOS_PER_SECOND, 0),
	);
}

function middleMinute({ from, to }: DayPeriod): number {
	return floorDivide(from + to + (from > to ? 1440 : 0), 2) % 1440;
}

function setFullClock(resolution: Resolution): string | undefined {
	return CLOCK_FIELDS.every((field) => resolution.fields.has(field))
		? setClock(resolution)
		: undefined;
}

function hasGap({ fields }: Resolution): boolean {
	const [, hasMinute, hasSecond, hasNano] = CLOCK_FIELDS.map((field) => fields.has(field));
	return hasMinute === true
		? !hasSecond && hasNano === true
		: hasSecond === true || hasNano === true;
}

function setClock(resolution: Resolution): string | undefined {
	const [hour = 0, minute = 0, second = 0, nano = 0] = CLOCK_FIELDS.map(
		(field) => resolution.take(field) ?? 0,
	);
	const message = rangeError('MinuteOfHour', minute) ?? rangeError('NanoOfSecond', nano);
	if (message !== undefined) return message;
	if (hour === 24 && minute === 0 && second === 0 && nano === 0) return resolution.setTime(0, 1);
	return (
		rangeError('HourOfDay', hour) ??
		rangeError('SecondOfMinute', second) ??
		resolution.setTime(
			((Number(hour) * 60 + Number(minute)) * 60 + Number(second)) * NANOS_PER_SECOND +
				Number(nano),
			0,
		)
	);
}

/** A part of the day must contain the hour and minute that it stands beside. */
function periodError({ dayPeriod, fields }: Resolution): string | undefined {
	if (dayPeriod === undefined) return undefined;
	const hour = Number(fields.get('HourOfDay'));
	const minute = Number(fields.get('MinuteOfHour') ?? 0);
	if (periodIncludes(dayPeriod, hour * 60 + minute)) return undefined;
	const time = `${twoDigits(hour)}:${twoDigits(minute)}`;
	return `Conflict found: Resolved time ${time} conflicts with ${periodText(dayPeriod)}`;
}

function periodText({ from, to }: DayPeriod): string {
	const ends = from === to ? [from] : [from, to];
	const texts = ends.map((end) => timeText((end % 1440) * 60 * NANOS_PER_SECOND));
	return `DayPeriod(${texts.join('-')})`;
}
