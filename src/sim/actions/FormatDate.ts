import { formatDate } from '../../java/date/format.ts';
import { NEXT, Stop } from '../completion.ts';
import { datePatternOf, timeZoneOf } from '../dates.ts';
import { failure } from '../faults.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, wholeNumberOf } from '../values.ts';

/** Writes an instant, now by default, as text. */
export const runFormatDate: ActionRuntime<'FormatDate'> = (node, run) => {
	const pattern = datePatternOf(node, run);
	if (pattern instanceof Stop) return pattern;
	const zone = timeZoneOf(node, run);
	if (zone instanceof Stop) return zone;
	const timeZone = zone ?? run.choice('defaultTimeZone');
	const { time } = node.attributes;
	const timeMs =
		time === undefined
			? run.environment.ports.clock.now()
			: wholeNumberOf(time, 'a time in milliseconds since 1970', run);
	if (timeMs instanceof Stop) return timeMs;
	const place = placeOf(node.attributes.savePath, run);
	if (place instanceof Stop) return place;
	const result = formatDate({ pattern, timeZone, timeMs });
	if (!result.ok) return failure(result.message, { span: node.nameSpan });
	return run.write(node, place, result.text) ?? NEXT;
};
