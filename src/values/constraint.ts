import { suggestTimeZone, timeZoneFault } from '../java/date/zone.ts';

/**
 * What a template knows about the values of a parameter, beyond what `<Parameter>` can say. A template
 * declares it; validation and generation check it.
 */
export interface ParameterConstraint {
	readonly format: ConstraintFormat;
	/** For `integer`: the bounds, inclusive. */
	readonly minimum?: number;
	readonly maximum?: number;
	/** For `epoch-milliseconds`: how far back the API goes; an older time is a warning. */
	readonly oldestDays?: number;
	/** Whether an empty value means something. A time may always be empty: it then is not given. */
	readonly mayBeEmpty?: true;
}

const CONSTRAINT_FORMATS = [
	'uuid',
	'time-zone',
	'epoch-milliseconds',
	'integer',
	'base-url',
] as const;

export type ConstraintFormat = (typeof CONSTRAINT_FORMATS)[number];

export type ParameterConstraints = Readonly<Record<string, ParameterConstraint>>;

/** What is wrong with a value, and what to do. What holds parts of the value stands apart: it may be a secret. */
export interface ValueProblem {
	/** Goes on behind the value: `is not a UUID.` */
	readonly fault: string;
	readonly help: string;
	/** What to say besides where the value may be quoted: a better guess, and a help that holds it. */
	readonly quoting?: { readonly guess?: string; readonly help?: string };
	readonly severity?: 'warning';
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether an empty value obeys the constraint. */
export function mayBeEmpty({ mayBeEmpty, format }: ParameterConstraint): boolean {
	return mayBeEmpty === true || format === 'epoch-milliseconds';
}

/** What is wrong with a value of this format; nothing when it is right. `now` is in milliseconds since 1970. */
export function checkConstraint(
	value: string,
	constraint: ParameterConstraint,
	now?: number,
): ValueProblem | undefined {
	if (value === '')
		return mayBeEmpty(constraint) ? undefined : { fault: 'is empty.', help: 'Give it a value.' };
	switch (constraint.format) {
		case 'uuid':
			if (UUID.test(value)) return undefined;
			return {
				fault: 'is not a UUID.',
				help: 'It has 32 hexadecimal digits in groups of 8-4-4-4-12, for example 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0.',
			};
		case 'time-zone':
			return checkTimeZone(value);
		case 'epoch-milliseconds':
			return checkEpochMilliseconds(value) ?? checkAge(Number(value), constraint, now);
		case 'integer':
			return checkInteger(value, constraint);
		case 'base-url':
			return checkBaseUrl(value);
	}
}

/** Zones are read by Java's `ZoneId.of`, where case counts and abbreviations such as EST are unknown. */
function checkTimeZone(value: string): ValueProblem | undefined {
	if (timeZoneFault(value) === undefined) return undefined;
	const near = suggestTimeZone(value);
	return {
		fault: 'is not a time zone.',
		help: 'Use a name of the IANA database, for example UTC, Europe/Berlin or America/New_York.',
		...(near === undefined ? {} : { quoting: { guess: ` Did you mean "${near}"?` } }),
	};
}

/** 2001-09-09 in milliseconds: what is smaller was most likely meant in seconds. */
const MILLISECONDS_MIN = 1_000_000_000_000;
/** 2286-11-20: what is larger was most likely meant in microseconds. */
const MILLISECONDS_MAX = 9_999_999_999_999;
const DAY_MS = 86_400_000;

function checkEpochMilliseconds(value: string): ValueProblem | undefined {
	const help = 'Milliseconds since 1970-01-01T00:00Z have 13 digits, for example 1693309396000.';
	if (/^\d+$/.test(value)) {
		const number = Number(value);
		if (number >= MILLISECONDS_MIN && number <= MILLISECONDS_MAX) return undefined;
		if (!/^\d{9,10}$/.test(value)) return { fault: 'is not a time in milliseconds.', help };
		const fault = 'looks like seconds; milliseconds are needed.';
		return { fault, help, quoting: { help: `Write ${value}000.` } };
	}
	const instant = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
	if (Number.isNaN(instant)) return { fault: 'is not a time in milliseconds.', help };
	const fault = 'is a date; milliseconds are needed.';
	return { fault, help, quoting: { help: `Write ${instant}.` } };
}

function checkAge(
	instant: number,
	{ oldestDays }: ParameterConstraint,
	now: number | undefined,
): ValueProblem | undefined {
	if (now === undefined) return undefined;
	if (instant > now) {
		return {
			fault: 'lies in the future.',
			help: `Nothing would be collected until then. Now is ${now}.`,
		};
	}
	if (oldestDays === undefined || instant >= now - oldestDays * DAY_MS) return undefined;
	return {
		severity: 'warning',
		fault: `lies more than ${oldestDays} days back, and the API keeps no more.`,
		help: `Its oldest event is from ${now - oldestDays * DAY_MS} or later.`,
	};
}

function checkInteger(
	value: string,
	{ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: ParameterConstraint,
): ValueProblem | undefined {
	if (/^-?\d{1,15}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum)
		return undefined;
	return {
		fault: `is not a whole number from ${minimum} to ${maximum}.`,
		help: 'Write digits only: no unit, no separator.',
	};
}

function checkBaseUrl(value: string): ValueProblem | undefined {
	const help =
		'Write scheme and host without a slash at the end, for example https://api.atlassian.com.';
	if (!/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/i.test(value) || !URL.canParse(value))
		return { fault: 'is not the base of a URL.', help };
	return value.endsWith('/') ? { fault: 'ends with a slash.', help } : undefined;
}
