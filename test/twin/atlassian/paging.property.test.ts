import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createEventIdentity } from '../../../src/twin/atlassian/identity.ts';
import { readTraffic, SCENARIOS } from '../../../src/twin/atlassian/scenario.ts';
import type { EventRow } from '../../../src/twin/atlassian/timeline.ts';
import { createWorld, type World } from '../../../src/twin/atlassian/world.ts';
import { type Bench, createBench, HOUR_MS, type Page, START_MS, UNLIMITED } from './fixture.ts';

const SEED = 20_260_101;
const check = <Values extends [unknown, ...unknown[]]>(
	property: fc.IProperty<Values>,
	numRuns = 40,
) => fc.assert(property, { seed: SEED, numRuns });

/** Dense, late, in one millisecond, at whole seconds: everything at once. */
const WILD = {
	perHour: 900,
	historyMs: 2 * HOUR_MS,
	lateShare: 0.2,
	lateLagsMs: [500, 5000, 240_000, 2_700_000],
	sameMillisecondShare: 0.3,
	wholeSecondShare: 0.2,
};
const seeds = fc.integer({ min: 0, max: 2 ** 48 });
const limits = fc.integer({ min: 1, max: 500 });
const endpoints = fc.constantFrom('events', 'events-stream', 'events-stream?sortOrder=desc');

function createWildBench(seed: number): Bench {
	return createBench({ seed, scenario: 'burst', traffic: WILD, profile: UNLIMITED });
}

/** Every visible event of the same world, found by looking at every minute there is. */
function allVisible(bench: Bench, seed: number): { world: World; rows: EventRow[] } {
	const { profile } = bench.twin;
	const scenario = {
		...SCENARIOS.burst,
		doc: '',
		traffic: readTraffic(bench.twin.scenario.traffic, WILD).traffic,
	};
	const world = createWorld({ seed, startMs: START_MS, scenario, profile });
	const rows: EventRow[] = [];
	const last = world.timeline.minuteOf(bench.nowMs);
	for (let minute = world.timeline.minuteOf(START_MS - 9 * HOUR_MS); minute <= last; minute++)
		rows.push(...world.timeline.processed(minute).filter((row) => row.visibleAtMs <= bench.nowMs));
	return { world, rows };
}

function walk(bench: Bench, first: string): Page[] {
	const pages: Page[] = [];
	let next: string | null = first;
	while (next !== null) {
		const page: Page = bench.page(next);
		pages.push(page);
		const path = first.replace(/\?.*/, '');
		next = page.meta.next === null ? null : `${path}?cursor=${page.meta.next}`;
	}
	return pages;
}

const idsOf = (pages: readonly Page[]) => pages.flatMap((page) => page.data.map((one) => one.id));

test('paging with any limit gives each visible event exactly once, in order', () => {
	check(
		fc.property(seeds, limits, endpoints, (seed, limit, endpoint) => {
			const bench = createWildBench(seed);
			const { world, rows } = allVisible(bench, seed);
			const wanted =
				endpoint === 'events'
					? rows
							.map((row) => ({ ms: row.timeMs, id: world.identity.idOf(row.index) }))
							.sort((a, b) => b.ms - a.ms || (a.id < b.id ? 1 : -1))
							.map((row) => row.id)
					: rows.map((row) => world.identity.idOf(row.index));
			if (endpoint.endsWith('desc')) wanted.reverse();
			const first = `${endpoint}${endpoint.includes('?') ? '&' : '?'}limit=${limit}`;
			const got = idsOf(walk(bench, first));
			expect(got).toEqual(wanted);
			expect(new Set(got).size).toBe(got.length);
			expect(got.length).toBeGreaterThan(1000);
		}),
		25,
	);
});

test('a stream cursor kept between polls finds every event once, whenever the polls come', () => {
	const polls = fc.array(fc.tuple(fc.integer({ min: 0, max: 600_000 }), limits), { maxLength: 30 });
	check(
		fc.property(seeds, polls, (seed, moves) => {
			const bench = createWildBench(seed);
			const got: string[] = [];
			let cursor: string | undefined;
			for (const [afterMs, limit] of [...moves, [0, 500] as const]) {
				bench.nowMs += afterMs;
				for (;;) {
					const place = cursor === undefined ? '' : `&cursor=${cursor}`;
					const page = bench.page(`events-stream?limit=${limit}${place}`);
					got.push(...idsOf([page]));
					cursor = page.meta.next ?? cursor;
					if (page.data.length < limit) break;
				}
			}
			const { world, rows } = allVisible(bench, seed);
			expect(got).toEqual(rows.map((row) => world.identity.idOf(row.index)));
		}),
		15,
	);
});

test('meta.prev walks the same pages backwards', () => {
	check(
		fc.property(seeds, fc.integer({ min: 20, max: 300 }), endpoints, (seed, limit, endpoint) => {
			const bench = createWildBench(seed);
			const first = `${endpoint}${endpoint.includes('?') ? '&' : '?'}limit=${limit}`;
			const forward = walk(bench, first).filter((page) => page.data.length > 0);
			let page = forward.at(-1);
			const backward: Page[] = [];
			while (page !== undefined) {
				backward.unshift(page);
				const path = endpoint.replace(/\?.*/, '');
				const { prev } = page.meta;
				page = prev === null ? undefined : bench.page(`${path}?cursor=${prev}`);
			}
			expect(idsOf(backward)).toEqual(idsOf(forward));
		}),
		10,
	);
});

