import { timeZoneHelp } from '../compile/syntax.ts';
import { type DatePattern, parseDatePattern } from '../java/date/pattern.ts';
import { parseTimeZone } from '../java/date/zone.ts';
import type { ElementNode } from '../model/workflow.ts';
import { Stop } from './completion.ts';
import { failure, syntaxFailure } from './faults.ts';
import type { Run } from './run.ts';
import { shortened } from './trace.ts';
import { optionalTextOf, textOf } from './values.ts';

type DateAction = ElementNode<'FormatDate'> | ElementNode<'ParseDate'>;

const PATTERNS_MAX = 200;
/** What is longer is read again each time: it may take more memory than time. */
const KEPT_LENGTH_MAX = 1000;
const patterns = new Map<string, DatePattern>();

/** The pattern of a date action, read once however often the action runs. */
export function datePatternOf(node: DateAction, run: Run): DatePattern | Stop {
	const text = textOf(node.attributes.pattern, run);
	if (text instanceof Stop) return text;
	const known = patterns.get(text);
	if (known !== undefined) return known;
	const result = parseDatePattern(text);
	if (!result.ok)
		return syntaxFailure('date-pattern', text, {
			explanation: `The pattern is "${shortened(text, 100)}", wrong from its character ${result.offset + 1} on.`,
			span: node.attributes.pattern.span,
		});
	if (text.length > KEPT_LENGTH_MAX) return result.pattern;
	if (patterns.size >= PATTERNS_MAX) patterns.clear();
	patterns.set(text, result.pattern);
	return result.pattern;
}

/** The zone that a date action names, if it names one. */
export function timeZoneOf(node: DateAction, run: Run): string | undefined | Stop {
	const id = optionalTextOf(node, 'timeZone', run) ?? '';
	if (id instanceof Stop) return id;
	if (id.trim() === '') return undefined;
	const result = parseTimeZone(id);
	if (result.ok) return id;
	return failure(result.message, {
		help: timeZoneHelp(id),
		span: node.attributes.timeZone?.span,
	});
}
