import { promisify } from 'node:util';
import { brotliDecompress, gunzip, inflate, inflateRaw } from 'node:zlib';
import { codeOf } from './hostError.ts';

const unzip = promisify(gunzip);
const unbrotli = promisify(brotliDecompress);
const undeflate = promisify(inflate);
const undeflateRaw = promisify(inflateRaw);

export type DecodedBody =
	| { readonly ok: true; readonly body: Uint8Array }
	| {
			readonly ok: false;
			readonly kind: 'too-large' | 'cut-off' | 'broken';
			readonly encoding: string;
	  };

/**
 * Undoes the Content-Encoding of a body, stopping as soon as it grows over the limit, so that a small reply
 * cannot fill the memory. Encodings that nobody asked for and nobody here knows are left as they are.
 */
export async function decodeBody(
	body: Uint8Array,
	contentEncoding: string,
	bytesMax: number,
): Promise<DecodedBody> {
	const encodings = contentEncoding.toLowerCase().split(',').reverse();
	let decoded = body;
	for (const padded of encodings) {
		const encoding = padded.trim();
		if (decoded.length === 0 || encoding === '' || encoding === 'identity') continue;
		try {
			const next = await decodeOnce(decoded, encoding, bytesMax);
			if (next === undefined) break;
			decoded = next;
		} catch (error) {
			return { ok: false, kind: KINDS[codeOf(error)] ?? 'broken', encoding };
		}
	}
	return { ok: true, body: decoded };
}

const KINDS: Readonly<Record<string, 'too-large' | 'cut-off'>> = {
	ERR_BUFFER_TOO_LARGE: 'too-large',
	Z_BUF_ERROR: 'cut-off',
};

async function decodeOnce(
	body: Uint8Array,
	encoding: string,
	bytesMax: number,
): Promise<Uint8Array | undefined> {
	const options = { maxOutputLength: Math.max(1, bytesMax) };
	switch (encoding) {
		case 'gzip':
		case 'x-gzip':
			return await unzip(body, options);
		case 'br':
			return await unbrotli(body, options);
		case 'deflate':
			// The standard means zlib's form; some servers send the bare one. The first byte tells.
			return (body[0] ?? 0) % 16 === 8
				? await undeflate(body, options)
				: await undeflateRaw(body, options);
		default:
			return undefined;
	}
}
