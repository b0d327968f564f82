import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseChallenges } from '../../src/signing/challenges.ts';
import { answerDigest, type DigestRequest } from '../../src/signing/digest.ts';
import {
	chooseDigestChallenge,
	type DigestPreset,
	presetDigestChallenge,
} from '../../src/signing/digestChallenge.ts';
import { type Expected, readCases, toldAs } from './cases.ts';

interface ChallengesCase {
	readonly about: string;
	readonly values: readonly string[];
	readonly challenges: readonly (readonly [string, Readonly<Record<string, string>>])[];
}

type Given = Omit<DigestRequest, 'challenge' | 'random'>;

type Case = Partial<Given> & {
	readonly about: string;
	/** The values of the headers; null to answer what the element itself holds. */
	readonly challenges: readonly string[] | null;
	readonly authorization?: string;
	readonly error?: Expected;
};

const { given, cases } = readCases<{ readonly given: Given; readonly cases: readonly Case[] }>(
	'digest',
);
const seed = 7616;

test.each(readCases<ChallengesCase[]>('challenges'))(
	'WWW-Authenticate: $about',
	({ values, challenges }) => {
		const read = parseChallenges(values);
		expect(read.map(({ scheme, parameters }) => [scheme, Object.fromEntries(parameters)])).toEqual(
			challenges,
		);
	},
);

/** The whole way from what the server and the element say to the answer. */
function answer(
	challenges: readonly string[] | null,
	request: Given,
	random: () => number = () => 0,
) {
	const choice =
		challenges === null
			? presetDigestChallenge(request.preset ?? {})
			: chooseDigestChallenge(challenges, request.preset);
	if (!choice.ok) return choice;
	const { challenge } = choice;
	if (challenge === undefined) throw new Error('The element is no challenge.');
	return answerDigest({ ...request, challenge, random });
}

test.each(cases)('$about', ({ about: _, challenges, authorization, error, ...request }) => {
	const result = answer(challenges, { ...given, ...request });
	if (error === undefined) expect(result).toEqual({ ok: true, authorization });
	else expect(toldAs(error, result)).toEqual(error);
});

test('an element without realm or nonce is no challenge', () => {
	const none = { ok: true, challenge: undefined };
	for (const preset of [{}, { realm: 'r' }, { nonce: 'n' }, { realm: '', nonce: 'n' }])
		expect(presetDigestChallenge(preset)).toEqual(none);
});

test('a name beyond ASCII is sent encoded, or hashed where the server asks for it', () => {
	const request = { ...given, username: 'Jäsøn Doe', uri: '/doe.json' };
	const challenge = 'Digest realm="api@example.org", nonce="n", algorithm=SHA-512-256, qop=auth';
	expect(answer([challenge], request)).toMatchObject({
		authorization: expect.stringContaining("username*=UTF-8''J%C3%A4s%C3%B8n%20Doe, realm="),
	});
	// RFC 7616, 3.9.2, as its erratum 4897 corrects it.
	const hashed = '793263caabb707a56211940d90411ea4a575adeccb7e360aeb624ed06ece9b0b';
	const result = answer([`${challenge}, userhash=true`], request);
	expect(result).toMatchObject({
		authorization: expect.stringMatching(
			new RegExp(`^Digest username="${hashed}", .*, userhash=true$`),
		),
	});
});

test('a random cnonce and the count of answers are sent', () => {
	const numbers = [0.5, 0.99, 0, 0.3];
	let drawn = 0;
	const random = () => numbers[drawn++ % 4] ?? 0;
	const request = { ...given, preset: {}, nonceCount: 255 };
	expect(answer(['Digest realm="r", nonce="n", qop=auth'], request, random)).toMatchObject({
		authorization: expect.stringContaining(`nc=000000ff, cnonce="${'8f04'.repeat(8)}"`),
	});
});

