#!/usr/bin/env node
import { fileError } from '../host/hostError.ts';
import { createOutput } from './createOutput.ts';
import { EXIT } from './exit.ts';
import { main } from './main.ts';
import type { Terminal } from './terminal.ts';

let controller: AbortController | undefined;

/** Made when a command asks for it: others just end, as programs do. */
function interruption(): AbortController {
	if (controller !== undefined) return controller;
	const created = new AbortController();
	const interrupt = () => {
		// A second time means now.
		if (created.signal.aborted) process.exit(EXIT.interrupted);
		created.abort('Interrupted.');
	};
	process.on('SIGINT', interrupt);
	process.on('SIGTERM', interrupt);
	controller = created;
	return created;
}

/** Codes of a reader that has left, as `head` does, or that never was. */
const UNREAD: ReadonlySet<string> = new Set(['EPIPE', 'EBADF', 'EIO']);

/** Whether somebody will read what is printed, and it is incomplete. */
let isCutOff = false;

/** What else would be written is for nobody, or would have gaps. */
function endOutput(code: string): void {
	controller?.abort('The output has ended.');
	if (UNREAD.has(code)) return;
	isCutOff = true;
	process.exitCode = EXIT.badUsage;
	const { message } = fileError({ code }, 'write', '<stdout>');
	stderr.write(`${stderr.colours.red('error')}  ${message}\n`);
	stderr.flush();
}

const { env: environment } = process;
const stdout = createOutput(1, () => process.stdout, { environment, onEnd: endOutput });
const stderr = createOutput(2, () => process.stderr, { environment, onEnd: () => undefined });
const terminal: Terminal = {
	stdout,
	stderr,
	// Touching standard input opens it, so only commands that read it do.
	get stdin() {
		return process.stdin;
	},
	environment: process.env,
	get signal() {
		return interruption().signal;
	},
};

main(process.argv.slice(2), terminal).then((code) => {
	stdout.flush();
	stderr.flush();
	if (!isCutOff) process.exitCode = code;
	// Listeners for signals must not outlive the work.
	process.removeAllListeners('SIGINT');
	process.removeAllListeners('SIGTERM');
});
