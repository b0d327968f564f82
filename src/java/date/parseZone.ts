import { digitAt, type ParseState } from './parsed.ts';
import type { OffsetForm } from './pattern.ts';
import { offsetZone, parseTimeZone, prefixedZone } from './zone.ts';
import { matchZoneId, matchZoneName } from './zoneNames.ts';
import { offsetRangeError } from './zoneOffset.ts';

interface OffsetMatch {
	readonly offsetSeconds: number;
	readonly end: number;
}

/** Reads an offset such as `+02:00`, or the text that stands for none. */
export function parseOffsetText(
	state: ParseState,
	text: string,
	start: number,
	element: { readonly form: OffsetForm; readonly zeroText: string },
): number {
	const match = matchOffset(text, start, element);
	if (typeof match === 'string') return state.throw(match);
	if (match === undefined) return ~start;
	return state.put('OffsetSeconds', match.offsetSeconds, start, match.end);
}

/** An offset's seconds and end; undefined when the text does not fit; a message where Java throws. */
function matchOffset(
	text: string,
	start: number,
	{ form, zeroText }: { readonly form: OffsetForm; readonly zeroText: string },
): OffsetMatch | string | undefined {
	if (start === text.length) return undefined;
	if (text.startsWith(zeroText, start)) return { offsetSeconds: 0, end: start + zeroText.length };
	const sign = text[start];
	if (sign !== '+' && sign !== '-') return undefined;
	const hours = matchTwoDigits(text, start + 1);
	if (hours === undefined) return undefined;
	let end = start + 3;
	const values = [hours, 0, 0];
	const colonWidth = form.colon ? 1 : 0;
	for (const [index, need] of [form.minutes, form.seconds].entries()) {
		if (need === 'never') break;
		const hasColon = !form.colon || text[end] === ':';
		const value = hasColon ? matchTwoDigits(text, end + colonWidth) : undefined;
		if (value === undefined && need === 'always') return undefined;
		// Seconds are looked for where minutes would be when those, being optional, are absent.
		if (value === undefined) continue;
		values[index + 1] = value;
		end += colonWidth + 2;
	}
	const [hour = 0, minute = 0, second = 0] = values;
	if (hour > 23) return 'Value out of range: Hour[0-23], Minute[0-59], Second[0-59]';
	const seconds = hour * 3600 + minute * 60 + second;
	return { offsetSeconds: sign === '-' ? -seconds : seconds, end };
}

/** Two digits, 59 at most, as the parts of an offset are read. */
function matchTwoDigits(text: string, start: number): number | undefined {
	const tens = digitAt(text, start);
	const ones = digitAt(text, start + 1);
	const value = tens * 10 + ones;
	return tens < 0 || ones < 0 || value > 59 ? undefined : value;
}

/** Reads `GMT`, `GMT+3`, `GMT+03:30`: the short form with as few digits as it can, the long one with all. */
export function parseLocalizedOffset(
	state: ParseState,
	text: string,
	start: number,
	style: 'short' | 'long',
): number {
	if (!text.startsWith('GMT', start)) return ~start;
	let end = start + 3;
	const sign = text[end];
	if (sign !== '+' && sign !== '-') return state.put('OffsetSeconds', 0, start, end);
	end++;
	const outside = [end, end + 1, end + 2, end + 3, end + 4].find((at) => at >= text.length);
	let hours: number;
	let minutes = 0;
	if (style === 'long') {
		const layout = /^(?:\d\d:\d\d|\d\d:\d?|\d\d?|)/.exec(text.slice(end, end + 5))?.[0] ?? '';
		if (layout.length < 5) {
			// Java looks at each pair of characters together before it judges them.
			const needed = layout.length < 2 ? end + 1 : layout.length < 3 ? end + 2 : end + 4;
			return outside !== undefined && outside <= needed
				? state.throw(`String index out of range: ${outside}`)
				: ~start;
		}
		hours = Number(layout.slice(0, 2));
		minutes = Number(layout.slice(3));
		end += 5;
	} else {
		if (end >= text.length) return state.throw(`String index out of range: ${end}`);
		hours = digitAt(text, end);
		if (hours < 0) return ~start;
		end++;
		const second = digitAt(text, end);
		if (second >= 0) {
			hours = hours * 10 + second;
			end++;
		}
		const found = colonAndTwoDigits(text, end);
		if (found !== undefined) {
			minutes = found;
			end += 3;
		}
	}
	const hasMinutes = style === 'long' || text[end - 3] === ':';
	const seconds = hasMinutes ? colonAndTwoDigits(text, end) : undefined;
	if (seconds !== undefined) end += 3;
	const total = hours * 3600 + minutes * 60 + (seconds ?? 0);
	return state.put('OffsetSeconds', sign === '-' ? -total : total + 0, start, end);
}

function colonAndTwoDigits(text: string, start: number): number | undefined {
	const digits = /^:(\d\d)/.exec(text.slice(start, start + 3))?.[1];
	return digits === undefined ? undefined : Number(digits);
}

const ZONE_OFFSET_FORM: OffsetForm = { colon: true, minutes: 'always', seconds: 'ifNeeded' };

/** Reads a zone: an offset, a prefixed offset, an id and, where names are given, a name. */
export function parseZoneText(
	state: ParseState,
	text: string,
	start: number,
	names: 'short' | 'long' | undefined,
): number {
	if (start === text.length) return ~start;
	if (/[+-]/.test(text.charAt(start))) return parsePrefixedOffset(state, text, start, '');
	const prefix = /^(?:UTC|UT|GMT)/.exec(text.slice(start, start + 3))?.[0];
	if (prefix === 'GMT' && text[start + 3] === '0') return setRegion(state, 'GMT0', start + 4);
	// Recorded from the JDK: as a short name, `UTC` with other text behind it is this region.
	const isName = prefix === 'UTC' && names === 'short' && /[^+-]/.test(text.charAt(start + 3));
	if (isName) return setRegion(state, 'Etc/UTC', start + 3);
	if (prefix !== undefined) return parsePrefixedOffset(state, text, start, prefix);
	const match = names === undefined ? matchZoneId(text, start) : matchZoneName(text, start, names);
	if (match !== undefined) return setRegion(state, match.id, match.end);
	if (text[start] !== 'Z') return ~start;
	state.zone = offsetZone(0);
	return start + 1;
}

function setRegion(state: ParseState, id: string, end: number): number {
	const result = parseTimeZone(id);
	if (!result.ok) return state.throw(result.message);
	state.zone = result.zone;
	return end;
}

function parsePrefixedOffset(
	state: ParseState,
	text: string,
	start: number,
	prefix: string,
): number {
	const offsetStart = start + prefix.length;
	const bare = () => {
		state.zone = prefixedZone(prefix, 0);
		return offsetStart;
	};
	if (prefix !== '' && /^[0Z]?$/.test(text.charAt(offsetStart))) return bare();
	const match = matchOffset(text, offsetStart, {
		form: ZONE_OFFSET_FORM,
		zeroText: prefix === '' ? 'Z' : '0',
	});
	if (typeof match === 'string') return state.throw(match);
	if (match === undefined) return prefix === '' ? ~start : bare();
	if (offsetRangeError(match.offsetSeconds) !== undefined) return ~start;
	state.zone =
		prefix === '' ? offsetZone(match.offsetSeconds) : prefixedZone(prefix, match.offsetSeconds);
	return match.end;
}
