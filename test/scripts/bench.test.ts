import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { compareDates } from '../../src/scripts/bench/dates.ts';
import * as javaRoom from '../../src/scripts/bench/javaRoom.ts';
import { median, requireSame } from '../../src/scripts/bench/measure.ts';
import { measurePairs } from '../../src/scripts/bench/pairs.ts';
import { compareRegex } from '../../src/scripts/bench/regex.ts';
import { performancePage } from '../../src/scripts/bench/report.ts';

test('the median of an even number of figures lies between the two in the middle', () => {
	expect(median([9, 1, 4, 2])).toBe(3);
	expect(median([9, 1, 4])).toBe(4);
});

test('work that gives different answers is not compared', async () => {
	const later = async () => [1];
	await expect(requireSame('one', { ours: () => [1], theirs: later })).resolves.toBeUndefined();
	await expect(requireSame('one', { ours: () => [2], theirs: later })).rejects.toThrow('"one"');
});

test('the time of a pair is that of one piece of work', async () => {
	let nowMs = 0;
	const pass = (milliseconds: number) => () => {
		nowMs += milliseconds;
	};
	const pair = {
		name: 'n',
		yardstick: 'y',
		ours: pass(60),
		theirs: pass(20),
		pieces: 10,
		calls: 3,
	};
	expect(await measurePairs([pair], { rounds: 3, stopwatch: () => nowMs })).toEqual([
		{ name: 'n', yardstick: 'y', oursMs: 6, theirsMs: 2 },
	]);
});

test('dates and captures that are measured are those that JavaScript gives', async () => {
	for (const figures of [await compareDates(javaRoom, 1), await compareRegex(javaRoom, 1)])
		for (const { oursMs, theirsMs } of figures) {
			expect(oursMs).toBeGreaterThan(0);
			expect(theirsMs).toBeGreaterThan(0);
		}
});

test('the page has ratios, and the committed page has its sections', () => {
	const pair = { name: 'a | b', yardstick: 'bare', oursMs: 0.003, theirsMs: 0.002 };
	const page = performancePage(
		{
			startup: { nodeMs: 40, versionMs: 50, validateMs: 60, bytes: 6620 },
			events: 1000,
			simulation: [{ name: 'in process', bareMs: 30, oursMs: 60 }],
			memory: [{ events: 1000, peakMegabytes: 90, smallHeapPeakMegabytes: 80 }],
			expressions: [{ name: 'one', jpath: 1, jsonata: 2, jmespath: 3 }],
			dates: [pair],
			regex: [pair],
			stateWrites: [pair],
			validation: [pair],
		},
		new Date(0),
	);
	expect(page).toContain('| `qradar-workflow --version` | 50.0 | 1.25 |');
	expect(page).toContain('| in process | 30 | 60 | 16,667 | 0.50 |');
	expect(page).toContain('| a \\| b | bare | 2.00 | 3.00 | 1.50 |');
	const committed = readFileSync(new URL('../../docs/performance.md', import.meta.url), 'utf8');
	expect(headings(committed)).toEqual(headings(page));
});

function headings(page: string): string[] {
	return page.split('\n').filter((line) => line.startsWith('#'));
}
