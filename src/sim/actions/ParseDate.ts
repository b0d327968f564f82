import { parseDate } from '../../java/date/parse.ts';
import { NEXT, Stop } from '../completion.ts';
import { datePatternOf, timeZoneOf } from '../dates.ts';
import { failure } from '../faults.ts';
import type { ActionRuntime } from '../runtime.ts';
import { choiceInside, placeOf, textOf } from '../values.ts';

/** Reads a date and stores milliseconds since 1970. */
export const runParseDate: ActionRuntime<'ParseDate'> = (node, run) => {
	const pattern = datePatternOf(node, run);
	if (pattern instanceof Stop) return pattern;
	const zone = timeZoneOf(node, run);
	if (zone instanceof Stop) return zone;
	const timeZone = zone ?? run.environment.behaviour.defaultTimeZone;
	const { date } = node.attributes;
	// The schema lets the attribute be left out, the documentation does not.
	if (date === undefined) return failure('ParseDate has no date.', { help: 'Add date="…".' });
	const text = textOf(date, run);
	if (text instanceof Stop) return text;
	const place = placeOf(node.attributes.savePath, run);
	if (place instanceof Stop) return place;
	const zoneDecided = () => zone ?? run.choice('defaultTimeZone');
	const result = parseDate({ pattern, timeZone, text, zoneDecided });
	if (!result.ok)
		return failure(result.message, {
			explanation: text === '' ? 'The date renders to nothing.' : undefined,
			help: result.missing === undefined ? undefined : HELP_MISSING[result.missing],
			span: date.span,
		});
	const isNumber = choiceInside(place, 'parsedDate', run) === 'number';
	const value = isNumber ? result.timeMs : String(result.timeMs);
	return run.write(node, place, value) ?? NEXT;
};

const HELP_MISSING = {
	date: 'The pattern reads no whole date, and a time in milliseconds needs one: year, month and day.',
	'time of day':
		'The pattern reads no time of day, and a time in milliseconds needs one. Add it to both: pattern="yyyy-MM-dd HH:mm" and date="${/day} 00:00".',
} as const;
