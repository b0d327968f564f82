/** The UTF-8 bytes of a text. Half of a surrogate pair becomes a question mark, as in Java. */
export function utf8Bytes(text: string): Uint8Array {
	return new TextEncoder().encode(text.replace(/\p{Surrogate}/gu, '?'));
}

/** The text of UTF-8 bytes. What is no UTF-8 becomes U+FFFD; a byte order mark stays, as in Java. */
export function utf8Text(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** The bytes of a body: as they are, or as UTF-8; none for no body. */
export function bodyBytes(body: string | Uint8Array | undefined): Uint8Array {
	return typeof body === 'string' ? utf8Bytes(body) : (body ?? new Uint8Array());
}

/** Bytes as characters, each for the byte of its number: what searches texts can search them so. */
export function charactersOfBytes(bytes: Uint8Array): string {
	const pieces: string[] = [];
	// Few enough arguments for one call.
	for (let start = 0; start < bytes.length; start += 8190)
		pieces.push(String.fromCharCode(...bytes.subarray(start, start + 8190)));
	return pieces.join('');
}

/** Lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The bytes of hexadecimal digits of either case, or undefined when they are none. */
export function fromHex(text: string): Uint8Array | undefined {
	if (!/^(?:[0-9a-f]{2})*$/i.test(text)) return undefined;
	return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** Standard Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
	return btoa(charactersOfBytes(bytes));
}

/**
 * The bytes of standard Base64, or undefined when it is none. Padding may be left out; white space is not allowed. As
 * `java.util.Base64.getDecoder()`.
 */
export function fromBase64(text: string): Uint8Array | undefined {
	const digits = text.replace(/={1,2}$/, '');
	if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
	if (digits.length < text.length && text.length % 4 !== 0) return undefined;
	return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
}

/** The same with white space in it, as in files that people make. */
export function fromSpacedBase64(text: string): Uint8Array | undefined {
	return fromBase64(text.replace(/\s+/g, ''));
}

/** All bytes behind one another. */
export function joinBytes(...parts: readonly Uint8Array[]): Uint8Array {
	const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
	let offset = 0;
	for (const part of parts) {
		all.set(part, offset);
		offset += part.length;
	}
	return all;
}
