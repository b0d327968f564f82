import { parseChallenges } from './challenges.ts';
import { quoted, type Refusal, refuse, refuseWord } from './refusal.ts';

/** The hashes of RFC 7616, strongest first. */
const DIGEST_HASHES = ['SHA-512-256', 'SHA-256', 'MD5'] as const;
export type DigestHash = (typeof DIGEST_HASHES)[number];

/** What a request is protected by: `auth` its first line, `auth-int` its body too. */
const QUALITIES = ['auth', 'auth-int'] as const;
export type DigestQuality = (typeof QUALITIES)[number];

/** A challenge of HTTP digest authentication that can be answered. */
export interface DigestChallenge {
	readonly realm: string;
	readonly nonce: string;
	readonly opaque: string | undefined;
	readonly hash: DigestHash;
	/** Whether the hash of the password is bound to this nonce (`-sess`). */
	readonly isSession: boolean;
	/** As the challenge wrote it; undefined when it left the algorithm out, which means MD5. */
	readonly algorithm: string | undefined;
	/** What the server offers; none with RFC 2069. */
	readonly qualities: readonly DigestQuality[];
	/** Whether the user's name is sent hashed. */
	readonly isUserHashed: boolean;
	/** Whether only the nonce was too old: user and password are right. */
	readonly isStale: boolean;
}

/** The attributes of DigestAuthentication that stand for parts of a challenge. An empty text is as good as none. */
export interface DigestPreset {
	readonly realm?: string | undefined;
	readonly nonce?: string | undefined;
	readonly algorithm?: string | undefined;
	readonly qop?: string | undefined;
	readonly cnonce?: string | undefined;
}

/**
 * The challenge that the element itself makes up when it has realm and nonce, to be answered without asking the server
 * first; undefined when it has not. Assumed from the attributes' presence in the XSD.
 */
export function presetDigestChallenge(
	preset: DigestPreset,
): { readonly ok: true; readonly challenge: DigestChallenge | undefined } | Refusal {
	const { realm = '', nonce = '', algorithm = '', qop = '' } = preset;
	if (realm === '' || nonce === '') return { ok: true, challenge: undefined };
	const parts = { realm, nonce, ...(algorithm && { algorithm }), ...(qop && { qop }) };
	const challenge = digestChallengeOf(new Map(Object.entries(parts)));
	if (typeof challenge !== 'string') return { ok: true, challenge };
	return challenge === 'algorithm'
		? refuseWord('digest algorithm', algorithm, algorithmNames())
		: refuseWord('quality of protection', qop, QUALITIES);
}

/**
 * The challenge to answer among those of a 401, given the values of its WWW-Authenticate headers: the one with the
 * algorithm that the element asks for, if it is offered, else the strongest.
 */
export function chooseDigestChallenge(
	headerValues: readonly string[],
	preset: DigestPreset = {},
): { readonly ok: true; readonly challenge: DigestChallenge } | Refusal {
	const offers = parseChallenges(headerValues);
	const digests = offers.filter(({ scheme }) => scheme === 'digest');
	const readings = digests.map(({ parameters }) => digestChallengeOf(parameters));
	const known = readings.filter((reading) => typeof reading !== 'string');
	known.sort((a, b) => DIGEST_HASHES.indexOf(a.hash) - DIGEST_HASHES.indexOf(b.hash));
	const wanted = preset.algorithm?.toLowerCase();
	const chosen =
		known.find(({ algorithm }) => (algorithm ?? 'MD5').toLowerCase() === wanted) ?? known[0];
	if (chosen !== undefined) return { ok: true, challenge: chosen };
	if (digests.length > 0) return refuseParts(digests[0]?.parameters, readings[0]);
	const schemes = [...new Set(offers.map(({ scheme }) => quoted(scheme)))].slice(0, 5);
	return refuse(
		'The server does not offer digest authentication.',
		schemes.length === 0
			? 'Its response has no WWW-Authenticate header.'
			: `It offers ${schemes.join(', ')}.`,
	);
}

function refuseParts(
	parameters: ReadonlyMap<string, string> | undefined,
	missing: DigestChallenge | MissingPart | undefined,
): Refusal {
	if (missing === 'algorithm' || missing === 'qop')
		return refuse(
			`The server offers digest authentication with the ${missing} ${quoted(parameters?.get(missing) ?? '')}, which is not known.`,
			`Known are ${(missing === 'qop' ? QUALITIES : algorithmNames()).join(', ')}.`,
		);
	return refuse(`The server's digest challenge has no ${missing}.`);
}

type MissingPart = 'realm' | 'nonce' | 'algorithm' | 'qop';

/** A challenge out of its parameters, or what is missing or unknown of it. */
function digestChallengeOf(parameters: ReadonlyMap<string, string>): DigestChallenge | MissingPart {
	const realm = parameters.get('realm');
	if (realm === undefined) return 'realm';
	const nonce = parameters.get('nonce');
	if (nonce === undefined) return 'nonce';
	const algorithm = parameters.get('algorithm');
	const name = (algorithm ?? 'MD5').toUpperCase();
	const isSession = name.endsWith('-SESS');
	const hash = DIGEST_HASHES.find((known) => known === name.replace(/-SESS$/, ''));
	if (hash === undefined) return 'algorithm';
	const qop = parameters.get('qop') ?? '';
	const words = new Set(qop.toLowerCase().split(/[\s,]+/));
	const qualities = QUALITIES.filter((quality) => words.has(quality));
	if (qualities.length === 0 && /[^\s,]/.test(qop)) return 'qop';
	return {
		realm,
		nonce,
		opaque: parameters.get('opaque'),
		hash,
		isSession,
		algorithm,
		qualities,
		isUserHashed: parameters.get('userhash')?.toLowerCase() === 'true',
		isStale: parameters.get('stale')?.toLowerCase() === 'true',
	};
}

function algorithmNames(): string[] {
	return DIGEST_HASHES.flatMap((hash) => [hash, `${hash}-sess`]);
}
