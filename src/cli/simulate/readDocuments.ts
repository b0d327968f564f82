import { createSource } from '../../base/source.ts';
import type { Program } from '../../compile/program.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { countDiagnostics, formatDiagnostics } from '../../diagnostics/formatText.ts';
import { inputName, readInput } from '../../host/readInput.ts';
import { type CheckedDocument, checkDocument } from '../../validate/checkDocument.ts';
import { maskSecrets } from '../../values/mask.ts';
import type { Flags } from '../flags.ts';
import { frameColumns, type Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/** The documents of a simulation, checked each on its own. */
export interface Documents {
	readonly workflow: CheckedDocument;
	readonly values: CheckedDocument | undefined;
}

/** Reads the documents that `-w` and `-wp` name. Throws `UsageError` when one is where the other belongs. */
export async function readDocuments(flags: Flags, terminal: Terminal): Promise<Documents> {
	const workflowPath = flags.text('workflow');
	const valuesPath = flags.text('values');
	if (workflowPath === undefined)
		throw new UsageError('Name the workflow to run: -w FILE.', 'simulate');
	if (workflowPath === '-' && valuesPath === '-')
		throw new UsageError(
			'Standard input can give the workflow or its values, not both.',
			'simulate',
		);
	const read = async (path: string) =>
		checkDocument(inputName(path), await readInput(path, { stdin: () => terminal.stdin }));
	const workflow = await read(workflowPath);
	const values = valuesPath === undefined ? undefined : await read(valuesPath);
	refuseMixUp(workflow, values);
	return { workflow: masked(workflow, workflow), values: values && masked(values, workflow) };
}

function refuseMixUp(workflow: CheckedDocument, values: CheckedDocument | undefined): void {
	const isSwapped = workflow.kind === 'values' && values?.kind === 'workflow';
	if (isSwapped)
		throw new UsageError(
			`"${workflow.name}" holds parameter values and "${values.name}" a workflow: swap -w and -wp.`,
			'simulate',
		);
	if (workflow.kind === 'values')
		throw new UsageError(
			`"${workflow.name}" holds parameter values, but -w takes a workflow. Values go with -wp.`,
			'simulate',
		);
	if (values?.kind === 'workflow')
		throw new UsageError(
			`"${values.name}" is a workflow, but -wp takes parameter values.`,
			'simulate',
		);
}

/** Messages show lines of the document, and no secrets in them. */
function masked(document: CheckedDocument, { workflow }: CheckedDocument): CheckedDocument {
	const text = maskSecrets(document.source.text, workflow && { workflows: [workflow] });
	return { ...document, source: createSource(document.name, text) };
}

/** Why documents cannot be run, in one sentence: the first error. */
export function firstError(documents: readonly CheckedDocument[]): string {
	const [first] = documents.flatMap(({ diagnostics }) => diagnostics.filter(forbidsRun));
	return first?.message ?? 'There is nothing to run.';
}

/**
 * The program to run, or undefined when there is none or errors forbid it. They are shown either way. Those of the
 * layer `lint` forbid nothing and are only counted: QRadar takes such a workflow, and fails when a run comes there.
 */
export function programOf(
	documents: readonly CheckedDocument[],
	options: { readonly isForced: boolean; readonly stderr: Terminal['stderr'] },
): Program | undefined {
	const { stderr } = options;
	for (const { name, source, diagnostics } of documents) {
		const errors = diagnostics.filter(forbidsRun);
		for (const piece of formatDiagnostics(source, errors, stderr.colours, frameColumns(stderr)))
			stderr.write(piece);
		const others = diagnostics.filter((one) => isError(one) && !forbidsRun(one));
		if (others.length > 0)
			stderr.write(
				`${stderr.colours.cyan('note')}  "${name}" has ${countDiagnostics(others)} that QRadar meets only when it runs: validate shows them.\n`,
			);
	}
	const { program } = documents[0] ?? {};
	const forbidding = documents.flatMap(({ diagnostics }) => diagnostics.filter(forbidsRun));
	if (forbidding.length === 0 || (options.isForced && program !== undefined)) return program;
	const hint = program === undefined ? '' : ' --force runs it all the same.';
	stderr.write(`Not run: ${countDiagnostics(forbidding)}.${hint}\n`);
	return undefined;
}

function isError({ severity }: Diagnostic): boolean {
	return severity === 'error';
}

function forbidsRun(diagnostic: Diagnostic): boolean {
	return isError(diagnostic) && diagnostic.layer !== 'lint';
}
