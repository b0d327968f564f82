import type { JsonObject } from '../base/json.ts';
import type { Expression } from '../jpath/ast.ts';
import type { Template } from '../jpath/template.ts';
import type { TwinReply } from '../twin/twin.ts';
import type { JsonTemplate } from './jsonTemplate.ts';
import type { RequestMatch } from './requestMatch.ts';

/** A scenario ready to play: every template, pattern and place in it read once. */
export interface Scenario {
	readonly name: string;
	/** None: it stands for every API there is. */
	readonly origins: readonly string[];
	/** When its clock starts. */
	readonly nowMs: number | undefined;
	/** What decides the random choices of a run that is given no seed. */
	readonly seed: number | undefined;
	readonly state: JsonObject;
	/** Values for parameters of the workflow that are given none. */
	readonly parameters: ReadonlyMap<string, string>;
	readonly events: EventPlaces | undefined;
	readonly routes: readonly Route[];
	readonly faults: readonly PlannedFault[];
	readonly defaultReply: Reply | undefined;
	/** What a person should know of the file when it is over, in sentences. */
	readonly remarks: readonly string[];
}

/** Where answers hold events, and what tells one from another. */
export interface EventPlaces {
	/** Undefined: the body itself is the array. */
	readonly array: Expression | undefined;
	readonly id: Expression;
}

export interface Route {
	/** What messages call it: `route "login"`. */
	readonly title: string;
	readonly match: RequestMatch;
	/** A condition as it is written: rendered, then evaluated. */
	readonly when: Template | undefined;
	/** How many requests it answers at most. */
	readonly times: number;
	readonly replies: readonly Reply[];
	/** How many requests have been answered when each of them is over. */
	readonly ends: readonly number[];
	/** What follows the last reply. */
	readonly then: 'stay' | 'repeat' | 'next';
}

/** An answer in place of a route's. */
export interface PlannedFault {
	readonly match: RequestMatch;
	/** Whether the nth request that matches gets it, counted from 1. */
	readonly strikes: (count: number) => boolean;
	readonly reply: Reply;
}

export interface Reply {
	/** A whole number when it is rendered. */
	readonly status: JsonTemplate;
	readonly statusMessage: string | undefined;
	/** Null: not to be added. */
	readonly headers: readonly (readonly [name: string, value: JsonTemplate | null])[];
	readonly body: ReplyBody;
	readonly delayMs: number;
	readonly fault: TwinReply['fault'];
	/** In order, before anything else. */
	readonly changes: readonly StateChange[];
	readonly repeat: number;
}

export type ReplyBody =
	| { readonly kind: 'none' }
	| { readonly kind: 'json' | 'text' | 'xml'; readonly template: JsonTemplate }
	| { readonly kind: 'bytes'; readonly bytes: Uint8Array; readonly contentType: string };

export interface StateChange {
	/** A place such as `/state/page`, as it is written. */
	readonly place: Template;
	readonly value: JsonTemplate;
}
