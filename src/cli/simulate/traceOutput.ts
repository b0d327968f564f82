import type { Source } from '../../base/source.ts';
import type { Span } from '../../base/span.ts';
import type { TraceFile } from '../../host/traceFile.ts';
import { ibmLines } from '../../sim/ibmLines.ts';
import type { TraceEntry, TraceListener } from '../../sim/trace.ts';
import type { TextOutput } from '../terminal.ts';

/**
 * Shows what happens as it happens, in IBM's lines and in the trace file; undefined when nobody wants to know,
 * which makes a run faster.
 */
export function createTraceOutput(options: {
	readonly source: Source;
	readonly file: TraceFile | undefined;
	/** Where IBM's lines go. */
	readonly output: TextOutput;
	readonly isVerbose: boolean;
	readonly showsEvents: boolean;
	readonly showsLogs: boolean;
}): TraceListener | undefined {
	const { source, file, output, isVerbose, showsEvents, showsLogs } = options;
	const showsLines = isVerbose || showsEvents || showsLogs;
	if (file === undefined && !showsLines) return undefined;
	return (entry) => {
		file?.write(JSON.stringify(traceRecord(entry, source)));
		if (entry.kind === 'post' ? !showsEvents : !showsLogs && !isVerbose) return;
		for (const line of ibmLines(entry, { verbose: isVerbose })) output.write(`${line}\n`);
	};
}

/** An entry as the trace file holds it: offsets become lines and columns, events their number. */
function traceRecord(entry: TraceEntry, source: Source): Record<string, unknown> {
	const { kind, run, timeMs, ...rest } = entry;
	const record: Record<string, unknown> = { kind, run, time: timeMs };
	for (const [name, value] of Object.entries(rest as Record<string, unknown>)) {
		if (name === 'span') Object.assign(record, place(value as Span, source));
		else if (name === 'events' && Array.isArray(value)) record.events = value.length;
		else if (name === 'fault') record.fault = faultRecord(value as object, source);
		else record[name] = value;
	}
	return record;
}

function faultRecord(fault: object, source: Source): Record<string, unknown> {
	const { span, ...rest } = fault as { readonly span?: Span };
	return { ...rest, ...(span === undefined ? {} : place(span, source)) };
}

function place(span: Span, source: Source): { readonly line: number; readonly column: number } {
	return source.positionAt(span.start);
}
