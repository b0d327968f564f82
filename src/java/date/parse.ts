import { assertNever } from '../../base/invariant.ts';
import { matchName, matchPeriod } from './names.ts';
import { ParseState } from './parsed.ts';
import { parseNumber } from './parseNumber.ts';
import { parseLocalizedOffset, parseOffsetText, parseZoneText } from './parseZone.ts';
import type { DateElement, DatePattern } from './pattern.ts';
import { resolve } from './resolve.ts';
import { parseTimeZone } from './zone.ts';

export type ParseResult =
	| { readonly ok: true; readonly timeMs: number }
	/** `missing` is what the pattern does not read of an instant. */
	| { readonly ok: false; readonly message: string; readonly missing?: 'date' | 'time of day' };

/**
 * Reads an instant in milliseconds as `Instant.from(formatter.withZone(timeZone).parse(text)).toEpochMilli()` with
 * the JDK's messages. An offset or zone in the text wins over `timeZone`. The date and the hour must be there;
 * smaller parts of the time count as zero.
 */
export function parseDate(options: {
	readonly pattern: DatePattern;
	/** An id as `java.time.ZoneId.of` takes it. */
	readonly timeZone: string;
	readonly text: string;
	/** Told when the text has neither offset nor zone, so that `timeZone` decided. */
	readonly zoneDecided?: () => void;
}): ParseResult {
	const { text } = options;
	const zone = parseTimeZone(options.timeZone);
	if (!zone.ok) return zone;
	const state = new ParseState();
	const end = parseAll(state, options.pattern.elements, text, 0);
	const quoted = `Text '${text.length > 64 ? `${text.slice(0, 64)}...` : text}' could not be parsed`;
	if (state.thrown !== undefined) return { ok: false, message: `${quoted}: ${state.thrown}` };
	if (end < 0) return { ok: false, message: `${quoted} at index ${~end}` };
	if (end < text.length)
		return { ok: false, message: `${quoted}, unparsed text found at index ${end}` };
	const namesZone = state.zone !== undefined || state.fields.has('OffsetSeconds');
	const result = resolve(state, zone.zone);
	if (result.ok) {
		if (!namesZone) options.zoneDecided?.();
		return result;
	}
	const { isWhileParsing, message, missing } = result;
	return {
		ok: false,
		message: isWhileParsing ? `${quoted}: ${message}` : message,
		...(missing === undefined ? {} : { missing }),
	};
}

function parseAll(
	state: ParseState,
	elements: readonly DateElement[],
	text: string,
	start: number,
): number {
	let position = start;
	for (const element of elements) {
		position = parseElement(state, element, text, position);
		if (position < 0) break;
	}
	return position;
}

function parseElement(
	state: ParseState,
	element: DateElement,
	text: string,
	start: number,
): number {
	switch (element.kind) {
		case 'literal':
			return text.startsWith(element.text, start) ? start + element.text.length : ~start;
		case 'number':
			return parseNumber(state, element, text, start);
		case 'text': {
			const match = matchName(element.field, element.style, text, start);
			return match === undefined ? ~start : state.put(element.field, match.value, start, match.end);
		}
		case 'dayPeriod': {
			const match = matchPeriod(element.style, text, start);
			if (match === undefined) return ~start;
			state.dayPeriod = match.period;
			return match.end;
		}
		case 'zoneId':
			return parseZoneText(state, text, start, undefined);
		case 'zoneName':
			return parseZoneText(state, text, start, element.style);
		case 'offset':
			return parseOffsetText(state, text, start, element);
		case 'localizedOffset':
			return parseLocalizedOffset(state, text, start, element.style);
		case 'pad':
			return parsePadded(state, element, text, start);
		case 'optional':
			return state.attempt(start, () => parseAll(state, element.elements, text, start));
		default:
			return assertNever(element);
	}
}

/** Spaces, then the element, in exactly the padded width. */
function parsePadded(
	state: ParseState,
	element: Extract<DateElement, { kind: 'pad' }>,
	text: string,
	start: number,
): number {
	const end = start + element.width;
	if (start === text.length || end > text.length) return ~start;
	let position = start;
	while (position < end && text[position] === ' ') position++;
	const result = parseElement(state, element.element, text.slice(0, end), position);
	// The JDK names the sum of both offsets, which is not where the fault is.
	return result === end ? result : ~(start + position);
}
