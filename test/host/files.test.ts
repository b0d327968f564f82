import { spawnSync } from 'node:child_process';
import {
	existsSync,
	linkSync,
	lstatSync,
	mkdirSync,
	readdirSync,
	readFileSync,
	statSync,
	symlinkSync,
	truncateSync,
	writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { parseJson } from '../../src/base/json.ts';
import { openEventsFile } from '../../src/host/eventsFile.ts';
import { openFileStore } from '../../src/host/fileStore.ts';
import { fileError } from '../../src/host/hostError.ts';
import { readInput } from '../../src/host/readInput.ts';
import { fileIdentity } from '../../src/host/sameFile.ts';
import { openTraceFile } from '../../src/host/traceFile.ts';
import type { PostedEvent } from '../../src/sim/ports.ts';
import { testFolder } from './folder.ts';

const NO_STDIN = { stdin: () => Readable.from([]) };

function event(payload: string): PostedEvent {
	return { run: 1, timeMs: 1767225600000, source: 'Source "A"', payload, value: payload };
}

test('a state comes back as it was saved, unusual numbers and names included', async () => {
	const path = join(testFolder(), 'state.json');
	const store = await openFileStore(path);
	expect(await store.load()).toBeUndefined();
	const state = parseJson('{"b":1,"10":"ten","text":"ü\u2028"}');
	await store.save(state);
	expect(await store.load()).toEqual(state);
	store.close();
	expect(statSync(path).mode & 0o077).toBe(0);
});

test('numbers of a state keep their text', async () => {
	const path = join(testFolder(), 'state.json');
	const text = '{"id":12345678901234567890,"share":1.0,"10":1,"2":2}';
	writeFileSync(path, text);
	const store = await openFileStore(path);
	await store.save((await store.load()) ?? null);
	expect(readFileSync(path, 'utf8')).toBe(text);
	store.close();
});

test.each([
	['', 'is empty'],
	['{"a":[1,2', 'is cut off: its JSON has no end'],
	['{"a":1}}', 'is not JSON at line 1, column 8'],
	['{"a":1}x', 'is not JSON at line 1, column 8'],
	['{\n  "a": 1,\n  "b": tru,\n}', 'is not JSON at line 3, column 8'],
	['<Workflow/>', 'holds XML, not a State, and may be meant for -w or -wp'],
	['[1]', 'holds an array, but a State is a JSON object'],
	['17', 'holds the value 17, but a State is a JSON object'],
])('a state file that holds %j is refused and left alone', async (text, message) => {
	const path = join(testFolder(), 'state.json');
	writeFileSync(path, text);
	await expect(openFileStore(path)).rejects.toThrow(`The state file "${path}" ${message}.`);
	expect(readFileSync(path, 'utf8')).toBe(text);
	expect(existsSync(`${path}.lock`)).toBe(false);
});

test('a state with a byte order mark in front is read', async () => {
	const path = join(testFolder(), 'state.json');
	writeFileSync(path, '\uFEFF{"a":1}');
	const store = await openFileStore(path);
	expect(await store.load()).toEqual({ a: 1 });
	store.close();
});

test('a state path that is a folder, lies in no folder, or under a file is refused at once', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, 'file'), '');
	await expect(openFileStore(folder)).rejects.toThrow(/is a directory: name a file in it/);
	await expect(openFileStore(join(folder, 'none', 's.json'))).rejects.toThrow(/does not exist/);
	await expect(openFileStore(join(folder, 'file', 's.json'))).rejects.toThrow(
		/is a file, not a folder/,
	);
});

test.each([
	['"caf\u00e9"', 'latin1', 'is not text in UTF-8'],
	['{"a":1}', 'utf16le', 'is not JSON at line 1, column 2'],
	['\ufeff{"a":1}', 'utf16le', 'is text in UTF-16, not in UTF-8'],
] as const)(
	'a state file that holds %j in %s is refused: it %s',
	async (text, encoding, message) => {
		const path = join(testFolder(), 'state.json');
		const bytes = Buffer.from(text, encoding);
		writeFileSync(path, bytes);
		await expect(openFileStore(path)).rejects.toThrow(`The state file "${path}" ${message}.`);
		expect(readFileSync(path).equals(bytes)).toBe(true);
		expect(readdirSync(dirname(path))).toEqual(['state.json']);
	},
);

test('a state path that is a device or a pipe is refused, and nothing waits for it', async () => {
	const pipe = join(testFolder(), 'pipe');
	spawnSync('sh', ['-c', 'mkfifo "$0"', pipe]);
	for (const path of ['/dev/null', '/dev/zero', ...(existsSync(pipe) ? [pipe] : [])])
		await expect(openFileStore(path)).rejects.toThrow(
			`"${path}" is no file, but a device or a pipe. Name a file for the State.`,
		);
});

