import type { EventSink, PostedEvent } from '../sim/ports.ts';

/** A sink that keeps everything, for tests and for looking at. */
export interface RecordingSink extends EventSink {
	/** Every event, oldest first. */
	readonly events: readonly PostedEvent[];
	/** How many events were posted before each flush. */
	readonly flushes: readonly number[];
}

/** Makes a sink that keeps events in memory. */
export function createRecordingSink(): RecordingSink {
	const events: PostedEvent[] = [];
	const flushes: number[] = [];
	return {
		events,
		flushes,
		post(posted) {
			for (const event of posted) events.push(event);
		},
		async flush() {
			flushes.push(events.length);
		},
	};
}
