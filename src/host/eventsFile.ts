import type { EventSink, PostedEvent } from '../sim/ports.ts';
import { openLineFile } from './lineFile.ts';

/** A sink that keeps posted events in a file, one JSON object a line. */
export interface EventsFile extends EventSink {
	/** How many bytes of an event that a kill cut short were removed when the file was opened. */
	readonly repairedBytes: number;
	close(): void;
}

/**
 * Opens the events file and appends to it: what earlier runs delivered stays. Throws `HostError`.
 * Memory stays flat however many events are posted; `flush` ends when they are on the disk.
 */
export function openEventsFile(path: string): EventsFile {
	const file = openLineFile(path, {
		mode: 'append',
		lineStart: '{"run":',
		content: 'events',
		title: 'the events file',
	});
	const sources = new Map<string, string>();

	/** Sources repeat for every event, so their JSON is kept. */
	const sourceJson = (source: string): string => {
		const known = sources.get(source);
		if (known !== undefined) return known;
		if (sources.size >= 1000) sources.clear();
		const text = JSON.stringify(source);
		sources.set(source, text);
		return text;
	};

	return {
		repairedBytes: file.repairedBytes,
		post(events) {
			for (const event of events) file.write(eventLine(event, sourceJson(event.source)));
		},
		flush: () => file.flush(),
		close: () => file.close(),
	};
}

function eventLine(event: PostedEvent, sourceJson: string): string {
	const payload = JSON.stringify(event.payload);
	return `{"run":${event.run},"time":${event.timeMs},"source":${sourceJson},"payload":${payload}}`;
}