test('the same seed gives the same bytes, whatever was asked before', () => {
	check(
		fc.property(seeds, limits, endpoints, (seed, limit, endpoint) => {
			const path = `${endpoint}${endpoint.includes('?') ? '&' : '?'}limit=${limit}`;
			const fresh = createWildBench(seed);
			const used = createWildBench(seed);
			used.page(`events?to=${START_MS - HOUR_MS}&limit=3`);
			used.page('events-stream?sortOrder=desc');
			expect(used.get(path).body).toBe(fresh.get(path).body);
		}),
		15,
	);
});

test('another seed gives another organization', () => {
	const [one, other] = [createWildBench(1), createWildBench(2)];
	expect(one?.twin.credentials).not.toEqual(other?.twin.credentials);
	const both = new Set([one, other].flatMap((bench) => idsOf(bench ? [bench.page('events')] : [])));
	expect(both.size).toBe(60);
});

test('a cursor changed in any place is refused with ADMIN-400-1', () => {
	const bench = createWildBench(3);
	const cursor = bench.page('events-stream?limit=5').meta.next ?? '';
	const places = fc.nat({ max: cursor.length - 1 });
	check(
		fc.property(places, fc.constantFrom(...'AQgwZaz09_-%='), (place, character) => {
			fc.pre(cursor[place] !== character);
			const tampered = cursor.slice(0, place) + character + cursor.slice(place + 1);
			const reply = bench.get(`events-stream?cursor=${encodeURIComponent(tampered)}`);
			expect(reply.status).toBe(400);
			expect(reply.body).toContain('ADMIN-400-1');
		}),
		300,
	);
});

test('no request whatever throws, and each reply is JSON', () => {
	const bench = createBench({ scenario: 'quiet', profile: UNLIMITED });
	const names = fc.constantFrom(
		...['cursor', 'q', 'from', 'to', 'action', 'actor', 'ip', 'product', 'location', 'limit'],
		...['sortOrder', 'x'],
	);
	const values = fc.oneof(
		fc.string({ unit: 'binary' }),
		fc.integer().map(String),
		fc.constantFrom('[]', '[{}]', '{', '__proto__', '0', '1e400', 'asc'),
	);
	const queries = fc.array(fc.tuple(names, values), { maxLength: 4 });
	const paths = fc.oneof(
		fc.constantFrom(
			'events',
			'events-stream',
			'event-actions',
			'events/x',
			'/',
			'/__control/inject',
		),
		fc.webPath(),
	);
	check(
		fc.property(paths, queries, (path, query) => {
			const reply = bench.get(
				`${path}?${new URLSearchParams(query.map(([name, value]): [string, string] => [name, value]))}`,
			);
			expect([200, 400, 403, 404, 405]).toContain(reply.status);
			expect(() => JSON.parse(String(reply.body))).not.toThrow();
		}),
		300,
	);
	expect(bench.send('GET', 'not a url').status).toBe(404);
});

test('ids are version 4 UUIDs that lead back to their event, and no other UUID does', () => {
	check(
		fc.property(seeds, fc.maxSafeNat(), fc.uuid(), (seed, number, foreign) => {
			const identity = createEventIdentity(seed);
			const index = number % 2 ** 52;
			const id = identity.idOf(index);
			expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
			expect(identity.indexOf(id)).toBe(index);
			expect(identity.indexOf(foreign)).toBeUndefined();
			expect(identity.indexOf(id.toUpperCase().replace(/\d/g, 'A'))).toBeUndefined();
		}),
		500,
	);
});

test('filters select exactly the events whose text shows the value', () => {
	const bench = createBench({ seed: 11, scenario: 'busy', profile: UNLIMITED });
	const all = bench.page(`events?limit=500&from=${START_MS - HOUR_MS}`).data;
	const cases: readonly (readonly [string, (text: string) => boolean])[] = [
		['action=user_login', (text) => text.includes('"action":"user_login"')],
		['product=jira&product=bitbucket', (text) => /"action":"(jira|bitbucket)_/.test(text)],
		['product=trello', () => false],
		['actor=5ff328f2b1c4d5006f9a0a05', (text) => text.includes('"actor":{"id":"5ff328')],
		['q=jira_issue_viewed', (text) => text.includes('"action":"jira_issue_viewed"')],
		['location=[{"city":"Warsaw"}]', (text) => text.includes('"city":"Warsaw"')],
		['location=[{"city":"Warsaw","countryName":"Ireland"}]', () => false],
	];
	for (const [filter, isWanted] of cases) {
		const [name, value] = [
			filter.slice(0, filter.indexOf('=')),
			filter.slice(filter.indexOf('=') + 1),
		];
		const query = name === 'location' ? `location=${encodeURIComponent(value)}` : filter;
		const got = bench.page(`events?limit=500&from=${START_MS - HOUR_MS}&${query}`).data;
		const wanted = all.filter((event) => isWanted(JSON.stringify(event)));
		expect(
			got.map((event) => event.id),
			filter,
		).toEqual(wanted.map((event) => event.id));
	}
});
