import { expect, test } from 'vitest';
import { COMMANDS } from '../../src/cli/commandTable.ts';
import { runCommand } from './runCommand.ts';

test('without a command it says what is needed', async () => {
	const result = await runCommand([]);
	expect(result.code).toBe(2);
	expect(result.stdout).toBe('');
	expect(result.stderr).toMatch(/Say which command[\s\S]*qradar-workflow --help/);
});

test('--version prints the version alone', async () => {
	expect(await runCommand(['--version'])).toMatchObject({
		code: 0,
		stdout: expect.stringMatching(/^\d+\.\d+\.\d+\n$/),
	});
});

test.each(Object.entries(COMMANDS))(
	'%s --help ends with its examples',
	async (name, { examples }) => {
		for (const flag of ['--help', '-h', '-?']) {
			const { code, stdout } = await runCommand([name, flag]);
			expect(code).toBe(0);
			const last = examples.at(-1);
			expect(stdout.endsWith(`  # ${last?.[1]}\n  qradar-workflow ${last?.[0]}\n`)).toBe(true);
		}
	},
);

test('help fits the columns of the terminal', async () => {
	for (const name of Object.keys(COMMANDS)) {
		const { stdout } = await runCommand([name, '--help'], { columns: 80 });
		const [options = ''] = stdout.split('Examples:');
		for (const line of options.split('\n')) expect(line.length, line).toBeLessThanOrEqual(80);
	}
});

test.each([
	[['simulat'], 'There is no command "simulat". Did you mean "simulate"?'],
	[['frobnicate'], 'There is no command "frobnicate". Commands are templates, generate'],
	[['jpath', '--stat', 'x'], 'There is no option --stat. Did you mean "--state"?'],
	[['jpath', '1', '-x'], 'There is no option -x.'],
	[['jpath'], 'The command jpath needs EXPRESSION.'],
	[['jpath', '1', '2'], 'There is nothing to do with "2" here.'],
	[['jpath', '1', '--state'], 'The option --state needs a value behind it.'],
	[['jpath', '1', '--state', 'a', '--state', 'b'], '--state is given more than once.'],
	[['jpath', '1', '--schema', 'V3'], '--schema takes one of V1, V2, V2_1, not "V3".'],
	[['jpath', '1', '--now', 'yesterday'], '--now takes a time such as 2026-01-01T00:00:00Z'],
	[['api', 'atlasian'], 'There is no API "atlasian". Did you mean "atlassian"?'],
	[
		['api', 'atlassian', '--port', '99999'],
		'--port takes a whole number, from 0 to 65535, not "99999".',
	],
	[['api', 'atlassian', '--seed', '1.5'], '--seed takes a whole number, 0 or more, not "1.5".'],
	[
		['api', 'atlassian', '--scenario', 'quite'],
		'There is no scenario "quite". Did you mean "quiet"?',
	],
	[['api', 'atlassian', '--profile', 'x'], '--profile takes name=value, and "x" has no "=".'],
	[['api', 'atlassian', '--profile', 'lastPgae=docs'], 'Did you mean "lastPage"?'],
	[['api', 'atlassian', '--traffic', 'perHour=much'], '--traffic perHour takes a number'],
	[['api', 'atlassian', '--clock', 'virtual', '--speed', '2'], '--speed has no effect'],
])('%j is bad usage: %s', async (argv, message) => {
	const { code, stdout, stderr } = await runCommand(argv);
	expect(stderr).toContain(message);
	expect(stderr).not.toMatch(/\n\s+at /);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
});

test.each([['-'], ['-1'], ['--', '-/a'], ['-/a']])(
	'%j is an argument and no option',
	async (...argv) => {
		const { code, stderr } = await runCommand(['jpath', ...argv], { stdin: '1' });
		expect({ code, stderr }).toMatchObject({ code: expect.toBeOneOf([0, 1]) });
		expect(stderr).not.toContain('option');
	},
);

test('our own faults are said to be ours, with a stack only on request', async () => {
	const broken = {
		summary: '',
		examples: [],
		load: () => Promise.reject(new Error('Broken on purpose.')),
	};
	const table = COMMANDS as Record<string, unknown>;
	table.broken = broken;
	try {
		const plain = await runCommand(['broken']);
		expect(plain.code).toBe(3);
		expect(plain.stderr).toMatch(
			/internal error {2}Broken on purpose\.\nThis is a fault of qradar-workflow .*report it/,
		);
		expect(plain.stderr).not.toMatch(/\n\s+at /);
		expect((await runCommand(['broken', '--debug'])).stderr).toMatch(/\n\s+at /);
	} finally {
		delete table.broken;
	}
});
