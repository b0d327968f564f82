import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { javaUrlDecode, javaUrlEncode } from '../../src/base/urlEncoding.ts';
import groups from './urlEncoding.cases.json' with { type: 'json' };

const SEED = 20261121;

for (const { about, encode, decode } of groups)
	describe(about, () => {
		test.each(encode)('$given is encoded', ({ given, text }) => {
			expect(javaUrlEncode(given)).toBe(text);
		});

		test.each(decode)('$given is decoded', ({ given, text, message }) => {
			const result = javaUrlDecode(given);
			expect(result.ok ? result.text : result.message).toBe(text ?? message);
		});
	});

test('what is encoded is decoded to the same text', () => {
	fc.assert(
		fc.property(fc.string({ unit: 'binary' }), (text) => {
			expect(javaUrlDecode(javaUrlEncode(text))).toEqual({ ok: true, text });
		}),
		{ seed: SEED, numRuns: 300 },
	);
});
