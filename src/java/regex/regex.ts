import { compileProgram, hasBackReference } from './compile.ts';
import { parseRegex } from './parser.ts';
import type { Program } from './program.ts';
import { type StartHints, startHintsOf } from './start.ts';

/** A pattern of `java.util.regex`, read: use it with `findFirst` and `splitJava`. */
export interface JavaRegex {
	readonly pattern: string;
	/** How many groups capture. */
	readonly groupCount: number;
	/** The numbers of the groups that have a name. */
	readonly groupNames: ReadonlyMap<string, number>;
	/** For the search alone. */
	readonly program: Program;
	readonly startHints: StartHints;
	readonly hasSupplementary: boolean;
}

export type RegexResult =
	| { readonly ok: true; readonly regex: JavaRegex }
	| { readonly ok: false; readonly message: string; readonly offset: number };

/**
 * Reads a pattern as `java.util.regex.Pattern.compile` of JDK 17. A message is Java's description (`Unclosed group`),
 * `offset` the place in the pattern that it names. Not supported, with a message of ours: `\N{…}`, `\b{g}`.
 */
export function compileJavaRegex(pattern: string): RegexResult {
	const result = parseRegex(pattern);
	if (!result.ok) return result;
	const { parsed } = result;
	const { groupCount, groupNames, hasSupplementary } = parsed;
	const program = compileProgram(parsed);
	const startHints = startHintsOf(parsed.root, hasBackReference(parsed.root));
	const regex = { pattern, groupCount, groupNames, program, startHints, hasSupplementary };
	return { ok: true, regex };
}
