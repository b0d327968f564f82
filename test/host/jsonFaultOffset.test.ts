import { assert, constantFrom, jsonValue, nat, property } from 'fast-check';
import { expect, test } from 'vitest';
import { jsonFaultOffset } from '../../src/host/jsonFaultOffset.ts';
import groups from './jsonFaultOffset.cases.json' with { type: 'json' };

test.each(groups)('$about', ({ cases }) => {
	for (const { text, offset } of cases) {
		expect(() => JSON.parse(text)).toThrow(SyntaxError);
		expect(jsonFaultOffset(text), text).toBe(offset);
	}
});

test('a text of a million brackets is no trouble', () => {
	expect(jsonFaultOffset('['.repeat(1_000_000))).toBe(1_000_000);
	expect(jsonFaultOffset(`"${'x'.repeat(1_000_000)}`)).toBe(1_000_001);
	expect(jsonFaultOffset('1'.repeat(1_000_000))).toBe(1_000_000);
});

const seed = 20_260_101;

test(`JSON that was cut off is wrong at its end alone (seed ${seed})`, () => {
	assert(
		property(jsonValue(), nat(), (value, place) => {
			const whole = JSON.stringify({ value });
			const text = whole.slice(0, place % whole.length);
			expect(jsonFaultOffset(text)).toBe(text.length);
		}),
		{ seed, numRuns: 500 },
	);
});

test(`what stands before the fault can still become JSON (seed ${seed})`, () => {
	const wrong = constantFrom('x', '"', '{', '}', '[', ']', ',', ':', '1', '-', '\n', '\\');
	assert(
		property(jsonValue(), nat(), wrong, (value, place, character) => {
			const whole = JSON.stringify({ value });
			const at = place % (whole.length + 1);
			const text = whole.slice(0, at) + character + whole.slice(at);
			if (isJson(text)) return;
			const before = text.slice(0, jsonFaultOffset(text));
			expect(jsonFaultOffset(before)).toBe(before.length);
		}),
		{ seed, numRuns: 500 },
	);
});

function isJson(text: string): boolean {
	try {
		JSON.parse(text);
		return true;
	} catch {
		return false;
	}
}
