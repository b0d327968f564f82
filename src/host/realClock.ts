import type { Clock } from '../sim/ports.ts';
import { TIMER_MS_MAX } from './deadline.ts';

/** The time of this machine, and sleeps that really take their time. Long ones are several timers. */
export function createRealClock(): Clock {
	return {
		now: () => Date.now(),
		async sleep(durationMs, signal) {
			for (let left = durationMs; left > 0 && signal?.aborted !== true; left -= TIMER_MS_MAX)
				await sleepOnce(Math.min(left, TIMER_MS_MAX), signal);
		},
	};
}

function sleepOnce(durationMs: number, signal: AbortSignal | undefined): Promise<void> {
	return new Promise((resolve) => {
		const done = () => {
			clearTimeout(timer);
			signal?.removeEventListener('abort', done);
			resolve();
		};
		const timer = setTimeout(done, durationMs);
		signal?.addEventListener('abort', done, { once: true });
	});
}
