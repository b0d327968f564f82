import { utf8Text } from '../../base/bytes.ts';

/**
 * Text in character sets, as Java reads and writes it: ISO-8859-1 is itself and not windows-1252 as on the web, and
 * UTF-16 is big-endian unless its byte order mark says otherwise.
 */

/** Names that Java takes for others. Source: java.nio.charset.Charset.aliases of JDK 17. */
const ALIASES: Readonly<Record<string, string>> = {
	utf8: 'utf-8',
	'iso8859-1': 'iso-8859-1',
	iso8859_1: 'iso-8859-1',
	'iso_8859-1': 'iso-8859-1',
	latin1: 'iso-8859-1',
	l1: 'iso-8859-1',
	cp819: 'iso-8859-1',
	ascii: 'us-ascii',
	cp1252: 'windows-1252',
	utf16: 'utf-16',
};

/** What windows-1252 has from 0x80 to 0x9F. */
const WINDOWS_1252 = '€�‚ƒ„…†‡ˆ‰Š‹Œ�Ž��‘’“”•–—˜™š›œ�žŸ';

const REPLACEMENT = 0xfffd;

/** The characters of a set that has one byte for each, as UTF-16 units; undefined for other sets. */
function singleByteUnits(name: string): Uint16Array | undefined {
	const units = Uint16Array.from({ length: 256 }, (_, byte) => byte);
	switch (name) {
		case 'iso-8859-1':
			return units;
		case 'us-ascii':
			return units.fill(REPLACEMENT, 128);
		case 'windows-1252':
			for (let index = 0; index < 32; index++) units[128 + index] = WINDOWS_1252.charCodeAt(index);
			return units;
	}
	if (!/^(?:windows-125\d|iso-8859-\d{1,2}|koi8-[ru])$/.test(name)) return undefined;
	try {
		const decoder = new TextDecoder(name);
		return units.map((byte) => decoder.decode(Uint8Array.of(byte)).charCodeAt(0));
	} catch {
		return undefined;
	}
}

const known = new Map<string, Uint16Array | undefined>();

function unitsOf(name: string): Uint16Array | undefined {
	if (known.size > 100) known.clear();
	if (!known.has(name)) known.set(name, singleByteUnits(name));
	return known.get(name);
}

function nameOf(charset: string): string {
	const name = charset.trim().toLowerCase();
	return (Object.hasOwn(ALIASES, name) ? ALIASES[name] : undefined) ?? name;
}

/** Text in a character set by its name: as text for UTF-8, which everybody assumes; undefined when unknown. */
export function encodeText(text: string, charset: string): string | Uint8Array | undefined {
	const name = nameOf(charset);
	switch (name) {
		case 'utf-8':
			// Half of a surrogate pair becomes a question mark, as in Java.
			return text.replace(/\p{Surrogate}/gu, '?');
		case 'utf-16':
			return doubleBytes(`\uFEFF${text}`, false);
		case 'utf-16be':
			return doubleBytes(text, false);
		case 'utf-16le':
			return doubleBytes(text, true);
	}
	const units = unitsOf(name);
	if (units === undefined) return undefined;
	const bytes = new Map(Array.from(units, (unit, byte) => [String.fromCharCode(unit), byte]));
	bytes.delete('\uFFFD');
	// Characters the set lacks become question marks, as in Java.
	return Uint8Array.from([...text], (character) => bytes.get(character) ?? 0x3f);
}

/**
 * Bytes as text. A name nobody knows counts as the fallback; what is no text becomes U+FFFD. A byte order mark stays in
 * the text, but for UTF-16 without a byte order in its name, where it says which one. Recorded from JDK 17.
 */
export function decodeText(
	bytes: Uint8Array,
	charset: string | undefined,
	fallback: string,
): string {
	const name = nameOf(charset ?? fallback);
	if (name === 'utf-8') return utf8Text(bytes);
	const units = unitsOf(name);
	if (units !== undefined) return decodeSingleBytes(bytes, units);
	if (name === 'utf-16') {
		const isLittleEndian = bytes[0] === 0xff && bytes[1] === 0xfe;
		return new TextDecoder(isLittleEndian ? 'utf-16le' : 'utf-16be').decode(bytes);
	}
	try {
		return new TextDecoder(name, { ignoreBOM: true }).decode(bytes);
	} catch {
		return name === nameOf(fallback) ? utf8Text(bytes) : decodeText(bytes, undefined, fallback);
	}
}

const CHUNK_BYTES = 8_192;

function decodeSingleBytes(bytes: Uint8Array, units: Uint16Array): string {
	const parts: string[] = [];
	for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
		const chunk = bytes.subarray(start, start + CHUNK_BYTES);
		parts.push(String.fromCharCode(...Uint16Array.from(chunk, (byte) => units[byte] ?? 0)));
	}
	return parts.join('');
}

function doubleBytes(text: string, isLittleEndian: boolean): Uint8Array {
	const view = new DataView(new ArrayBuffer(text.length * 2));
	for (let index = 0; index < text.length; index++)
		view.setUint16(index * 2, text.charCodeAt(index), isLittleEndian);
	return new Uint8Array(view.buffer);
}
