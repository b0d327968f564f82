import type { DateField } from './fields.ts';
import type { TextStyle } from './names.ts';
import type { DateElement, NumberElement, OffsetForm } from './pattern.ts';

interface Run {
	readonly letter: string;
	readonly count: number;
	/** Where the letters stand in the pattern. */
	readonly offset: number;
}

/** What a run of one pattern letter means, or Java's message why it means nothing. */
export function patternLetters(run: Run): readonly DateElement[] | string {
	const read = Object.hasOwn(LETTERS, run.letter) ? LETTERS[run.letter] : undefined;
	return read === undefined ? `Unknown pattern letter: ${run.letter}` : read(run);
}

/** One row per letter. Source: javadoc of DateTimeFormatterBuilder.appendPattern, messages recorded from JDK 17. */
const LETTERS: Readonly<Record<string, (run: Run) => readonly DateElement[] | string>> = {
	G: (run) => (run.count <= 3 ? text(run, 'Era', 'short') : (named(run, 'Era') ?? tooMany(run))),
	u: (run) => year(run, 'Year'),
	y: (run) => year(run, 'YearOfEra'),
	Y: (run) =>
		run.count === 2
			? number(run, WEEK_BASED_YEAR, { widthMax: 2, reading: 'twoDigitYear' })
			: number(run, WEEK_BASED_YEAR, {
					widthMax: 19,
					sign: run.count < 4 ? 'normal' : 'exceedsPad',
				}),
	Q: (run) => numberOrName(run, 'QuarterOfYear'),
	q: (run) => numberOrName(run, 'QuarterOfYear'),
	M: (run) => numberOrName(run, 'MonthOfYear'),
	L: (run) => numberOrName(run, 'MonthOfYear'),
	E: (run) => (run.count <= 2 ? text(run, 'DayOfWeek', 'short') : nameOrTooMany(run, 'DayOfWeek')),
	e: (run) => (run.count <= 2 ? localDay(run) : nameOrTooMany(run, 'DayOfWeek')),
	c: (run) => {
		if (run.count === 2) return 'Invalid pattern "cc"';
		return run.count === 1 ? localDay(run) : nameOrTooMany(run, 'DayOfWeek');
	},
	a: (run) => (run.count === 1 ? text(run, 'AmPmOfDay', 'short') : tooMany(run)),
	d: (run) => upToTwo(run, 'DayOfMonth'),
	H: (run) => upToTwo(run, 'HourOfDay'),
	k: (run) => upToTwo(run, 'ClockHourOfDay'),
	h: (run) => upToTwo(run, 'ClockHourOfAmPm'),
	K: (run) => upToTwo(run, 'HourOfAmPm'),
	m: (run) => upToTwo(run, 'MinuteOfHour'),
	s: (run) => upToTwo(run, 'SecondOfMinute'),
	D: (run) => {
		if (run.count === 1) return anyNumber(run, 'DayOfYear');
		return run.count <= 3 ? number(run, 'DayOfYear', { widthMax: 3 }) : tooMany(run);
	},
	F: (run) => (run.count === 1 ? anyNumber(run, 'AlignedDayOfWeekInMonth') : tooMany(run)),
	S: (run) =>
		run.count <= 9
			? number(run, 'NanoOfSecond', { widthMax: run.count, reading: 'fraction' })
			: `Minimum width must be from 0 to 9 inclusive but was ${run.count}`,
	A: (run) => wideNumber(run, 'MilliOfDay', 'notNegative'),
	n: (run) => wideNumber(run, 'NanoOfSecond', 'notNegative'),
	N: (run) => wideNumber(run, 'NanoOfDay', 'notNegative'),
	g: (run) => wideNumber(run, 'ModifiedJulianDay', 'normal'),
	W: (run) =>
		run.count === 1
			? number(run, 'WeekOfMonth[WeekFields[SUNDAY,1]]', { widthMax: 1 })
			: tooMany(run),
	w: (run) =>
		run.count <= 2
			? number(run, 'WeekOfWeekBasedYear[WeekFields[SUNDAY,1]]', { widthMax: 2 })
			: tooMany(run),
	B: (run) => {
		const style = ({ 1: 'short', 4: 'full', 5: 'narrow' } as const)[run.count];
		return style === undefined
			? 'Wrong number of pattern letters: B'
			: [{ kind: 'dayPeriod', style, offset: run.offset }];
	},
	V: (run) =>
		run.count === 2
			? [{ kind: 'zoneId', offset: run.offset }]
			: 'Pattern letter count must be 2: V',
	z: (run) => (run.count <= 4 ? zoneName(run, false) : tooMany(run)),
	v: (run) =>
		run.count === 1 || run.count === 4 ? zoneName(run, true) : 'Wrong number of pattern letters: v',
	O: (run) =>
		run.count === 1 || run.count === 4
			? localizedOffset(run)
			: 'Pattern letter count must be 1 or 4: O',
	Z: (run) => {
		if (run.count <= 3) return offset(run, OFFSET_FORMS[2], '+0000');
		if (run.count === 4) return localizedOffset(run);
		return run.count === 5 ? offset(run, OFFSET_FORMS[5], 'Z') : tooMany(run);
	},
	X: (run) => {
		const form = OFFSET_FORMS[run.count];
		return form === undefined ? tooMany(run) : offset(run, form, 'Z');
	},
	x: (run) => {
		const form = OFFSET_FORMS[run.count];
		const zeroText = run.count === 1 ? '+00' : run.count % 2 === 0 ? '+0000' : '+00:00';
		return form === undefined ? tooMany(run) : offset(run, form, zeroText);
	},
};

