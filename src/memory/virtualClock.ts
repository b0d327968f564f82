import type { Clock } from '../sim/ports.ts';

/** A clock that stands still until somebody sleeps, or moves it by hand. */
export interface VirtualClock extends Clock {
	/** Moves the clock on, as the delay of a reply does. */
	advance(durationMs: number): void;
}

/** Makes a clock that begins at an instant. Sleeping takes no time at all. */
export function createVirtualClock(startMs: number): VirtualClock {
	let nowMs = startMs;
	const advance = (durationMs: number) => {
		nowMs += Math.max(0, durationMs);
	};
	return {
		now: () => nowMs,
		advance,
		async sleep(durationMs, signal) {
			if (signal?.aborted !== true) advance(durationMs);
		},
	};
}
