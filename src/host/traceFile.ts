import { openLineFile } from './lineFile.ts';

/** Everything that happened, one JSON object a line. */
export interface TraceFile {
	/** Adds an entry, already redacted and in JSON, with its `kind` first. */
	write(json: string): void;
	close(): void;
}

/**
 * Opens the trace file, replacing the trace that an earlier simulation left there. Throws `HostError`, also when
 * the file is something else.
 */
export function openTraceFile(path: string): TraceFile {
	return openLineFile(path, {
		mode: 'replace',
		lineStart: '{"kind":',
		content: 'a trace',
		title: 'the trace file',
	});
}
