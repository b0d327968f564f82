/**
 * The EPS throttle of a log source: an upper limit of events per second. Events go out evenly; a block is posted at
 * once, and the run waits until all of it would have gone.
 */
export class Throttle {
	readonly eventsPerSecond: number;
	/** When everything posted so far would have gone. */
	#freeMs = Number.NEGATIVE_INFINITY;

	constructor(eventsPerSecond: number) {
		this.eventsPerSecond = eventsPerSecond;
	}

	/** How long to wait after so many events. Whole milliseconds: what is left over is waited for later. */
	waitMs(count: number, nowMs: number): number {
		this.#freeMs = Math.max(this.#freeMs, nowMs) + (count * 1_000) / this.eventsPerSecond;
		return Math.floor(this.#freeMs - nowMs);
	}
}
