import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ATLASSIAN_UNKNOWNS } from '../../src/twin/atlassian/profile.ts';
import { START_MS, type Story, tell } from './tell.ts';

const SEED = 20_261_120;
const MINUTE_MS = 60_000;

/** Switches of the twin that change what a collector meets, each with every answer there is. */
const profile = fc.record(
	Object.fromEntries(
		(
			[
				'lastPage',
				'streamFromField',
				'cursorRemembersLimit',
				'fromAfterTo',
				'toBound',
				'emptyParameter',
				'queryMatch',
				'timeFraction',
				'rateWindow',
				'retryAfter',
			] as const
		).map((name) => [name, fc.constantFrom<unknown>(...ATLASSIAN_UNKNOWNS[name].options)]),
	),
);

const fault = fc.record({
	every: fc.constantFrom(2, 3, 5, 7),
	action: fc.oneof(
		fc.record({
			kind: fc.constant('status'),
			status: fc.constantFrom(401, 403, 404, 429, 500, 502, 503, 504),
		}),
		fc.record({
			kind: fc.constantFrom(
				'timeout',
				'reset',
				'truncatedJson',
				'loginPage',
				'redirect',
				'sameCursor',
				'duplicateAcrossPages',
			),
		}),
	),
});

const stories: fc.Arbitrary<Story> = fc
	.record({
		seed: fc.nat(),
		scenario: fc.constantFrom('busy', 'late', 'many-pages', 'same-millisecond', 'burst'),
		profile,
		cursorTtlMs: fc.constantFrom(null, 20_000, 240_000, 3_600_000),
		faults: fc.array(fault, { maxLength: 2 }),
		query: fc.constantFrom('', '', 'user_login'),
		pageSize: fc.constantFrom(50, 200, 500),
		pageLimit: fc.constantFrom(2, 20),
		lookback: fc.constantFrom(5, 60),
		perHour: fc.constantFrom(5, 60, 600),
		recurrenceMs: fc.constantFrom(MINUTE_MS, 5 * MINUTE_MS, 60 * MINUTE_MS),
	})
	.map(({ cursorTtlMs, query, pageSize, pageLimit, lookback, perHour, ...story }) => ({
		...story,
		profile: { ...story.profile, cursorTtlMs },
		parameters: {
			query,
			pageSize: String(pageSize),
			pageLimit: String(pageLimit),
			lookback: String(lookback),
		},
		// As late as the parameter says at most.
		traffic: { perHour, historyMs: 120 * MINUTE_MS, lateShare: 0.1, lateLagsMs: [500, 2_700_000] },
		runs: 5,
	}));

test('whatever happens nothing is lost or repeated, and it ends', async () => {
	await fc.assert(
		fc.asyncProperty(stories, async (story) => {
			const told = await tell(story);
			expect(told).toMatchObject({ lost: 0, repeats: 0, altered: 0 });
			for (const { durationMs } of told.result.runs)
				expect(durationMs).toBeLessThan(30 * MINUTE_MS);
			// And when all is well again, it keeps up: what is left came while it read.
			const laterMs = Math.ceil(told.result.totals.durationMs / MINUTE_MS) * MINUTE_MS;
			const well = await tell({
				...story,
				laterMs,
				faults: [],
				runs: 3,
				parameters: { ...story.parameters, pageSize: '500', pageLimit: '100' },
				state: told.result.state,
				delivered: told.payloads,
				from: START_MS - Number(story.parameters?.lookback) * MINUTE_MS,
			});
			expect(well).toMatchObject({ lost: 0, repeats: 0, altered: 0 });
			expect(well.result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'ended', 'ended']);
			expect(well.result.status).toBeUndefined();
			expect(well.waiting).toBeLessThan(50);
			expect(well.stateText.length).toBeLessThan(100_000);
		}),
		{ seed: SEED, numRuns: 20 },
	);
});
