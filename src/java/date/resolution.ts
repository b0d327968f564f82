import { dateText, timeText } from './calendar.ts';
import { type DateField, type FieldValue, rangeError } from './fields.ts';
import type { DayPeriod } from './names.ts';
import type { ParsedText } from './parsed.ts';

/**
 * Fields on their way to a date and a time. Steps take fields out and put simpler ones in. A step returns a message
 * when the fields contradict each other, so that steps are chained with `??`.
 */
export class Resolution {
	readonly fields: Map<DateField, FieldValue>;
	dayPeriod: DayPeriod | undefined;
	epochDay: number | undefined;
	nanoOfDay: number | undefined;
	/** 1 after `24:00`. */
	excessDays = 0;

	constructor(parsed: ParsedText) {
		this.fields = new Map(parsed.fields);
		this.dayPeriod = parsed.dayPeriod;
	}

	/** Takes a field out. */
	take(field: DateField): FieldValue | undefined {
		const value = this.fields.get(field);
		this.fields.delete(field);
		return value;
	}

	/** Takes a field out, checks its value and passes it on. Does nothing without the field. */
	takeValid(field: DateField, use: (value: number) => string | undefined): string | undefined {
		const value = this.take(field);
		if (value === undefined) return undefined;
		return rangeError(field, value) ?? use(Number(value));
	}

	/** Puts a simpler field in, in place of another. */
	change(from: DateField, to: DateField, value: number): string | undefined {
		const before = this.fields.get(to);
		this.fields.set(to, value);
		return before === undefined || before === value
			? undefined
			: `Conflict found: ${to} ${before} differs from ${to} ${value} while resolving  ${from}`;
	}

	setDate(epochDay: number): string | undefined {
		if (this.epochDay !== undefined && this.epochDay !== epochDay)
			return `Conflict found: Fields resolved to two different dates: ${dateText(this.epochDay)} ${dateText(epochDay)}`;
		this.epochDay = epochDay;
		return undefined;
	}

	setTime(nanoOfDay: number, excessDays: number): string | undefined {
		if (this.nanoOfDay === undefined) {
			this.nanoOfDay = nanoOfDay;
			this.excessDays = excessDays;
			return undefined;
		}
		if (this.nanoOfDay !== nanoOfDay)
			return `Conflict found: Fields resolved to different times: ${timeText(this.nanoOfDay)} ${timeText(nanoOfDay)}`;
		if (this.excessDays !== 0 && excessDays !== 0 && this.excessDays !== excessDays)
			return `Conflict found: Fields resolved to different excess periods: P${this.excessDays}D P${excessDays}D`;
		this.excessDays = excessDays;
		return undefined;
	}
}
