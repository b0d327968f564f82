import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';

/** Names of members and indexes of elements, from the root of a document. */
export type Pointer = readonly (string | number)[];

/** What is wrong with a scenario, by its place in the value. `locateFindings` turns places into offsets. */
export interface Finding {
	/** Kebab-case, for example `unknown-member`. */
	readonly rule: string;
	/** Default: `schema`. */
	readonly layer?: 'schema' | 'expression';
	readonly message: string;
	readonly help?: string;
	readonly pointer: Pointer;
	/** Whether it is about the name of the member and not about its value. */
	readonly isAboutName?: boolean;
	/** A part of the text that is there. */
	readonly within?: Span;
}

/** What is wrong with an expression or a template, in the text that is there. */
export function findingsAt(pointer: Pointer, diagnostics: readonly Diagnostic[]): Finding[] {
	return diagnostics
		.filter(({ severity }) => severity === 'error')
		.map(({ rule, message, help, span }) => ({
			rule,
			layer: 'expression',
			message,
			...(help === undefined ? {} : { help }),
			pointer,
			within: span,
		}));
}
