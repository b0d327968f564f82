import type { AnyNode } from '../model/workflow.ts';
import type { Analysis, Endpoint, Loop } from './analysis.ts';

/** How a loop stands at the moment. */
interface Progress {
	/** How often it was entered in this run. */
	entries: number;
	/** How many passes it has made since. */
	passes: number;
	/** How often each endpoint was called since. */
	readonly calls: Map<number, number>;
}

/** After so many passes a loop that nothing but an error ends gets its error. */
const ENDLESS_PASSES = 6;
/** After so many passes too many, a loop is taken to be one that does not end as it should. */
const STUBBORN_PASSES = 60;

/** Follows a run from loop to loop, to know when it has seen enough pages. */
export class Pacer {
	readonly #loops = new Map<Loop, Progress>();
	readonly #analysis: Analysis;
	readonly #pages: (entry: number) => number;
	readonly #firsts = new Map<AnyNode, Loop>();
	#isAttended = false;

	/** `pages` gives how many passes a loop goes on for, by the number of its entry. */
	constructor(analysis: Analysis, pages: (entry: number) => number) {
		this.#analysis = analysis;
		this.#pages = pages;
		for (const loop of analysis.loops.values()) {
			const [first] = loop.node.children;
			if (first !== undefined) this.#firsts.set(first, loop);
		}
	}

	/** A new run: everything begins anew, but other ways are tried. */
	beginRun(): void {
		for (const progress of this.#loops.values()) {
			progress.passes = 0;
			progress.calls.clear();
		}
	}

	/** An action is about to run. */
	attend(action: AnyNode): void {
		this.#isAttended = true;
		const pass = this.#firsts.get(action);
		if (pass !== undefined) this.#of(pass).passes++;
		const loop = this.#analysis.loops.get(action);
		if (loop === undefined) return;
		const progress = this.#of(loop);
		progress.entries++;
		progress.passes = 0;
		progress.calls.clear();
	}

	/** An endpoint was called. */
	call({ index, loops }: Endpoint): void {
		for (const loop of loops) {
			const { calls } = this.#of(loop);
			calls.set(index, (calls.get(index) ?? 0) + 1);
		}
	}

	/** Where a loop stands for a call of an endpoint: whether it should end now, and at which attempt. */
	phase(loop: Loop, { index }: Endpoint): { readonly ends: boolean; readonly attempt: number } {
		const progress = this.#of(loop);
		const calls = progress.calls.get(index) ?? 0;
		const pages = this.#pages(progress.entries);
		// Somebody who does not say where the run is begins anew after each end.
		const passes = this.#isAttended ? progress.passes : (calls % (pages + 1)) + 1;
		const tries = this.#isAttended ? passes - pages - 1 : Math.floor(calls / (pages + 1));
		return { ends: passes > pages, attempt: Math.max(0, tries) + progress.entries };
	}

	/** The loop around an endpoint that only an error gets the run out of, if there is one. */
	hopelessLoop({ loops, index }: Endpoint): Loop | undefined {
		return loops.find((loop) => {
			const { passes, calls } = this.#of(loop);
			// An inner loop may call many times in one pass.
			const count = this.#isAttended ? passes : (calls.get(index) ?? 0);
			if (loop.node.kind === 'ForEach') return false;
			return loop.isEndless
				? count > ENDLESS_PASSES
				: (loop.looksAtResponses || loop.ends.some((way) => way.length > 0)) &&
						count > STUBBORN_PASSES;
		});
	}

	#of(loop: Loop): Progress {
		let progress = this.#loops.get(loop);
		if (progress === undefined) {
			progress = { entries: 0, passes: 0, calls: new Map() };
			this.#loops.set(loop, progress);
		}
		return progress;
	}
}
