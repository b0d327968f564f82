import { toBase64, toHex, utf8Bytes } from '../base/bytes.ts';
import { javaUrlEncode } from '../base/urlEncoding.ts';

/** How a secret may look inside of other texts. */
export function formsOf(secret: string): string[] {
	const urlEncoded = javaUrlEncode(secret);
	return [
		secret,
		urlEncoded,
		urlEncoded.replaceAll('+', '%20'),
		JSON.stringify(secret).slice(1, -1),
		toHex(utf8Bytes(secret)),
		...base64Forms(secret),
	];
}

/**
 * Base64 of any text that contains the secret contains one of three texts, for a secret may begin at any of
 * three positions within a group. What depends on its neighbours is left off.
 */
function base64Forms(secret: string): string[] {
	const bytes = utf8Bytes(secret);
	const forms: string[] = [];
	for (const before of [0, 1, 2]) {
		const padded = new Uint8Array(before + bytes.length);
		padded.set(bytes, before);
		const whole = Math.floor((padded.length * 8) / 6);
		const form = toBase64(padded).slice(Math.ceil((before * 8) / 6), whole);
		if (form.length >= 6) forms.push(form, form.replaceAll('+', '-').replaceAll('/', '_'));
	}
	return forms;
}
