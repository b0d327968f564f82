import { createHash, createHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hmac } from '../../src/sim/hmac.ts';
import { md5 } from '../../src/sim/md5.ts';

const bytes = fc.uint8Array({ maxLength: 300 });
const seed = 11;

test('MD5 is what everybody else computes', () => {
	fc.assert(
		fc.property(bytes, (message) => {
			const expected = createHash('md5').update(message).digest('hex');
			expect(Buffer.from(md5(message)).toString('hex'), `seed ${seed}`).toBe(expected);
		}),
		{ seed, numRuns: 500 },
	);
});

test('keyed hashes are what everybody else computes, for keys of every length', async () => {
	await fc.assert(
		fc.asyncProperty(
			fc.constantFrom('MD5' as const, 'SHA1' as const, 'SHA256' as const, 'SHA512' as const),
			bytes,
			bytes,
			async (hash, key, message) => {
				const expected = createHmac(hash, key).update(message).digest('hex');
				const computed = Buffer.from(await hmac(hash, key, message)).toString('hex');
				expect(computed, `seed ${seed}`).toBe(expected);
			},
		),
		{ seed, numRuns: 300 },
	);
});
