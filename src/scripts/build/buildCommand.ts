import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { ROOT } from '../root.ts';
import { commandOptions } from './options.ts';

const HERE = join(ROOT, 'src', 'scripts', 'build');

/** Builds the command into a folder: the bundle, the launcher that is called, and V8's compiled code. */
export async function buildCommand(folder: string): Promise<void> {
	mkdirSync(folder, { recursive: true });
	const { outputFiles } = await build({ ...commandOptions(), write: false });
	// The launcher has the line that says which program runs it.
	const bundle = (outputFiles[0]?.text ?? '').replace(/^#!.*\n/, '');
	writeFileSync(join(folder, 'command.cjs'), asAscii(bundle));
	const launcher = join(folder, 'qradar-workflow.cjs');
	copyFileSync(join(HERE, 'launcher.cjs'), launcher);
	chmodSync(launcher, 0o755);
	makeCodeCache(folder);
}

/**
 * The launcher reads the bundle as bytes, one a character. Of what esbuild writes, regular expressions alone hold other
 * characters: it leaves them as they stand in the source.
 */
function asAscii(script: string): string {
	return script.replace(
		/[^\0-\x7f]/g,
		(character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
	);
}

/** Runs a short and common command, so that what it needs is compiled beforehand. */
function makeCodeCache(folder: string): void {
	const scratch = mkdtempSync(join(tmpdir(), 'qradar-workflow-build-'));
	try {
		const run = (...words: string[]) => {
			const { status, stderr } = spawnSync(process.execPath, words, {
				cwd: scratch,
				encoding: 'utf8',
			});
			if (status !== 0) throw new Error(`The built command does not work: ${stderr}`);
		};
		run(join(folder, 'qradar-workflow.cjs'), 'generate', 'atlassian-org-audit', '--out', '.');
		// On its own: values beside it would be checked too, and they are still to be filled in.
		rmSync(join(scratch, 'parameter-values.xml'));
		run(join(HERE, 'makeCodeCache.cjs'), folder, 'validate', 'workflow.xml');
	} finally {
		rmSync(scratch, { recursive: true, force: true });
	}
}
