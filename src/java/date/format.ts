import { assertNever } from '../../base/invariant.ts';
import { floorDivide, twoDigits } from './calendar.ts';
import { dateFieldOf, type Moment, momentOf, timeFieldOf } from './moment.ts';
import { nameOfValue, periodOf } from './names.ts';
import type { DateElement, DatePattern, NumberElement, OffsetForm } from './pattern.ts';
import { parseTimeZone } from './zone.ts';
import { zoneNamesById } from './zoneNames.ts';

export type FormatResult =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly message: string; readonly offset?: number };

/** An element that cannot be printed, with Java's words and its place in the pattern. */
interface Failure {
	readonly message: string;
	readonly offset: number;
}

/** Beyond these no `long` holds the milliseconds. */
const TIME_MS_MAX = 2 ** 63;

/**
 * Prints an instant as `DateTimeFormatter.format` does for `Instant.ofEpochMilli(timeMs).atZone(timeZone)` in
 * Locale.US. Fails for an unknown zone, and (with an `offset` in the pattern) for what a pattern cannot print.
 */
export function formatDate(options: {
	readonly pattern: DatePattern;
	/** An id as `java.time.ZoneId.of` takes it. */
	readonly timeZone: string;
	/** Milliseconds since 1970. A fraction is cut off. */
	readonly timeMs: number;
}): FormatResult {
	const zone = parseTimeZone(options.timeZone);
	if (!zone.ok) return zone;
	const timeMs = Math.trunc(options.timeMs);
	if (!(Math.abs(timeMs) < TIME_MS_MAX))
		return { ok: false, message: `The time ${options.timeMs} is outside of what Java can hold.` };
	const text = printAll(options.pattern.elements, momentOf(timeMs, zone.zone));
	return typeof text === 'string' ? { ok: true, text } : { ok: false, ...text };
}

function printAll(elements: readonly DateElement[], moment: Moment): string | Failure {
	let text = '';
	for (const element of elements) {
		const part = print(element, moment);
		if (typeof part !== 'string') return part;
		text += part;
	}
	return text;
}

function print(element: DateElement, moment: Moment): string | Failure {
	switch (element.kind) {
		case 'literal':
			return element.text;
		case 'number':
			return printNumber(element, moment);
		case 'text': {
			const value = fieldOf(moment, element.field);
			return nameOfValue(element.field, element.style, value) ?? String(value);
		}
		case 'dayPeriod': {
			const period = periodOf(floorDivide(moment.secondOfDay, 60));
			return (element.style === 'narrow' ? period?.narrowName : period?.name) ?? '';
		}
		case 'zoneId':
			return moment.zone.id;
		case 'zoneName':
			return zoneName(element, moment);
		case 'offset':
			return printOffset(moment.offsetSeconds, element.form, element.zeroText);
		case 'localizedOffset':
			return printLocalizedOffset(moment.offsetSeconds, element.style);
		case 'pad': {
			const inner = print(element.element, moment);
			if (typeof inner !== 'string') return inner;
			if (inner.length <= element.width) return inner.padStart(element.width);
			const message = `Cannot print as output of ${inner.length} characters exceeds pad width of ${element.width}`;
			return { message, offset: element.offset };
		}
		case 'optional':
			return printAll(element.elements, moment);
		default:
			return assertNever(element);
	}
}

/** A moment has every field that a pattern names. */
function fieldOf(moment: Moment, field: NumberElement['field']): number {
	return dateFieldOf(moment, field) ?? timeFieldOf(moment, field) ?? 0;
}

function printNumber(
	element: NumberElement & { readonly offset: number },
	moment: Moment,
): string | Failure {
	const value = fieldOf(moment, element.field);
	const { widthMin } = element;
	if (element.reading === 'fraction') return String(value).padStart(9, '0').slice(0, widthMin);
	const absolute = Math.abs(value);
	if (element.reading === 'twoDigitYear') return twoDigits(absolute % 100);
	const digits = String(absolute).padStart(widthMin, '0');
	if (value < 0) return `-${digits}`;
	if (element.sign !== 'exceedsPad' || widthMin >= 19) return digits;
	// The JDK looks the limit up in a table that ends at ten digits.
	if (widthMin > 10)
		return { message: `Index ${widthMin} out of bounds for length 11`, offset: element.offset };
	return value >= 10 ** widthMin ? `+${digits}` : digits;
}

function zoneName(
	element: Extract<DateElement, { kind: 'zoneName' }>,
	{ zone, epochSecond }: Moment,
): string {
	const names = zone.isOffset ? undefined : zoneNamesById().get(zone.id);
	if (names === undefined) return zone.id;
	const isShort = element.style === 'short';
	if (element.isGeneric) return isShort ? names.shortGeneric : names.longGeneric;
	if (zone.isDaylightSaving(epochSecond)) return isShort ? names.shortDaylight : names.longDaylight;
	return isShort ? names.shortStandard : names.longStandard;
}

function printOffset(offsetSeconds: number, form: OffsetForm, zeroText: string): string {
	const { sign, hours, minutes, seconds } = offsetParts(offsetSeconds);
	const colon = form.colon ? ':' : '';
	const hasMinutes = form.minutes === 'always' || (form.minutes === 'ifNeeded' && minutes > 0);
	const hasSeconds = hasMinutes && form.seconds === 'ifNeeded' && seconds > 0;
	// An offset of which only zeros would be printed counts as none.
	if (hours === 0 && !(hasMinutes && minutes > 0) && !hasSeconds) return zeroText;
	const minutesText = hasMinutes ? colon + twoDigits(minutes) : '';
	return sign + twoDigits(hours) + minutesText + (hasSeconds ? colon + twoDigits(seconds) : '');
}

function printLocalizedOffset(offsetSeconds: number, style: 'short' | 'long'): string {
	if (offsetSeconds === 0) return 'GMT';
	const { sign, hours, minutes, seconds } = offsetParts(offsetSeconds);
	const secondsText = seconds > 0 ? `:${twoDigits(seconds)}` : '';
	if (style === 'long') return `GMT${sign}${twoDigits(hours)}:${twoDigits(minutes)}${secondsText}`;
	const minutesText = minutes > 0 || seconds > 0 ? `:${twoDigits(minutes)}` : '';
	return `GMT${sign}${hours}${minutesText}${secondsText}`;
}

function offsetParts(offsetSeconds: number) {
	const all = Math.abs(offsetSeconds);
	return {
		sign: offsetSeconds < 0 ? '-' : '+',
		hours: floorDivide(all, 3600),
		minutes: floorDivide(all, 60) % 60,
		seconds: all % 60,
	};
}
