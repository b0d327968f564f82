import { type DatePattern, parseDatePattern } from '../java/date/pattern.ts';
import type { ElementNode } from '../model/workflow.ts';
import { Stop } from './completion.ts';
import { failure } from './faults.ts';
import type { Run } from './run.ts';
import { shortened } from './trace.ts';
import { optionalTextOf, textOf } from './values.ts';

type DateAction = ElementNode<'FormatDate'> | ElementNode<'ParseDate'>;

const PATTERNS_MAX = 200;
const patterns = new Map<string, DatePattern>();

/** The pattern of a date action, read once however often the action runs. */
export function datePatternOf(node: DateAction, run: Run): DatePattern | Stop {
	const text = textOf(node.attributes.pattern, run);
	if (text instanceof Stop) return text;
	const known = patterns.get(text);
	if (known !== undefined) return known;
	const result = parseDatePattern(text);
	if (!result.ok)
		return failure(result.message, {
			explanation: `The pattern is "${shortened(text, 100)}".`,
			help: 'Patterns are those of Java’s DateTimeFormatter; put plain text between single quotes.',
			span: node.attributes.pattern.span,
		});
	if (patterns.size >= PATTERNS_MAX) patterns.clear();
	patterns.set(text, result.pattern);
	return result.pattern;
}

/** The zone of a date action; what counts when it names none is not known. */
export function timeZoneOf(node: DateAction, run: Run): string | Stop {
	const zone = optionalTextOf(node, 'timeZone', run);
	if (zone instanceof Stop) return zone;
	return zone === undefined || zone.trim() === '' ? run.choice('defaultTimeZone') : zone.trim();
}
