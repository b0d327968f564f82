/** Base64 as Java’s `Base64` does it, on UTF-8. No Buffer: this room runs in browsers. */

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** UTF-8 bytes. Java writes half of a surrogate pair as a question mark. */
function toBytes(text: string): Uint8Array {
	return new TextEncoder().encode(text.replace(LONE_SURROGATE, '?'));
}

/** Text from UTF-8 bytes; what is no UTF-8 becomes U+FFFD. A byte order mark stays. */
function fromBytes(bytes: Uint8Array): string {
	return new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);
}

/** Standard alphabet, with padding. */
export function encodeBase64(text: string): string {
	const bytes = toBytes(text);
	const pieces: string[] = [];
	for (let start = 0; start < bytes.length; start += 8190)
		pieces.push(btoa(String.fromCharCode(...bytes.subarray(start, start + 8190))));
	return pieces.join('');
}

/** The text, or undefined when it is not base64 of the standard alphabet. Padding may be left out. */
export function decodeBase64(text: string): string | undefined {
	const digits = text.replace(/={1,2}$/, '');
	const isPadded = digits.length < text.length;
	if (/[^A-Za-z0-9+/]/.test(digits) || digits.length % 4 === 1) return undefined;
	if (isPadded && text.length % 4 !== 0) return undefined;
	return fromBytes(Uint8Array.from(atob(digits), (character) => character.charCodeAt(0)));
}
