import type { Span } from '../base/span.ts';
import { compileJavaRegex, type JavaRegex } from '../java/regex/regex.ts';
import { Stop } from './completion.ts';
import { type FaultDetails, syntaxFailure } from './faults.ts';
import { LIMITS } from './limits.ts';
import { shortened } from './trace.ts';

const REGEXES_MAX = 200;
/** What is longer is read again each time: it may take more memory than time. */
const KEPT_LENGTH_MAX = 1000;
const regexes = new Map<string, JavaRegex>();

/** A pattern of an action, read once however often the action runs. */
export function javaRegexOf(pattern: string, details: FaultDetails): JavaRegex | Stop {
	const known = regexes.get(pattern);
	if (known !== undefined) return known;
	const result = compileJavaRegex(pattern);
	if (!result.ok)
		return syntaxFailure('regular-expression', pattern, {
			explanation: `The pattern is "${shortened(pattern, 200)}".`,
			...details,
		});
	if (pattern.length > KEPT_LENGTH_MAX) return result.regex;
	if (regexes.size >= REGEXES_MAX) regexes.clear();
	regexes.set(pattern, result.regex);
	return result.regex;
}

/** Ends the run because a search takes too long, or too much memory. The message is the search's own. */
export function runaway(message: string, pattern: string, span: Span | undefined): Stop {
	const mayLoop = /[*+{]/.test(pattern);
	return new Stop('limit', {
		message: `${message.replace(/\.$/, '')} (limit ${LIMITS.regexStepsMax.flag}).`,
		isProductMessage: false,
		explanation: mayLoop
			? 'Java would go on trying, perhaps for years, and the log source would hang.'
			: 'The text is very long for this pattern. This ceiling is the simulator’s own: QRadar would have gone on.',
		help: mayLoop
			? 'Write the pattern so that two repetitions cannot match the same text, as in (a+)+ or .*.*x.'
			: 'Ask the API for smaller pages, or raise the limit.',
		...(span === undefined ? {} : { span }),
	});
}
