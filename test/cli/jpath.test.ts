import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { runCommand } from './runCommand.ts';

const STATE = '{"page":1,"items":[1,2],"id":12345678901234567890,"name":"a \\"b\\"","none":null}';

function jpath(...argv: string[]) {
	return runCommand(['jpath', ...argv, '--state', '-'], { stdin: STATE });
}

test.each([
	['count(/items) > 1', 'true\n'],
	['/name', '"a \\"b\\""\n'],
	['/none', 'null\n'],
	['/items', '[1,2]\n'],
	['/id', '12345678901234567890\n'],
])('%s gives its value as JSON', async (expression, stdout) => {
	expect(await jpath(expression)).toEqual({ code: 0, stdout, stderr: '' });
});

test('where nothing is there, standard output stays empty', async () => {
	expect(await jpath('/nothing')).toEqual({ code: 0, stdout: '', stderr: '(nothing there)\n' });
});

test('a template is rendered as text', async () => {
	expect((await jpath('page ${/page + 1}: ${/name}', '--template')).stdout).toBe('page 2: a "b"\n');
});

test('what nobody knows is said, and can be chosen', async () => {
	const assumed = await jpath('/page / 2');
	expect(assumed).toMatchObject({ code: 0, stdout: '0\n' });
	expect(assumed.stderr).toMatch(
		/^note {2}Assumed: .*\(--profile integerDivision=truncate\|real\)\n$/,
	);
	const chosen = await jpath('/page / 2', '--profile', 'integerDivision=real');
	expect(chosen).toEqual({ code: 0, stdout: '0.5\n', stderr: '' });
	const wrong = await jpath('1', '--profile', 'persistEvery=run');
	expect(wrong.code).toBe(2);
	expect(wrong.stderr).toContain('"persistEvery" is no switch of JPath. They are nullRendersAs,');
});

test('json says whether there is a value, or what is wrong', async () => {
	expect((await jpath('/page', '--format', 'json')).stdout).toBe('{"ok":true,"value":1}\n');
	expect((await jpath('/nothing', '--format', 'json')).stdout).toBe('{"ok":true}\n');
	const wrong = await jpath('/items[', '--format', 'json');
	expect(wrong.code).toBe(1);
	expect(JSON.parse(wrong.stdout)).toMatchObject({
		ok: false,
		diagnostics: [{ severity: 'error', line: 1, column: 8 }],
	});
});

test('a mistake is shown with its place', async () => {
	const { code, stdout, stderr } = await jpath('count(');
	expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
	expect(stderr).toMatch(/<expression>:1:7 {2}error .*\n\n {3}1 \| count\(\n {5}\| {7}\^/);
});

test('functions of a later version are refused in an earlier one', async () => {
	expect((await jpath('floor(1.5)', '--schema', 'V1')).code).toBe(1);
	expect((await jpath('floor(1.5)', '--schema', 'V2')).stdout).toBe('1\n');
});

test('time() is what --now says', async () => {
	for (const now of [
		'2026-01-01',
		'2026-01-01T01:00:00+01:00',
		'2026-01-01T00:00',
		'1767225600000',
	])
		expect((await jpath('time()', '--now', now)).stdout).toBe('1767225600000\n');
});

test('the expression can come from standard input', async () => {
	expect((await runCommand(['jpath', '-'], { stdin: '1 + 1\n' })).stdout).toBe('2\n');
});

test('a State that is missing or not JSON is bad usage', async () => {
	const path = join(testFolder(), 'state.json');
	expect(await runCommand(['jpath', '1', '--state', path])).toMatchObject({
		code: 2,
		stderr: expect.stringContaining(`There is no file "${path}".`),
	});
	writeFileSync(path, '{"a":');
	expect(await runCommand(['jpath', '1', '--state', path])).toMatchObject({
		code: 2,
		stderr: expect.stringContaining(`The State in "${path}" is not JSON`),
	});
});
