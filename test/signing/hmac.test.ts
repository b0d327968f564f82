import { createHmac as createNodeHmac } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createHmac, type HmacRequest } from '../../src/signing/hmac.ts';
import { type Expected, readCases, toldAs } from './cases.ts';

type Case = HmacRequest & {
	readonly about: string;
	readonly text?: string;
	readonly error?: Expected;
};

const seed = 2104;

test.each(readCases<Case[]>('hmac'))(
	'$about: $algorithm, $format',
	({ about: _, text, error, ...request }) => {
		const result = createHmac(request);
		if (error === undefined) expect(result).toEqual({ ok: true, text });
		else expect(toldAs(error, result)).toEqual(error);
	},
);

test(`keyed hashes are what everybody else computes (seed ${seed})`, () => {
	const texts = fc.string({ unit: 'grapheme', maxLength: 200 });
	fc.assert(
		fc.property(
			fc.constantFrom('MD5', 'SHA1', 'SHA256', 'SHA512'),
			texts.filter((key) => key !== ''),
			texts,
			fc.constantFrom('hex' as const, 'base64' as const),
			(algorithm, key, message, format) => {
				const text = createNodeHmac(algorithm, key).update(message).digest(format);
				expect(createHmac({ algorithm, key, message, format })).toEqual({ ok: true, text });
			},
		),
		{ seed },
	);
});

test('half of a surrogate pair is hashed as a question mark, as Java writes it', () => {
	const request = { algorithm: 'MD5', key: 'k', format: 'HEX' };
	const broken = createHmac({ ...request, message: 'a\ud800b' });
	expect(broken).toEqual(createHmac({ ...request, message: 'a?b' }));
});
