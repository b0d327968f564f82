import { existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { runCommand } from './runCommand.ts';

const TEMPLATE = 'atlassian-org-audit';
const TOKEN = 'ATCTT3xFfGN0aZ81QmXr77LpKd';

test('a folder is made with all that is missing above it', async () => {
	const folder = testFolder();
	const out = join(folder, 'a', 'b', '..', 'c');
	expect(await runCommand(['generate', TEMPLATE, '--out', out])).toMatchObject({ code: 0 });
	expect(existsSync(join(folder, 'a', 'c', 'workflow.xml'))).toBe(true);
});

test('what to try next can be copied, whatever the folder is called', async () => {
	const out = join(testFolder(), "it's ready");
	const { stdout } = await runCommand(['generate', TEMPLATE, '--out', out]);
	expect(stdout).toContain(`-w '${join(out, 'workflow.xml').replace("'", "'\\''")}' -wp '`);
});

test('where no folder can be made, it is said why', async () => {
	const folder = testFolder();
	const file = join(folder, 'file');
	writeFileSync(file, '');
	symlinkSync(join(folder, 'nowhere'), join(folder, 'link'));
	mkdirSync(join(folder, 'inner'));
	for (const [out, message] of [
		[file, `"${file}" is a file, not a folder.`],
		[join(file, 'a', 'b'), `"${file}" is a file, not a folder.`],
		[join(folder, 'link', 'a'), 'Cannot make the folder'],
		[join(folder, 'a'.repeat(300), 'b'), 'the name is too long'],
	] as const) {
		const { code, stderr } = await runCommand(['generate', TEMPLATE, '--out', out]);
		expect(stderr).toContain(message);
		expect(code).toBe(2);
	}
});

test('a folder where the system makes none is refused, not tried for ever', async () => {
	const { code, stderr } = await runCommand(['generate', TEMPLATE, '--out', '/proc/x/y']);
	expect(stderr).toContain('Cannot make the folder');
	expect(code).toBe(2);
});

test('one value for a parameter is enough', async () => {
	const { code, stderr } = await runCommand([
		...['generate', TEMPLATE, '--out', join(testFolder(), 'out')],
		...['--set', 'apiToken=a', '--set', 'query=b', '--set', 'apiToken=c'],
	]);
	expect(stderr).toContain('--set gives "apiToken" more than once: leave one out.');
	expect(code).toBe(2);
});

test.each([
	['as a word of its own', ['--set', 'apiToken', TOKEN]],
	['alone', ['--set', TOKEN]],
	['in place of the ID', ['--set', `orgID=${TOKEN}`]],
	['as a name', ['--set', `${TOKEN}=apiToken`]],
	['twice', ['--set', `${TOKEN}=a`, '--set', `${TOKEN}=b`]],
	['with white space', ['--set', `apiToken=${TOKEN} `]],
	['where a number belongs', ['--set', `pageSize=${TOKEN}`]],
])('a token is not shown when it is given %s', async (_, words) => {
	const out = join(testFolder(), 'out');
	const { code, stdout, stderr } = await runCommand(['generate', TEMPLATE, '--out', out, ...words]);
	expect(code).not.toBe(0);
	expect(stderr).not.toBe('');
	expect(stdout + stderr).not.toContain(TOKEN);
});

test('a time in the future is refused', async () => {
	const { code, stderr } = await runCommand([
		...['generate', TEMPLATE, '--out', join(testFolder(), 'out')],
		...['--set', 'startTime=4102444800000'],
	]);
	expect(stderr).toContain('"4102444800000" lies in the future.');
	expect(code).toBe(1);
});

test('what the workflow requires is called so, given or not', async () => {
	const out = join(testFolder(), 'out');
	await runCommand(['generate', TEMPLATE, '--out', out]);
	const values = readFileSync(join(out, 'parameter-values.xml'), 'utf8');
	expect(values).toContain('<!-- Log Source Identifier (required): ');
	expect(values).toContain('<!-- Atlassian API Token (required): ');
	expect(values).toContain('<!-- Query (optional): ');
});
