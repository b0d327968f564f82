import { compileJavaRegex, type JavaRegex } from './regex.ts';
import { guarded, Search, STEPS_MAX } from './search.ts';

export type SplitResult =
	| { readonly ok: true; readonly parts: readonly string[] }
	/** `offset` is where the pattern is wrong. */
	| { readonly ok: false; readonly message: string; readonly offset?: number };

/**
 * The parts of a text between the matches of a pattern, as `String.split`: empty parts at the end are dropped, and so
 * is an empty match at the beginning. Fails for a wrong pattern, and when it takes more than `stepsMax` steps.
 */
export function splitJava(
	text: string,
	delimiter: string | JavaRegex,
	options: { readonly stepsMax?: number } = {},
): SplitResult {
	const compiled = typeof delimiter === 'string' ? compileJavaRegex(delimiter) : undefined;
	if (compiled?.ok === false) return compiled;
	const regex = compiled === undefined ? (delimiter as JavaRegex) : compiled.regex;
	return guarded(() => {
		const search = new Search(regex, text, options.stepsMax ?? STEPS_MAX);
		return { ok: true, parts: partsOf(text, search) };
	});
}

function partsOf(text: string, search: Search): readonly string[] {
	const parts: string[] = [];
	let from = 0;
	for (let match = search.nextBounds(); match !== undefined; match = search.nextBounds()) {
		if (match.end === 0) continue;
		parts.push(text.slice(from, match.start));
		from = match.end;
	}
	if (from === 0) return [text];
	parts.push(text.slice(from));
	while (parts.at(-1) === '') parts.pop();
	return parts;
}
