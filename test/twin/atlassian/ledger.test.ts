import { expect, test } from 'vitest';
import { createBookmarkCollector, createStreamCollector } from './collectors.ts';
import { type Bench, createBench, HOUR_MS, type Page, START_MS } from './fixture.ts';

const MINUTE_MS = 60_000;

/** Polls every five minutes for two hours and gives the balance. */
function collect(bench: Bench, collector: { poll(): void }) {
	for (let poll = 0; poll < 24; poll++) {
		collector.poll();
		bench.nowMs += 5 * MINUTE_MS;
	}
	return bench.twin.ledger.verdict(bench.nowMs, { from: START_MS - HOUR_MS });
}

const SCENARIOS = ['quiet', 'late', 'many-pages', 'same-millisecond', 'burst', 'busy', 'months'];

test.each([...SCENARIOS, 'empty', 'arriving-while-paging'])(
	'a careful collector loses and repeats nothing when it is %s',
	(scenario) => {
		const bench = createBench({ scenario });
		const verdict = collect(bench, createStreamCollector(bench));
		expect(verdict).toMatchObject({ lost: 0, duplicated: 0, repeats: 0, altered: 0, unknown: 0 });
		expect(verdict.delivered).toBe(verdict.visible);
		if (scenario !== 'empty') expect(verdict.delivered).toBeGreaterThan(100);
	},
);

test('a bookmark collector loses nothing in a quiet, on-time hour', () => {
	const bench = createBench({ scenario: 'quiet' });
	expect(collect(bench, createBookmarkCollector(bench))).toMatchObject({ lost: 0, repeats: 0 });
});

test('a bookmark collector loses what comes late', () => {
	const bench = createBench({ scenario: 'late' });
	const verdict = collect(bench, createBookmarkCollector(bench));
	expect(verdict.lost).toBeGreaterThanOrEqual(3);
	expect(verdict.lostIds).toHaveLength(Math.min(20, verdict.lost));
});

test('a bookmark collector that gives up at a rate limit repeats ten pages for ever and loses the rest', () => {
	const bench = createBench({ scenario: 'many-pages' });
	const verdict = collect(bench, createBookmarkCollector(bench));
	expect(verdict.lost).toBeGreaterThanOrEqual(300);
	expect(verdict.repeats).toBeGreaterThan(5000);
	expect(verdict.duplicatedIds).toHaveLength(20);
});

test('a bookmark collector loses the third event of a millisecond', () => {
	const bench = createBench({ scenario: 'same-millisecond' });
	expect(collect(bench, createBookmarkCollector(bench)).lost).toBeGreaterThanOrEqual(1);
});

test('what becomes visible after the last request is waiting, not lost', () => {
	const bench = createBench({ scenario: 'quiet' });
	createStreamCollector(bench).poll();
	bench.nowMs += HOUR_MS;
	const verdict = bench.twin.ledger.verdict(bench.nowMs);
	expect(verdict.lost).toBe(0);
	expect(verdict.waiting).toBeGreaterThan(30);
});

test('what lies ahead of a stored cursor is waiting, not lost', () => {
	const bench = createBench({ scenario: 'many-pages' });
	const collector = createStreamCollector(bench, { pagesMax: 1 });
	collector.poll();
	expect(bench.twin.ledger.verdict(bench.nowMs)).toMatchObject({
		visible: 200,
		delivered: 200,
		lost: 0,
		waiting: 500,
	});
});

test('what a page held and nobody posted is lost', () => {
	const bench = createBench({ scenario: 'many-pages' });
	const page = bench.page(`events-stream?from=${START_MS - HOUR_MS}`);
	expect(bench.twin.ledger.verdict(bench.nowMs)).toMatchObject({ visible: 200, lost: 200 });
	expect(bench.twin.ledger.verdict(bench.nowMs).lostIds[0]).toBe(page.data[0]?.id);
});

test('a cut reply gave nobody a chance', () => {
	const bench = createBench({
		scenario: 'many-pages',
		faults: [{ action: { kind: 'truncatedJson' } }],
	});
	bench.get(`events-stream?from=${START_MS - HOUR_MS}`);
	expect(bench.twin.ledger.verdict(bench.nowMs)).toMatchObject({ visible: 0, lost: 0 });
});

test('nothing is lost that the collector did not select', () => {
	const bench = createBench({ scenario: 'busy' });
	const page = bench.page(`events?limit=500&from=${START_MS - HOUR_MS}&q=user_login`);
	for (const event of page.data.slice(1))
		bench.twin.ledger.record(JSON.stringify(event), 'test', bench.nowMs);
	expect(page.data.every((event) => event.attributes.action === 'user_login')).toBe(true);
	expect(bench.twin.ledger.verdict(bench.nowMs)).toMatchObject({
		visible: page.data.length,
		delivered: page.data.length - 1,
		lost: 1,
		lostIds: [page.data[0]?.id],
	});
});

