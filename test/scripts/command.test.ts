import { spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import packageJson from '../../package.json' with { type: 'json' };
import { buildCommand } from '../../src/scripts/build/buildCommand.ts';

const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-command-'));
const built = join(folder, 'built');
beforeAll(() => buildCommand(built));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...words: string[]) {
	const launcher = join(built, 'qradar-workflow.cjs');
	const { status, stdout, stderr } = spawnSync(process.execPath, [launcher, ...words], {
		cwd: folder,
		encoding: 'utf8',
	});
	return { status, stdout, stderr };
}

function cacheFile(): string {
	return join(built, readdirSync(built).find((name) => name.endsWith('.cache')) ?? '');
}

describe('the built command', () => {
	test('says its version and its help', () => {
		expect(run('--version').stdout.trim()).toBe(packageJson.version);
		expect(run('--help').stdout).toContain('validate');
	});

	test('generates, validates and simulates with every package that this takes', () => {
		expect(run('generate', 'atlassian-org-audit', '--out', 'made')).toMatchObject({ status: 0 });
		expect(run('validate', 'made/workflow.xml')).toMatchObject({ status: 0 });
		const values = run('validate', 'made/workflow.xml', 'made/parameter-values.xml');
		expect(values.stdout).toContain('missing-value');
		const words = ['-w', 'made/workflow.xml', '-wp', 'made/parameter-values.xml'];
		const simulated = run('simulate', ...words, '--api', 'atlassian', '--seed', '1', '--quiet');
		expect(simulated).toMatchObject({ status: 0 });
		expect(simulated.stdout).toContain('0 lost');
	});

	test('knows the characters that stand in regular expressions', () => {
		// The launcher reads bytes: "“" would be three characters there.
		expect(readFileSync(join(built, 'command.cjs'), 'latin1')).toMatch(/^[\0-\x7f]*$/);
		writeFileSync(join(folder, 'quotes.xml'), '<a b=“x”/>');
		expect(run('validate', 'quotes.xml').stdout).toContain('These are typographic quotation marks');
	});

	test('reaches the network', () => {
		writeFileSync(
			join(folder, 'call.xml'),
			`<Workflow name="n" version="1" xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2">
				<Actions><CallEndpoint url="http://127.0.0.1:9/" method="GET" savePath="/r" /></Actions>
			</Workflow>`,
		);
		const { status, stdout, stderr } = run('simulate', '-w', 'call.xml', '--runs', '1');
		expect(status).toBe(1);
		expect(stdout + stderr).toContain('127.0.0.1:9');
	});

	test('starts without compiled code, and with compiled code that does not fit', () => {
		const cache = cacheFile();
		const text = readFileSync(cache);
		for (const bad of [undefined, text.subarray(0, 1000), Buffer.alloc(text.length)]) {
			if (bad === undefined) renameSync(cache, `${cache}.away`);
			else writeFileSync(cache, bad);
			expect(run('--version').stdout.trim()).toBe(packageJson.version);
		}
		rmSync(cache);
		renameSync(`${cache}.away`, cache);
		expect(run('--version').stdout.trim()).toBe(packageJson.version);
	});
});
