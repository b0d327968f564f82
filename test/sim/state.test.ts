import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isJsonArray, isJsonObject, type Json, type JsonObject } from '../../src/base/json.ts';
import type { ResolvedPath } from '../../src/jpath/path.ts';
import { DEFAULT_LIMITS } from '../../src/sim/limits.ts';
import { State } from '../../src/sim/state.ts';

/** What the State must behave like: every read and write copies everything. */
class NaiveState {
	root: Json;

	constructor(root: Json) {
		this.root = structuredClone(root);
	}

	get(place: ResolvedPath): Json | undefined {
		let value: unknown = this.root;
		for (const step of place) {
			if (typeof value !== 'object' || value === null) return undefined;
			if (Array.isArray(value) !== (typeof step === 'number')) return undefined;
			value = (value as Record<string, unknown>)[step];
		}
		return value as Json | undefined;
	}

	set(place: ResolvedPath, value: Json): void {
		const parent = this.get(place.slice(0, -1)) as Record<string, Json>;
		parent[place.at(-1) ?? ''] = structuredClone(value);
	}

	delete(place: ResolvedPath): void {
		const parent = this.get(place.slice(0, -1));
		const last = place.at(-1) ?? '';
		if (isJsonArray(parent)) (parent as Json[]).splice(Number(last), 1);
		else if (parent !== undefined) delete (parent as Record<string, Json>)[last];
	}

	append(place: ResolvedPath, values: readonly Json[]): void {
		(this.get(place) as Json[]).push(...structuredClone(values as Json[]));
	}
}

interface Step {
	readonly kind: 'set' | 'copy' | 'delete' | 'append' | 'copy-into' | 'snapshot';
	/** Which of the places that there are. */
	readonly target: number;
	readonly source: number;
	readonly name: 'a' | 'b' | 'c';
	readonly value: Json;
}

const json: fc.Arbitrary<Json> = fc.letrec<{ value: Json }>((tie) => ({
	value: fc.oneof(
		{ depthSize: 'small' },
		fc.constantFrom<Json>(1, 'x', null, true),
		fc.array(tie('value'), { maxLength: 3 }),
		fc.dictionary(fc.constantFrom('a', 'b', 'c'), tie('value'), {
			maxKeys: 3,
			noNullPrototype: true,
		}),
	),
})).value;

const step: fc.Arbitrary<Step> = fc.record({
	kind: fc.constantFrom('set', 'set', 'copy', 'delete', 'append', 'copy-into', 'snapshot'),
	target: fc.nat(1_000),
	source: fc.nat(1_000),
	name: fc.constantFrom('a', 'b', 'c'),
	value: json,
});

/** Every place in a value, the root first. */
function placesOf(
	value: Json,
	place: ResolvedPath = [],
	found: ResolvedPath[] = [],
): ResolvedPath[] {
	found.push(place);
	if (found.length > 200) return found;
	if (isJsonArray(value))
		value.forEach((item, index) => {
			placesOf(item, [...place, index], found);
		});
	else if (isJsonObject(value))
		for (const [name, member] of Object.entries(value)) placesOf(member, [...place, name], found);
	return found;
}

/** Does the same to both, and says what the State must look like. */
function take(state: State, naive: NaiveState, { kind, target, source, name, value }: Step): void {
	const places = placesOf(naive.root);
	const place = places[target % places.length] ?? [];
	const from = places[source % places.length] ?? [];
	const here = naive.get(place);
	const inside = isJsonObject(here) ? [...place, name] : place;
	const taken = () => {
		const read = state.get(from);
		state.release(from);
		return read ?? null;
	};
	if (kind === 'delete') {
		if (place.length === 0) return;
		state.delete(place);
		naive.delete(place);
	} else if (kind === 'append' && isJsonArray(here)) {
		const copied = structuredClone(naive.get(from) ?? null);
		state.append(place, [value, taken()]);
		naive.append(place, [value, copied]);
	} else if (inside.length > 0) {
		const copied = kind === 'set' ? value : structuredClone(naive.get(from) ?? null);
		state.set(inside, kind === 'set' ? value : taken());
		naive.set(inside, copied);
	}
}

describe('the State', () => {
	test('behaves as if every write copied everything, and snapshots never change', () => {
		const seed = 20260101;
		fc.assert(
			fc.property(json, fc.array(step, { maxLength: 40 }), (initial, steps) => {
				const root: JsonObject = { a: initial };
				const untouched = structuredClone(root);
				const state = new State(root, DEFAULT_LIMITS);
				const naive = new NaiveState(root);
				const snapshots: { readonly taken: Json; readonly expected: Json }[] = [];
				for (const one of steps) {
					if (JSON.stringify(naive.root).length > 20_000) break;
					if (one.kind === 'snapshot')
						snapshots.push({ taken: state.snapshot(), expected: structuredClone(naive.root) });
					else take(state, naive, one);
					expect(state.root, `seed ${seed}`).toEqual(naive.root);
				}
				for (const { taken, expected } of snapshots) expect(taken).toEqual(expected);
				expect(root).toEqual(untouched);
			}),
			{ seed, numRuns: 2_000 },
		);
	});

	test('appends a hundred thousand items without copying those before, which would take minutes', () => {
		const state = new State({ out: [], item: {} }, DEFAULT_LIMITS);
		for (let index = 0; index < 100_000; index++) {
			state.set(['item'], { index });
			state.set(['item', 'seen'], true);
			const item = state.get(['item']) ?? null;
			state.release(['item']);
			state.append(['out'], [item]);
		}
		expect(state.get(['out', 99_999])).toEqual({ index: 99_999, seen: true });
	});

	test('has a ceiling on its size that sharing does not escape', () => {
		const limits = { ...DEFAULT_LIMITS, stateBytesMax: 100_000 };
		const state = new State({ a: { text: 'x'.repeat(100) } }, limits);
		let passes = 0;
		for (; passes < 200; passes++) {
			const share = (from: string, place: ResolvedPath) => {
				const value = state.get([from]) ?? null;
				state.release([from]);
				return state.set(place, value);
			};
			const stop = share('a', ['b', 'x']) ?? share('a', ['b', 'y']) ?? share('b', ['a']);
			if (stop === undefined) continue;
			expect(stop.kind).toBe('limit');
			expect(stop.fault.message).toBe(
				'The State grew beyond 100,000 bytes (limit --max-state-bytes).',
			);
			break;
		}
		expect(passes).toBeLessThan(20);
	});

	test('has a ceiling on its depth', () => {
		const state = new State({ a: {} }, { ...DEFAULT_LIMITS, stateDepthMax: 50 });
		let stop: ReturnType<State['set']>;
		for (let pass = 0; pass < 100 && stop === undefined; pass++) {
			const value = state.get(['a']) ?? null;
			state.release(['a']);
			stop = state.set(['a', 'b'], value);
		}
		expect(stop?.kind).toBe('limit');
		expect(stop?.fault.message).toContain('--max-state-depth');
	});

	test('forgets what was replaced: a long loop over one place meets no ceiling', () => {
		const state = new State({}, { ...DEFAULT_LIMITS, stateBytesMax: 10_000 });
		for (let pass = 0; pass < 1_000; pass++)
			expect(state.set(['page'], { text: 'x'.repeat(1_000) })).toBeUndefined();
	});
});