/** The forms of `X` by count. */
const OFFSET_FORMS = {
	1: { colon: false, minutes: 'ifNeeded', seconds: 'never' },
	2: { colon: false, minutes: 'always', seconds: 'never' },
	3: { colon: true, minutes: 'always', seconds: 'never' },
	4: { colon: false, minutes: 'always', seconds: 'ifNeeded' },
	5: { colon: true, minutes: 'always', seconds: 'ifNeeded' },
} as const satisfies Record<number, OffsetForm> as Readonly<Record<number, OffsetForm>> &
	Readonly<Record<2 | 5, OffsetForm>>;

const WEEK_BASED_YEAR = 'WeekBasedYear[WeekFields[SUNDAY,1]]';

function tooMany(run: Run): string {
	return `Too many pattern letters: ${run.letter}`;
}

function number(
	run: Run,
	field: DateField,
	options: Partial<NumberElement> & Pick<NumberElement, 'widthMax'>,
): readonly DateElement[] {
	const sign = options.sign ?? 'notNegative';
	const isFixed = run.count === options.widthMax && sign === 'notNegative';
	return [
		{
			kind: 'number',
			field,
			widthMin: run.count,
			sign,
			reading: 'plain',
			joinWidth: isFixed ? options.widthMax : 0,
			reserved: 0,
			offset: run.offset,
			...options,
		},
	];
}

function anyNumber(run: Run, field: DateField): readonly DateElement[] {
	return number(run, field, { widthMin: 1, widthMax: 19, sign: 'normal' });
}

function wideNumber(
	run: Run,
	field: DateField,
	sign: NumberElement['sign'],
): readonly DateElement[] | string {
	return run.count <= 19
		? number(run, field, { widthMax: 19, sign })
		: `The minimum width must be from 1 to 19 inclusive but was ${run.count}`;
}

function year(run: Run, field: DateField): readonly DateElement[] | string {
	if (run.count === 2) return number(run, field, { widthMax: 2, reading: 'twoDigitYear' });
	return wideNumber(run, field, run.count < 4 ? 'normal' : 'exceedsPad');
}

function upToTwo(run: Run, field: DateField): readonly DateElement[] | string {
	if (run.count > 2) return tooMany(run);
	return run.count === 1 ? anyNumber(run, field) : number(run, field, { widthMax: 2 });
}

function localDay(run: Run): readonly DateElement[] {
	return number(run, 'DayOfWeek[WeekFields[SUNDAY,1]]', { widthMax: run.count });
}

function text(run: Run, field: DateField, style: TextStyle): readonly DateElement[] {
	return [{ kind: 'text', field, style, offset: run.offset }];
}

function named(run: Run, field: DateField): readonly DateElement[] | undefined {
	const style = ({ 3: 'short', 4: 'full', 5: 'narrow' } as const)[run.count];
	return style === undefined ? undefined : text(run, field, style);
}

function nameOrTooMany(run: Run, field: DateField): readonly DateElement[] | string {
	return named(run, field) ?? tooMany(run);
}

function numberOrName(run: Run, field: DateField): readonly DateElement[] | string {
	return run.count <= 2 ? upToTwo(run, field) : nameOrTooMany(run, field);
}

function zoneName(run: Run, isGeneric: boolean): readonly DateElement[] {
	const style = run.count === 4 ? 'long' : 'short';
	return [{ kind: 'zoneName', style, isGeneric, offset: run.offset }];
}

function localizedOffset(run: Run): readonly DateElement[] {
	return [
		{ kind: 'localizedOffset', style: run.count === 1 ? 'short' : 'long', offset: run.offset },
	];
}

function offset(run: Run, form: OffsetForm, zeroText: string): readonly DateElement[] {
	return [{ kind: 'offset', form, zeroText, offset: run.offset }];
}
