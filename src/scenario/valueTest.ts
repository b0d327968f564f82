import { isJsonObject, type Json, stringifyJson } from '../base/json.ts';
import { shorten } from '../diagnostics/quoting.ts';
import { compileJavaRegex } from '../java/regex/regex.ts';
import { findFirst } from '../java/regex/search.ts';
import type { Finding, Pointer } from './finding.ts';
import type { ValueMatcherFile } from './scenarioFile.ts';

/** Whether something is as it must be; `stopped` when a pattern took so long that nobody can tell. */
export type Judgement = 'yes' | 'no' | 'stopped';

/** What a value must be like, and what that is in words. */
export interface ValueTest {
	/** The end of "It must …". */
	readonly wanted: string;
	/** The only text it accepts, where there is but one. */
	readonly only?: string;
	/** Given no value when there is none. */
	judge(value: string | undefined): Judgement;
}

/** What a reason says of a pattern that was stopped. */
export const STOPPED = ', and the search for that was stopped: it took too many steps';

/** Each request may ask many patterns: so many steps are a fraction of a second. */
const STEPS_MAX = 1_000_000;

/** Reads what a value must be equal to, or what it must be like. */
export function compileValueTest(
	file: Json | undefined,
	pointer: Pointer,
	findings: Finding[],
): ValueTest {
	const isTrue = (condition: boolean) => (condition ? 'yes' : 'no');
	if (!isJsonObject(file)) {
		const only = typeof file === 'string' ? file : stringifyJson(file ?? null);
		return { wanted: `be "${shorten(only)}"`, only, judge: (value) => isTrue(value === only) };
	}
	const { regex, present } = file as Exclude<ValueMatcherFile, string | number | boolean>;
	const judge =
		regex === undefined ? undefined : compilePattern(regex, [...pointer, 'regex'], findings);
	if (present === false)
		return { wanted: 'not be there', judge: (value) => isTrue(value === undefined) };
	return {
		wanted: regex === undefined ? 'be there' : `match ${shorten(regex)}`,
		judge: (value) => (value === undefined ? 'no' : (judge?.(value) ?? 'yes')),
	};
}

/** Reads a Java regular expression: whether it is found in a text. */
export function compilePattern(
	pattern: string,
	pointer: Pointer,
	findings: Finding[],
): (text: string) => Judgement {
	const result = compileJavaRegex(pattern);
	if (!result.ok) {
		findings.push({
			rule: 'invalid-pattern',
			message: `This is not a regular expression: ${result.message}.`,
			pointer,
			within: { start: result.offset, end: Math.max(result.offset + 1, pattern.length) },
		});
		return () => 'no';
	}
	return (text) => {
		const found = findFirst(result.regex, text, { stepsMax: STEPS_MAX });
		if (!found.ok) return 'stopped';
		return found.match === undefined ? 'no' : 'yes';
	};
}
