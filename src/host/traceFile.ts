import { openLineFile } from './lineFile.ts';

/** Everything that happened, one JSON object a line. */
export interface TraceFile {
	/** Adds an entry, already redacted and in JSON. */
	write(json: string): void;
	close(): void;
}

/** Opens the trace file, replacing what an earlier simulation left there. Throws `HostError`. */
export function openTraceFile(path: string): TraceFile {
	return openLineFile(path, { mode: 'replace', title: 'the trace file' });
}
