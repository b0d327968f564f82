import { openLineFile } from './lineFile.ts';

/** Everything that happened, one JSON object a line. */
export interface TraceFile {
	/** Adds an entry, already redacted and in JSON, with its `kind` first. Never throws: a run is worth more. */
	write(json: string): void;
	/** Writes what is left and closes; gives why the trace is not whole, if it is not: the disk is full, for example. */
	finish(): unknown;
	/** The same, but throws it, unless somebody was given it. */
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
	let isTold = false;
	const finish = () => {
		try {
			file.close();
		} catch (error) {
			problem ??= error;
		}
		isTold = true;
		return problem;
	};
	return {
		write(json) {
			if (problem !== undefined) return;
			try {
				file.write(json);
			} catch (error) {
				problem = error;
			}
		},
		finish,
		close() {
			if (!isTold && finish() !== undefined) throw problem;
		},
	};
}
