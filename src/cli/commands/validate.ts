import { basename, dirname, resolve } from 'node:path';
import { hasErrors } from '../../diagnostics/diagnostic.ts';
import { countDiagnostics, formatDiagnostics } from '../../diagnostics/formatText.ts';
import { inputName, readInput } from '../../host/readInput.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { reportText } from '../../validate/report.ts';
import { type ValidateInput, validate } from '../../validate/validate.ts';
import type { Command } from '../command.ts';
import { documentsBeside, rootNameOf } from '../documentsBeside.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadConstraints } from '../templateConstraints.ts';
import { frameColumns, type Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/** `validate`: checks workflows and values, each alone and together. */
export const validateCommand: Command = {
	synopsis: 'FILE… [--values FILE]',
	description:
		'Checks workflows and parameter values. Values are checked against the workflow they are named with or lie beside.',
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
	const beside = valuesPath === undefined ? besideOf(paths, inputs) : [];
	const checked = await validate(inputs, {
		now: Date.now(),
		beside,
		...(all.length + beside.length > 1 ? { constraintsOf: await loadConstraints() } : {}),
		...(values === undefined ? {} : { values }),
	});
	const besideNames = new Set(beside.map(({ name }) => name));
	const documents = checked.map((document) =>
		besideNames.has(document.name) ? asUnfilled(document) : document,
	);
	refuseOtherKind(documents, valuesPath);

	if (flags.text('format') === 'json')
		for (const piece of reportText(documents)) terminal.stdout.write(piece);
	else showText(documents, besideNames, terminal);
	const isWrong = documents.some(({ diagnostics }) => hasErrors(diagnostics));
	return isWrong ? EXIT.problemsFound : EXIT.clean;
}

/** An empty file is a finding, for among many files it should not keep the others from being checked. */
async function readDocument(path: string, terminal: Terminal): Promise<ValidateInput> {
	const document = await readInput(path, { stdin: () => terminal.stdin, mayBeEmpty: true });
	return { name: inputName(path), document, folder: folderOf(path) };
}

function folderOf(path: string): string {
	return path === '-' ? process.cwd() : dirname(resolve(path));
}

/**
 * What lies beside the files and may belong to them: values beside workflows, workflows beside values. Where a folder
 * has some of both named, the others are meant to be left out.
 */
function besideOf(
	paths: readonly string[],
	inputs: readonly ValidateInput[],
): readonly ValidateInput[] {
	const rootsIn = new Map<string, { readonly path: string; readonly roots: Set<string> }>();
	inputs.forEach(({ document, folder = '' }, index) => {
		const path = paths[index] ?? '-';
		if (path === '-') return;
		const known = rootsIn.get(folder) ?? { path, roots: new Set() };
		rootsIn.set(folder, known);
		known.roots.add(rootNameOf(document));
	});
	const named = new Set(paths.map((path) => resolve(path)));
	return [...rootsIn].flatMap(([folder, { path, roots }]) =>
		documentsBeside(path, roots)
			.filter(({ name }) => !named.has(resolve(name)))
			.map((document) => ({ ...document, folder })),
	);
}

/** Values that nobody named are a form that may still be filled in: what is missing there is no fault yet. */
function asUnfilled(document: CheckedDocument): CheckedDocument {
	const diagnostics = document.diagnostics.map((diagnostic) =>
		UNFILLED.has(diagnostic.rule) ? { ...diagnostic, severity: 'warning' as const } : diagnostic,
	);
	return { ...document, diagnostics };
}

const UNFILLED = new Set(['missing-value', 'placeholder-value']);

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

function showText(
	documents: readonly CheckedDocument[],
	beside: ReadonlySet<string>,
	{ stdout }: Terminal,
): void {
	const { colours } = stdout;
	for (const { source, diagnostics } of documents)
		for (const piece of formatDiagnostics(source, diagnostics, colours, frameColumns(stdout)))
			stdout.write(piece);
	const found = documents.flatMap(({ diagnostics }) => diagnostics);
	const files = documents.length === 1 ? '1 file' : `${documents.length} files`;
	if (found.length > 0) {
		stdout.write(`${countDiagnostics(found)} in ${files}.\n`);
		return;
	}
	const named = documents.filter(({ name }) => !beside.has(name)).map(describe);
	const others = documents.filter(({ name }) => beside.has(name)).map(({ name }) => basename(name));
	const along = others.length === 0 ? '' : `  with ${others.join(', ')}`;
	stdout.write(`${colours.green('ok')}  ${named.join('\n    ')}${along}\n`);
}

function describe({ name, kind, version }: CheckedDocument): string {
	const what = kind === 'workflow' ? 'workflow' : 'parameter values';
	return `${name}  ${what} ${version ?? ''}`.trimEnd();
}
