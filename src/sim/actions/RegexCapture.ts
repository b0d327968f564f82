import { findFirst } from '../../java/regex/search.ts';
import { printResolvedPath, type ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { NEXT, Stop } from '../completion.ts';
import { syntaxFailure } from '../faults.ts';
import { javaRegexOf, runaway } from '../javaRegex.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { placeOf, textOf } from '../values.ts';

/** Stores what the one group of a pattern captures in its first match. No match clears the place. */
export const runRegexCapture: ActionRuntime<'RegexCapture'> = (node, run) => {
	const { pattern, value, savePath } = node.attributes;
	const text = textOf(pattern, run);
	if (text instanceof Stop) return text;
	const regex = javaRegexOf(text, { span: pattern.span });
	if (regex instanceof Stop) return regex;
	if (regex.groupCount !== 1)
		return syntaxFailure('capturing-expression', text, { span: pattern.span });
	const subject = textOf(value, run);
	if (subject instanceof Stop) return subject;
	const place = placeOf(savePath, run);
	if (place instanceof Stop) return place;
	const { regexStepsMax: stepsMax } = run.environment.limits;
	const found = findFirst(regex, subject, { stepsMax });
	if (!found.ok) return runaway(found.message, text, pattern.span);
	const captured = found.match?.groups[1] ?? undefined;
	const stop = captured === undefined ? clear(node, place, run) : run.write(node, place, captured);
	return stop ?? NEXT;
};

function clear(node: ElementNode<'RegexCapture'>, place: ResolvedPath, run: Run): Stop | undefined {
	if (run.choice('noMatch') === 'null') return run.write(node, place, null);
	const stop = run.state.delete(place);
	if (run.isTraced)
		run.emit(node, { kind: 'state-delete', path: run.shown(printResolvedPath(place)) });
	return stop;
}
