/** What an entry of the stack means when a run fails back to it. */
export const ENTRY = {
	/** Go on at step `a`, at place `b`. */
	choice: 0,
	/** Register `a` was `b`. */
	register: 1,
	/** A run before step `a` is at place `b` and may give back down to `c`. */
	giveBack: 2,
	/** The lazy run of step `a` is at place `b` and has taken `c`. */
	takeMore: 3,
	/** Something began at place `b` of which only the first match counts; `a` is where to go on, `c` the one around. */
	barrier: 4,
	/** A look behind at step `a` may begin at `b`, down to `c`. */
	behind: 5,
	/** A loop's pass at place `b` has failed: go on at step `a`, and note so in memory `c`. */
	failedPass: 6,
	/** The loop of step `a` may make another pass at place `b`. */
	lazyPass: 7,
	/** Nothing to undo: when all has matched, group `a` is from `b` to `c` again. */
	regroup: 8,
} as const;

const ENTRY_SIZE = 4;
const NO_ENTRIES = new Int32Array(0);
const ENTRIES_MIN = 256;

/**
 * The stack of a matching run: what to do, or to undo, when it fails. It lives outside of the call stack, so that
 * long texts do not overflow that.
 */
export class BacktrackStack {
	/** Made with the first entry: most places of a text fail without one. */
	private entries = NO_ENTRIES;
	private readonly entriesMax: number;
	/** How many numbers are on it. */
	size = 0;

	constructor(entriesMax: number) {
		this.entriesMax = entriesMax;
	}

	/** Puts an entry on top. False when there is no more room. */
	push(kind: number, a: number, b: number, c: number): boolean {
		if (this.size + ENTRY_SIZE > this.entries.length && !this.grow()) return false;
		const { entries, size } = this;
		entries[size] = kind;
		entries[size + 1] = a;
		entries[size + 2] = b;
		entries[size + 3] = c;
		this.size = size + ENTRY_SIZE;
		return true;
	}

	/** Takes the top entry off: it is read with `at`. False when there is none. */
	pop(): boolean {
		if (this.size === 0) return false;
		this.size -= ENTRY_SIZE;
		return true;
	}

	/** A number of the entry that begins at a place of the stack. */
	at(place: number): number {
		return this.entries[place] ?? 0;
	}

	private grow(): boolean {
		const wanted = Math.max(this.entries.length * 2, ENTRIES_MIN * ENTRY_SIZE);
		const length = Math.min(wanted, this.entriesMax * ENTRY_SIZE);
		if (length <= this.entries.length) return false;
		const entries = new Int32Array(length);
		entries.set(this.entries);
		this.entries = entries;
		return true;
	}
}
