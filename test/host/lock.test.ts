import { type ChildProcess, fork, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { openFileStore } from '../../src/host/fileStore.ts';
import { testFolder } from './folder.ts';

const CHILD = fileURLToPath(new URL('./lock.child.ts', import.meta.url));

async function startChild(): Promise<ChildProcess> {
	const child = fork(CHILD, { execArgv: ['--import', 'tsx'] });
	await once(child, 'message');
	return child;
}

function deadProcess(): number {
	return spawnSync(process.execPath, ['-e', '']).pid;
}

function writeLock(path: string, pid: number, host = hostname(), startedAt = '') {
	writeFileSync(path, JSON.stringify({ pid, host, startedAt }));
}

test('a state file serves one at a time', async () => {
	const path = join(testFolder(), 'state.json');
	const store = await openFileStore(path);
	await expect(openFileStore(path)).rejects.toThrow(`is in use by process ${process.pid}.`);
	store.close();
	(await openFileStore(path)).close();
	expect(existsSync(`${path}.lock`)).toBe(false);
});

test('the lock of a living process holds, and that of a dead one is taken over', async () => {
	const path = join(testFolder(), 'state.json');
	const lock = `${path}.lock`;
	writeLock(lock, process.ppid);
	await expect(openFileStore(path)).rejects.toThrow(`is in use by process ${process.ppid}.`);
	writeLock(lock, 1, 'another-machine');
	await expect(openFileStore(path)).rejects.toThrow('is in use by process 1 on another-machine.');
	writeLock(lock, deadProcess());
	(await openFileStore(path)).close();
	// The id of a dead process given to another one, where the system tells when a process began.
	writeLock(lock, process.ppid, hostname(), '1');
	if (existsSync('/proc/self/stat')) (await openFileStore(path)).close();
	writeFileSync(lock, '{"pid":');
	(await openFileStore(path)).close();
});

test('a process that was killed while it took over a lock is no obstacle', async () => {
	const folder = testFolder();
	const path = join(folder, 'state.json');
	const dead = deadProcess();
	writeLock(`${path}.lock`, dead);
	writeLock(`${path}.lock.takeover`, dead);
	writeLock(`${path}.lock.${dead}`, dead);
	(await openFileStore(path)).close();
	expect(readdirSync(folder)).toEqual([`state.json.lock.${dead}`]);
	writeLock(`${path}.lock`, dead);
	writeLock(`${path}.lock.takeover`, process.ppid);
	await expect(openFileStore(path)).rejects.toThrow(`is in use by process ${process.ppid}.`);
});

test('a link that leads nowhere is in the way, and is said to be', async () => {
	const path = join(testFolder(), 'state.json');
	symlinkSync('nowhere', `${path}.lock`);
	await expect(openFileStore(path)).rejects.toThrow(
		`"${path}.lock" is in the way: it is no lock of ours. Remove it.`,
	);
});

test('of several processes that find the lock of a dead one, a single one gets it', {
	timeout: 60_000,
}, async () => {
	const folder = testFolder();
	const dead = deadProcess();
	const children = await Promise.all(Array.from({ length: 4 }, startChild));
	for (let round = 0; round < 80; round++) {
		const path = join(folder, `${round}.json`);
		writeLock(`${path}.lock`, dead);
		const atMs = Date.now() + 5;
		const answers = await Promise.all(
			children.map(async (child) => {
				child.send({ path, atMs });
				return ((await once(child, 'message')) as [string])[0];
			}),
		);
		const lucky = answers.filter((answer) => answer === 'got it');
		expect(lucky, `round ${round}`).toHaveLength(1);
		for (const answer of answers)
			expect(answer).toMatch(/^got it$|^".*" is in use by process \d+\. Wait for it to end/);
	}
	for (const child of children) child.kill();
	expect(readdirSync(folder)).toHaveLength(80);
});
