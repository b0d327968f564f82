#!/usr/bin/env node
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

/** The reader has left, as `head` does: what else would be written is for nobody. */
function endUnread(): void {
	controller?.abort('Nobody reads the output any more.');
}

const surroundings = { environment: process.env, onUnread: endUnread };
const stdout = createOutput(1, () => process.stdout, surroundings);
const stderr = createOutput(2, () => process.stderr, surroundings);
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
	process.exitCode = code;
	// Listeners for signals must not outlive the work.
	process.removeAllListeners('SIGINT');
	process.removeAllListeners('SIGTERM');
});
