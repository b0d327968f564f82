import { md5 } from '@noble/hashes/legacy.js';
import { sha256, sha512_256 } from '@noble/hashes/sha2.js';
import { bodyBytes, toHex, utf8Bytes } from '../base/bytes.ts';
import type {
	DigestChallenge,
	DigestHash,
	DigestPreset,
	DigestQuality,
} from './digestChallenge.ts';
import { isHeaderText, quotedString } from './headerText.ts';
import { type Refusal, refuse } from './refusal.ts';

/** A request that a server wants proof for. */
export interface DigestRequest {
	readonly challenge: DigestChallenge;
	readonly username: string;
	readonly password: string;
	readonly method: string;
	/** The path and the query, as they are sent. */
	readonly uri: string;
	readonly body?: string | Uint8Array | undefined;
	/** Its qop is chosen where it is offered, its cnonce is used in place of a random one. */
	readonly preset?: DigestPreset;
	/** How often this nonce was answered, this time included. */
	readonly nonceCount?: number;
	/** Numbers from 0 (inclusive) to 1 (exclusive). */
	readonly random: () => number;
}

export type DigestResult = { readonly ok: true; readonly authorization: string } | Refusal;

const HASHES: Readonly<Record<DigestHash, (bytes: Uint8Array) => Uint8Array>> = {
	MD5: md5,
	'SHA-256': sha256,
	'SHA-512-256': sha512_256,
};

/**
 * The Authorization header that answers a challenge of HTTP digest authentication (RFC 7616; RFC 2069 where the server
 * offers no quality of protection). Assumed: texts are hashed as UTF-8.
 */
export function answerDigest(request: DigestRequest): DigestResult {
	const { challenge, username, preset = {}, nonceCount = 1 } = request;
	const { realm, nonce, opaque } = challenge;
	const misfit = misfitOf({ realm, nonce, opaque, uri: request.uri, cnonce: preset.cnonce });
	if (misfit !== undefined) return misfit;
	const digest = (bytes: Uint8Array) => toHex(HASHES[challenge.hash](bytes));
	const digestOf = (...parts: readonly string[]) => digest(utf8Bytes(parts.join(':')));

	const quality = qualityOf(request);
	const cnonce = preset.cnonce || randomDigits(request.random);
	const count = Math.floor(nonceCount).toString(16).padStart(8, '0');
	const account = digestOf(username, realm, request.password);
	const user = challenge.isSession ? digestOf(account, nonce, cnonce) : account;
	const bodyHash = quality === 'auth-int' ? [digest(bodyBytes(request.body))] : [];
	const target = digestOf(request.method.toUpperCase(), request.uri, ...bodyHash);
	const response =
		quality === undefined
			? digestOf(user, nonce, target)
			: digestOf(user, nonce, count, cnonce, quality, target);

	const members = [
		usernameMember(challenge.isUserHashed ? digestOf(username, realm) : username),
		`realm=${quotedString(realm)}`,
		`nonce=${quotedString(nonce)}`,
		`uri=${quotedString(request.uri)}`,
		`response="${response}"`,
	];
	if (quality !== undefined) members.push(`qop=${quality}`, `nc=${count}`);
	if (quality !== undefined || challenge.isSession) members.push(`cnonce=${quotedString(cnonce)}`);
	if (challenge.algorithm !== undefined) members.push(`algorithm=${challenge.algorithm}`);
	if (opaque !== undefined) members.push(`opaque=${quotedString(opaque)}`);
	if (challenge.isUserHashed) members.push('userhash=true');
	return { ok: true, authorization: `Digest ${members.join(', ')}` };
}

/** The body is protected where there is one and the server offers it, as Apache HttpClient 4 does. */
function qualityOf({ challenge, preset, body }: DigestRequest): DigestQuality | undefined {
	const { qualities } = challenge;
	const wanted = preset?.qop?.trim().toLowerCase();
	const first = body === undefined ? 'auth' : 'auth-int';
	return (
		qualities.find((quality) => quality === wanted) ??
		qualities.find((quality) => quality === first) ??
		qualities[0]
	);
}

/** RFC 7616, 3.4: a name beyond ASCII is sent in the notation of RFC 5987. */
function usernameMember(username: string): string {
	if (isHeaderText(username)) return `username=${quotedString(username)}`;
	const encoded = Array.from(utf8Bytes(username), (byte) => {
		const char = String.fromCharCode(byte);
		return /[\w!#$&+.^`|~-]/.test(char)
			? char
			: `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
	});
	return `username*=UTF-8''${encoded.join('')}`;
}

function randomDigits(random: () => number): string {
	return Array.from({ length: 32 }, () => Math.floor(random() * 16).toString(16)).join('');
}

function misfitOf(members: Readonly<Record<string, string | undefined>>): Refusal | undefined {
	const misfit = Object.entries(members).find(([, value]) => !isHeaderText(value ?? ''));
	return (
		misfit && refuse(`The ${misfit[0]} of the digest holds a character that a header cannot carry.`)
	);
}
