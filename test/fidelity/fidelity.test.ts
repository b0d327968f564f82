import { describe, expect, test } from 'vitest';
import { fidelityRows } from '../../src/fidelity/fidelityRows.ts';
import { CASE_FILES, type Case, nameOf, type Observation } from './cases.ts';
import { perform } from './perform.ts';

const ROWS = fidelityRows();
const CASES = [...CASE_FILES.values()].flat();

for (const [file, cases] of CASE_FILES)
	describe(file, () => {
		test.each(
			cases.map((given) => [given.holds.join(' '), shortened(nameOf(given)), given] as const),
		)('%s: %s', async (_ids, _name, given) => {
			const usual = await perform(given, []);
			check(usual, given.expect);
			for (const [switches, expected] of Object.entries(given.otherwise ?? {})) {
				const seen = await perform(given, switches.split(' '));
				check(seen, expected);
				expect(seen, `${switches} makes no difference`).not.toEqual(usual);
				if (usual.consulted === undefined) continue;
				const names = switches.split(' ').map((one) => one.replace(/=.*/, ''));
				expect(usual.consulted, 'what it depends on').toEqual(expect.arrayContaining(names));
			}
		});
	});

/** Texts between slashes are patterns; objects need what is expected of them and may have more. */
function check(seen: Observation, expected: Observation): void {
	expect(Object.keys(expected), 'nothing is expected').not.toEqual([]);
	expect(seen).toMatchObject(withPatterns(expected) as object);
	// An array or object of the State must be exactly that.
	for (const name of ['result', 'after', 'saved'] as const)
		if (Object.hasOwn(expected, name)) expect(seen[name]).toEqual(expected[name]);
}

function withPatterns(value: unknown): unknown {
	if (typeof value === 'string') {
		const pattern = /^\/(.+)\/$/s.exec(value)?.[1];
		return pattern === undefined ? value : expect.stringMatching(new RegExp(pattern));
	}
	if (Array.isArray(value)) return value.map(withPatterns);
	if (typeof value !== 'object' || value === null) return value;
	return Object.fromEntries(
		Object.entries(value).map(([name, member]) => [name, withPatterns(member)]),
	);
}

function shortened(text: string): string {
	const line = text.replace(/\s+/g, ' ').trim();
	return line.length <= 70 ? line : `${line.slice(0, 70)}…`;
}

function holding(id: string): Case[] {
	return CASES.filter(({ holds }) => holds.includes(id));
}

describe('the fidelity table', () => {
	test('has no two rows with the same name, nor two switches', () => {
		const ids = ROWS.map(({ id }) => id);
		const switches = ROWS.flatMap((row) => (row.switch === undefined ? [] : [row.switch.name]));
		expect(ids).toEqual([...new Set(ids)]);
		expect(switches).toEqual([...new Set(switches)]);
		for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
	});

	test('has a case for every row, in the file of its group', () => {
		const held = new Map(
			[...CASE_FILES].map(([file, cases]) => [file, new Set(cases.flatMap(({ holds }) => holds))]),
		);
		expect(ROWS.filter(({ id, test }) => !held.get(test)?.has(id)).map(({ id }) => id)).toEqual([]);
	});

	test('has a row for everything that a case holds, and every case holds something', () => {
		const ids = new Set(ROWS.map(({ id }) => id));
		expect(CASES.flatMap(({ holds }) => holds).filter((id) => !ids.has(id))).toEqual([]);
		expect(CASES.filter(({ holds }) => holds.length === 0).map(nameOf)).toEqual([]);
	});

	test('says of every unknown which switch there is, or why there is none', () => {
		const bare = ROWS.filter(
			(row) =>
				row.evidence === 'unknown' && (row.switch === undefined) === (row.fixed === undefined),
		);
		expect(bare.map(({ id }) => id)).toEqual([]);
	});

	test('has a case for every value of every switch', () => {
		const unproven = ROWS.flatMap(({ id, switch: row }) => {
			if (row === undefined) return [];
			const proven = new Set(holding(id).flatMap(({ otherwise }) => Object.keys(otherwise ?? {})));
			const wanted = row.alternatives.map((value) => `${row.name}=${value}`);
			const others = [...proven].filter((one) => one.startsWith(`${row.name}=`));
			return [
				...wanted.filter((one) => !proven.has(one)),
				...(others.length === 0 ? [`${row.name}=…`] : []),
			];
		});
		expect(unproven).toEqual([]);
	});

	test('has rows that read well', () => {
		for (const { id, behaviour, source, fixed = 'None.' } of ROWS) {
			expect(behaviour, id).toMatch(/^\S.*[.?]$/s);
			expect(source, id).toMatch(/\S/);
			expect(fixed, id).toMatch(/^\S.*\.$/s);
		}
	});
});
