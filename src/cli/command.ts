import type { ExitCode } from './exit.ts';
import type { Flags } from './flags.ts';
import type { Terminal } from './terminal.ts';

/** What the program is called. */
export const PROGRAM = 'qradar-workflow';

/** One option of a command. */
export interface OptionSpec {
	readonly describe: string;
	/** `flag` takes no value, `text` takes one, `list` may be given again and again, `choice` one of a few. */
	readonly kind: 'flag' | 'text' | 'list' | 'choice';
	readonly choices?: readonly string[];
	/** One letter. */
	readonly alias?: string;
	/** What the value is called in help: `FILE`. */
	readonly value?: string;
}

/** One command, in a file of its own. */
export interface Command {
	/** How it is called, after the command's name: `FILE…`. */
	readonly synopsis: string;
	readonly description: string;
	/** Names of the positional arguments; the last may end in `…` and then takes the rest. */
	readonly positionals: readonly PositionalSpec[];
	readonly options: Readonly<Record<string, OptionSpec>>;
	run(flags: Flags, terminal: Terminal): Promise<ExitCode>;
}

export interface PositionalSpec {
	readonly name: string;
	readonly describe: string;
	readonly isOptional?: true;
	readonly isRest?: true;
}
