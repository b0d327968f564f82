import yargs from 'yargs';
import { didYouMean } from '../base/suggest.ts';
import { shown } from '../diagnostics/quoting.ts';
import { type Command, PROGRAM } from './command.ts';
import { COMMANDS, type CommandRow } from './commandTable.ts';
import { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** What a command line comes to: a command to run, or text to show. */
export type Parsed =
	| { readonly kind: 'run'; readonly command: Command; readonly flags: Flags }
	| { readonly kind: 'show'; readonly text: string };

const FIRST_STEPS = [
	['generate atlassian-org-audit', 'a first connector'],
	['simulate --help', 'everything about one command'],
] as const;

/** Reads a command line. Throws `UsageError` with what is wrong with it. */
export async function parseArguments(
	argv: readonly string[],
	options: { readonly version: string; readonly columns: number },
): Promise<Parsed> {
	const words = argv.flatMap(splitValuesFlag);
	const name = words.find((word) => !word.startsWith('-'));
	const row = name === undefined ? undefined : rowOf(name);
	const command = await row?.load();
	const marked = command === undefined ? words : markArguments(words, command, name);
	const parser = createParser(options, { name, row, command });

	let shown = '';
	const values = (await parser
		.fail((message, error) => {
			throw explain(message || error?.message || 'This cannot be read.', name, command);
		})
		.parseAsync([...marked], {}, (_error: unknown, _values: unknown, text: string) => {
			shown = text;
		})) as Record<string, unknown>;

	if (values.help === true)
		return { kind: 'show', text: `${shown}\n\n${EXIT_CODES}\n${examples(row)}` };
	if (shown !== '') return { kind: 'show', text: `${shown}\n` };
	if (command === undefined || name === undefined)
		throw new UsageError('Say which command: one of those in the help.');
	refuseRepetition(values, command, name);
	return { kind: 'run', command, flags: new Flags(unmark(values)) };
}

/** IBM's `-wp FILE` is two letters behind one dash, which no other tool writes so. */
function splitValuesFlag(word: string): string[] {
	if (word === '-wp') return ['--values'];
	return word.startsWith('-wp=') ? [`--values=${word.slice(4)}`] : [word];
}

function rowOf(name: string): CommandRow {
	const row = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
	if (row !== undefined) return row;
	const names = Object.keys(COMMANDS);
	const hint = didYouMean(name, names);
	throw new UsageError(
		`There is no command "${name}".${hint === '' ? ` Commands are ${names.join(', ')}.` : hint}`,
	);
}

function createParser(
	{ version, columns }: { readonly version: string; readonly columns: number },
	chosen: {
		readonly name: string | undefined;
		readonly row: CommandRow | undefined;
		readonly command: Command | undefined;
	},
) {
	const parser = yargs()
		.scriptName(PROGRAM)
		.exitProcess(false)
		.locale('en')
		.parserConfiguration({
			'boolean-negation': false,
			'camel-case-expansion': false,
			'dot-notation': false,
			'parse-numbers': false,
			'parse-positional-numbers': false,
			'short-option-groups': false,
		})
		.strict()
		.showHelpOnFail(false)
		.wrap(columns)
		.option('debug', {
			type: 'boolean',
			describe: 'Show details when something goes wrong in here',
		})
		.help('help', 'Show this help')
		.alias('help', ['h', '?'])
		.version('version', 'Show the version', version);
	const { name, row, command } = chosen;
	if (name === undefined || row === undefined || command === undefined) return describeAll(parser);
	return describeOne(parser, name, command);
}

type Parser = ReturnType<typeof yargs>;

function describeAll(parser: Parser): Parser {
	parser.usage(
		`$0 <command>\n\nGenerate, check and try workflows of IBM QRadar's Universal Cloud REST API.`,
	);
	for (const [name, row] of Object.entries(COMMANDS)) parser.command(name, row.summary);
	return parser.demandCommand(1, 'Say which command: one of those in --help.');
}

function describeOne(parser: Parser, name: string, command: Command): Parser {
	const positionals = command.positionals.map(({ name, isOptional, isRest }) => {
		const text = isRest ? `${name}..` : name;
		return isOptional ? `[${text}]` : `<${text}>`;
	});
	return parser.command(
		[name, ...positionals].join(' '),
		false,
		(builder) => {
			builder.usage(`$0 ${name} ${command.synopsis}\n\n${command.description}`);
			for (const { name, describe } of command.positionals)
				builder.positional(name, { describe, type: 'string' });
			for (const [option, spec] of Object.entries(command.options)) {
				builder.option(option, {
					describe: spec.value === undefined ? spec.describe : `${spec.value}: ${spec.describe}`,
					...(spec.kind === 'flag' ? { type: 'boolean' } : { requiresArg: true }),
					...(spec.alias === undefined ? {} : { alias: spec.alias }),
					...(spec.choices === undefined ? {} : { choices: spec.choices }),
				});
			}
			return builder;
		},
		() => undefined,
	);
}

/** Turns yargs' words into ours, naming what was typed as it was typed. */
function explain(message: string, name: string | undefined, command: Command | undefined): Error {
	const unknown = /^Unknown arguments?: (.*)$/.exec(message)?.[1]?.split(', ')[0];
	// Behind `--set apiToken` a word that stands alone is most likely the token.
	if (unknown !== undefined && command?.options.set !== undefined)
		return new UsageError(
			'There is a word too many. A value is given in one piece with its name: --set NAME=VALUE.',
			name,
		);
	if (unknown !== undefined)
		return new UsageError(`There is nothing to do with "${shown(unknown)}" here.`, name);
	const lacksValue = /^Not enough arguments following: (.*)$/.exec(message)?.[1];
	if (lacksValue !== undefined) {
		const dashes = lacksValue.length === 1 ? '-' : '--';
		return new UsageError(`The option ${dashes}${lacksValue} needs a value behind it.`, name);
	}
	const choice = /Argument: (.*), Given: "?(.*?)"?, Choices: (.*)$/s.exec(message);
	if (choice !== null)
		return new UsageError(
			`--${choice[1]} takes one of ${choice[3]?.replaceAll('"', '').trim()}, not "${choice[2]}".`,
			name,
		);
	if (/^Not enough non-option arguments/.test(message)) {
		const missing = command?.positionals.find(({ isOptional }) => isOptional === undefined);
		const what = missing === undefined ? 'more than that' : missing.name.toUpperCase();
		return new UsageError(`The command ${name} needs ${what}.`, name);
	}
	return new UsageError(message, name);
}

/** Stands in front of arguments that begin with a dash, which yargs would drop or take for options. */
const MARK = '\0';

/**
 * Marks arguments such as `-` and `-1`, and refuses unknown options before anything else is found wrong: a
 * mistyped option explains the rest.
 */
function markArguments(
	words: readonly string[],
	command: Command,
	name: string | undefined,
): string[] {
	const options = Object.entries(command.options);
	const names = [...options.map(([option]) => option), 'help', 'version', 'debug'];
	const known = new Set([...names, 'h', '?', ...options.map(([, { alias }]) => alias)]);
	const end = words.indexOf('--');
	return words.flatMap((word, index) => {
		if (index === end) return [];
		if (!word.startsWith('-') || isValueOf(words[index - 1], command)) return [word];
		const [, dashes = '', given = ''] = /^(--?)([a-z?][^=]*)/i.exec(word) ?? [];
		if (given === '' || (end >= 0 && index > end)) return [MARK + word];
		if (known.has(given)) return [word];
		const hint = didYouMean(given, names).replace('"', '"--');
		throw new UsageError(`There is no option ${dashes}${given}.${hint}`, name);
	});
}

function unmark(values: Readonly<Record<string, unknown>>): Record<string, unknown> {
	const clean = (value: unknown): unknown => {
		if (Array.isArray(value)) return value.map(clean);
		return typeof value === 'string' && value.startsWith(MARK) ? value.slice(1) : value;
	};
	return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, clean(value)]));
}

/** Whether the word behind this one is its value. */
function isValueOf(word: string | undefined, { options }: Command): boolean {
	const [, given] = /^--?([^-=][^=]*)$/.exec(word ?? '') ?? [];
	if (given === undefined) return false;
	const spec = options[given] ?? Object.values(options).find(({ alias }) => alias === given);
	return spec !== undefined && spec.kind !== 'flag';
}

const EXIT_CODES = `Exit codes:
  0 clean, 1 problems were found or a run did not end well, 2 wrong usage,
  3 our own fault, 130 interrupted: Ctrl-C, or nobody reads the output any more
`;

/** The last part of every help. */
function examples(row: CommandRow | undefined): string {
	const lines = (row?.examples ?? FIRST_STEPS).map(
		([line, explanation]) => `  # ${explanation}\n  ${PROGRAM} ${line}\n`,
	);
	return `Examples:\n${lines.join('\n')}`;
}

function refuseRepetition(values: Record<string, unknown>, command: Command, name: string): void {
	for (const [option, spec] of Object.entries(command.options))
		if (spec.kind !== 'list' && Array.isArray(values[option]))
			throw new UsageError(`--${option} is given more than once.`, name);
}
