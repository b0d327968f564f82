import { md5 } from './md5.ts';

/** The hashes of GenerateHMAC. */
export type HmacHash = 'MD5' | 'SHA1' | 'SHA256' | 'SHA512';

const WEB_CRYPTO_NAMES = { SHA1: 'SHA-1', SHA256: 'SHA-256', SHA512: 'SHA-512' } as const;
const MD5_BLOCK_BYTES = 64;

/** The keyed hash of a message (RFC 2104). */
export async function hmac(
	hash: HmacHash,
	key: Uint8Array,
	message: Uint8Array,
): Promise<Uint8Array> {
	if (hash === 'MD5') return hmacMd5(key, message);
	// Web Crypto refuses an empty key. One zero byte is the same: keys are filled up with zeros.
	const material = Uint8Array.from(key.length === 0 ? [0] : key);
	const parameters = { name: 'HMAC', hash: WEB_CRYPTO_NAMES[hash] };
	const imported = await crypto.subtle.importKey('raw', material, parameters, false, ['sign']);
	return new Uint8Array(await crypto.subtle.sign('HMAC', imported, Uint8Array.from(message)));
}

function hmacMd5(key: Uint8Array, message: Uint8Array): Uint8Array {
	const block = new Uint8Array(MD5_BLOCK_BYTES);
	block.set(key.length > MD5_BLOCK_BYTES ? md5(key) : key);
	const inner = md5(
		joined(
			block.map((byte) => byte ^ 0x36),
			message,
		),
	);
	return md5(
		joined(
			block.map((byte) => byte ^ 0x5c),
			inner,
		),
	);
}

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
	const all = new Uint8Array(first.length + second.length);
	all.set(first);
	all.set(second, first.length);
	return all;
}