test('a state file that may not be written is refused before anything runs', async () => {
	const folder = testFolder();
	const path = join(folder, 'state.json');
	writeFileSync(path, '{"a":1}', { mode: 0o444 });
	await expect(openFileStore(path)).rejects.toThrow(
		`The state file "${path}" is read-only, so no run could keep its State there. Make it writable, or name another file.`,
	);
	expect(readdirSync(folder)).toEqual(['state.json']);
	expect(readFileSync(path, 'utf8')).toBe('{"a":1}');
});

test('a state file that is too big to be read says so', async () => {
	const path = join(testFolder(), 'state.json');
	writeFileSync(path, '{}');
	truncateSync(path, 600 * 1024 * 1024);
	await expect(openFileStore(path)).rejects.toThrow(
		`"${path}" is too big: at most 500 MB are read.`,
	);
});

test('saving through a symbolic link replaces what it points to, not the link', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, 'real.json'), '{"a":1}');
	symlinkSync(join(folder, 'real.json'), join(folder, 'link.json'));
	const store = await openFileStore(join(folder, 'link.json'));
	await store.save({ a: 2 });
	store.close();
	expect(lstatSync(join(folder, 'link.json')).isSymbolicLink()).toBe(true);
	expect(readFileSync(join(folder, 'real.json'), 'utf8')).toBe('{"a":2}');
});

test('drafts of killed processes are cleared away', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, '.state.json.123.draft'), '{"a":');
	writeFileSync(join(folder, '.state.json.mine.draft'), 'x');
	(await openFileStore(join(folder, 'state.json'))).close();
	expect(readdirSync(folder)).toEqual(['.state.json.mine.draft']);
});

test('events are written one JSON object a line and appended to what is there', async () => {
	const path = join(testFolder(), 'events.jsonl');
	for (const payload of ['{"a":"ü"}', 'two\nlines']) {
		const file = openEventsFile(path);
		await file.post([event(payload)]);
		await file.flush();
		file.close();
	}
	const lines = readFileSync(path, 'utf8').split('\n');
	expect(lines).toEqual([
		'{"run":1,"time":1767225600000,"source":"Source \\"A\\"","payload":"{\\"a\\":\\"ü\\"}"}',
		'{"run":1,"time":1767225600000,"source":"Source \\"A\\"","payload":"two\\nlines"}',
		'',
	]);
});

