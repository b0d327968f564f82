import { Readable } from 'node:stream';
import pico from 'picocolors';
import { main } from '../../src/cli/main.ts';
import type { TextOutput } from '../../src/cli/terminal.ts';

export interface CommandResult {
	readonly code: number;
	readonly stdout: string;
	readonly stderr: string;
}

export interface RunOptions {
	readonly stdin?: string;
	readonly environment?: Readonly<Record<string, string>>;
	readonly signal?: AbortSignal;
	readonly columns?: number;
	/** Whether both outputs are a person's terminal. Default false. */
	readonly isTerminal?: boolean;
	/** Gets what both outputs are given, in the order in which a person sees it. */
	readonly screen?: string[];
	/** Called with everything standard output has shown so far, each time something is added. */
	readonly onOutput?: (text: string) => void;
}

/** Runs the command line tool in this process. */
export async function runCommand(
	argv: readonly string[],
	options: RunOptions = {},
): Promise<CommandResult> {
	const texts = { stdout: '', stderr: '' };
	const output = (name: keyof typeof texts): TextOutput => ({
		write(text) {
			texts[name] += text;
			options.screen?.push(text);
			if (name === 'stdout') options.onOutput?.(texts.stdout);
		},
		isTerminal: options.isTerminal ?? false,
		columns: options.columns ?? 80,
		colours: pico.createColors(false),
	});
	const code = await main(argv, {
		stdout: output('stdout'),
		stderr: output('stderr'),
		stdin: Readable.from(options.stdin === undefined ? [] : [options.stdin]),
		environment: options.environment ?? {},
		signal: options.signal ?? new AbortController().signal,
	});
	return { code, ...texts };
}
