/**
 * The fields of `java.time` that a pattern can print or read, under the names that Java's messages use, with the
 * values that are valid. Source: javadoc of ChronoField, IsoFields, JulianFields and WeekFields (week from Sunday,
 * one day makes a week: Locale.US).
 */
const FIELD_RANGES = {
	Era: range(0, 1),
	YearOfEra: { least: 1, most: 1_000_000_000, text: '1 - 999999999/1000000000' },
	Year: range(-999_999_999, 999_999_999),
	QuarterOfYear: range(1, 4),
	MonthOfYear: range(1, 12),
	DayOfYear: { least: 1, most: 366, text: '1 - 365/366' },
	DayOfMonth: { least: 1, most: 31, text: '1 - 28/31' },
	AlignedDayOfWeekInMonth: range(1, 7),
	DayOfWeek: range(1, 7),
	AmPmOfDay: range(0, 1),
	HourOfDay: range(0, 23),
	ClockHourOfDay: range(1, 24),
	HourOfAmPm: range(0, 11),
	ClockHourOfAmPm: range(1, 12),
	MinuteOfHour: range(0, 59),
	SecondOfMinute: range(0, 59),
	SecondOfDay: range(0, 86_399),
	MilliOfSecond: range(0, 999),
	MicroOfSecond: range(0, 999_999),
	NanoOfSecond: range(0, 999_999_999),
	MilliOfDay: range(0, 86_399_999),
	NanoOfDay: range(0, 86_399_999_999_999),
	ModifiedJulianDay: range(-365_243_178_575, 365_241_821_058),
	OffsetSeconds: range(-64_800, 64_800),
	'DayOfWeek[WeekFields[SUNDAY,1]]': range(1, 7),
	'WeekOfMonth[WeekFields[SUNDAY,1]]': { least: 0, most: 6, text: '0/1 - 4/6' },
	'WeekOfWeekBasedYear[WeekFields[SUNDAY,1]]': { least: 1, most: 53, text: '1 - 52/53' },
	'WeekBasedYear[WeekFields[SUNDAY,1]]': range(-999_999_999, 999_999_999),
} as const satisfies Record<string, FieldRange>;

export type DateField = keyof typeof FIELD_RANGES;

/** A field's value as read. Up to 19 digits can be read, but no field takes more than a number holds exactly. */
export type FieldValue = number | bigint;

interface FieldRange {
	readonly least: number;
	readonly most: number;
	readonly text: string;
}

function range(least: number, most: number): FieldRange {
	return { least, most, text: `${least} - ${most}` };
}

/** What Java says of a value outside of its field's range; undefined when it is inside. */
export function rangeError(field: DateField, value: FieldValue): string | undefined {
	const { least, most, text } = FIELD_RANGES[field];
	return value >= least && value <= most
		? undefined
		: `Invalid value for ${field} (valid values ${text}): ${value}`;
}

/** Only these are looked at when Java validates what is left over of the time of day. */
const TIME_FIELDS: ReadonlySet<DateField> = new Set<DateField>([
	'AmPmOfDay',
	'HourOfDay',
	'ClockHourOfDay',
	'HourOfAmPm',
	'ClockHourOfAmPm',
	'MinuteOfHour',
	'SecondOfMinute',
	'SecondOfDay',
	'MilliOfSecond',
	'MicroOfSecond',
	'NanoOfSecond',
	'MilliOfDay',
	'NanoOfDay',
]);

export function isTimeField(field: DateField): boolean {
	return TIME_FIELDS.has(field);
}
