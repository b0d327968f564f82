/**
 * What `java.net.URLEncoder` and `java.net.URLDecoder` make of a text in UTF-8. The product is written in
 * Java, and `+` for a space is what its users see in links (recorded from JDK 17).
 */

const KEPT = /^[A-Za-z0-9.*_-]*$/;
const PERCENT_OR_PLUS = /[%+]/;

/** The text as a form value: space becomes `+`, half a surrogate pair becomes `?`. */
export function javaUrlEncode(text: string): string {
	if (KEPT.test(text)) return text;
	// encodeURIComponent leaves five characters that Java encodes, and encodes none that Java leaves.
	return encodeURIComponent(withoutLoneSurrogates(text)).replace(
		/%20|[!'()~]/g,
		(found) => JAVA_DIFFERS[found] ?? found,
	);
}

const JAVA_DIFFERS: Readonly<Record<string, string>> = {
	'%20': '+',
	'!': '%21',
	"'": '%27',
	'(': '%28',
	')': '%29',
	'~': '%7E',
};

function withoutLoneSurrogates(text: string): string {
	return text.replace(/\p{Surrogate}/gu, '?');
}

/** The form value's text. Bytes that are not UTF-8 become U+FFFD; a bad `%` sequence has Java's message. */
export function javaUrlDecode(
	text: string,
): { readonly ok: true; readonly text: string } | { readonly ok: false; readonly message: string } {
	if (!PERCENT_OR_PLUS.test(text)) return { ok: true, text };
	const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
	const parts: string[] = [];
	let offset = 0;
	while (offset < text.length) {
		if (text[offset] !== '%') {
			const next = text.indexOf('%', offset);
			const end = next < 0 ? text.length : next;
			parts.push(text.slice(offset, end).replaceAll('+', ' '));
			offset = end;
			continue;
		}
		const bytes: number[] = [];
		// Java stops before the last two characters, then finds the sequence cut short.
		for (; offset + 2 < text.length && text[offset] === '%'; offset += 3) {
			const digits = text.slice(offset + 1, offset + 3);
			const byte = javaHexByte(digits);
			if (typeof byte === 'string') return { ok: false, message: byte };
			bytes.push(byte);
		}
		if (text[offset] === '%')
			return { ok: false, message: 'URLDecoder: Incomplete trailing escape (%) pattern' };
		parts.push(decoder.decode(new Uint8Array(withoutEncodedSurrogates(bytes))));
	}
	return { ok: true, text: parts.join('') };
}

/** Java replaces an encoded half of a surrogate pair, cut short or not, by one U+FFFD; TextDecoder would write more. */
function withoutEncodedSurrogates(bytes: readonly number[]): number[] {
	const kept: number[] = [];
	for (let at = 0; at < bytes.length; at++) {
		const byte = bytes[at] ?? 0;
		if (byte === 0xed && isBetween(bytes[at + 1], 0xa0, 0xbf)) {
			kept.push(0xef, 0xbf, 0xbd);
			at += isBetween(bytes[at + 2], 0x80, 0xbf) ? 2 : 1;
		} else kept.push(byte);
	}
	return kept;
}

function isBetween(value: number | undefined, from: number, to: number): boolean {
	return value !== undefined && value >= from && value <= to;
}

/** Two hexadecimal digits as `Integer.parseInt` reads them (a sign and digits of any script too), or what is wrong. */
function javaHexByte(digits: string): number | string {
	const prefix = 'URLDecoder: Illegal hex characters in escape (%) pattern - ';
	const sign = digits[0] === '-' || digits[0] === '+' ? digits[0] : '';
	let value = 0;
	for (let at = sign.length; at < 2; at++) {
		const digit = javaHexDigit(digits.charAt(at));
		if (digit === undefined) return `${prefix}Error at index ${at} in: "${digits}"`;
		value = value * 16 + digit;
	}
	return sign === '-' && value > 0 ? `${prefix}negative value` : value;
}

function javaHexDigit(char: string): number | undefined {
	const narrow = /[Ａ-Ｆａ-ｆ]/.test(char)
		? String.fromCharCode(char.charCodeAt(0) - 0xfee0)
		: char;
	if (/[0-9A-Fa-f]/.test(narrow)) return Number.parseInt(narrow, 16);
	if (!/\p{Nd}/u.test(char)) return undefined;
	// Decimal digits of every script stand in runs of ten, zero first.
	let first = char.charCodeAt(0);
	while (/\p{Nd}/u.test(String.fromCharCode(first - 1))) first--;
	return (char.charCodeAt(0) - first) % 10;
}
