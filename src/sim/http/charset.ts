/** How text becomes bytes in a character set; undefined where it needs no help (UTF-8). */
type Encoder = (text: string) => Uint8Array;

const ENCODERS: Readonly<Record<string, Encoder>> = {
	'iso-8859-1': (text) => singleBytes(text, 0xff),
	latin1: (text) => singleBytes(text, 0xff),
	'us-ascii': (text) => singleBytes(text, 0x7f),
	ascii: (text) => singleBytes(text, 0x7f),
	// As in Java: big-endian behind a byte order mark.
	'utf-16': (text) => doubleBytes(`\uFEFF${text}`, false),
	'utf-16be': (text) => doubleBytes(text, false),
	'utf-16le': (text) => doubleBytes(text, true),
};

/** Text in a character set by its name: as it is for UTF-8, which everybody assumes; undefined when unknown. */
export function encodeText(text: string, charset: string): string | Uint8Array | undefined {
	const name = charset.trim().toLowerCase();
	if (name === 'utf-8' || name === 'utf8') return text;
	if (Object.hasOwn(ENCODERS, name)) return ENCODERS[name]?.(text);
	const table = singleByteTable(name);
	if (table === undefined) return undefined;
	return Uint8Array.from([...text], (character) => table.get(character) ?? 0x3f);
}

const tables = new Map<string, ReadonlyMap<string, number> | undefined>();

/** The bytes of the characters of a set that has one byte for each; undefined for other sets. */
function singleByteTable(name: string): ReadonlyMap<string, number> | undefined {
	if (!/^(?:windows-\d{3,4}|cp125\d|iso-8859-\d{1,2}|koi8-[ru]|ibm866|macintosh)$/.test(name))
		return undefined;
	if (tables.has(name)) return tables.get(name);
	let table: Map<string, number> | undefined;
	try {
		const decoder = new TextDecoder(name);
		table = new Map(
			Array.from({ length: 256 }, (_, byte) => [decoder.decode(Uint8Array.of(byte)), byte]),
		);
		table.delete('\uFFFD');
	} catch {
		// A name that nobody knows.
	}
	tables.set(name, table);
	return table;
}

const utf8 = new TextDecoder();

/** Bytes as text. A name nobody knows counts as the fallback; what is no text becomes U+FFFD. */
export function decodeText(
	bytes: Uint8Array,
	charset: string | undefined,
	fallback: string,
): string {
	const name = charset ?? fallback;
	if (/^utf-?8$/i.test(name)) return utf8.decode(bytes);
	try {
		return new TextDecoder(name).decode(bytes);
	} catch {
		return new TextDecoder(fallback).decode(bytes);
	}
}

/** Characters the set lacks become question marks, as in Java. */
function singleBytes(text: string, highest: number): Uint8Array {
	return Uint8Array.from([...text], (character) => {
		const code = character.codePointAt(0) ?? 0;
		return code <= highest ? code : 0x3f;
	});
}

function doubleBytes(text: string, isLittleEndian: boolean): Uint8Array {
	const view = new DataView(new ArrayBuffer(text.length * 2));
	for (let index = 0; index < text.length; index++)
		view.setUint16(index * 2, text.charCodeAt(index), isLittleEndian);
	return new Uint8Array(view.buffer);
}
