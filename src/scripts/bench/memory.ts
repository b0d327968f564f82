import { spawnSync } from 'node:child_process';
import { withBundle } from './bundle.ts';
import { DIST } from './library.ts';

/** The heap in which even the most events must find room, to tell what is kept from what is not yet cleared away. */
export const SMALL_HEAP_MEGABYTES = 48;

export interface MemoryFigures {
	readonly events: number;
	/** As Node likes it, which clears away late where there is room. */
	readonly peakMegabytes: number;
	readonly smallHeapPeakMegabytes: number;
}

/** The peak memory of simulating so many events, each in a process of its own. */
export function peakMemory(counts: readonly number[]): Promise<MemoryFigures[]> {
	const small = [`--max-old-space-size=${SMALL_HEAP_MEGABYTES}`, '--max-semi-space-size=2'];
	return withBundle(new URL('memoryRun.ts', import.meta.url), (script) =>
		counts.map((events) => ({
			events,
			peakMegabytes: peakOf([script, String(events), DIST]),
			smallHeapPeakMegabytes: peakOf([...small, script, String(events), DIST]),
		})),
	);
}

function peakOf(words: readonly string[]): number {
	const { status, stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
	if (status !== 0) throw new Error(stderr);
	return Number(stdout) / 1024;
}
