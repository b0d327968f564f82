import { describe, expect, test } from 'vitest';
import { START_MS, type Story, tell } from './tell.ts';

const LOSSLESS = { lost: 0, repeats: 0, altered: 0 };
const HOUR_MS = 3_600_000;

describe('nothing is lost or repeated', () => {
	const stories: readonly (readonly [string, Story])[] = [
		[
			'when a cursor expires after a backlog that was read slower than it grew',
			{
				parameters: { lateness: '5', pageSize: '20', pageLimit: '5' },
				traffic: { perHour: 4000, lateShare: 0 },
				profile: { cursorTtlMs: 700_000 },
				faults: [{ calls: [41, 42, 43], action: { kind: 'status', status: 401 } }],
				runs: 13,
			},
		],
		[
			'when Atlassian gives an event on two pages',
			{
				parameters: { pageSize: '20' },
				faults: [{ every: 2, action: { kind: 'duplicateAcrossPages' } }],
			},
		],
		[
			'when cursors expire while a search is walked',
			{
				parameters: { query: 'user_login', lookback: '600', pageSize: '10', pageLimit: '5' },
				traffic: { perHour: 600 },
				profile: { cursorTtlMs: 20_000 },
			},
		],
		[
			'when a search gets the same cursor twice',
			{
				parameters: { query: 'user_login', lookback: '600', pageSize: '10' },
				faults: [{ calls: [3, 7], action: { kind: 'sameCursor' } }],
			},
		],
		[
			'when no cursor is ever taken',
			{
				parameters: { pageSize: '50' },
				profile: { cursorTtlMs: 0 },
				faults: [{ action: { kind: 'slow', delayMs: 50 } }],
			},
		],
	];
	test.each(stories)('%s', async (_, story) => {
		const told = await tell(story);
		expect(told).toMatchObject(LOSSLESS);
		expect(told.delivered).toBeGreaterThan(100);
	});
});

test('new events are reached although reading again takes more requests than a run may make', async () => {
	const told = await tell({
		parameters: { pageSize: '1', pageLimit: '1000' },
		traffic: { perHour: 600, lateShare: 0 },
		profile: { cursorTtlMs: 240_000 },
		runs: 6,
		recurrenceMs: HOUR_MS,
	});
	expect(told).toMatchObject(LOSSLESS);
	expect(told.delivered).toBeGreaterThan(900);
});

test('cursors that expire at once show in the status, and do not keep a run busy', async () => {
	const told = await tell({
		traffic: { perHour: 60 },
		profile: { cursorTtlMs: 0 },
		faults: [{ action: { kind: 'slow', delayMs: 50 } }],
	});
	expect(told).toMatchObject(LOSSLESS);
	expect(told.result.status).toMatchObject({
		level: 'WARN',
		message: expect.stringContaining('cursors expire'),
	});
	expect(Math.max(...told.result.runs.map(({ requests }) => requests))).toBeLessThan(20);
});

test('the State stays small while cursors expire in a busy organization', async () => {
	const told = await tell({
		profile: { cursorTtlMs: 1000 },
		traffic: { perHour: 4000, lateShare: 0 },
		runs: 6,
	});
	expect(told).toMatchObject(LOSSLESS);
	expect(told.delivered).toBeGreaterThan(4000);
	expect(told.stateText.length).toBeLessThan(5000);
});

test('a start time moved back is read from there, although cursors expire on the way', async () => {
	const first = await tell({ runs: 2 });
	const startTime = String(START_MS - 6 * HOUR_MS);
	const then = await tell({
		parameters: { startTime, pageSize: '100', pageLimit: '2' },
		profile: { cursorTtlMs: 240_000 },
		runs: 24,
		state: first.result.state,
		delivered: first.payloads,
		from: Number(startTime),
	});
	expect(then.lost).toBe(0);
	expect(then.repeats).toBeLessThanOrEqual(first.payloads.length);
	expect(then.delivered).toBeGreaterThan(2000);
});

describe('a kill at any moment loses nothing and repeats at most a page', () => {
	const stories: readonly (readonly [string, Story])[] = [
		['while cursors expire', { profile: { cursorTtlMs: 1000 } }],
		['while searching', { parameters: { query: 'a' }, profile: { queryMatch: 'contains' } }],
	];
	test.each(stories)('%s', async (_, { parameters, profile = {} }) => {
		const story: Story = {
			traffic: { perHour: 24, historyMs: HOUR_MS },
			profile,
			parameters: { startTime: String(START_MS - HOUR_MS / 3), pageSize: '3', ...parameters },
			behaviour: { persistEvery: 'action' },
			runs: 2,
		};
		let kills = 0;
		for (let killAt = 1; ; killAt++, kills++) {
			const first = await tell({ ...story, killAt });
			if (!first.isKilled) break;
			const then = await tell({
				...story,
				runs: 2,
				laterMs: 600_000,
				...(first.saved === undefined ? {} : { state: first.saved }),
				delivered: first.payloads,
			});
			expect({ killAt, lost: then.lost }).toEqual({ killAt, lost: 0 });
			expect({ killAt, isPage: then.repeats <= 3, repeats: then.repeats }).toMatchObject({
				isPage: true,
			});
		}
		expect(kills).toBeGreaterThan(20);
	});
});
