import { charactersOfBytes, toBase64, toHex, utf8Bytes } from '../base/bytes.ts';
import { javaUrlDecode, javaUrlEncode } from '../base/urlEncoding.ts';

/** How a secret may look inside of other texts. */
export function formsOf(secret: string): string[] {
	const urlEncoded = javaUrlEncode(secret);
	const decoded = javaUrlDecode(secret);
	const bytes = utf8Bytes(secret);
	return [
		secret,
		// As headers and bodies of no known character set are read.
		charactersOfBytes(bytes),
		// What stands in an address as it is loses its double slashes, and servers decode it.
		secret.replace(/\/{2,}/g, '/'),
		...(decoded.ok ? [decoded.text] : []),
		urlEncoded,
		urlEncoded.replaceAll('+', '%20'),
		JSON.stringify(secret).slice(1, -1),
		toHex(bytes),
		...base64Forms(bytes),
	];
}

/**
 * Base64 of any text that contains the secret contains one of three texts, for a secret may begin at any of
 * three positions within a group. What depends on its neighbours is left off.
 */
function base64Forms(bytes: Uint8Array): string[] {
	const forms: string[] = [];
	for (const before of [0, 1, 2]) {
		const padded = new Uint8Array(before + bytes.length);
		padded.set(bytes, before);
		const whole = Math.floor((padded.length * 8) / 6);
		const form = toBase64(padded).slice(Math.ceil((before * 8) / 6), whole);
		if (form.length >= 5) forms.push(form, form.replaceAll('+', '-').replaceAll('/', '_'));
	}
	return forms;
}
