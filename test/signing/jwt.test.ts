import { createHmac, sign, verify } from 'node:crypto';
import fc from 'fast-check';
import { compactVerify, decodeProtectedHeader } from 'jose';
import { expect, test } from 'vitest';
import type { Version } from '../../src/base/version.ts';
import { createJwt } from '../../src/signing/jwt.ts';
import { type Expected, readCases, toldAs } from './cases.ts';
import { DRESSES, type KeyName, keyPair, type PemForm, pemOf } from './keys.ts';

type Pair = readonly [string, string];

interface Cases {
	readonly tokens: readonly {
		readonly about: string;
		readonly header: readonly Pair[];
		readonly payload: readonly Pair[];
		readonly headerText: string;
		readonly payloadText: string;
	}[];
	readonly refusals: readonly {
		readonly about: string;
		readonly header: readonly Pair[];
		readonly secret?: string;
		readonly key?: KeyName;
		readonly form?: PemForm;
		readonly version: Version;
		readonly error: Expected;
	}[];
}

const { tokens, refusals } = readCases<Cases>('jwt');
const seed = 7519;

test.each(tokens)('$about', async ({ header, payload, headerText, payloadText }) => {
	const secret = ' sesame ü ';
	const result = await createJwt({ header, payload, secret, version: 'V2' });
	if (!result.ok) throw new Error(result.message);
	const [first = '', second = '', signature] = result.token.split('.');
	expect(Buffer.from(first, 'base64url').toString()).toBe(headerText);
	expect(Buffer.from(second, 'base64url').toString()).toBe(payloadText);
	const { alg } = JSON.parse(headerText) as { alg: string };
	const mac = createHmac(`sha${alg.slice(2)}`, secret).update(`${first}.${second}`);
	expect(signature).toBe(mac.digest('base64url'));
});

test.each(refusals)('$about is refused', async ({ header, secret, key, form, version, error }) => {
	const text = key === undefined || form === undefined ? (secret ?? '') : pemOf(key, form);
	const result = await createJwt({ header, payload: [['a', 'b']], secret: text, version });
	expect(toldAs(error, result)).toEqual(error);
});

const ASYMMETRIC: readonly (readonly [string, KeyName, PemForm])[] = [
	...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'].flatMap((alg) => [
		[alg, 'rsa', 'pkcs1'] as const,
		[alg, 'rsa', 'pkcs8'] as const,
	]),
	...(['p256', 'p384', 'p521'] as const).flatMap((key, index) => {
		const alg = ['ES256', 'ES384', 'ES512'][index] ?? '';
		return [[alg, key, 'sec1'] as const, [alg, key, 'pkcs8'] as const];
	}),
];

test.each(ASYMMETRIC)('%s with %s in %s is what others verify', async (alg, key, form) => {
	const secret = DRESSES['newlines became spaces']?.(pemOf(key, form)) ?? '';
	const header = [['alg', alg] as const, ['kid', 'k'] as const];
	const payload = [['exp', '1700000000'] as const];
	const result = await createJwt({ header, payload, secret, version: 'V2_1' });
	if (!result.ok) throw new Error(result.message);
	const { publicKey, privateKey } = keyPair(key);
	const verified = await compactVerify(result.token, publicKey, { algorithms: [alg] });
	expect(new TextDecoder().decode(verified.payload)).toBe('{"exp":1700000000}');

	const [first, second, signature = ''] = result.token.split('.');
	const signed = Buffer.from(`${first}.${second}`);
	const hash = `sha${alg.slice(2)}`;
	const bytes = Buffer.from(signature, 'base64url');
	if (alg.startsWith('RS')) expect(bytes.equals(sign(hash, signed, privateKey))).toBe(true);
	if (alg.startsWith('ES')) {
		const options = { key: publicKey, dsaEncoding: 'ieee-p1363' as const };
		expect(verify(hash, signed, options, bytes)).toBe(true);
	}
});

test('V1 signs with Base64 of PKCS8', async () => {
	const secret = btoa(pemOf('rsa', 'pkcs8'));
	const request = { header: [['alg', 'RS256'] as const], payload: [['a', 'b'] as const] };
	expect(await createJwt({ ...request, secret, version: 'V1' })).toMatchObject({ ok: true });
});

test('a key whose numbers do not belong together is refused', async () => {
	const lines = pemOf('p256', 'pkcs8').split('\n');
	const zeros = [...lines];
	zeros[1] = `${lines[1]?.slice(0, 48)}${'A'.repeat(16)}`;
	const request = { header: [['alg', 'ES256'] as const], payload: [['a', 'b'] as const] };
	const result = await createJwt({ ...request, secret: zeros.join('\n'), version: 'V2' });
	expect(result).toMatchObject({
		ok: false,
		message: 'The secret could not be used to sign the token.',
	});
});

test(`nothing throws, and no message holds the secret (seed ${seed})`, async () => {
	const text = fc.string({ unit: 'binary', maxLength: 12 });
	const pairs = fc.array(
		fc.tuple(fc.oneof(fc.constantFrom('alg', 'crit', 'b64', '1'), text), text),
		{
			maxLength: 4,
		},
	);
	const algorithms = fc.constantFrom('HS256', 'RS256', 'ES256', 'PS384', 'none', 'x');
	await fc.assert(
		fc.asyncProperty(pairs, pairs, text, algorithms, async (header, payload, end, alg) => {
			const secret = `hush-hush${end}`;
			const all = [...header, ['alg', alg] as const];
			const result = await createJwt({ header: all, payload, secret, version: 'V2' });
			if (!result.ok) expect(JSON.stringify(result)).not.toContain('hush-hush');
			else expect(decodeProtectedHeader(result.token).alg).toBe(alg);
		}),
		{ seed, numRuns: 300 },
	);
});
