import type { EventsFile } from '../../host/eventsFile.ts';
import type { EventSink } from '../../sim/ports.ts';
import type { Ledger } from '../../twin/twin.ts';

/** Where events go: into the file first, then into the books. Counts them for the progress line. */
export interface EventOutput extends EventSink {
	readonly count: number;
	/** Whether every event is in the file, where there is one. */
	readonly isWhole: boolean;
}

export function createEventOutput(
	file: EventsFile | undefined,
	ledgers: readonly Pick<Ledger, 'record'>[],
): EventOutput {
	let count = 0;
	let isWhole = true;
	return {
		get count() {
			return count;
		},
		get isWhole() {
			return isWhole;
		},
		post(events) {
			count += events.length;
			isWhole = false;
			for (const ledger of ledgers)
				for (const { payload, source, timeMs } of events) ledger.record(payload, source, timeMs);
			return file?.post(events);
		},
		async flush() {
			await file?.flush();
			isWhole = true;
		},
	};
}
