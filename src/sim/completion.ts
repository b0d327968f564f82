import type { RunFault } from './faults.ts';

/** The action is done: go on with the next. */
export interface Next {
	readonly kind: 'next';
}

export const NEXT: Next = { kind: 'next' };

/**
 * Why a run stops before its last action: `aborted` an Abort action · `failed` something the product
 * would end the run for · `limit` a ceiling of ours · `interrupted` the caller's signal.
 */
export type StopKind = 'aborted' | 'failed' | 'limit' | 'interrupted';

/**
 * The end of a run, handed up from where it came about. A class so that it can be told from any value
 * with one `instanceof`; it is returned, never thrown.
 */
export class Stop {
	readonly kind: StopKind;
	readonly fault: RunFault;
	/** Whether recurrences end too: `Abort terminate="true"`. */
	readonly terminate: boolean;

	constructor(kind: StopKind, fault: RunFault, terminate = false) {
		this.kind = kind;
		this.fault = fault;
		this.terminate = terminate;
	}
}

/** How an action ends. Control flow is a value: loops, branches and Abort need no exceptions. */
export type Completion = Next | Stop;

/** What an action gives: a promise only where it had to wait for the world. */
export type Completing = Completion | Promise<Completion>;
