import {
	existsSync,
	linkSync,
	lstatSync,
	mkdirSync,
	readFileSync,
	rmSync,
	symlinkSync,
	writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openEventsFile } from '../../src/host/eventsFile.ts';
import { testFolder } from '../host/folder.ts';
import { startServer } from '../host/servers.ts';
import { runCommand } from './runCommand.ts';
import { HELLO, pull, simulate } from './runSimulate.ts';
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
	[['--events', '-'], '--events takes a file: standard output is for the summary.'],
	[['-s', '-'], '-s takes a file'],
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

test('the progress line is away when events and the summary are shown', async () => {
	const sleep = '<Sleep duration="1200" />';
	const screen: string[] = [];
	await simulate({
		documents: {
			'w.xml': workflow(
				`<Set path="/e" value="[1]" />${sleep}<PostEvents path="/e" source="s" />${sleep}`,
			),
		},
		argv: ['-w', '@w.xml'],
		options: { isTerminal: true, screen },
	});
	expect(screen.join('')).toContain('0 requests, 0 events, ');
	expect(screen.join('')).toContain('0 requests, 1 events, ');
	// What a terminal makes of the removal of a line.
	const seen = screen
		.join('')
		.split('\r\u001b[2K')
		.reduce((shown, piece) => shown.slice(0, shown.lastIndexOf('\n') + 1) + piece);
	expect(seen).toMatch(/^\S+ \S+ \[INFO \]\[\w+\] Received 1 events from s\n.*\n\nTest 1\.0\n/);
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

test.each([[[]], [['--format', 'json']]])(
	'a recording that cannot be written leaves the summary: %j',
	async (format) => {
		const folder = join(testFolder(), 'recordings');
		mkdirSync(folder);
		const server = startServer((_, response) => {
			rmSync(folder, { recursive: true });
			response.setHeader('Content-Type', 'application/json');
			response.end('{"events":[1]}');
		});
		const path = join(folder, 'r.json');
		const { code, stdout, stderr } = await pull(server, ['--record', path, '--quiet', ...format]);
		expect(code).toBe(2);
		expect(stderr).toContain(`Cannot write "${path}": the file or its folder does not exist.`);
		if (format.length > 0) expect(JSON.parse(stdout).runs).toMatchObject([{ events: 1 }]);
		else {
			expect(stdout.replace(/\s+/g, ' ')).toContain(`Recorded nothing: ${path} could not be`);
			expect(stdout).toContain('ended well');
		}
	},
);

test('what could not be written is not said to be, and the State stays before it', async () => {
	const page = 'x'.repeat(3_000);
	const result = await simulate({
		documents: {
			'w.xml': workflow(
				`${COUNT}<Set path="/e" value="${page}" /><PostEvent path="/e" source="s" />`,
			),
		},
		// A device that is always full, where the system has one.
		argv: ['-w', '@w.xml', '-s', '@s.json', '--events', '/dev/full', '--trace', '/dev/full', '-q'],
		options: { columns: 400 },
	});
	if (!existsSync('/dev/full')) return;
	const { code, stdout, stderr, folder } = result;
	expect(code).toBe(2);
	expect(stderr).toContain('Cannot write "/dev/full": the disk is full.');
	expect(stdout).toMatch(/Written +not all events to \/dev\/full/);
	expect(stdout).toMatch(/Traced +in part, to \/dev\/full/);
	expect(stdout).toMatch(/State +not kept: the events posted since could not be written/);
	expect(existsSync(join(folder, 's.json'))).toBe(false);
});

test('files that grow serve one process at a time, and only their own', async () => {
	const folder = testFolder();
	const path = join(folder, 'e.jsonl');
	const other = openEventsFile(path);
	other.post([{ run: 1, timeMs: 1, source: 's', payload: 'of another process', value: null }]);
	writeFileSync(join(folder, 'w.xml'), HELLO);
	for (const flag of ['--events', '--trace']) {
		const { code, stderr } = await runCommand(['simulate', '-w', `${folder}/w.xml`, flag, path]);
		expect(stderr).toContain(`"${path}" is in use by process ${process.pid}.`);
		expect(code).toBe(2);
	}
	other.close();
	expect(readFileSync(path, 'utf8')).toContain('of another process');
	const after = await runCommand(['simulate', '-w', `${folder}/w.xml`, '--events', path]);
	expect(after.code).toBe(0);
	expect(existsSync(`${path}.lock`)).toBe(false);
});

test('a link to a state file that is not there yet stays a link', async () => {
	const folder = testFolder();
	symlinkSync('real.json', join(folder, 's.json'));
	writeFileSync(join(folder, 'w.xml'), workflow(COUNT));
	const argv = ['-w', `${folder}/w.xml`, '-s', `${folder}/s.json`];
	expect((await runCommand(['simulate', ...argv])).code).toBe(0);
	expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe('{"n":"1"}');
	expect(lstatSync(join(folder, 's.json')).isSymbolicLink()).toBe(true);
});
