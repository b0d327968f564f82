import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { fidelityRows } from '../../src/fidelity/fidelityRows.ts';
import { runCommand } from './runCommand.ts';
import { simulate } from './runSimulate.ts';
import { workflow } from './workflows.ts';

test('the table fits 80 columns and counts its rows', async () => {
	const { code, stdout } = await runCommand(['fidelity'], { columns: 80 });
	expect(code).toBe(0);
	// A switch is typed as it is: it is not broken where it has no spaces.
	for (const line of stdout.split('\n').filter((one) => !one.includes('--profile')))
		expect(line.length, line).toBeLessThanOrEqual(80);
	expect(stdout).toMatch(
		new RegExp(`\\n${fidelityRows().length} rows: \\d+ documented, .*\\.\\n$`),
	);
});

test('words and classes select rows', async () => {
	const { stdout } = await runCommand(['fidelity', 'INTEGER', 'divis', '--class', 'unknown']);
	expect(stdout).toContain('integer-division  unknown\n');
	expect(stdout).toContain('Switch: --profile integerDivision=truncate|real\n');
	expect(stdout).toContain('Test: test/fidelity/jpath.cases.json\n');
	expect(stdout).toContain('\n1 row: 0 documented');
});

test('for programs there is JSON', async () => {
	const { stdout } = await runCommand(['fidelity', '--format', 'json', 'integer-division']);
	expect(JSON.parse(stdout)).toMatchObject([
		{
			id: 'integer-division',
			evidence: 'unknown',
			switch: { name: 'integerDivision', default: 'truncate', alternatives: ['real'] },
		},
	]);
});

test('as Markdown it is the page of the documentation', async () => {
	const { stdout } = await runCommand(['fidelity', '--format', 'markdown']);
	expect(stdout).toBe(readFileSync(new URL('../../docs/fidelity.md', import.meta.url), 'utf8'));
});

test('nothing found is said, and a class that does not exist is bad usage', async () => {
	expect(await runCommand(['fidelity', 'xyzzy'])).toMatchObject({
		code: 1,
		stdout: '',
		stderr: 'No row holds all of that.\n',
	});
	const { code, stderr } = await runCommand(['fidelity', '--class', 'unknwon']);
	expect(stderr).toContain('There is no class "unknwon". Did you mean "unknown"?');
	expect(code).toBe(2);
});

const DIVIDES = workflow('<Set path="/a" value="${7 / 2}" /><Log type="INFO" message="a=${/a}" />');

test('a run that depends on an unknown of expressions says so, and what was chosen', async () => {
	const run = (argv: readonly string[]) =>
		simulate({ documents: { 'w.xml': DIVIDES }, argv: ['-w', '@w.xml', ...argv] });
	const usual = await run([]);
	expect(usual.stdout).toContain('a=3\n');
	expect(usual.stdout.replace(/\s+/g, ' ')).toContain(
		'Assumed What is 7 / 2? 3: two integers give an integer, cut towards zero. (--profile integerDivision=truncate|real)',
	);
	const chosen = await run(['--profile', 'integerDivision=real']);
	expect(chosen.stdout).toContain('a=3.5\n');
	expect(chosen.stdout).toContain('Chosen    What is 7 / 2? integerDivision=real.\n');
	expect(chosen.stdout).not.toContain('Assumed');
	const json = await run(['--format', 'json']);
	expect(JSON.parse(json.stdout)).toMatchObject({ assumptions: ['integerDivision'] });
});

test('a run that depends on nothing unknown says nothing', async () => {
	const { stdout } = await simulate({
		documents: { 'w.xml': workflow('<Set path="/a" value="${8 / 2}" />') },
		argv: ['-w', '@w.xml', '--format', 'json'],
	});
	expect(Object.keys(JSON.parse(stdout))).toEqual(['runs']);
});

test.each([
	[
		'integerDivison=real',
		'There is no switch "integerDivison" for --profile without --api. Did you mean "integerDivision"?',
	],
	['xyzzy=1', 'The command fidelity --class unknown lists them.'],
	[
		'integerDivision=half',
		'The switch "integerDivision" cannot be "half": it takes truncate, real.',
	],
	['nullRendersAs=nil', 'it takes the empty text, null.'],
])('--profile %s is bad usage', async (profile, message) => {
	const { code, stderr } = await simulate({
		documents: { 'w.xml': DIVIDES },
		argv: ['-w', '@w.xml', '--profile', profile],
	});
	expect(stderr).toContain(message);
	expect(code).toBe(2);
});
