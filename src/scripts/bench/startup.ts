import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../root.ts';
import { contest, passingTime } from './measure.ts';
import { sampleWorkflow } from './sampleWorkflow.ts';

export interface StartupFigures {
	readonly nodeMs: number;
	readonly versionMs: number;
	readonly validateMs: number;
	readonly bytes: number;
}

const COMMAND = join(ROOT, 'dist', 'qradar-workflow.cjs');

/** From start to end of whole processes: a Node that does nothing, `--version`, and `validate` of one file of 7 KB. */
export async function startup(rounds: number): Promise<StartupFigures> {
	const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-bench-'));
	try {
		const file = join(folder, 'workflow.xml');
		const text = sampleWorkflow(['audits', 'alerts', 'logins']);
		writeFileSync(file, text);
		const run = (...words: string[]) => {
			const { status } = spawnSync(process.execPath, words, { stdio: 'ignore' });
			if (status !== 0) throw new Error(`${words.join(' ')} left with ${status}.`);
		};
		const measured = await contest(
			{
				node: () => run('-e', '0'),
				version: () => run(COMMAND, '--version'),
				validate: () => run(COMMAND, 'validate', file),
			},
			{ rounds, stopwatch: passingTime },
		);
		return {
			nodeMs: measured.node,
			versionMs: measured.version,
			validateMs: measured.validate,
			bytes: text.length,
		};
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
