import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { open, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Library } from './library.ts';
import { passingTime, requireSame } from './measure.ts';
import { measurePairs, type PairFigures } from './pairs.ts';

/** Saving a State after each page: in the state file of a log source, and by the bare calls that keep a file whole. */
export async function compareStateWrites(
	{ node }: Library,
	rounds: number,
): Promise<PairFigures[]> {
	const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-bench-'));
	const kept = join(folder, 'state.json');
	const bare = join(folder, 'bare.json');
	const store = await node.openFileStore(kept);
	try {
		const pairs = [0, 16_500].map((remembered) => {
			const state = stateWith(remembered);
			const bytes = JSON.stringify(state).length;
			const size =
				bytes < 1e6 ? `${(bytes / 1e3).toFixed(1)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
			return {
				name: `a State of ${size}`,
				yardstick: '`JSON.stringify`, write, `fsync`, rename',
				ours: () => store.save(state),
				theirs: () => saveBare(bare, state),
				pieces: 1,
				calls: 5,
			};
		});
		for (const { name, ours, theirs } of pairs)
			await requireSame(name, {
				ours: () => ours().then(() => readFileSync(kept, 'utf8')),
				theirs: () => theirs().then(() => readFileSync(bare, 'utf8')),
			});
		return await measurePairs(pairs, { rounds, stopwatch: passingTime });
	} finally {
		store.close();
		rmSync(folder, { recursive: true, force: true });
	}
}

/** What a run remembers: bookmarks, and the ids of so many events that may come again. */
function stateWith(remembered: number) {
	const seen = Array.from({ length: remembered }, (_, index) => [
		`00000000-0000-4000-8000-${index.toString(16).padStart(12, '0')}`,
		{ page: index >> 9, late: index % 3 === 0 },
	]);
	return {
		host: 'api.example.com',
		pageSize: '200',
		stream: {
			cursor: 'x'.repeat(64),
			from: '2026-01-01T00:00:00.000Z',
			lastPost: 1_767_225_600_000,
		},
		seen: Object.fromEntries(seen),
	};
}

async function saveBare(path: string, state: unknown): Promise<void> {
	const draft = `${path}.draft`;
	const file = await open(draft, 'w');
	await file.writeFile(JSON.stringify(state), 'utf8');
	await file.sync();
	await file.close();
	await rename(draft, path);
}
