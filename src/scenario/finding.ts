import type { Span } from '../base/span.ts';

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
