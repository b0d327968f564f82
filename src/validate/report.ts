import { type DiagnosticRecord, toRecord } from '../diagnostics/formatJson.ts';
import type { CheckedDocument } from './checkDocument.ts';

/** What `validate --format json` prints. */
export interface ValidateReport {
	readonly files: readonly FileReport[];
}

interface FileReport {
	readonly file: string;
	readonly kind: string;
	readonly version: string | null;
	readonly diagnostics: readonly DiagnosticRecord[];
}

export function toReport(documents: readonly CheckedDocument[]): ValidateReport {
	return {
		files: documents.map((document) => ({
			...headOf(document),
			diagnostics: document.diagnostics.map((found) => toRecord(document.source, found)),
		})),
	};
}

/** The report as JSON text, in pieces: a document can have more findings than one string can hold. */
export function* reportText(documents: readonly CheckedDocument[]): Generator<string> {
	yield '{"files":[';
	for (const [index, document] of documents.entries()) {
		const head = JSON.stringify(headOf(document)).slice(0, -1);
		yield `${index > 0 ? ',' : ''}${head},"diagnostics":[`;
		const { diagnostics, source } = document;
		for (let start = 0; start < diagnostics.length; start += PIECE_FINDINGS) {
			const piece = diagnostics.slice(start, start + PIECE_FINDINGS);
			const records = piece.map((found) => JSON.stringify(toRecord(source, found)));
			yield `${start > 0 ? ',' : ''}${records.join(',')}`;
		}
		yield ']}';
	}
	yield ']}\n';
}

const PIECE_FINDINGS = 1_000;

function headOf({ name, kind, version }: CheckedDocument): Omit<FileReport, 'diagnostics'> {
	return { file: name, kind, version: version ?? null };
}
