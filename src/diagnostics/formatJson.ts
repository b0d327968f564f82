import type { Source } from '../base/source.ts';
import type { Diagnostic } from './diagnostic.ts';

/** A finding as machines read it: lines and columns from 1, columns in UTF-16 code units. */
export interface DiagnosticRecord {
	readonly rule: string;
	readonly layer: string;
	readonly severity: string;
	readonly message: string;
	readonly help?: string;
	readonly line: number;
	readonly column: number;
	readonly endLine: number;
	readonly endColumn: number;
}

export function toRecord(source: Source, diagnostic: Diagnostic): DiagnosticRecord {
	const { rule, layer, severity, message, help, span } = diagnostic;
	const start = source.positionAt(span.start);
	const end = source.positionAt(Math.max(span.start, span.end));
	return {
		rule,
		layer,
		severity,
		message,
		...(help === undefined ? {} : { help }),
		line: start.line,
		column: start.column,
		endLine: end.line,
		endColumn: end.column,
	};
}
