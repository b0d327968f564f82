import type { Span } from '../base/span.ts';

/**
 * Which layer of checking speaks, in the order in which they run:
 * `xml` not well-formed · `schema` refused by the XSD of the version · `expression` JPath and template
 * syntax · `values` parameters against their values · `lint` everything else.
 */
export type Layer = 'xml' | 'schema' | 'expression' | 'values' | 'lint';

export type Severity = 'error' | 'warning' | 'information';

/** One finding about a text that somebody wrote. Findings are returned, never thrown. */
export interface Diagnostic {
	/** Stable id, kebab-case, for example `missing-attribute`. */
	readonly rule: string;
	readonly layer: Layer;
	readonly severity: Severity;
	/** What is wrong: a sentence, the user's text in double quotes. */
	readonly message: string;
	/** What to do about it, and why. */
	readonly help?: string;
	/** Where, as offsets into the text that was checked. */
	readonly span: Span;
}

/** Findings in the order of the text; at one place, errors first. */
export function sortDiagnostics(diagnostics: readonly Diagnostic[]): Diagnostic[] {
	const rank: Record<Severity, number> = { error: 0, warning: 1, information: 2 };
	return [...diagnostics].sort(
		(a, b) =>
			a.span.start - b.span.start || rank[a.severity] - rank[b.severity] || a.span.end - b.span.end,
	);
}

export function hasErrors(diagnostics: readonly Diagnostic[]): boolean {
	return diagnostics.some((diagnostic) => diagnostic.severity === 'error');
}
