/**
 * The EPS throttle of a log source: an upper limit of events per second. Events go out evenly; a block is posted at
 * once, and the run waits until all of it would have gone.
 */
export class Throttle {
	readonly eventsPerSecond: number;
	/** When everything posted so far would have gone: whole milliseconds, and what is left over. */
	#freeMs = Number.NEGATIVE_INFINITY;
	#restMs = 0;

	constructor(eventsPerSecond: number) {
		this.eventsPerSecond = eventsPerSecond;
	}

	/** How long to wait after so many events. Whole milliseconds: what is left over is waited for later. */
	waitMs(count: number, nowMs: number): number {
		if (this.#freeMs < nowMs) {
			this.#freeMs = nowMs;
			this.#restMs = 0;
		}
		const durationMs = this.#restMs + (count * 1_000) / this.eventsPerSecond;
		// A hair more, for sums of fractions fall short of whole numbers.
		const wholeMs = Math.floor(durationMs + 1e-6);
		this.#freeMs += wholeMs;
		this.#restMs = durationMs - wholeMs;
		return this.#freeMs - nowMs;
	}
}
