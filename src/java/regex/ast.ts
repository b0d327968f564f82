import type { CharSet } from './charSet.ts';

/** How a repetition chooses: as many as possible, as few as possible, or as many as possible for good. */
export type RepeatMode = 'greedy' | 'lazy' | 'possessive';

/** A place in the text that has a property, without taking any of it. */
export type Assertion =
	| 'begin'
	| 'lineBegin'
	| 'unixLineBegin'
	| 'end'
	| 'finalEnd'
	| 'unixFinalEnd'
	| 'lineEnd'
	| 'unixLineEnd'
	| 'lastMatchEnd'
	| 'wordBoundary'
	| 'notWordBoundary'
	| 'unicodeWordBoundary'
	| 'notUnicodeWordBoundary';

/** A regular expression as `java.util.regex` reads it. */
export type RegexNode =
	| { readonly kind: 'set'; readonly set: CharSet }
	/** Text that must stand there exactly. */
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'sequence'; readonly items: readonly RegexNode[] }
	| { readonly kind: 'alternatives'; readonly items: readonly RegexNode[] }
	/** A group with a number captures. */
	| { readonly kind: 'group'; readonly number: number | undefined; readonly body: RegexNode }
	| RepeatNode
	| { readonly kind: 'atomic'; readonly body: RegexNode }
	| LookNode
	| {
			readonly kind: 'backReference';
			readonly number: number;
			readonly fold: ((codePoint: number) => number) | undefined;
	  }
	| { readonly kind: 'assertion'; readonly assertion: Assertion }
	| { readonly kind: 'lineEnding' }
	| { readonly kind: 'grapheme' };

export interface RepeatNode {
	readonly kind: 'repeat';
	readonly body: RegexNode;
	readonly least: number;
	/** `REPEAT_MAX` for no limit. */
	readonly most: number;
	readonly mode: RepeatMode;
}

/** Whether something may stand once or not at all: `?` or `{0,1}`, which to Java is no loop. */
export function isOption({ least, most }: RepeatNode): boolean {
	return least === 0 && most === 1;
}

export interface LookNode {
	readonly kind: 'look';
	readonly isBehind: boolean;
	readonly isNegative: boolean;
	readonly body: RegexNode;
	/** How far a look behind goes back, in characters. */
	readonly widthMin: number;
	readonly widthMax: number;
	/** Whether it counts code points: Java does so when the pattern has one beyond 16 bits from here on. */
	readonly isWide: boolean;
}

/** What Java counts as "without limit". */
export const REPEAT_MAX = 0x7fffffff;

export const EMPTY: RegexNode = { kind: 'sequence', items: [] };
