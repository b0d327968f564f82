import { type Completion, NEXT, Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { wholeNumberOf } from '../values.ts';

/** Waits on the run's clock, which may be virtual. */
export const runSleep: ActionRuntime<'Sleep'> = (node, run) => {
	const { duration } = node.attributes;
	const durationMs = wholeNumberOf(duration, 'a number of milliseconds', run);
	if (durationMs instanceof Stop) return durationMs;
	if (durationMs < 0) {
		if (run.choice('negativeSleep') === 'skip') return NEXT;
		return failure('timeout value is negative', {
			explanation: `Sleep was asked to wait ${durationMs} milliseconds.`,
			help: 'Compare with 0 before sleeping.',
			span: duration.span,
			unknown: 'negativeSleep',
		});
	}
	const tooLong = run.checkClock(run.environment.ports.clock.now() + durationMs);
	if (tooLong !== undefined) return tooLong;
	if (run.isTraced) run.emit(node, { kind: 'sleep', durationMs });
	return sleep(durationMs, run);
};

async function sleep(durationMs: number, run: Run): Promise<Completion> {
	const { ports, signal } = run.environment;
	await ports.clock.sleep(durationMs, signal);
	return run.interruption() ?? NEXT;
}
