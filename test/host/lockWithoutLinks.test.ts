import { readdirSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { expect, test, vi } from 'vitest';
import { lockFile } from '../../src/host/fileLock.ts';
import { testFolder } from './folder.ts';

// As file systems of memory sticks and shared folders answer.
const linkSync = vi.hoisted(() =>
	vi.fn(() => {
		throw Object.assign(new Error('operation not permitted'), { code: 'EPERM' });
	}),
);
vi.mock('node:fs', async (load) => ({ ...(await load<typeof import('node:fs')>()), linkSync }));

test('a lock works where a file system knows no links', () => {
	const folder = testFolder();
	const path = join(folder, 'state.json');
	const lock = lockFile(path);
	expect(readdirSync(folder)).toEqual(['state.json.lock']);
	lock.release();
	writeFileSync(
		`${path}.lock`,
		JSON.stringify({ pid: process.ppid, host: hostname(), startedAt: '' }),
	);
	expect(() => lockFile(path)).toThrow(`is in use by process ${process.ppid}.`);
	writeFileSync(`${path}.lock`, '{"pid":');
	lockFile(path).release();
	expect(readdirSync(folder)).toEqual([]);
	expect(linkSync).toHaveBeenCalled();
});
