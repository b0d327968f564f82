import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { countDiagnostics, formatDiagnostic } from '../../diagnostics/formatText.ts';
import { inputName, readInput } from '../../host/readInput.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { toReport, type ValidateInput, validate } from '../../validate/validate.ts';
import type { Command } from '../commandTable.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadConstraints } from '../templateConstraints.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/** `validate`: checks workflows and values, each alone and together. */
export const validateCommand: Command = {
	synopsis: 'FILE… [--values FILE]',
	description:
		'Checks workflows and parameter values. Values given beside a workflow, or lying in its folder among the files named, are checked against it.',
	positionals: [{ name: 'file', describe: 'A document; - for standard input', isRest: true }],
	options: {
		values: {
			kind: 'text',
			value: 'FILE',
			describe: 'parameter values to check every workflow against',
		},
		format: {
			kind: 'choice',
			choices: ['text', 'json'],
			describe: 'How findings are printed (text)',
		},
	},
	run,
};

async function run(flags: Flags, terminal: Terminal): Promise<ExitCode> {
	const paths = flags.list('file');
	const valuesPath = flags.text('values');
	const all = valuesPath === undefined ? paths : [...paths, valuesPath];
	if (all.filter((path) => path === '-').length > 1)
		throw new UsageError('Standard input can be read only once.', 'validate');
	const inputs = await Promise.all(paths.map((path) => readDocument(path, terminal)));
	const values = valuesPath === undefined ? undefined : await readDocument(valuesPath, terminal);
	const documents = await validate(inputs, {
		...(all.length > 1 ? { constraintsOf: await loadConstraints() } : {}),
		...(values === undefined ? {} : { values }),
	});
	refuseOtherKind(documents, valuesPath);

	if (flags.text('format') === 'json')
		terminal.stdout.write(`${JSON.stringify(toReport(documents))}\n`);
	else showText(documents, terminal);
	const isWrong = documents.some(({ diagnostics }) => hasErrors(diagnostics));
	return isWrong ? EXIT.problemsFound : EXIT.clean;
}

async function readDocument(path: string, terminal: Terminal): Promise<ValidateInput> {
	return {
		name: inputName(path),
		document: await readInput(path, { stdin: () => terminal.stdin }),
	};
}

/** Two files in the wrong places give findings that nobody understands. */
function refuseOtherKind(
	documents: readonly CheckedDocument[],
	valuesPath: string | undefined,
): void {
	if (valuesPath === undefined) return;
	const values = documents.find(({ name }) => name === inputName(valuesPath));
	if (values?.kind === 'workflow')
		throw new UsageError(
			`"${values.name}" is a workflow, but --values takes parameter values. Name it as FILE.`,
			'validate',
		);
}

function showText(documents: readonly CheckedDocument[], { stdout }: Terminal): void {
	const { colours } = stdout;
	for (const { source, diagnostics } of documents)
		for (const diagnostic of diagnostics)
			stdout.write(`${formatDiagnostic(source, diagnostic, colours)}\n`);
	const found = documents.flatMap(({ diagnostics }) => diagnostics);
	const files = documents.length === 1 ? '1 file' : `${documents.length} files`;
	if (found.length > 0) stdout.write(`${countDiagnostics(found)} in ${files}.\n`);
	else stdout.write(`${colours.green('ok')}  ${documents.map(describe).join('\n    ')}\n`);
}

function describe({ name, kind, version }: CheckedDocument): string {
	const what = kind === 'workflow' ? 'workflow' : 'parameter values';
	return `${name}  ${what} ${version ?? ''}`.trimEnd();
}
