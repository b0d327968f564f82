import type { Program } from '../../compile/program.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { checkPair } from '../../validate/validate.ts';
import { isPlaceholder } from '../../values/placeholder.ts';
import { endsText } from './endsText.ts';
import { tryWorkflow } from './trial.ts';

/** What a form says that is still to be filled in. */
const BLANKS = ['missing-value', 'placeholder-value', 'empty-value'];

/**
 * Runs a workflow with the values that were published with it, the blanks filled in: how it ends, or what is wrong with
 * the document.
 */
export async function tryValues(
	workflow: CheckedDocument & { readonly program: Program },
	values: CheckedDocument | undefined,
	coverage: Coverage,
): Promise<string> {
	if (values === undefined) return '–';
	const findings = [...values.diagnostics, ...(await checkPair({ workflow, values }))];
	const error = findings.find(
		({ severity, rule }) => severity === 'error' && !BLANKS.includes(rule),
	);
	const given = new Map(
		(values.values?.children ?? []).map(({ attributes: { name, value } }) => [
			name.value,
			value.value,
		]),
	);
	const isForm = [...given.values()].every((text) => text === '' || isPlaceholder(text));
	if (error !== undefined) return faultText(error, values);
	if (isForm) return 'a form';
	return endsText(await tryWorkflow(workflow.program, { seed: 1, coverage, given }));
}

/** Messages about values show no words of them. */
function faultText({ span, message }: Diagnostic, { source }: CheckedDocument): string {
	return `line ${source.positionAt(span.start).line}: ${message}`;
}
