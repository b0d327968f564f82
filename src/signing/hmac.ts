import { hmac } from '@noble/hashes/hmac.js';
import { md5, sha1 } from '@noble/hashes/legacy.js';
import { sha256, sha512 } from '@noble/hashes/sha2.js';
import { toBase64, toHex, utf8Bytes } from '../base/bytes.ts';
import { type Refusal, refuseEmptyKey, refuseWord } from './refusal.ts';

/** The attributes of GenerateHMAC, rendered. */
export interface HmacRequest {
	readonly algorithm: string;
	readonly key: string;
	readonly message: string;
	readonly format: string;
}

export type HmacResult = { readonly ok: true; readonly text: string } | Refusal;

const HASHES = { MD5: md5, SHA1: sha1, SHA256: sha256, SHA512: sha512 } as const;
const FORMATS = { BASE64: toBase64, HEX: toHex } as const;

/**
 * The keyed hash of a message (RFC 2104), as text. Key and message are taken as UTF-8 (Assumed: Java authors write
 * getBytes(UTF_8)). HEX is lower case. Source: run log of Slack Business Plus. Words may be in
 * any case, as log types are in public workflows (Assumed).
 */
export function createHmac({ algorithm, key, message, format }: HmacRequest): HmacResult {
	const hash = lookUp(HASHES, algorithm);
	if (hash === undefined) return refuseWord('algorithm', algorithm, Object.keys(HASHES));
	const write = lookUp(FORMATS, format);
	if (write === undefined) return refuseWord('format', format, Object.keys(FORMATS));
	if (key === '') return refuseEmptyKey('secretKey');
	return { ok: true, text: write(hmac(hash, utf8Bytes(key), utf8Bytes(message))) };
}

function lookUp<Value>(table: Readonly<Record<string, Value>>, word: string): Value | undefined {
	const name = word.toUpperCase();
	return Object.hasOwn(table, name) ? table[name] : undefined;
}
