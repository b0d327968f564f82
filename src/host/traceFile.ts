import { openLineFile } from './lineFile.ts';

/** Everything that happened, one JSON object a line. */
export interface TraceFile {
	/** Adds an entry, already redacted and in JSON, with its `kind` first. Never throws: a run is worth more. */
	write(json: string): void;
	/** Throws `HostError` when the trace is not whole, for example because the disk is full. */
	close(): void;
}

/**
 * Opens the trace file, replacing the trace that an earlier simulation left there. Throws `HostError`, also when
 * the file is something else.
 */
export function openTraceFile(path: string): TraceFile {
	const file = openLineFile(path, {
		mode: 'replace',
		lineStart: '{"kind":',
		content: 'a trace',
		title: 'the trace file',
	});
	let problem: unknown;
	return {
		write(json) {
			if (problem !== undefined) return;
			try {
				file.write(json);
			} catch (error) {
				problem = error;
			}
		},
		close() {
			const told = problem;
			problem = undefined;
			file.close();
			if (told !== undefined) throw told;
		},
	};
}
