import { existsSync, linkSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { runCommand } from './runCommand.ts';
import { HELLO, simulate } from './runSimulate.ts';
import { values, workflow } from './workflows.ts';

const W = { 'w.xml': HELLO, 'v.xml': values({}) };

test.each<[string[], string]>([
	[['--events', '@x', '--trace', '@x'], '--events and --trace both name'],
	[['--trace', '@w.xml'], '-w and --trace both name'],
	[['-wp', '@v.xml', '--trace', '@v.xml'], '-wp and --trace both name'],
	[['-s', '@w.xml'], '-w and -s both name'],
	[['-s', '@x', '--events', '@x'], '-s and --events both name'],
	[['-s', '@x.json', '--record', '@x.json'], '-s and --record both name'],
	[['--api', '@x.json', '--record', '@x.json'], '--api and --record both name'],
	[['--trace', '@x', '--events', '@./x'], 'are the same file'],
	[['--trace', '@hard'], 'are the same file'],
	[['--events', '@soft'], 'are the same file'],
	[['-s', '@dangling', '--trace', '@x'], 'are the same file'],
])('two flags for one file are refused, and nothing is written: %j', async (flags, message) => {
	const folder = testFolder();
	for (const [name, text] of Object.entries(W)) writeFileSync(join(folder, name), text);
	linkSync(join(folder, 'w.xml'), join(folder, 'hard'));
	symlinkSync(join(folder, 'w.xml'), join(folder, 'soft'));
	symlinkSync('x', join(folder, 'dangling'));
	const words = ['-w', '@w.xml', ...flags];
	const argv = words.map((word) => (word.startsWith('@') ? `${folder}/${word.slice(1)}` : word));
	const { code, stdout, stderr } = await runCommand(['simulate', ...argv]);
	expect(stderr).toContain(message);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(existsSync(join(folder, 'x'))).toBe(false);
	for (const [name, text] of Object.entries(W))
		expect(readFileSync(join(folder, name), 'utf8')).toBe(text);
});

test('what is only read may be read twice, and what is no file may serve many', async () => {
	const folder = testFolder();
	const path = join(folder, 'w.xml');
	writeFileSync(path, HELLO);
	const argv = ['-w', path, '--trace', '/dev/null', '--events', '/dev/null'];
	expect((await runCommand(['simulate', ...argv])).code).toBe(0);
	const twice = await runCommand(['simulate', '-w', path, '-wp', path]);
	expect(twice.stderr).toContain('is a workflow, but -wp takes parameter values');
});

const COUNT = '<Initialize path="/n" value="0" /><Set path="/n" value="${/n + 1}" />';

async function stateNote(actions: string, ...argv: string[]) {
	const { stdout, folder } = await simulate({
		documents: { 'w.xml': workflow(actions) },
		argv: ['-w', '@w.xml', '-s', '@s.json', '--quiet', '--clock', 'virtual', ...argv],
		options: { columns: 400 },
	});
	const line = stdout.split('\n').find((text) => /^ {2}(?:Kept|State) /.test(text)) ?? '';
	return {
		note: line.trim().replace(/ +/, ' ').replaceAll(folder, ''),
		isWritten: existsSync(join(folder, 's.json')),
	};
}

const NOT_WELL = 'State not kept: the run did not end well (--persist-on-abort true keeps it)';

test('the summary says where the State was kept', async () => {
	expect(await stateNote(COUNT)).toEqual({ note: 'Kept the State in /s.json', isWritten: true });
});

test('the summary says that the State was not kept, and how it would be', async () => {
	const abort = `${COUNT}<Abort reason="Enough" />`;
	const lost = { note: NOT_WELL, isWritten: false };
	expect(await stateNote(abort)).toEqual(lost);
	expect(await stateNote(COUNT, '--max-actions', '1')).toEqual(lost);
	expect(await stateNote(abort, '--persist-on-abort', 'true')).toEqual({
		note: 'Kept the State in /s.json',
		isWritten: true,
	});
});

test('an interrupted run does not claim to have kept the State', async () => {
	const controller = new AbortController();
	const { code, stdout, folder } = await simulate({
		documents: {
			'w.xml': workflow('<Log type="INFO" message="begun" /><Sleep duration="60000" />'),
		},
		argv: ['-w', '@w.xml', '-s', '@s.json'],
		options: {
			columns: 400,
			signal: controller.signal,
			onOutput: (text) => {
				if (text.includes('begun')) controller.abort('Interrupted.');
			},
		},
	});
	expect(code).toBe(130);
	expect(stdout).toContain('not kept: the run did not end well');
	expect(existsSync(join(folder, 's.json'))).toBe(false);
});

test('where only an earlier run ended well, its State is what was kept', async () => {
	const second = `${COUNT}<If condition="/n > 1"><Abort reason="Enough" /></If>`;
	expect(await stateNote(second, '--runs', '2')).toEqual({
		note: 'Kept the State of an earlier run in /s.json: the last run did not end well',
		isWritten: true,
	});
});
