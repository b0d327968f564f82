import { expect, test } from 'vitest';
import {
	ATLASSIAN_UNKNOWNS,
	DEFAULT_PROFILE,
	readProfile,
} from '../../../src/twin/atlassian/profile.ts';
import { SCENARIOS } from '../../../src/twin/atlassian/scenario.ts';
import { TWINS } from '../../../src/twin/index.ts';
import type { TwinKind } from '../../../src/twin/twin.ts';
import { createBench, START_MS } from './fixture.ts';

const atlassian = TWINS.atlassian as TwinKind;
const base = { now: () => START_MS, seed: 1 };
const check = (options: object) => atlassian.check({ ...base, ...options });

test('every switch takes its default and each alternative, typed or as text', () => {
	for (const [name, row] of Object.entries(ATLASSIAN_UNKNOWNS))
		for (const value of row.options) {
			expect(readProfile({ [name]: value })).toEqual({
				profile: { ...DEFAULT_PROFILE, [name]: value },
				problems: [],
			});
			expect(readProfile({ [name]: String(value) }).profile).toEqual({
				...DEFAULT_PROFILE,
				[name]: value,
			});
		}
});

test('every switch says what is asked, on what evidence, and how sure it is', () => {
	for (const row of Object.values(ATLASSIAN_UNKNOWNS)) {
		expect(row.question).toMatch(/^[A-Z].*\?$/);
		expect(row.evidence).toMatch(/[.)"]$/);
		expect(['high', 'medium', 'low']).toContain(row.confidence);
	}
});

test('wrong options are described in sentences', () => {
	expect(check({ scenario: 'bussy' })[0]).toMatch(
		/^There is no scenario "bussy"\. Did you mean "busy"\?/,
	);
	expect(check({ scenario: '__proto__' })).toHaveLength(1);
	expect(check({ profile: { lastpage: 'docs' } })).toEqual([
		'The Atlassian profile has no switch "lastpage". Did you mean "lastPage"?',
	]);
	expect(check({ profile: { lastPage: 'maybe', limitMax: 0 } })).toEqual([
		'The switch "lastPage" cannot be "maybe": it takes nonEmptyOnly, docs, elastic, toBoundedNull.',
		'The switch "limitMax" cannot be "0": it takes 500, 200, 1000, or a whole number from 1 to 10000.',
	]);
	expect(check({ traffic: { perHour: -1, lateShare: 2, lagMs: '5,1', speed: 3 } })).toHaveLength(4);
	expect(check({ faults: [{ action: { kind: 'meteor' } }] })[0]).toMatch(/^Fault 1: /);
	expect(() => atlassian.create({ ...base, scenario: 'bussy' })).toThrow('were not checked');
});

test('traffic can be given typed or as text', () => {
	expect(
		check({ traffic: { perHour: '0.5', lagMs: '10, 20', lateLagsMs: [5], lateShare: 1 } }),
	).toEqual([]);
});

test('the table of twins lists the scenarios and makes a twin', () => {
	expect(Object.keys(atlassian.scenarios)).toEqual(Object.keys(SCENARIOS));
	expect(atlassian.scenarios[atlassian.scenarioDefault]).toMatch(/\.$/);
	expect(atlassian.create(base).origins).toEqual(['https://api.atlassian.com']);
});

test('all forms of events occur', () => {
	const bench = createBench({ scenario: 'busy', traffic: { perHour: 20_000 } });
	const texts = new Set<string>();
	const page = bench.page('events-stream?limit=500');
	const text = JSON.stringify(page.data);
	for (const form of [
		/"time":"[^".]*Z"/,
		/"time":"[^"]*\.\d{3}Z"/,
		/"email":"Atlassian app","picture":null,"links":\{\}/,
		/"location":\{"geo":"[A-Z]{2}"\}/,
		/"auth":\{"authType":"api-token","tokenId":"[^"]+","tokenLabel":/,
		/"onBehalfOf":\{"id":/,
		/"app":\{"id":/,
		/"context":\[\]/,
		/"issueKeyOrId":"WEB-\d+"/,
		/"format":"text\/plain"/,
		/"format":"simple"/,
		/"links":\{"self":"[^"]+"\}\}/,
	]) {
		expect(text).toMatch(form);
		texts.add(String(form));
	}
	expect(page.data.some((event) => !('location' in event.attributes))).toBe(true);
	for (const event of page.data) {
		const { time = '', processedAt = '' } = event.attributes;
		expect(Date.parse(time)).toBeLessThanOrEqual(Date.parse(processedAt));
	}
});

test('times can always have three digits, or six', () => {
	for (const [timeFraction, form] of [
		['always3', /T\d\d:\d\d:\d\d\.\d{3}Z$/],
		['micros', /T\d\d:\d\d:\d\d\.\d{6}Z$/],
	] as const) {
		const bench = createBench({ profile: { timeFraction }, traffic: { wholeSecondShare: 0.5 } });
		for (const event of bench.page('events').data) expect(event.attributes.time).toMatch(form);
	}
});

test('a clock set far ahead or back costs a bounded while', () => {
	const bench = createBench({ scenario: 'months' });
	for (const nowMs of [START_MS + 1e13, 8.64e15, START_MS - 1e12, 0]) {
		bench.nowMs = nowMs;
		expect(bench.get('events').status).toBe(200);
		expect(bench.get('events-stream').status).toBe(200);
		expect(bench.twin.ledger.verdict(nowMs).lost).toBe(0);
	}
});
