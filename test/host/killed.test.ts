import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from './folder.ts';

const CHILD = fileURLToPath(new URL('./killed.child.ts', import.meta.url));
const KILLS = 8;

test('a kill at any moment loses no event and tears no state', { timeout: 60_000 }, async () => {
	const folder = testFolder();
	const state = join(folder, 'state.json');
	const events = join(folder, 'events.jsonl');
	for (let kill = 0; kill < KILLS; kill++) {
		await runAndKill([state, events], kill * 13 + 1);
		const saved = existsSync(state)
			? (JSON.parse(readFileSync(state, 'utf8')) as { next: number }).next
			: 0;
		const delivered = new Set(wholeLines(events).map((line) => numberOf(line)));
		for (let number = 0; number < saved; number++)
			expect(delivered.has(number), `event ${number} after kill ${kill}`).toBe(true);
	}
});

async function runAndKill(files: readonly string[], afterMs: number): Promise<void> {
	const child = spawn(process.execPath, ['--import', 'tsx', CHILD, ...files], {
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	let errors = '';
	child.stderr.on('data', (chunk) => {
		errors += String(chunk);
	});
	const exited = once(child, 'exit');
	await Promise.race([once(child.stdout, 'data'), exited]);
	await new Promise((resolve) => setTimeout(resolve, afterMs));
	child.kill('SIGKILL');
	await exited;
	expect(errors).toBe('');
}

/** Only whole lines count; a torn last one is what the next start removes. */
function wholeLines(path: string): string[] {
	return readFileSync(path, 'utf8').split('\n').slice(0, -1);
}

function numberOf(line: string): number {
	const { payload } = JSON.parse(line) as { payload: string };
	const [number, padding] = payload.split(' ');
	expect(padding?.length).toBe(Number(number) % 700);
	return Number(number);
}
