import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown } from '../diagnostics/quoting.ts';

export interface Decoded {
	readonly text: string;
	readonly diagnostics: readonly Diagnostic[];
}

/**
 * The text of a document's bytes: byte order mark first, then the pattern of the first bytes, then the
 * encoding that the XML declaration names, else UTF-8 (XML 1.0, appendix F). Wrong bytes become a finding,
 * and the text is then decoded as well as it can be.
 */
export function decodeDocument(bytes: Uint8Array): Decoded {
	const marked = byteOrderMark(bytes);
	const sniffed = marked ?? sniffWide(bytes);
	const declared = declaredEncoding(bytes, sniffed ?? 'utf-8');

	if (
		sniffed === undefined &&
		declared !== undefined &&
		/^(utf-?16|ucs-?2|utf-?32)/i.test(declared)
	) {
		return {
			text: decode(bytes, 'utf-8').text,
			diagnostics: [
				finding(
					`The XML declaration says "${shown(declared)}", but the bytes are not.`,
					'Save the document as UTF-8 and write encoding="UTF-8", or leave the encoding out.',
				),
			],
		};
	}

	const label = sniffed ?? declared ?? 'utf-8';
	if (!isKnownEncoding(label)) {
		return {
			text: decode(bytes, 'utf-8').text,
			diagnostics: [
				finding(
					`The XML declaration names an unknown encoding, "${shown(label)}".`,
					'Save the document as UTF-8 and write encoding="UTF-8".',
				),
			],
		};
	}

	const { text, valid } = decode(bytes, label);
	if (valid) return { text, diagnostics: [] };
	const at = Math.max(0, text.indexOf(REPLACEMENT));
	return {
		text,
		diagnostics: [
			finding(
				`The document holds bytes that are not valid ${shown(label).toUpperCase()}.`,
				'Save it as UTF-8, or name the encoding it really has in the XML declaration.',
				at,
			),
		],
	};
}

function finding(message: string, help: string, start = 0): Diagnostic {
	return {
		rule: 'xml-encoding',
		layer: 'xml',
		severity: 'error',
		message,
		help,
		span: { start, end: start + 1 },
	};
}

function byteOrderMark(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return 'utf-8';
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
	if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
	return undefined;
}

/** UTF-16 without a mark shows as `<` beside a zero byte. */
function sniffWide(bytes: Uint8Array): string | undefined {
	if (bytes[0] === 0x3c && bytes[1] === 0) return 'utf-16le';
	if (bytes[0] === 0 && bytes[1] === 0x3c) return 'utf-16be';
	return undefined;
}

function declaredEncoding(bytes: Uint8Array, family: string): string | undefined {
	const head = decode(bytes.subarray(0, 400), family).text;
	return /^\uFEFF?<\?xml[^>]*?\sencoding\s*=\s*["']([^"']*)["']/.exec(head)?.[1];
}

function isKnownEncoding(label: string): boolean {
	if (ASCII.test(label)) return true;
	try {
		new TextDecoder(label);
		return true;
	} catch {
		return false;
	}
}

const REPLACEMENT = '\uFFFD';
const ASCII = /^(?:us-)?ascii$|^ansi_x3\.4-19(?:68|86)$|^iso-?646-us$|^iso-ir-6$|^ibm367$|^cp367$/i;
/**
 * The ISO parts that a TextDecoder takes for the Windows code pages they grew into. XML means the ISO parts, where the
 * bytes from 0x80 to 0x9F are control characters.
 */
const ISO_AS_WINDOWS =
	/^(?:iso[-_]?8859[-_]?(?:1|9|11)|latin[15]|l[15]|iso-ir-(?:100|148))(?::\d+)?$/i;

/** Decodes; a byte order mark is left out of the text. */
function decode(bytes: Uint8Array, label: string): { text: string; valid: boolean } {
	if (ASCII.test(label)) return decodeBytes(bytes, (byte) => byte < 0x80);
	try {
		const text = new TextDecoder(label, { fatal: true }).decode(bytes);
		if (!ISO_AS_WINDOWS.test(label)) return { text, valid: true };
	} catch {
		if (!ISO_AS_WINDOWS.test(label))
			return { text: new TextDecoder(label).decode(bytes), valid: false };
	}
	return decodeIso(bytes, label);
}

function decodeIso(bytes: Uint8Array, label: string): { text: string; valid: boolean } {
	const table = new TextDecoder(label).decode(Uint8Array.from({ length: 256 }, (_, byte) => byte));
	return decodeBytes(bytes, (byte) => byte < 0xa0 || table[byte] !== REPLACEMENT, table);
}

const CHUNK_BYTES = 8_192;

/** Decodes byte by byte: the first characters of Unicode where there is no table or below 0xA0. */
function decodeBytes(
	bytes: Uint8Array,
	isValid: (byte: number) => boolean,
	table = '',
): { text: string; valid: boolean } {
	const pieces: string[] = [];
	let valid = true;
	for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
		const codes = Array.from(bytes.subarray(start, start + CHUNK_BYTES), (byte) => {
			if (isValid(byte)) return byte < 0xa0 ? byte : table.charCodeAt(byte) || byte;
			valid = false;
			return REPLACEMENT.charCodeAt(0);
		});
		pieces.push(String.fromCharCode(...codes));
	}
	return { text: pieces.join(''), valid };
}
