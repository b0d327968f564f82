import packageJson from '../../package.json' with { type: 'json' };
import { HostError } from '../host/hostError.ts';
import { PROGRAM } from './command.ts';
import { EXIT, type ExitCode } from './exit.ts';
import { parseArguments } from './parseArguments.ts';
import type { Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** The whole command line tool as a function: it touches nothing but the terminal it is given. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<ExitCode> {
	const { stdout, stderr } = terminal;
	try {
		const parsed = await parseArguments(argv, {
			version: packageJson.version,
			columns: stdout.columns,
		});
		if (parsed.kind === 'run') return await parsed.command.run(parsed.flags, terminal);
		stdout.write(parsed.text);
		return EXIT.clean;
	} catch (error) {
		if (error instanceof UsageError || error instanceof HostError) {
			const command = error instanceof UsageError ? error.command : undefined;
			const { red, dim } = stderr.colours;
			stderr.write(`${red('error')}  ${error.message}\n`);
			if (argv.length === 0 || command !== undefined)
				stderr.write(
					dim(`       ${PROGRAM} ${command === undefined ? '' : `${command} `}--help says more.\n`),
				);
			return EXIT.badUsage;
		}
		reportBug(error, terminal, argv.includes('--debug'));
		return EXIT.internalError;
	}
}

/** Our own fault: said plainly, with the details only for those who want them. */
function reportBug(error: unknown, { stderr }: Terminal, isDebug: boolean): void {
	const message = error instanceof Error ? error.message : String(error);
	stderr.write(
		`${stderr.colours.red('internal error')}  ${message.split('\n', 1)[0]}\n` +
			`This is a fault of ${PROGRAM} ${packageJson.version}, not yours. Please report it${isDebug ? '' : ', with what it prints when you add --debug'}.\n`,
	);
	if (isDebug && error instanceof Error) stderr.write(`${error.stack ?? ''}\n`);
}
