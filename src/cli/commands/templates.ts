import { TEMPLATES } from '../../../templates/templates.ts';
import type { ConnectorTemplate, TemplateParameter } from '../../generate/template.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import type { Colours, Terminal } from '../terminal.ts';

/** `templates`: lists what `generate` can write. */
export const templatesCommand: Command = {
	synopsis: '[--format text|json]',
	description: 'Lists the connector templates: name, product, endpoint and parameters.',
	positionals: [],
	options: {
		format: { kind: 'choice', choices: ['text', 'json'], describe: 'How they are listed (text)' },
	},
	run,
};

async function run(flags: Flags, { stdout }: Terminal): Promise<ExitCode> {
	if (flags.text('format') === 'json') stdout.write(`${JSON.stringify(TEMPLATES.map(record))}\n`);
	else stdout.write(TEMPLATES.map((template) => describe(template, stdout.colours)).join('\n'));
	return EXIT.clean;
}

function record({
	name,
	product,
	endpoint,
	summary,
	versions,
	twin,
	parameters,
}: ConnectorTemplate) {
	return { name, product, endpoint, summary, versions, twin, parameters };
}

function describe(template: ConnectorTemplate, { bold, dim }: Colours): string {
	const { name, product, endpoint, summary, parameters } = template;
	const width = Math.max(...parameters.map((parameter) => parameter.name.length));
	const lines = [
		bold(name),
		`  ${summary}`,
		'',
		`  ${dim('Product   ')} ${product}`,
		`  ${dim('Endpoint  ')} ${endpoint}`,
		`  ${dim('Parameters')}`,
		...parameters.map((parameter) => `    ${parameter.name.padEnd(width)}  ${traits(parameter)}`),
	];
	return `${lines.join('\n')}\n`;
}

function traits({ label, required, secret, default: preset }: TemplateParameter): string {
	const need = preset === undefined || preset === '' ? 'optional' : `default ${preset}`;
	const list = [required && preset === undefined ? 'required' : need, secret ? 'secret' : ''];
	return `${label} (${list.filter((trait) => trait !== '').join(', ')})`;
}
