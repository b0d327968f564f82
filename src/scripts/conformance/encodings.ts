import type { SeededRandom } from './seededRandom.ts';

/** One way to turn a text into bytes, right or wrong. */
type Encoder = (text: string, random: SeededRandom) => Uint8Array;

const utf8 = (text: string) => new TextEncoder().encode(text);

const ENCODERS: Readonly<Record<string, Encoder>> = {
	'UTF-16, little end first': (text) => utf16(`\uFEFF${declared(text, 'UTF-16')}`, true),
	'UTF-16, big end first': (text) => utf16(`\uFEFF${declared(text, 'UTF-16')}`, false),
	'UTF-16 without a mark': (text) => utf16(declared(text, 'UTF-16'), true),
	'UTF-16 that says UTF-8': (text) => utf16(`\uFEFF${declared(text, 'UTF-8')}`, true),
	'UTF-8 that says UTF-16': (text) => utf8(declared(text, 'UTF-16')),
	'UTF-8 with a mark': (text) => utf8(`\uFEFF${text}`),
	'Latin 1': (text) => latin1(declared(text, 'ISO-8859-1')),
	'Latin 1 that says UTF-8': (text) => latin1(declared(text, 'UTF-8')),
	'UTF-8 that says Latin 1': (text) => utf8(declared(text, 'ISO-8859-1')),
	'a wrong byte': (text, random) => {
		const bytes = utf8(text);
		bytes[random.below(bytes.length)] = 0x80 + random.below(0x80);
		return bytes;
	},
	'a lost byte': (text, random) => {
		const bytes = utf8(text);
		const lost = random.below(bytes.length);
		return bytes.filter((_, index) => index !== lost);
	},
};

/** The bytes of a text, now and then in an encoding that chance picks. */
export function encodeSomehow(
	text: string,
	random: SeededRandom,
): { readonly name: string; readonly bytes: Uint8Array } {
	if (random.next() > 0.06) return { name: 'UTF-8', bytes: utf8(text) };
	const name = random.pick(Object.keys(ENCODERS));
	return { name, bytes: ENCODERS[name]?.(text, random) ?? utf8(text) };
}

function declared(text: string, encoding: string): string {
	const rest = text.replace(/^\uFEFF?<\?xml[^>]*\?>/, '');
	return `<?xml version="1.0" encoding="${encoding}"?>${rest}`;
}

function utf16(text: string, isLittle: boolean): Uint8Array {
	const view = new DataView(new ArrayBuffer(text.length * 2));
	for (let index = 0; index < text.length; index++)
		view.setUint16(index * 2, text.charCodeAt(index), isLittle);
	return new Uint8Array(view.buffer);
}

function latin1(text: string): Uint8Array {
	return Uint8Array.from(text, (char) => char.charCodeAt(0) & 0xff);
}