test('a last line that a kill cut short is removed before more is appended', async () => {
	const path = join(testFolder(), 'events.jsonl');
	const whole = '{"run":1,"time":1,"source":"s","payload":"p"}\n';
	writeFileSync(path, `${whole}{"run":1,"time":2,"sour`);
	const file = openEventsFile(path);
	expect(file.repairedBytes).toBe(23);
	file.post([event('x')]);
	file.close();
	expect(readFileSync(path, 'utf8')).toMatch(
		/^\{"run":1,"time":1,.*\n\{"run":1,"time":1767.*"x"\}\n$/,
	);
});

test('a last line that only lacks its end is an event, and stays', () => {
	const path = join(testFolder(), 'events.jsonl');
	const whole = '{"run":1,"time":1,"source":"s","payload":"p"}';
	writeFileSync(path, `${whole}\n${whole}`);
	const file = openEventsFile(path);
	expect(file.repairedBytes).toBe(0);
	file.post([event('x')]);
	file.close();
	expect(readFileSync(path, 'utf8')).toMatch(new RegExp(`^${whole}\n${whole}\n.*"x"\\}\n$`));
});

test.each(['{"ru', `{"run":1,"payload":"${'x'.repeat(200_000)}`])(
	'a file that is nothing but an unfinished line becomes empty',
	(text) => {
		const path = join(testFolder(), 'events.jsonl');
		writeFileSync(path, text);
		openEventsFile(path).close();
		expect(readFileSync(path, 'utf8')).toBe('');
	},
);

test('a file of something else is never appended to', () => {
	const path = join(testFolder(), 'workflow.xml');
	writeFileSync(path, '<Workflow');
	expect(() => openEventsFile(path)).toThrow(/holds something else than events/);
	expect(readFileSync(path, 'utf8')).toBe('<Workflow');
});

test('an events file that cannot be written says why', () => {
	const folder = testFolder();
	expect(() => openEventsFile(folder)).toThrow(
		`Cannot write "${folder}": it is a directory, not a file.`,
	);
	expect(() => openTraceFile(join(folder, 'no', 't'))).toThrow(
		/the file or its folder does not exist/,
	);
});

test('memory stays flat while a million events are written', async () => {
	const path = join(testFolder(), 'events.jsonl');
	const file = openEventsFile(path);
	const events = Array.from({ length: 1000 }, (_, index) => event(`{"id":${index}}`));
	const before = process.memoryUsage().rss;
	for (let count = 0; count < 1000; count++) await file.post(events);
	await file.flush();
	file.close();
	expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
	expect(statSync(path).size).toBeGreaterThan(1_000_000 * 60);
});

test('the trace file is begun anew each time', () => {
	const path = join(testFolder(), 'trace.jsonl');
	for (const text of ['{"kind":"a"}', '{"kind":"b"}']) {
		const file = openTraceFile(path);
		file.write(text);
		file.close();
	}
	expect(readFileSync(path, 'utf8')).toBe('{"kind":"b"}\n');
});

test('a trace replaces nothing but a trace', () => {
	const path = join(testFolder(), 'workflow.xml');
	writeFileSync(path, '<Workflow');
	expect(() => openTraceFile(path)).toThrow(/holds something else than a trace, so it was left/);
	expect(readFileSync(path, 'utf8')).toBe('<Workflow');
	for (const text of ['', '{"ki', '{"kind":"run-start"}\n{"kind"']) {
		writeFileSync(path, text);
		openTraceFile(path).close();
		expect(readFileSync(path, 'utf8')).toBe('');
	}
});

test('a trace can go to a device', () => {
	const file = openTraceFile('/dev/null');
	file.write('{"kind":"a"}');
	file.close();
	expect(existsSync('/dev/null')).toBe(true);
});

test('two paths to one file are known to be that, before it exists too', () => {
	const folder = testFolder();
	const at = (...names: string[]) => join(folder, ...names);
	mkdirSync(at('sub'));
	symlinkSync(folder, at('link'));
	writeFileSync(at('a'), '');
	symlinkSync(at('a'), at('a-link'));
	linkSync(at('a'), at('a-hard'));
	symlinkSync('new', at('dangling'));
	symlinkSync('circle', at('circle'));
	for (const path of [at('a-link'), at('a-hard'), at('link', 'a'), `${folder}/sub/../a`])
		expect(fileIdentity(path), path).toBe(fileIdentity(at('a')));
	for (const path of [at('dangling'), at('link', 'new'), `${folder}/./sub/../new`])
		expect(fileIdentity(path), path).toBe(fileIdentity(at('new')));
	expect(fileIdentity(at('new'))).not.toBe(fileIdentity(at('other')));
	expect(fileIdentity(at('a'))).not.toBe(fileIdentity(at('new')));
	expect(fileIdentity(at('no', 'folder'))).toBe(fileIdentity(at('no', 'folder')));
	expect(fileIdentity(at('circle'))).not.toBe(fileIdentity(at('new')));
	expect(fileIdentity('/dev/null')).toBeUndefined();
});

test('a missing file is named with what was probably meant', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, 'workflow.xml'), 'x');
	const path = join(folder, 'workfow.xml');
	await expect(readInput(path, NO_STDIN)).rejects.toThrow(
		`There is no file "${path}". Did you mean "workflow.xml"?`,
	);
	await expect(readInput(join(folder, 'no', 'w.xml'), NO_STDIN)).rejects.toThrow(
		`its folder "${join(folder, 'no')}" does not exist.`,
	);
});

test('an empty file, a folder and a file too big are refused by name', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, 'empty'), '');
	writeFileSync(join(folder, 'big'), Buffer.alloc(2 * 1024 * 1024 + 1));
	mkdirSync(join(folder, 'folder'));
	const read = (name: string) =>
		readInput(join(folder, name), { ...NO_STDIN, bytesMax: 2 * 1024 * 1024 });
	await expect(read('empty')).rejects.toThrow(/empty" is empty/);
	await expect(read('folder')).rejects.toThrow(/folder" is a directory/);
	await expect(read('big')).rejects.toThrow(/big" is too big: at most 2 MB are read/);
});

test('standard input is read for a dash', async () => {
	const bytes = await readInput('-', {
		stdin: () => Readable.from([Buffer.from('ab'), 'c']),
	});
	expect(Buffer.from(bytes).toString()).toBe('abc');
	await expect(readInput('-', { stdin: () => Readable.from([]) })).rejects.toThrow(
		'"<stdin>" is empty',
	);
});

test.each([
	['EACCES', 'permission denied'],
	['EROFS', 'the disk is mounted read-only'],
	['ENOSPC', 'the disk is full'],
	['EWEIRD', 'the system says EWEIRD'],
])('a system error %s reads "%s"', (code, reason) => {
	const error = Object.assign(new Error(code), { code });
	expect(fileError(error, 'write', 'a.txt').message).toBe(`Cannot write "a.txt": ${reason}.`);
});
