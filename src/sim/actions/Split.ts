import { splitJava } from '../../java/regex/split.ts';
import { NEXT, Stop } from '../completion.ts';
import { javaRegexOf, runaway } from '../javaRegex.ts';
import type { ActionRuntime } from '../runtime.ts';
import { optionalTextOf, placeOf, textOf } from '../values.ts';

/** Stores the parts of a text between the matches of a pattern. Empty parts at the end are dropped. */
export const runSplit: ActionRuntime<'Split'> = (node, run) => {
	const { value, delimiter, savePath } = node.attributes;
	const text = textOf(value, run);
	if (text instanceof Stop) return text;
	const pattern = optionalTextOf(node, 'delimiter', run) ?? '';
	if (pattern instanceof Stop) return pattern;
	const regex = javaRegexOf(pattern, { span: delimiter?.span });
	if (regex instanceof Stop) return regex;
	const place = placeOf(savePath, run);
	if (place instanceof Stop) return place;
	const { regexStepsMax: stepsMax } = run.environment.limits;
	const split = splitJava(text, regex, { stepsMax });
	if (!split.ok) return runaway(split.message, pattern, delimiter?.span);
	return run.write(node, place, split.parts) ?? NEXT;
};
