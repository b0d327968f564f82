import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from './folder.ts';

const CHILD = fileURLToPath(new URL('./diskFull.child.ts', import.meta.url));

test('what does not fit on the disk is said once, and what was safe stays so', {
	timeout: 30_000,
}, () => {
	const folder = testFolder();
	// Shells count in blocks of 512 bytes or of 1,024: either way one event fits, and six do not.
	const command = 'ulimit -f 14 && exec "$0" --import tsx "$1" "$2"';
	const { stdout, stderr } = spawnSync('sh', ['-c', command, process.execPath, CHILD, folder], {
		encoding: 'utf8',
	});
	expect(stderr).toBe('');
	const full = (name: string) =>
		`Cannot write "${join(folder, name)}": the file would become too large for this disk.`;
	const lines = stdout.trimEnd().split('\n');
	expect(lines.slice(0, 4)).toEqual([
		'first: done',
		`second: ${full('events')}`,
		// Not forgotten: whoever goes on without these events would lose them.
		`third: ${full('events')}`,
		'close: done',
	]);
	expect(lines.filter((line) => /^trace \d+: done$/.test(line))).toHaveLength(1_000);
	expect(lines.slice(1_004)).toEqual([
		`close trace: ${full('trace')}`,
		'close trace again: done',
		'save: done',
		`save: ${full('state')}`,
		'{"long":"short"}',
		'load: done',
	]);
	expect(readdirSync(folder).sort()).toEqual(['events', 'state', 'trace']);
	const events = readFileSync(join(folder, 'events'), 'utf8').trimEnd().split('\n');
	expect(events.map((line) => JSON.parse(line).payload.split(' ', 1)[0])).toEqual(['1']);
});
