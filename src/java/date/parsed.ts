import type { DateField, FieldValue } from './fields.ts';
import type { DayPeriod } from './names.ts';
import type { JavaZone } from './zone.ts';

/** What a text was found to say, field by field, before it is made into an instant. */
export interface ParsedText {
	readonly fields: ReadonlyMap<DateField, FieldValue>;
	readonly zone: JavaZone | undefined;
	readonly dayPeriod: DayPeriod | undefined;
}

/**
 * Collects what is read. Positions are as in Java's parsers: the offset behind what was read, or, where the text
 * does not fit, the complement (`~offset`, a negative number) of where it stops fitting.
 */
export class ParseState {
	fields = new Map<DateField, FieldValue>();
	zone: JavaZone | undefined;
	dayPeriod: DayPeriod | undefined;
	/** What Java throws in the middle of reading, which no optional section catches. */
	thrown: string | undefined;

	/** Notes a field's value; reading two different ones does not fit. */
	put(field: DateField, value: FieldValue, start: number, end: number): number {
		const before = this.fields.get(field);
		this.fields.set(field, value);
		return before === undefined || before === value ? end : ~start;
	}

	/** Stops the reading with a message. */
	throw(message: string): number {
		this.thrown ??= message;
		return ~0;
	}

	/** Reads something that may be absent: when it does not fit, nothing of it is kept. */
	attempt(start: number, read: () => number): number {
		const { fields, zone, dayPeriod } = this;
		this.fields = new Map(fields);
		const end = read();
		if (end >= 0) return end;
		this.fields = fields;
		this.zone = zone;
		this.dayPeriod = dayPeriod;
		return start;
	}
}

/** The value of a digit, or -1. Java's DecimalStyle for Locale.US knows the ten of ASCII only. */
export function digitAt(text: string, offset: number): number {
	const value = text.charCodeAt(offset) - 48;
	return value >= 0 && value <= 9 ? value : -1;
}
