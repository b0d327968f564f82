import { createSource, type Source } from '../base/source.ts';
import type { Version } from '../base/version.ts';
import { compileWorkflow } from '../compile/compile.ts';
import type { Program } from '../compile/program.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Workflow, WorkflowParameterValues } from '../model/workflow.ts';
import { type DocumentKind, readDocument } from '../xml/read.ts';

/** A document with all that is known about it on its own. */
export interface CheckedDocument {
	readonly name: string;
	readonly kind: DocumentKind;
	readonly version?: Version;
	readonly source: Source;
	readonly workflow?: Workflow;
	/** The workflow with its expressions parsed; there when its structure could be made out. */
	readonly program?: Program;
	readonly values?: WorkflowParameterValues;
	/** The findings of every layer but `values`, in the order of the text. */
	readonly diagnostics: readonly Diagnostic[];
}

/** Checks one document on its own: XML, structure, then every expression. Never throws on any input. */
export function checkDocument(name: string, document: string | Uint8Array): CheckedDocument {
	const read = readDocument(document);
	const compiled = read.workflow === undefined ? undefined : compileWorkflow(read.workflow);
	return {
		name,
		kind: read.kind,
		...(read.version === undefined ? {} : { version: read.version }),
		source: createSource(name, read.text),
		...(read.workflow === undefined ? {} : { workflow: read.workflow }),
		...(compiled === undefined ? {} : { program: compiled.program }),
		...(read.values === undefined ? {} : { values: read.values }),
		diagnostics: sortDiagnostics([...read.diagnostics, ...(compiled?.diagnostics ?? [])]),
	};
}
