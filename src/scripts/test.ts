import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Result, runPackage } from './runPackage.ts';
import { addCounts, type Counts, countTests } from './test/counts.ts';

/**
 * Everything that must hold before a change is done: types, style, dead code, tests. All steps run whatever the
 * others say. Words behind `npm test --` go to vitest: `npm test -- jpath` runs the tests of that name.
 */
const CHECKS = [
	{ name: 'types', package: 'typescript', command: 'tsc', parameters: ['-p', '.'] },
	{
		name: 'style',
		package: '@biomejs/biome',
		command: 'biome',
		parameters: ['check', '--error-on-warnings', '--max-diagnostics=50'],
	},
	{ name: 'dead code', package: 'knip', command: 'knip', parameters: ['--no-progress'] },
] as const;

const all: Counts[] = [];
for (const check of CHECKS) all.push(show(check.name, await runPackage(check)));
all.push(await test(process.argv.slice(2)));

const { passed, failed } = addCounts(all);
process.stdout.write(`\n${passed} passed, ${failed} failed\n`);
process.exitCode = failed === 0 ? 0 : 1;

function show(name: string, { code, output, durationMs }: Result): Counts {
	const seconds = (durationMs / 1000).toFixed(1);
	process.stdout.write(`${code === 0 ? '✓' : '✗'} ${name} (${seconds} s)\n`);
	if (code !== 0) process.stdout.write(`${output.trimEnd()}\n`);
	return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

async function test(words: readonly string[]): Promise<Counts> {
	const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-test-'));
	const report = join(folder, 'report.json');
	try {
		const { code } = await runPackage({
			package: 'vitest',
			command: 'vitest',
			parameters: [
				'run',
				'--reporter=default',
				'--reporter=json',
				`--outputFile.json=${report}`,
				...words,
			],
			isShown: true,
		});
		return countTests(existsSync(report) ? readFileSync(report, 'utf8') : undefined, code);
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
}
