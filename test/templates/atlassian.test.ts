import { describe, expect, test } from 'vitest';
import { START_MS, type Story, tell } from './tell.ts';

const lossless = { lost: 0, repeats: 0, altered: 0 };

describe('every event is delivered once', () => {
	const stories: readonly (readonly [string, Story])[] = [
		['in a quiet hour', { scenario: 'quiet' }],
		['when events appear late', { scenario: 'late' }],
		[
			'when more than ten pages are pending',
			{ scenario: 'many-pages', parameters: { pageSize: '30' } },
		],
		[
			'when events share a millisecond',
			{ scenario: 'same-millisecond', parameters: { pageSize: '2' } },
		],
		['when a thousand events happen at once', { scenario: 'burst' }],
		['when events arrive while pages are read', { scenario: 'arriving-while-paging' }],
		['in New York', { scenario: 'busy', parameters: { timeZone: 'America/New_York' } }],
		['in Jerusalem', { scenario: 'busy', parameters: { timeZone: 'Asia/Jerusalem' } }],
		['in V1', { version: 'V1' }],
		['in V2_1', { version: 'V2_1' }],
		[
			'when the backlog is longer than a run',
			{ parameters: { pageSize: '10', pageLimit: '2' }, runs: 80 },
		],
		[
			'when the server fails now and then',
			{ faults: [{ every: 3, action: { kind: 'status', status: 503 } }] },
		],
		[
			'when the rate limit is hit',
			{ faults: [{ every: 4, action: { kind: 'status', status: 429 } }] },
		],
		[
			'when the rate limit says how long',
			{ faults: [{ every: 4, action: { kind: 'status', status: 429, retryAfterSeconds: 7 } }] },
		],
		[
			'when a login page comes in place of events',
			{ faults: [{ every: 5, action: { kind: 'loginPage' } }] },
		],
		[
			'when the key is refused for a while',
			{ faults: [{ every: 6, action: { kind: 'status', status: 401 } }] },
		],
		['when a cursor comes twice', { faults: [{ every: 3, action: { kind: 'sameCursor' } }] }],
		['when cursors expire between runs', { profile: { cursorTtlMs: 1000 }, runs: 36 }],
		[
			'when cursors expire between runs in a busy organization',
			{
				profile: { cursorTtlMs: 240_000 },
				traffic: { perHour: 3000 },
				runs: 6,
				recurrenceMs: 600_000,
			},
		],
		[
			'when cursors expire while pages are read again',
			{
				profile: { cursorTtlMs: 20_000 },
				traffic: { perHour: 2000 },
				parameters: { pageSize: '20' },
			},
		],
		[
			'when cursors expire while searching',
			{
				parameters: { query: 'user_login', lookback: '1440' },
				profile: { cursorTtlMs: 20_000 },
				traffic: { perHour: 600 },
				runs: 24,
			},
		],
		['when searching', { parameters: { query: 'user_login' } }],
		['when searching late events', { scenario: 'late', parameters: { query: 'user_login' } }],
		[
			'when searching with a failing server',
			{
				parameters: { query: 'user_login' },
				faults: [{ every: 3, action: { kind: 'status', status: 503 } }],
			},
		],
		[
			'when searching days back',
			{
				scenario: 'months',
				parameters: { query: 'user_login', startTime: String(START_MS - 3 * 86_400_000) },
			},
		],
	];
	test.each(stories)('%s', async (_, story) => {
		const told = await tell(story);
		expect(told).toMatchObject(lossless);
		expect(told.delivered).toBeGreaterThan(10);
		expect(told.delivered).toBe(told.visible);
	});
});

describe('whatever the API does with its last page and its bounds', () => {
	const cases = ['docs', 'nonEmptyOnly', 'elastic', 'toBoundedNull'].flatMap((lastPage) =>
		['processedAt', 'time'].flatMap((streamFromField) =>
			[1, 2].map((seed) => ({ lastPage, streamFromField, seed })),
		),
	);
	test.each(cases)('$lastPage, from filters on $streamFromField, seed $seed', async (story) => {
		const { seed, ...profile } = story;
		const told = await tell({ profile, seed, parameters: { pageSize: '20' }, runs: 30 });
		expect(told).toMatchObject(lossless);
		expect(told.delivered).toBeGreaterThan(100);
	});
});

test('a zone other than UTC changes neither a bound nor a bookmark', async () => {
	const [utc, jerusalem] = [
		await tell({}),
		await tell({ parameters: { timeZone: 'Asia/Jerusalem' } }),
	];
	expect(jerusalem.urls).toEqual(utc.urls);
	expect(jerusalem.payloads).toEqual(utc.payloads);
});

test('a zone that does not exist fails before anything is posted', async () => {
	const { result, payloads, urls } = await tell({
		parameters: { timeZone: 'Mars/Olympus' },
		runs: 2,
	});
	expect(result.runs.map(({ outcome }) => outcome)).toEqual(['failed', 'failed']);
	expect(payloads).toEqual([]);
	expect(urls).toEqual([]);
});

test('the query goes out as q, to the endpoint that searches, never as query', async () => {
	const { urls } = await tell({ parameters: { query: 'user login & more' }, runs: 2 });
	for (const url of urls) {
		expect(new URL(url).pathname).toMatch(/\/events$/);
		expect(new URL(url).searchParams.get('q')).toBe('user login & more');
		expect(new URL(url).searchParams.has('query')).toBe(false);
	}
	expect(urls.length).toBeGreaterThan(0);
});

test('searching stays below ten requests a minute', async () => {
	const { result } = await tell({
		scenario: 'many-pages',
		parameters: { query: 'user_login', pageSize: '5' },
	});
	expect(Object.keys(result.totals.requestsByStatus)).toEqual(['200']);
});

