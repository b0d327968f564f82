import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Json, parseJson, stringifyJson } from '../../src/base/json.ts';
import { NESTING_MAX, parseLenientJson, storedValueOf } from '../../src/java/gson.ts';
import gsonCases from './gson.cases.json' with { type: 'json' };

const SEED = 20261121;

/** Escapes as the recorder writes them, so that texts can be compared. */
function recorded(value: Json): string {
	return stringifyJson(value).replace(
		/\\[nrtfb]|[\u007f-\uffff]/g,
		(found) => `\\u${codeOf(found).toString(16).padStart(4, '0')}`,
	);
}

function codeOf(found: string): number {
	return (found.length === 2 ? (JSON.parse(`"${found}"`) as string) : found).charCodeAt(0);
}

for (const { about, cases } of gsonCases)
	describe(about, () => {
		test.each(cases)('$given', ({ given, value, message }) => {
			const result = parseLenientJson(given);
			expect(result.ok ? recorded(result.value) : result.message).toBe(value ?? message);
		});
	});

test('strict JSON is read as it always is', () => {
	fc.assert(
		fc.property(fc.json({ maxDepth: 3 }), (text) => {
			expect(parseLenientJson(text)).toEqual({ ok: true, value: parseJson(text) });
		}),
		{ seed: SEED, numRuns: 250 },
	);
});

test('strict JSON is read the same by the lenient reader, which a semicolon calls for', () => {
	fc.assert(
		fc.property(fc.json({ maxDepth: 3 }), (text) => {
			expect(parseLenientJson(`[1;${text}]`)).toEqual({
				ok: true,
				value: parseJson(`[1,${text}]`),
			});
		}),
		{ seed: SEED, numRuns: 250 },
	);
});

test.each(['[', '{a:', '{"a":['])('nesting of %s is limited', (open) => {
	const result = parseLenientJson(open.repeat(100_000));
	expect(result).toMatchObject({
		ok: false,
		message: expect.stringMatching(/^Nesting limit 1000 reached at line 1 column \d+ /),
	});
});

test('the deepest text that is allowed can be printed', () => {
	const text = `${'['.repeat(NESTING_MAX)}${']'.repeat(NESTING_MAX)}`;
	expect(stringifyJson(storedValueOf(text))).toBe(text);
	expect(storedValueOf(`[${text}]`)).toHaveLength(1);
	expect(parseLenientJson(`[${text}]`)).toMatchObject({ ok: false });
});

test.each([
	['{"a":1}', { a: 1 }],
	[' [1,2] ', [1, 2]],
	["{'report_type': alert_v0}", { report_type: 'alert_v0' }],
	['[loginName,secondaryLoginName]', ['loginName', 'secondaryLoginName']],
	['[]', []],
	['[Netskope_App][Alert_Event][https://x] failed', undefined],
	['[INFO] done', undefined],
	['{"a":1} {"b":2}', undefined],
	['{"a":1}, {"b":2}', undefined],
	['[1] // one', undefined],
	['// one\n[1]', [1]],
	[' /* a */ {b:1}', { b: 1 }],
	[")]}'\n[1]", [1]],
	['# Heading', undefined],
	['/path/to', undefined],
	['{$.body}', undefined],
	['12', undefined],
	['true', undefined],
	['null', undefined],
	['"a"', undefined],
	['', undefined],
])('%s is stored as a value only when it is an object or array', (text, value) => {
	expect(storedValueOf(text)).toEqual(value ?? text);
});

test('two megabytes of lenient JSON are read in one go', () => {
	const text = `[${"{'id': 7, name: x}, ".repeat(100_000)}]`;
	const value = storedValueOf(text);
	expect(Array.isArray(value) && value.length).toBe(100_001);
});
