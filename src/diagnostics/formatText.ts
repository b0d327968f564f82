import type { Source } from '../base/source.ts';
import type { Diagnostic, Severity } from './diagnostic.ts';
import { codeFrame } from './frame.ts';

/** How text is coloured; without it, or piped, it is plain. */
export interface Paint {
	readonly bold: (text: string) => string;
	readonly dim: (text: string) => string;
	readonly red: (text: string) => string;
	readonly yellow: (text: string) => string;
	readonly cyan: (text: string) => string;
}

const PLAIN: Paint = {
	bold: (text) => text,
	dim: (text) => text,
	red: (text) => text,
	yellow: (text) => text,
	cyan: (text) => text,
};

/**
 * A finding for people: place, severity, what, the rule's id; a code frame that keeps within the columns; what to do.
 *
 *     workflow.xml:12:14  error  Unknown attribute "pathh" on <Set>. Did you mean "path"?  unknown-attribute
 */
export function formatDiagnostic(
	source: Source,
	diagnostic: Diagnostic,
	paint = PLAIN,
	columns?: number,
): string {
	const { line, column } = source.positionAt(diagnostic.span.start);
	const severity = colourOf(diagnostic.severity, paint)(diagnostic.severity);
	const head = `${paint.bold(`${oneLine(source.name)}:${line}:${column}`)}  ${severity}  ${oneLine(diagnostic.message)}  ${paint.dim(diagnostic.rule)}`;
	const help =
		diagnostic.help === undefined
			? ''
			: `\n   ${paint.cyan('help:')} ${oneLine(diagnostic.help)}\n`;
	return `${head}\n\n${codeFrame(source, diagnostic.span, columns)}\n${help}`;
}

/** So many findings of one text are shown to people, who mend the first ones and look again. */
const FINDINGS_MAX = 100;

/** The findings of a text for people, in pieces: the first hundred, and how many more there are. */
export function* formatDiagnostics(
	source: Source,
	diagnostics: readonly Diagnostic[],
	paint = PLAIN,
	columns?: number,
): Generator<string> {
	for (const diagnostic of diagnostics.slice(0, FINDINGS_MAX))
		yield `${formatDiagnostic(source, diagnostic, paint, columns)}\n`;
	const more = diagnostics.length - FINDINGS_MAX;
	if (more > 0)
		yield `${paint.bold(source.name)}  … and ${more} more (--format json shows all).\n\n`;
}

/** `2 errors, 1 warning`, or '' when there is nothing. */
export function countDiagnostics(diagnostics: readonly Diagnostic[]): string {
	const count = (severity: Severity) =>
		diagnostics.filter((diagnostic) => diagnostic.severity === severity).length;
	return [
		plural(count('error'), 'error'),
		plural(count('warning'), 'warning'),
		plural(count('information'), 'note'),
	]
		.filter((part) => part !== '')
		.join(', ');
}

function plural(count: number, word: string): string {
	if (count === 0) return '';
	return `${count} ${word}${count === 1 ? '' : 's'}`;
}

function colourOf(severity: Severity, paint: Paint): (text: string) => string {
	if (severity === 'error') return paint.red;
	return severity === 'warning' ? paint.yellow : paint.cyan;
}

/** The user's text may hold anything; a message stays on its line and moves no cursor. */
function oneLine(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
	return text.replace(/[\0-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]+/g, ' ');
}
