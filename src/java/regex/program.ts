import type { Assertion } from './ast.ts';
import type { CharSet } from './charSet.ts';

/** What a step of a program does. Numbers, because the machine looks at one for every step. */
export const OPERATION = {
	/** The whole pattern has matched. */
	accept: 0,
	/** Take `text`. */
	text: 1,
	/** Take one character of `set`. */
	set: 2,
	/** Go on at `a`; when that fails, at `b`. */
	split: 3,
	/** Go on at `a`. */
	jump: 4,
	/** Note the place in register `a`. */
	mark: 5,
	/** Group `a` is from the place in register `b` to here. */
	capture: 6,
	/** Take `set` from `a` to `b` times: as often as possible, giving back on failure. */
	greedyRun: 7,
	/** The same, as seldom as possible. */
	lazyRun: 8,
	/** The same, giving nothing back. */
	possessiveRun: 9,
	/** Begin to count passes in register `a`, and places in `b`. */
	loopBegin: 10,
	/** Decide on another pass: see `LoopStep`. */
	loop: 11,
	/** Begin something of which only the first match counts. When it fails, go on at `a`, or fail with -1. */
	barrier: 12,
	/** It has matched: forget what else it could have done, and stay here. */
	commit: 13,
	/** It has matched: forget, and go back to where it began. */
	commitBack: 14,
	/** It has matched and should not have: forget, and fail. */
	commitFail: 15,
	/** Try to begin between `a` and `b` characters back. */
	behind: 16,
	/** The same, in code points. */
	behindWide: 21,
	/** The end of `loop`, whose passes are group `a`: see `regroup` in `backtrack.ts`. */
	loopEnd: 22,
	/** Go on when here is where the look behind began. */
	behindEnd: 17,
	assertion: 18,
	/** Take again what group `a` has taken, compared by `fold`. */
	backReference: 19,
	/** Take what people call one character. */
	grapheme: 20,
} as const;

export interface Step {
	readonly operation: number;
	a: number;
	b: number;
	readonly text: string;
	readonly set: CharSet | undefined;
	readonly assertion: Assertion | undefined;
	readonly fold: ((codePoint: number) => number) | undefined;
	readonly loop: LoopStep | undefined;
}

/** Another pass at `body`, or on at `exit`. */
export interface LoopStep {
	readonly count: number;
	readonly place: number;
	readonly least: number;
	readonly most: number;
	readonly isLazy: boolean;
	/** Whether each pass counts as one piece. Then it is made as often as it must, even where it takes nothing. */
	readonly isWhole: boolean;
	/** Whether a pass that took nothing and need not be fails, instead of being the last one. */
	readonly failsEmpty: boolean;
	readonly body: number;
	exit: number;
	/** Which memory of failed places the loop has, or -1. */
	readonly memory: number;
}

export interface Program {
	readonly steps: readonly Step[];
	/** How many numbers a run keeps: ends of groups first, then what steps note. */
	readonly registerCount: number;
	readonly groupCount: number;
	readonly memoryCount: number;
	readonly hasLoopEnd: boolean;
}
