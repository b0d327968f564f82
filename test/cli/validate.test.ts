import { mkdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
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

const HOST = '<Parameter name="host" label="Host" required="true" />';
const WITH_HOST = workflow('<Log type="INFO" message="Hello" />', HOST);

test('however its folder is written, a values document goes with its workflow', async () => {
	const [w = '', v = ''] = files({
		'workflow.xml': WITH_HOST,
		'values.xml': values({ hots: 'x' }),
	});
	const before = process.cwd();
	process.chdir(dirname(w));
	try {
		for (const path of ['values.xml', './values.xml', v, `../${basename(dirname(v))}/values.xml`]) {
			const { stdout } = await runCommand(['validate', 'workflow.xml', path]);
			expect(stdout).toContain('The workflow has no parameter "hots".');
		}
	} finally {
		process.chdir(before);
	}
});

test('values that lie beside a workflow are checked too, and named', async () => {
	const [w = '', v = ''] = files({
		'workflow.xml': WITH_HOST,
		'parameter-values.xml': values({ host: 'example.com' }),
		'notes.xml': '<notes />',
		'broken.xml': '<',
	});
	expect(await runCommand(['validate', w])).toEqual({
		code: 0,
		stdout: `ok  ${w}  workflow V2  with parameter-values.xml\n`,
		stderr: '',
	});
	const { stdout } = await runCommand(['validate', w, '--format', 'json']);
	const report = JSON.parse(stdout) as { files: { file: string }[] };
	expect(report.files.map(({ file }) => file)).toEqual([w, v]);

	writeFileSync(v, values({ colour: 'x' }));
	const { code, stdout: findings } = await runCommand(['validate', w]);
	expect(findings).toContain(`${v}:1:`);
	// What is still to be filled in is no error, for nobody named the file.
	expect(findings).toMatch(/1 error, 1 warning in 2 files\.\n$/);
	expect(code).toBe(1);
});

test('values beside several workflows go with the one they fit', async () => {
	const other = WITH_HOST.replaceAll('host', 'server');
	const [one = '', two = ''] = files({
		'one.xml': WITH_HOST,
		'two.xml': other,
		'values.xml': values({ server: 'a', servre: 'b' }),
	});
	expect(await runCommand(['validate', one])).toMatchObject({ code: 0 });
	expect(await runCommand(['validate', two])).toMatchObject({ code: 1 });
});

test('a workflow that lies beside values is found', async () => {
	const [v = '', w = ''] = files({
		'values.xml': values({ hots: 'a' }),
		'workflow.xml': WITH_HOST,
	});
	const { code, stdout } = await runCommand(['validate', v]);
	expect(code).toBe(1);
	expect(stdout).toContain('Did you mean "host"?');
	expect(stdout).toMatch(/ in 1 file\.\n$/);
	expect(stdout).not.toContain(w);
});

test('what lies beside each of several workflows is found', async () => {
	const paths = [values({ host: 'a' }), values({ colour: 'a' })].map((document) => {
		const [w = ''] = files({ 'workflow.xml': WITH_HOST, 'parameter-values.xml': document });
		return w;
	});
	const { code, stdout } = await runCommand(['validate', ...paths]);
	expect(code).toBe(1);
	expect(stdout).toMatch(/1 error, 1 warning in 4 files\.\n$/);
});

test('nothing is looked for beside workflow and values, or standard input', async () => {
	const [w = '', v = '', bad = ''] = files({
		'workflow.xml': WITH_HOST,
		'values.xml': values({ host: 'example.com' }),
		'other.xml': values({ host: 'a', hots: 'b' }),
	});
	expect(await runCommand(['validate', v])).toMatchObject({ code: 0 });
	expect(await runCommand(['validate', w, v])).toMatchObject({ code: 0 });
	expect(await runCommand(['validate', w, '--values', v])).toMatchObject({ code: 0 });
	expect(await runCommand(['validate', w])).toMatchObject({ code: 1 });
	expect(await runCommand(['validate', '-'], { stdin: WITH_HOST })).toMatchObject({ code: 0 });
	expect(bad).not.toBe('');
});

test('an empty file does not keep the others from being checked', async () => {
	const paths = files({ 'workflow.xml': GOOD, 'empty.xml': '' });
	const { code, stdout } = await runCommand(['validate', ...paths, '--format', 'json']);
	expect(code).toBe(1);
	const { files: reported } = JSON.parse(stdout) as {
		files: { kind: string; diagnostics: { layer: string }[] }[];
	};
	expect(reported.map(({ kind, diagnostics }) => [kind, diagnostics.length])).toEqual([
		['workflow', 0],
		['unknown', 1],
	]);
	expect(reported[1]?.diagnostics[0]?.layer).toBe('xml');
});

test('of many findings the text shows a hundred, and json all', async () => {
	const [path = ''] = files({ 'workflow.xml': workflow('<Oops />'.repeat(250)) });
	const { stdout } = await runCommand(['validate', path]);
	expect(stdout.match(/Unknown element/g)).toHaveLength(100);
	expect(stdout).toContain('… and 150 more (--format json shows all).');
	expect(stdout).toMatch(/250 errors in 1 file\.\n$/);
	const json = await runCommand(['validate', path, '--format', 'json']);
	const report = JSON.parse(json.stdout) as { files: { diagnostics: object[] }[] };
	expect(report.files[0]?.diagnostics).toHaveLength(250);
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
