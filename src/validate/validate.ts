import { createSource } from '../base/source.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { type DiagnosticRecord, toRecord } from '../diagnostics/formatJson.ts';
import type { Workflow } from '../model/workflow.ts';
import { checkValues } from '../values/check.ts';
import type { ParameterConstraints } from '../values/constraint.ts';
import { maskSecrets, secretNames } from '../values/mask.ts';
import { type CheckedDocument, checkDocument } from './checkDocument.ts';
import { type Pair, pairDocuments } from './pair.ts';

export interface ValidateInput {
	/** The name to show; its folder decides which values belong to which workflow. */
	readonly name: string;
	readonly document: string | Uint8Array;
}

export interface ValidateOptions {
	/** A values document to check against every workflow given. */
	readonly values?: ValidateInput;
	/** What is known about the values of a workflow's parameters, for example because a template made it. */
	readonly constraintsOf?: (workflow: Workflow) => ParameterConstraints;
}

/** Checks documents, each alone and workflows together with their values. Never throws on any input. */
export async function validate(
	inputs: readonly ValidateInput[],
	options: ValidateOptions = {},
): Promise<CheckedDocument[]> {
	const checked = inputs.map(({ name, document }) => checkDocument(name, document));
	const values =
		options.values === undefined
			? undefined
			: checkDocument(options.values.name, options.values.document);
	const pairs: Pair[] =
		values?.values === undefined
			? pairDocuments(checked)
			: checked.flatMap((workflow) =>
					workflow.workflow === undefined ? [] : [{ workflow, values }],
				);

	const found = new Map<CheckedDocument, Diagnostic[]>();
	const secrets = new Set<string>();
	for (const pair of pairs) {
		const diagnostics = await checkPair(pair, options);
		found.set(pair.values, [...(found.get(pair.values) ?? []), ...diagnostics]);
		for (const name of pair.workflow.workflow ? secretNames(pair.workflow.workflow) : [])
			secrets.add(name);
	}
	const all = values === undefined ? checked : [...checked, values];
	return all.map((document) => ({
		...document,
		// Findings show lines of the document: never those parts of them that are secret.
		source: createSource(document.name, maskSecrets(document.source.text, secrets)),
		diagnostics: sortDiagnostics([...document.diagnostics, ...(found.get(document) ?? [])]),
	}));
}

/** The findings of the layer `values` for a workflow and its values. They point into the values document. */
export async function checkPair(
	{ workflow, values }: Pair,
	{ constraintsOf = () => ({}) }: ValidateOptions = {},
): Promise<Diagnostic[]> {
	if (workflow.workflow === undefined || values.values === undefined) return [];
	return checkValues(workflow.workflow, values.values, constraintsOf(workflow.workflow));
}

/** What `validate --format json` prints. */
export interface ValidateReport {
	readonly files: readonly {
		readonly file: string;
		readonly kind: string;
		readonly version: string | null;
		readonly diagnostics: readonly DiagnosticRecord[];
	}[];
}

export function toReport(documents: readonly CheckedDocument[]): ValidateReport {
	return {
		files: documents.map(({ name, kind, version, source, diagnostics }) => ({
			file: name,
			kind,
			version: version ?? null,
			diagnostics: diagnostics.map((diagnostic) => toRecord(source, diagnostic)),
		})),
	};
}
