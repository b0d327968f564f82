import { TEMPLATES } from '../../../templates/templates.ts';
import { VERSIONS, type Version } from '../../base/version.ts';
import { shown } from '../../diagnostics/quoting.ts';
import { generate } from '../../generate/generate.ts';
import type { ConnectorTemplate } from '../../generate/template.ts';
import { writeNewFiles } from '../../host/writeNewFiles.ts';
import { type Command, PROGRAM } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import { type Flags, oneOf } from '../flags.ts';
import { formatPlain } from '../plainDiagnostic.ts';
import { shellWord } from '../shellWord.ts';
import type { Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

/** `generate`: writes a connector into a folder. */
export const generateCommand: Command = {
	synopsis: 'TEMPLATE [--out DIR] [--set name=value]…',
	description:
		'Writes workflow.xml, parameter-values.xml and README.md, which says what to click and paste from the API key to the Test button.',
	positionals: [
		{ name: 'template', describe: `The template: ${TEMPLATES.map(({ name }) => name).join(', ')}` },
	],
	options: {
		out: { kind: 'text', value: 'DIR', describe: 'where to write (./TEMPLATE)' },
		schema: {
			kind: 'choice',
			choices: VERSIONS,
			describe: 'The schema version (what the template recommends)',
		},
		set: {
			kind: 'list',
			value: 'NAME=VALUE',
			describe: 'a parameter value to fill in; repeatable',
		},
		force: { kind: 'flag', describe: 'Overwrite files that are there' },
	},
	run,
};

async function run(flags: Flags, { stdout, stderr }: Terminal): Promise<ExitCode> {
	const name = oneOf(
		'template',
		flags.textOr('template', ''),
		TEMPLATES.map((one) => one.name),
	);
	const template = TEMPLATES.find((one) => one.name === name) as ConnectorTemplate;
	const version = flags.text('schema') as Version | undefined;
	if (version !== undefined && !template.versions.includes(version))
		throw new UsageError(
			`The template ${name} cannot be written in ${version}, only in ${template.versions.join(', ')}.`,
			'generate',
		);
	const result = await generate(template, {
		...(version === undefined ? {} : { version }),
		values: givenValues(flags),
		now: Date.now(),
	});
	for (const diagnostic of result.diagnostics)
		stderr.write(formatPlain(diagnostic, stderr.colours));
	if (!result.ok) return EXIT.problemsFound;
	const folder = flags.text('out') ?? name;
	const paths = await writeNewFiles(folder, result.files, { isForced: flags.has('force') });
	const [workflow = '', values = '', readme = ''] = paths;
	stdout.write(
		[
			...paths.map((path) => `${stdout.colours.green('wrote')}  ${path}`),
			'',
			`Try it:  ${PROGRAM} simulate -w ${shellWord(workflow)} -wp ${shellWord(values)} --api ${template.twin}`,
			`Use it:  ${readme} takes you from the API key to the Test button.`,
			'',
		].join('\n'),
	);
	return EXIT.clean;
}

/** What `--set` gives. Of two values for one parameter nobody can say which was meant. */
function givenValues(flags: Flags): Record<string, string> {
	const names = flags.list('set').map((text) => text.split('=', 1)[0] ?? '');
	const repeated = names.find((name, index) => names.indexOf(name) !== index);
	const pairs = flags.pairs('set');
	if (repeated !== undefined)
		throw new UsageError(
			`--set gives "${shown(repeated)}" more than once: leave one out.`,
			'generate',
		);
	return Object.fromEntries(pairs);
}
