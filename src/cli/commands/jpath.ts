import { type Json, parseJson, stringifyJson } from '../../base/json.ts';
import { createSource } from '../../base/source.ts';
import { didYouMean } from '../../base/suggest.ts';
import { VERSIONS, type Version } from '../../base/version.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { toRecord } from '../../diagnostics/formatJson.ts';
import { formatDiagnostic } from '../../diagnostics/formatText.ts';
import { readInput } from '../../host/readInput.ts';
import { JPATH_SWITCHES, type JpathBehaviour } from '../../jpath/behaviour.ts';
import { evaluate, render } from '../../jpath/index.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { assumptionRows } from '../simulate/assumptions.ts';
import { chosenSwitches, readBehaviour } from '../simulate/behaviour.ts';
import { frameColumns, type Terminal } from '../terminal.ts';
import { UsageError } from '../usageError.ts';

const STATE_BYTES_MAX = 256 * 1024 * 1024;

/** `jpath`: evaluates one expression or template against a State. */
export const jpathCommand: Command = {
	synopsis: 'EXPRESSION [--state FILE] [--template]',
	description:
		'Prints the value of a JPath expression as JSON. Where nothing is there, it prints nothing and says so on standard error.',
	positionals: [{ name: 'expression', describe: 'The expression; - reads it from standard input' }],
	options: {
		state: {
			kind: 'text',
			value: 'FILE',
			describe: 'the State as a JSON object; - for standard input',
		},
		template: { kind: 'flag', describe: 'Render a template, text with ${…} in it' },
		schema: {
			kind: 'choice',
			choices: VERSIONS,
			describe: 'The schema version, which decides about functions and operators (V2_1)',
		},
		now: {
			kind: 'text',
			value: 'TIME',
			describe: 'what time() gives: ISO 8601 or epoch milliseconds',
		},
		profile: {
			kind: 'list',
			value: 'NAME=VALUE',
			describe: 'a switch for what nobody knows about JPath; repeatable',
		},
		format: {
			kind: 'choice',
			choices: ['text', 'json'],
			describe: 'json: an object with the value or the findings',
		},
	},
	run,
};

async function run(flags: Flags, terminal: Terminal): Promise<ExitCode> {
	const given = flags.textOr('expression', '');
	const statePath = flags.text('state');
	if (given === '-' && statePath === '-')
		throw new UsageError('Standard input can give the expression or the State, not both.', 'jpath');
	const text = given === '-' ? await readExpression(terminal) : given;
	const state = statePath === undefined ? {} : await readState(statePath, terminal);
	const now = flags.instant('now') ?? Date.now();
	const consulted = new Set<string>();
	const options = {
		version: flags.textOr('schema', 'V2_1') as Version,
		now,
		random: Math.random,
		behaviour: { ...readJpathBehaviour(flags), consulted: (key: string) => consulted.add(key) },
	};
	const result = flags.has('template')
		? render(text, state, options)
		: evaluate(text, state, options);
	if (!result.ok) return showFindings(text, result.diagnostics, flags, terminal);
	showValue(result.value, flags, terminal);
	const { stderr } = terminal;
	for (const [label, text] of assumptionRows([...consulted], chosenSwitches(flags)))
		if (label === 'Assumed') stderr.write(`${stderr.colours.cyan('note')}  Assumed: ${text}\n`);
	return EXIT.clean;
}

function readJpathBehaviour(flags: Flags): Partial<JpathBehaviour> {
	const { jpathBehaviour, behaviour, rest } = readBehaviour(flags);
	const [other] = [...Object.keys(behaviour), ...rest.keys()];
	if (other === undefined) return jpathBehaviour;
	const names = Object.keys(JPATH_SWITCHES);
	throw new UsageError(
		`"${other}" is no switch of JPath.${didYouMean(other, names) || ` They are ${names.join(', ')}.`}`,
		'jpath',
	);
}

async function readExpression(terminal: Terminal): Promise<string> {
	const bytes = await readInput('-', { stdin: () => terminal.stdin });
	return new TextDecoder().decode(bytes).replace(/\r?\n$/, '');
}

async function readState(path: string, terminal: Terminal): Promise<Json> {
	const bytes = await readInput(path, { stdin: () => terminal.stdin, bytesMax: STATE_BYTES_MAX });
	try {
		return parseJson(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
	} catch (error) {
		const reason = error instanceof Error ? error.message : String(error);
		throw new UsageError(`The State in "${path}" is not JSON: ${reason.replace(/\.$/, '')}.`);
	}
}

function showValue(value: Json | undefined, flags: Flags, { stdout, stderr }: Terminal): void {
	if (flags.text('format') === 'json') {
		stdout.write(
			value === undefined ? '{"ok":true}\n' : `{"ok":true,"value":${stringifyJson(value)}}\n`,
		);
		return;
	}
	if (value === undefined) stderr.write(stderr.colours.dim('(nothing there)\n'));
	else if (flags.has('template')) stdout.write(`${String(value)}\n`);
	else stdout.write(`${stringifyJson(value)}\n`);
}

function showFindings(
	text: string,
	diagnostics: readonly Diagnostic[],
	flags: Flags,
	{ stdout, stderr }: Terminal,
): ExitCode {
	const source = createSource('<expression>', text);
	if (flags.text('format') === 'json') {
		const records = diagnostics.map((diagnostic) => toRecord(source, diagnostic));
		stdout.write(`${JSON.stringify({ ok: false, diagnostics: records })}\n`);
		return EXIT.problemsFound;
	}
	for (const diagnostic of diagnostics)
		stderr.write(formatDiagnostic(source, diagnostic, stderr.colours, frameColumns(stderr)));
	return EXIT.problemsFound;
}
