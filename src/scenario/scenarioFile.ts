import type { Json, JsonObject } from '../base/json.ts';

/**
 * A scenario as it is written: what the schema accepts, before templates and patterns are read. The documentation of
 * each member is in `scenarioSchema.ts`, from which editors and the published schema have it too.
 */
export interface ScenarioFile {
	readonly $schema?: string;
	readonly name?: string;
	readonly description?: string;
	readonly origins?: string | readonly string[];
	readonly now?: string | number;
	readonly seed?: number;
	readonly state?: JsonObject;
	/** Texts by name. */
	readonly parameters?: JsonObject;
	readonly events?: { readonly array: string; readonly id: string };
	readonly routes: readonly RouteFile[];
	readonly faults?: readonly FaultFile[];
	readonly defaultReply?: ReplyFile;
}

export interface RouteFile {
	readonly name?: string;
	readonly match?: MatchFile;
	readonly when?: string;
	readonly times?: number;
	readonly reply?: ReplyFile;
	readonly replies?: readonly ReplyFile[];
	/** What follows the last of the replies. */
	readonly then?: 'stay' | 'repeat' | 'next';
}

export interface MatchFile {
	readonly method?: string;
	readonly url?: string;
	readonly host?: string;
	/** `ValueMatcherFile` by name. */
	readonly query?: JsonObject;
	readonly exactQuery?: boolean;
	readonly headers?: JsonObject;
	readonly body?: BodyMatcherFile;
}

/** A text, number or boolean means equality. */
export type ValueMatcherFile =
	| string
	| number
	| boolean
	| { readonly regex?: string; readonly present?: boolean };

export interface BodyMatcherFile {
	readonly contains?: string;
	readonly regex?: string;
	readonly json?: Json;
}

export interface ReplyFile {
	readonly status?: number | string;
	readonly statusMessage?: string;
	/** A text, a list of texts, or null, which takes away a header that would be added. */
	readonly headers?: JsonObject;
	readonly json?: Json;
	readonly text?: string;
	readonly xml?: string;
	readonly file?: string;
	readonly base64?: string;
	readonly verbatim?: boolean;
	readonly delay?: string;
	readonly fault?: ReplyFaultFile;
	readonly set?: JsonObject;
	readonly repeat?: number;
}

export type ReplyFaultFile =
	| 'timeout'
	| 'reset'
	| 'truncated'
	| { readonly kind: string; readonly message: string; readonly productMessage?: string };

/** Something that goes wrong on purpose, before any route is asked. */
export interface FaultFile {
	readonly match?: MatchFile;
	readonly requests?: readonly number[];
	readonly every?: number;
	readonly reply: ReplyFile;
}
