/** What one timer of Node can wait: a longer one fires at once. */
export const TIMER_MS_MAX = 2 ** 31 - 1;

/** A signal that ends with another, or when the time is up. */
export interface Deadline {
	readonly signal: AbortSignal;
	/** Lets go of the timer and of the other signal. */
	clear(): void;
}

/**
 * Aborts after `timeoutMs` with the reason that `AbortSignal.timeout` has, or with `signal`, whichever is first.
 * `AbortSignal.any` with `AbortSignal.timeout` would do the same, but Node 20 lets both be collected as garbage
 * while a busy program waits for them.
 */
export function createDeadline(signal: AbortSignal, timeoutMs: number | undefined): Deadline {
	const controller = new AbortController();
	let timer: NodeJS.Timeout | undefined;
	const wait = (leftMs: number) => {
		const stepMs = Math.min(leftMs, TIMER_MS_MAX);
		timer = setTimeout(() => {
			if (leftMs > stepMs) wait(leftMs - stepMs);
			else controller.abort(new DOMException('The time is up.', 'TimeoutError'));
		}, stepMs);
	};
	const follow = () => controller.abort(signal.reason);
	if (signal.aborted) follow();
	else signal.addEventListener('abort', follow, { once: true });
	if (timeoutMs !== undefined) wait(timeoutMs);
	return {
		signal: controller.signal,
		clear() {
			clearTimeout(timer);
			signal.removeEventListener('abort', follow);
		},
	};
}
