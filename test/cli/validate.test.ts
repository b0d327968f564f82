import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { runCommand } from './runCommand.ts';
import { values, workflow } from './workflows.ts';

const GOOD = workflow('<Log type="INFO" message="Hello" />');

/** Writes files into a folder of the test's own and gives their paths. */
function files(contents: Readonly<Record<string, string>>): string[] {
	const folder = testFolder();
	return Object.entries(contents).map(([name, text]) => {
		const path = join(folder, name);
		writeFileSync(path, text);
		return path;
	});
}

test('a sound workflow is said to be so', async () => {
	const [path = ''] = files({ 'workflow.xml': GOOD });
	expect(await runCommand(['validate', path])).toEqual({
		code: 0,
		stdout: `ok  ${path}  workflow V2\n`,
		stderr: '',
	});
});

test('findings are shown with their place, and counted', async () => {
	const [path = ''] = files({ 'workflow.xml': workflow('<Set pathh="/page" value="1" />') });
	const { code, stdout } = await runCommand(['validate', path]);
	expect(code).toBe(1);
	expect(stdout).toContain(
		`${path}:5:8  error  Unknown attribute "pathh" on <Set>. Did you mean "path"?`,
	);
	expect(stdout).toMatch(/\^\^\^\^\^\n/);
	expect(stdout).toMatch(/\d errors? in 1 file\.\n$/);
});

test('json holds what the text says', async () => {
	const paths = files({ 'w.xml': workflow('<Set pathh="/page" value="1" />') });
	const { code, stdout } = await runCommand(['validate', ...paths, '--format', 'json']);
	expect(code).toBe(1);
	const report = JSON.parse(stdout) as { files: { diagnostics: object[] }[] };
	expect(report.files).toHaveLength(1);
	expect(report.files[0]).toMatchObject({ file: paths[0], kind: 'workflow', version: 'V2' });
	expect(report.files[0]?.diagnostics).toContainEqual(
		expect.objectContaining({
			layer: 'schema',
			severity: 'error',
			line: 5,
			column: 8,
		}),
	);
});

test('a document can come from standard input', async () => {
	expect(await runCommand(['validate', '-'], { stdin: GOOD })).toMatchObject({
		code: 0,
		stdout: 'ok  <stdin>  workflow V2\n',
	});
});

test('values are checked against the workflow they are given with', async () => {
	const parameter = '<Parameter name="host" label="Host" required="true" />';
	const [w = '', v = ''] = files({
		'workflow.xml': workflow('<Log type="INFO" message="Hello" />', parameter),
		'values.xml': values({ hots: 'x' }),
	});
	const { code, stdout } = await runCommand(['validate', w, '--values', v]);
	expect(code).toBe(1);
	expect(stdout).toMatch(/The workflow has no parameter "hots"\. Did you mean "host"\?/);
});

test.each([
	['an HTML login page', '<!DOCTYPE html><html><head><title>Log in</title></head></html>'],
	['plain text', 'Hello'],
	['another namespace', GOOD.replace('Workflow/V2', 'Workflow/V9')],
	['JSON', '{"a":1}'],
])('%s is refused with a finding', async (_, text) => {
	const { code, stdout, stderr } = await runCommand(['validate', '-'], { stdin: text });
	expect({ code, stderr }).toEqual({ code: 1, stderr: '' });
	expect(stdout).toMatch(/^<stdin>:1:\d+|<stdin>:2:\d+/);
	expect(stdout).toMatch(/error/);
});

test('an empty file is a finding, like anything else that is in a file', async () => {
	const [empty = ''] = files({ 'empty.xml': '' });
	const { code, stdout } = await runCommand(['validate', empty]);
	expect(stdout).toContain('The document is empty.');
	expect(code).toBe(1);
});

test('a missing file and a folder are bad usage', async () => {
	const [empty = ''] = files({ 'empty.xml': '' });
	const folder = testFolder();
	mkdirSync(join(folder, 'inner'));
	const messages: [string, string][] = [
		[`${empty}x`, `There is no file "${empty}x". Did you mean "empty.xml"?`],
		[folder, 'is a directory: name a file in it.'],
	];
	for (const [path, message] of messages) {
		const { code, stderr } = await runCommand(['validate', path]);
		expect(stderr).toContain(message);
		expect(code).toBe(2);
	}
});

test('a workflow given as values is bad usage', async () => {
	const paths = files({ 'workflow.xml': GOOD, 'other.xml': GOOD });
	const { code, stderr } = await runCommand([
		'validate',
		paths[0] ?? '',
		'--values',
		paths[1] ?? '',
	]);
	expect(code).toBe(2);
	expect(stderr).toContain('is a workflow, but --values takes parameter values.');
});