test('the body is protected where there is one and the server offers it', () => {
	const values = ['Digest realm="r", nonce="n", qop="auth,auth-int"'];
	const qualityFor = (request: Partial<Given>) => {
		const result = answer(values, { ...given, ...request });
		return /qop=([^,]+)/.exec(result.ok ? result.authorization : '')?.[1];
	};
	expect(qualityFor({})).toBe('auth');
	expect(qualityFor({ body: '' })).toBe('auth-int');
	expect(qualityFor({ body: '{}', preset: { qop: 'auth' } })).toBe('auth');
	expect(qualityFor({ preset: { qop: 'AUTH-INT' } })).toBe('auth-int');
	expect(qualityFor({ preset: { qop: 'auth-conf' } })).toBe('auth');
});

const NODE_NAMES: Readonly<Record<string, string>> = {
	MD5: 'md5',
	'SHA-256': 'sha256',
	'SHA-512-256': 'sha512-256',
};

test(`answers of every kind are what RFC 7616 writes (seed ${seed})`, () => {
	const text = fc.stringMatching(/^[ -~]{0,10}$/);
	fc.assert(
		fc.property(
			fc.constantFrom(...Object.keys(NODE_NAMES)),
			fc.boolean(),
			fc.constantFrom('', 'auth', 'auth-int'),
			fc.record({ username: text, password: fc.string(), realm: text, nonce: text, cnonce: text }),
			fc.uint8Array({ maxLength: 40 }),
			(algorithm, isSession, qop, { username, password, realm, nonce, cnonce }, body) => {
				const hash = (...parts: readonly (string | Uint8Array)[]) => {
					const digest = createHash(NODE_NAMES[algorithm] ?? '');
					parts.forEach((part, index) => {
						digest.update(index === 0 ? '' : ':').update(part);
					});
					return digest.digest('hex');
				};
				const sent = cnonce || '0'.repeat(32);
				const account = hash(username, realm, wellFormed(password));
				const a1 = isSession ? hash(account, nonce, sent) : account;
				const a2 = hash('GET', '/x', ...(qop === 'auth-int' ? [hash(body)] : []));
				const response =
					qop === '' ? hash(a1, nonce, a2) : hash(a1, nonce, '00000001', sent, qop, a2);

				const quote = (value: string) => `"${value.replace(/["\\]/g, '\\$&')}"`;
				const name = `${algorithm}${isSession ? '-sess' : ''}`;
				const offered = qop === '' ? '' : `, qop="${qop}"`;
				const value = `Digest realm=${quote(realm)}, nonce=${quote(nonce)}, algorithm=${name}${offered}`;
				const request = { username, password, method: 'GET', uri: '/x', body };
				const result = answer([value], { ...request, preset: { cnonce } });
				const { authorization = '' } = result.ok ? result : {};
				expect(authorization).toContain(`response="${response}"`);
				const [read] = parseChallenges([authorization]);
				expect(Object.fromEntries(read?.parameters ?? [])).toMatchObject({
					username,
					realm,
					nonce,
				});
			},
		),
		{ seed, numRuns: 300 },
	);
});

test(`no header and no element makes anything throw or lets a line break through (seed ${seed})`, () => {
	const piece = fc.oneof(
		fc.constantFrom('Digest ', 'realm=', 'nonce=', '"', '\\', ', ', 'x', 'qop=auth', '\r\n'),
		fc.string({ unit: 'binary', maxLength: 4 }),
	);
	const texts = fc.array(piece, { maxLength: 20 }).map((pieces) => pieces.join(''));
	const presets: fc.Arbitrary<DigestPreset> = fc.record(
		{ realm: texts, nonce: texts, algorithm: texts, qop: texts, cnonce: texts },
		{ requiredKeys: [] },
	);
	fc.assert(
		fc.property(fc.array(texts, { maxLength: 3 }), presets, texts, (values, preset, end) => {
			const request = { ...given, username: end, password: `hush-hush${end}`, preset };
			for (const challenges of [values, ['Digest realm="r", nonce="n"']]) {
				const result = answer(challenges, request);
				expect(JSON.stringify(result)).not.toContain('hush-hush');
				if (result.ok) expect(result.authorization).toMatch(/^[ -~]*$/);
			}
			expect(presetDigestChallenge(preset)).toHaveProperty('ok');
		}),
		{ seed, numRuns: 500 },
	);
});

function wellFormed(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '?');
}