test('times with and without fractions repeat nothing', async () => {
	const told = await tell({
		profile: { cursorTtlMs: 20_000 },
		traffic: { perHour: 2000 },
		parameters: { lateness: '5', pageSize: '10' },
		rewrite: (body) => body.replace(/\.[0-4]\d\dZ/g, 'Z'),
	});
	expect(told).toMatchObject({ lost: 0, repeats: 0 });
	expect(told.delivered).toBeGreaterThan(2000);
});

test('a query that looks like JSON is one query, and is not begun anew with every run', async () => {
	const parameters = { query: '["user_login"]', lookback: '600', lateness: '1' };
	const { urls } = await tell({ parameters, runs: 3 });
	const starts = urls.map((url) => Number(new URL(url).searchParams.get('from')));
	expect((starts[1] ?? 0) - (starts[0] ?? 0)).toBeGreaterThan(500 * 60_000);
});

test('the State stays small however long it polls', async () => {
	const day = await tell({ runs: 288 });
	expect(day.stateText.length).toBeLessThan(120_000);
	expect(day.stateText).not.toContain('"response"');
	expect(day.stateText).not.toContain('"run"');
	expect(day).toMatchObject(lossless);
});

test('a start time in the past is where the collection begins, and changing it reads again', async () => {
	const startTime = START_MS - 86_400_000;
	const told = await tell({ scenario: 'months', parameters: { startTime: String(startTime) } });
	expect(told).toMatchObject(lossless);
	expect(new URL(told.urls[0] ?? '').searchParams.get('from')).toBe(String(startTime));
	expect(told.delivered).toBeGreaterThan(1000);
});

test('clearing the start time keeps the place', async () => {
	for (const query of ['', 'user_login']) {
		const startTime = String(START_MS - 3 * 86_400_000);
		const first = await tell({
			scenario: 'months',
			parameters: { query, startTime, pageSize: '50', pageLimit: '2' },
			runs: 1,
		});
		const then = await tell({
			scenario: 'months',
			parameters: { query, pageSize: '500', pageLimit: '100' },
			runs: 2,
			state: first.result.state,
			delivered: first.payloads,
			from: Number(startTime),
		});
		expect(then).toMatchObject(lossless);
		expect(then.delivered).toBeGreaterThan(100);
	}
});

describe.each(['', 'user_login'])('a start time in the future, with the query "%s"', (query) => {
	const startTime = String(START_MS + 86_400_000);

	test('is said to collect nothing, and does not pass for a connection that works', async () => {
		const { result, payloads } = await tell({ parameters: { query, startTime }, runs: 20 });
		expect(payloads).toEqual([]);
		expect(result.status).toMatchObject({
			level: 'WARN',
			message: expect.stringContaining('future'),
		});
	});

	test('is forgotten when it is cleared', async () => {
		const future = await tell({ parameters: { query, startTime }, runs: 1 });
		const told = await tell({ parameters: { query }, state: future.result.state });
		expect(told).toMatchObject(lossless);
		expect(told.delivered).toBeGreaterThan(10);
		expect(told.result.status).toBeUndefined();
	});
});

test('a search ends when it has caught up with the beginning of its run', async () => {
	const { result } = await tell({
		parameters: { query: 'user_login', lateness: '240', pageSize: '5', pageLimit: '1000' },
		runs: 3,
		recurrenceMs: 3_600_000,
	});
	for (const { durationMs } of result.runs) expect(durationMs).toBeLessThan(1_800_000);
});

test('a success clears what an earlier failure left in the status', async () => {
	const { result } = await tell({
		faults: [
			{ calls: [1], action: { kind: 'status', status: 401 } },
			{ calls: [1], action: { kind: 'status', status: 503 } },
		],
		runs: 3,
	});
	expect(result.runs.map(({ outcome }) => outcome)).toEqual(['aborted', 'ended', 'ended']);
	expect(result.status).toBeUndefined();
});

test('a heartbeat comes although each run begins with a retry', async () => {
	const { unknown } = await tell({
		scenario: 'empty',
		faults: [{ every: 2, action: { kind: 'status', status: 503 } }],
		runs: 26,
	});
	expect(unknown).toBeGreaterThan(0);
});

test('emptied optional parameters fall back to their defaults', async () => {
	const parameters = Object.fromEntries(
		['timeZone', 'baseURL', 'pageSize', 'pageLimit', 'lookback', 'lateness', 'heartbeat'].map(
			(name) => [name, ''],
		),
	);
	expect(await tell({ parameters })).toMatchObject(lossless);
});

test('silence is told from failure by a heartbeat', async () => {
	const { payloads, unknown } = await tell({ scenario: 'empty', runs: 26 });
	expect(unknown).toBe(2);
	expect(JSON.parse(payloads[0] ?? '')).toMatchObject({ eventType: 'heartbeat', timeZone: 'UTC' });
	const never = await tell({ scenario: 'empty', runs: 26, parameters: { heartbeat: '0' } });
	expect(never.payloads).toEqual([]);
});

test('a refused key ends in an error status that says what to do, and asks once a run', async () => {
	const { result, urls } = await tell({ parameters: { apiToken: 'wrong' }, runs: 3 });
	expect(result.runs.map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted', 'aborted']);
	expect(result.runs[0]?.reason).toContain('refuses the API key (401)');
	expect(urls.length).toBe(3);
});

test('a server that is down is asked four times a run, then left alone until the next', async () => {
	const { result, urls } = await tell({
		faults: [{ action: { kind: 'status', status: 503 } }],
		runs: 1,
	});
	expect(result.runs[0]).toMatchObject({ outcome: 'ended', durationMs: 65_000 });
	expect(result.status).toMatchObject({ level: 'WARN' });
	expect(urls.length).toBe(4);
});