test('payloads are told apart: repeated, altered, reordered, unknown', () => {
	const bench = createBench({ scenario: 'quiet' });
	const [first, second, third] = bench.page('events?limit=3').data;
	const record = (payload: string) => bench.twin.ledger.record(payload, 'test', bench.nowMs);
	record(JSON.stringify(first));
	record(JSON.stringify(first, null, '  '));
	record(JSON.stringify({ ...second, id: undefined, id2: second?.id }));
	record(JSON.stringify(second).replace('"time":"2', '"time":"3'));
	record(JSON.stringify(Object.fromEntries(Object.entries(third ?? {}).reverse())));
	for (const nonsense of ['', 'null', '[]', '{}', '{"id":5}', '"id"', '{"id":"x"}', '\ud800'])
		record(nonsense);
	record('{"type":"events","id":"5b0c7c62-3f0e-4b57-9c53-0c8a6c2f1d11"}');
	record(`${'['.repeat(100_000)}`);
	expect(bench.twin.ledger.verdict(bench.nowMs, { from: 0 })).toMatchObject({
		delivered: 3,
		duplicated: 1,
		repeats: 1,
		altered: 1,
		unknown: 11,
		duplicatedIds: [first?.id],
	});
});

test('lateness counts from the instant an event could first be read', () => {
	const bench = createBench({ scenario: 'empty' });
	const collector = createStreamCollector(bench);
	collector.poll();
	for (const agoMs of [1000, 2000, 30_000])
		bench.twin.inject({ timeMs: bench.nowMs - agoMs, processedAtMs: bench.nowMs });
	bench.nowMs += 1234;
	collector.poll();
	bench.twin.inject({ timeMs: bench.nowMs });
	bench.nowMs += 9876;
	collector.poll();
	expect(bench.twin.ledger.verdict(bench.nowMs).latenessMs).toEqual({ max: 9876, median: 1230 });
});

test('events that show up out of order defeat even the careful collector', () => {
	const bench = createBench({
		scenario: 'busy',
		traffic: { visibilityJitterMs: 20 * MINUTE_MS },
	});
	expect(collect(bench, createStreamCollector(bench)).lost).toBeGreaterThan(10);
});

test('without any answered request everything is waiting', () => {
	const bench = createBench({ scenario: 'quiet' });
	bench.get('events', 'wrong');
	const { visible, lost, waiting } = bench.twin.ledger.verdict(bench.nowMs);
	expect({ visible, lost }).toEqual({ visible: 0, lost: 0 });
	expect(waiting).toBe(bench.twin.ledger.visible(bench.nowMs));
});

test('what lies below a walk that goes on is waiting; once it is given up it is lost', () => {
	const bench = createBench({ scenario: 'many-pages' });
	const from = START_MS - HOUR_MS;
	const record = (page: Page) => {
		for (const event of page.data)
			bench.twin.ledger.record(JSON.stringify(event), 'test', bench.nowMs);
	};
	const balance = () => {
		const { delivered, lost, waiting } = bench.twin.ledger.verdict(bench.nowMs, { from });
		return { delivered, lost, waiting };
	};
	const first = bench.page(`events?from=${from}&to=${START_MS}&limit=100`);
	record(first);
	expect(balance()).toEqual({ delivered: 100, lost: 0, waiting: 600 });
	const second = bench.page(`events?cursor=${first.meta.next}`);
	record({ ...second, data: second.data.slice(1) });
	expect(balance()).toEqual({ delivered: 199, lost: 1, waiting: 500 });
	const lowest = Date.parse(second.data.at(-1)?.attributes.time ?? '');
	record(bench.page(`events?from=${from}&to=${lowest - 1}&limit=100`));
	expect(balance()).toMatchObject({ delivered: 299 });
	expect(balance().lost).toBeGreaterThanOrEqual(400);
});

test('a walk goes on with another that begins where it stands', () => {
	const bench = createBench({ scenario: 'many-pages' });
	const from = START_MS - HOUR_MS;
	let to = START_MS;
	const seen = new Set<string>();
	for (let page = 0; page < 8; page++) {
		const { data } = bench.page(`events?from=${from}&to=${to}&limit=100`);
		for (const event of data) {
			if (!seen.has(event.id)) bench.twin.ledger.record(JSON.stringify(event), '', bench.nowMs);
			seen.add(event.id);
			to = Date.parse(event.attributes.time ?? '');
		}
		expect(bench.twin.ledger.verdict(bench.nowMs, { from })).toMatchObject({
			delivered: seen.size,
			lost: 0,
		});
	}
	expect(bench.twin.ledger.verdict(bench.nowMs, { from })).toMatchObject({ waiting: 0 });
});

test('a later look at less does not undo what was lost', () => {
	const bench = createBench({ scenario: 'quiet' });
	const from = START_MS - HOUR_MS;
	bench.page(`events?from=${from}&limit=500`);
	const { lost } = bench.twin.ledger.verdict(bench.nowMs, { from });
	expect(lost).toBeGreaterThan(30);
	bench.page(`events?from=${from}&to=${from + 60_000}&limit=500`);
	expect(bench.twin.ledger.verdict(bench.nowMs, { from }).lost).toBe(lost);
});
