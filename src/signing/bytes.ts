/** The UTF-8 bytes of a text. Half of a surrogate pair becomes a question mark, as in Java. */
export function utf8Bytes(text: string): Uint8Array {
	return new TextEncoder().encode(text.replace(/\p{Surrogate}/gu, '?'));
}

/** The bytes of a body: as they are, or as UTF-8; none for no body. */
export function bodyBytes(body: string | Uint8Array | undefined): Uint8Array {
	return typeof body === 'string' ? utf8Bytes(body) : (body ?? new Uint8Array());
}

/** Lower-case hexadecimal digits. */
export function toHex(bytes: Uint8Array): string {
	return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Standard Base64 with padding. */
export function toBase64(bytes: Uint8Array): string {
	const pieces: string[] = [];
	// A multiple of three, so that only the last piece is padded, and few enough arguments for one call.
	for (let start = 0; start < bytes.length; start += 8190)
		pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + 8190))));
	return pieces.join('');
}

/** The bytes of standard Base64, or undefined when it is none. White space and missing padding are forgiven. */
export function fromBase64(text: string): Uint8Array | undefined {
	const packed = text.replace(/\s+/g, '');
	const digits = packed.replace(/={1,2}$/, '');
	if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
	if (digits.length < packed.length && packed.length % 4 !== 0) return undefined;
	return Uint8Array.from(atob(digits), (character) => character.charCodeAt(0));
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
