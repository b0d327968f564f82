import { CompactSign, importPKCS8 } from 'jose';
import { toBase64, utf8Bytes } from '../base/bytes.ts';
import { type Json, numberFromText, putMember, stringifyJson } from '../base/json.ts';
import type { Version } from '../base/version.ts';
import { type PrivateKeyText, readPrivateKey } from './pem.ts';
import type { PrivateKey } from './privateKey.ts';
import { type Refusal, refuse, refuseWord } from './refusal.ts';

type Pair = readonly [name: string, value: string];

/** The children of CreateJWTAccessToken, rendered. */
export interface JwtRequest {
	readonly header: readonly Pair[];
	readonly payload: readonly Pair[];
	readonly secret: string;
	readonly version: Version;
	/** Whether the Base64 of a key without its PEM lines will do; asked only for such a secret. Default: no. */
	readonly acceptsBareKey?: () => boolean;
}

export type JwtResult = { readonly ok: true; readonly token: string } | Refusal;

/** The algorithms of RFC 7518 that sign. HS256 and RS256 occur in public workflows; the others are assumed. */
const ALGORITHMS = {
	HS256: { key: 'secret' },
	HS384: { key: 'secret' },
	HS512: { key: 'secret' },
	RS256: { key: 'RSA' },
	RS384: { key: 'RSA' },
	RS512: { key: 'RSA' },
	PS256: { key: 'RSA' },
	PS384: { key: 'RSA' },
	PS512: { key: 'RSA' },
	ES256: { key: 'EC', curve: 'P-256' },
	ES384: { key: 'EC', curve: 'P-384' },
	ES512: { key: 'EC', curve: 'P-521' },
} as const;

type AlgorithmName = keyof typeof ALGORITHMS;

/** RFC 7518, 3.3 and 3.5: shorter keys must not be used. Longer ones than OpenSSL takes only cost time. */
const RSA_BITS_MIN = 2048;
const RSA_BITS_MAX = 16_384;

/**
 * A signed token in compact form (RFC 7519). Members keep their order, none is added; of equal names the last counts
 * (Assumed: Java's maps). All of the header is text. In the payload, text that is a number becomes one, as `exp` must
 * be for Google to take the token.
 */
export async function createJwt({
	header,
	payload,
	secret,
	version,
	acceptsBareKey,
}: JwtRequest): Promise<JwtResult> {
	const members = new Map(header);
	const algorithm = algorithmOf(members.get('alg'));
	if (typeof algorithm !== 'string') return algorithm;
	if (members.has('crit'))
		return refuse('The header member "crit" must be a list, which a Value cannot be.');
	const key = await signingKey(algorithm, { text: secret, version, acceptsBareKey });
	if (!key.ok) return key;
	try {
		const token = await new CompactSign(utf8Bytes(payloadText(payload)))
			.setProtectedHeader({ ...Object.fromEntries(members), alg: algorithm })
			.sign(key.material);
		return { ok: true, token };
	} catch {
		return UNUSABLE;
	}
}

/** What a library or a browser says of a key it refuses could hold parts of it. */
const UNUSABLE = refuse(
	'The secret could not be used to sign the token.',
	'Its numbers do not belong together, or this platform cannot sign with such a key.',
);

function algorithmOf(name: string | undefined): AlgorithmName | Refusal {
	const names = Object.keys(ALGORITHMS);
	if (name === undefined)
		return refuse(
			'The header of the token has no "alg".',
			'Add <Value name="alg" value="HS256" /> with the algorithm that the API asks for.',
		);
	if (isAlgorithm(name)) return name;
	if (name.trim().toLowerCase() === 'none')
		return refuse(
			'The algorithm "none" leaves the token unsigned: anybody could have made it.',
			`Choose one of ${names.join(', ')}.`,
		);
	return refuseWord('algorithm', name, names);
}

function isAlgorithm(name: string): name is AlgorithmName {
	return Object.hasOwn(ALGORITHMS, name);
}

type Material = Awaited<ReturnType<typeof importPKCS8>> | Uint8Array;

async function signingKey(
	algorithm: AlgorithmName,
	secret: PrivateKeyText,
): Promise<{ readonly ok: true; readonly material: Material } | Refusal> {
	if (ALGORITHMS[algorithm].key === 'secret') {
		// Taken as it is, white space and all. RFC 7518 wants it as long as the hash; real services give shorter ones.
		if (secret.text === '') return refuse('The secret is empty.');
		return { ok: true, material: utf8Bytes(secret.text) };
	}
	const reading = readPrivateKey(secret);
	if (!reading.ok) return reading;
	const misfit = misfitOf(algorithm, reading.key);
	if (misfit !== undefined || reading.key.kind === 'other') return misfit ?? UNUSABLE;
	const pem = `-----BEGIN PRIVATE KEY-----\n${toBase64(reading.key.pkcs8)}\n-----END PRIVATE KEY-----`;
	try {
		return { ok: true, material: await importPKCS8(pem, algorithm) };
	} catch {
		return UNUSABLE;
	}
}

/** Why a key does not serve an algorithm. */
function misfitOf(algorithm: AlgorithmName, key: PrivateKey): Refusal | undefined {
	const wanted = ALGORITHMS[algorithm];
	const need = wanted.key === 'EC' ? `an EC key on ${wanted.curve}` : 'an RSA key';
	if (key.kind === 'other') return refuse(`${algorithm} needs ${need}; the key is ${key.name}.`);
	if (key.kind !== wanted.key)
		return refuse(
			`${algorithm} needs ${need}; the secret is ${key.kind === 'EC' ? `an EC key on ${key.curve}` : 'an RSA key'}.`,
			'Give the other key, or change "alg" to an algorithm that fits this one.',
		);
	if (key.kind === 'EC')
		return wanted.key === 'EC' && wanted.curve !== key.curve
			? refuse(`${algorithm} needs ${need}; the key is on ${key.curve}.`)
			: undefined;
	if (key.modulusBits < RSA_BITS_MIN)
		return refuse(
			`The RSA key is too short: ${key.modulusBits} bits. ${algorithm} needs ${RSA_BITS_MIN} or more.`,
			'Make a longer key, and register it with the API.',
		);
	if (key.modulusBits > RSA_BITS_MAX)
		return refuse(`The RSA key is too long: ${key.modulusBits} bits, of at most ${RSA_BITS_MAX}.`);
	return undefined;
}

function payloadText(pairs: readonly Pair[]): string {
	const payload = {};
	for (const [name, value] of pairs) putMember(payload, name, claimOf(value));
	return stringifyJson(payload);
}

/** A JSON number without an exponent, white space around it allowed. */
const NUMBER = /^[ \t\r\n]*(-?(?:0|[1-9]\d*)(?:\.\d+)?)[ \t\r\n]*$/;

function claimOf(text: string): Json {
	const digits = NUMBER.exec(text)?.[1];
	return digits === undefined ? text : numberFromText(digits);
}
