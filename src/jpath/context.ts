import type { Json, JsonObject } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Version } from '../base/version.ts';
import type { JpathChoices } from './behaviour.ts';

/** Everything an evaluation may know. The same context gives the same result. */
export interface Context {
	readonly state: Json;
	readonly version: Version;
	/** The time in milliseconds since the epoch, for `time()`. */
	now(): number;
	/** A number from 0 (inclusive) to 1 (exclusive), for `random_number()` and `random_string()`. */
	random(): number;
	/** Choices where the language is not known; what is left out is as `DEFAULT_BEHAVIOUR` says. */
	readonly behaviour?: JpathChoices | undefined;
	/**
	 * Asked for a member that an object does not have under exactly that name, for objects with rules of their
	 * own: the names of response headers, for example, are found whatever their case (U-13).
	 */
	readonly lookup?: ((object: JsonObject, name: string) => Json | undefined) | undefined;
}

/** Why a run cannot go on. A value, never thrown at callers. */
export interface Fault {
	readonly message: string;
	/** Where, as offsets into the text that the caller had parsed. */
	readonly span: Span;
	/** The text of the expression, where it differs from what stands in the document or is shorter. */
	readonly expression?: string | undefined;
	readonly help?: string | undefined;
}

/** What an evaluation ends in. An undefined value means: nothing there. */
export type Evaluation =
	| { readonly ok: true; readonly value: Json | undefined }
	| { readonly ok: false; readonly fault: Fault };
