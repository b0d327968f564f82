import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChallenges } from '../../src/signing/challenges.ts';
import { createEdgeGrid } from '../../src/signing/edgeGrid.ts';
import { createHawk } from '../../src/signing/hawk.ts';
import { createHmac } from '../../src/signing/hmac.ts';
import { readPrivateKey } from '../../src/signing/pem.ts';

const seed = 26;

const text = fc.oneof(
	fc.string({ unit: 'binary', maxLength: 10 }),
	fc.constantFrom('sha1', 'SHA256', 'HEX', 'https://a.example/b?c', 'POST', '\r\n', '"', '\ud800'),
);
const time = fc.oneof(fc.nat(), fc.double());

test(`no text makes anything throw, reach another header, or show a secret (seed ${seed})`, () => {
	fc.assert(
		fc.property(fc.array(text, { minLength: 8, maxLength: 8 }), time, (texts, timeMs) => {
			const [a = '', b = '', c = '', d = '', e = '', f = '', g = '', h = ''] = texts;
			const secret = `hush-hush${a}`;
			const results = [
				createHmac({ algorithm: a, format: b, key: secret, message: c }),
				createHawk({
					...{ method: a, url: b, keyId: c, key: secret, algorithm: d },
					...{ hash: e, ext: f, app: g, dlg: h, timeMs, nonce: b },
				}),
				createEdgeGrid({
					...{ method: a, url: b, body: c, accessToken: d, clientToken: e },
					...{ clientSecret: secret, baseUrl: f, timeMs, nonce: g },
				}),
				readPrivateKey({ text: secret, version: 'V2' }),
			];
			for (const result of results) {
				expect(JSON.stringify(result)).not.toContain('hush-hush');
				if (result.ok && 'authorization' in result)
					expect(result.authorization).toMatch(/^[ -~]*$/);
			}
		}),
		{ seed, numRuns: 1000 },
	);
});

test('long and hostile texts are read in time that grows with their length', () => {
	const pieces = ['a ', ' ', '=', '"', '\\', ',', 'a=', 'a="', '\t', 'Digest a', 'a'];
	for (const piece of pieces)
		expect(Array.isArray(parseChallenges([`Digest${piece.repeat(200_000)}`]))).toBe(true);
	for (const piece of ['-----BEGIN X-----', '-----BEGIN PRIVATE KEY-----', 'PRIVATE ', ' ', '\\n'])
		expect(readPrivateKey({ text: piece.repeat(99_000 / piece.length), version: 'V2' }).ok).toBe(
			false,
		);
});
