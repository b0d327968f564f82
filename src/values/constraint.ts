import { didYouMean } from '../base/suggest.ts';

/**
 * What a template knows about the values of a parameter, beyond what `<Parameter>` can say. A template
 * declares it; validation and generation check it.
 */
export interface ParameterConstraint {
	readonly format: ConstraintFormat;
	/** For `integer`: the bounds, inclusive. */
	readonly minimum?: number;
	readonly maximum?: number;
}

export const CONSTRAINT_FORMATS = [
	'uuid',
	'time-zone',
	'epoch-milliseconds',
	'integer',
	'base-url',
] as const;

export type ConstraintFormat = (typeof CONSTRAINT_FORMATS)[number];

export type ParameterConstraints = Readonly<Record<string, ParameterConstraint>>;

/** What is wrong with a value, and what to do. */
export interface ValueProblem {
	readonly message: string;
	readonly help: string;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** What is wrong with a value of this format; nothing when it is right. */
export function checkConstraint(
	value: string,
	constraint: ParameterConstraint,
): ValueProblem | undefined {
	switch (constraint.format) {
		case 'uuid':
			if (UUID.test(value)) return undefined;
			return {
				message: `"${shorten(value)}" is not a UUID.`,
				help: 'It has 32 hexadecimal digits in groups of 8-4-4-4-12, for example 0f1e2d3c-4b5a-6978-8796-a5b4c3d2e1f0.',
			};
		case 'time-zone':
			return checkTimeZone(value);
		case 'epoch-milliseconds':
			return checkEpochMilliseconds(value);
		case 'integer':
			return checkInteger(value, constraint);
		case 'base-url':
			return checkBaseUrl(value);
	}
}

function checkTimeZone(value: string): ValueProblem | undefined {
	try {
		new Intl.DateTimeFormat('en-US', { timeZone: value });
		return undefined;
	} catch {
		return {
			message: `"${shorten(value)}" is not a time zone.${didYouMean(value, Intl.supportedValuesOf('timeZone'))}`,
			help: 'Use a name of the IANA database, for example UTC, Europe/Berlin or America/New_York.',
		};
	}
}

/** 2001-09-09 in milliseconds: what is smaller was most likely meant in seconds. */
const MILLISECONDS_MIN = 1_000_000_000_000;
/** 2286-11-20: what is larger was most likely meant in microseconds. */
const MILLISECONDS_MAX = 9_999_999_999_999;

function checkEpochMilliseconds(value: string): ValueProblem | undefined {
	const example = 'Milliseconds since 1970-01-01T00:00Z have 13 digits, for example 1693309396000.';
	if (/^\d+$/.test(value)) {
		const number = Number(value);
		if (number >= MILLISECONDS_MIN && number <= MILLISECONDS_MAX) return undefined;
		const isSeconds = /^\d{9,10}$/.test(value);
		return {
			message: isSeconds
				? `"${value}" looks like seconds; milliseconds are needed.`
				: `"${shorten(value)}" is not a time in milliseconds.`,
			help: isSeconds ? `Write ${value}000.` : example,
		};
	}
	const instant = /^\d{4}-\d{2}-\d{2}/.test(value) ? Date.parse(value) : Number.NaN;
	return Number.isNaN(instant)
		? { message: `"${shorten(value)}" is not a time in milliseconds.`, help: example }
		: {
				message: `"${shorten(value)}" is a date; milliseconds are needed.`,
				help: `Write ${instant}.`,
			};
}

function checkInteger(
	value: string,
	{ minimum = Number.MIN_SAFE_INTEGER, maximum = Number.MAX_SAFE_INTEGER }: ParameterConstraint,
): ValueProblem | undefined {
	if (/^-?\d{1,15}$/.test(value) && Number(value) >= minimum && Number(value) <= maximum)
		return undefined;
	return {
		message: `"${shorten(value)}" is not a whole number from ${minimum} to ${maximum}.`,
		help: 'Write digits only: no unit, no separator.',
	};
}

function checkBaseUrl(value: string): ValueProblem | undefined {
	const help =
		'Write scheme and host without a slash at the end, for example https://api.atlassian.com.';
	if (!/^https?:\/\/[^\s/?#]+(?:\/[^\s?#]*)?$/i.test(value) || !URL.canParse(value))
		return { message: `"${shorten(value)}" is not the base of a URL.`, help };
	if (value.endsWith('/')) return { message: `"${shorten(value)}" ends with a slash.`, help };
	return undefined;
}

function shorten(value: string): string {
	return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
