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
const ISO_AS_WINDOWS = /^(?:iso[-_]?8859[-_]?[19]|latin[15]|l[15]|iso-ir-(?:100|148))(?::\d+)?$/i;
const WINDOWS_1252 = /^(?:windows-|x-cp|cp)1252$/i;

/** Windows-1252 from 0x80 to 0x9F: some Node take these bytes for control characters. Five are not assigned. */
const WINDOWS_CHARACTERS = '€\uFFFD‚ƒ„…†‡ˆ‰Š‹Œ\uFFFDŽ\uFFFD\uFFFD‘’“”•–—˜™š›œ\uFFFDžŸ';

/** Decodes; a byte order mark is left out of the text. */
function decode(bytes: Uint8Array, label: string): { text: string; valid: boolean } {
	const table = tableOf(label);
	if (table !== undefined) return decodeBytes(bytes, table);
	try {
		return { text: new TextDecoder(label, { fatal: true }).decode(bytes), valid: true };
	} catch {
		return { text: new TextDecoder(label).decode(bytes), valid: false };
	}
}

/** The character of each byte, for encodings of a byte a character that a TextDecoder reads otherwise than XML. */
function tableOf(label: string): string | undefined {
	const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
	const ascii = String.fromCharCode(...all.subarray(0, 0x80));
	if (ASCII.test(label)) return ascii + REPLACEMENT.repeat(0x80);
	const upper = String.fromCharCode(...all.subarray(0xa0));
	if (WINDOWS_1252.test(label)) return ascii + WINDOWS_CHARACTERS + upper;
	if (!ISO_AS_WINDOWS.test(label)) return undefined;
	const controls = String.fromCharCode(...all.subarray(0x80, 0xa0));
	return ascii + controls + new TextDecoder(label).decode(all.subarray(0xa0));
}

const CHUNK_BYTES = 8_192;

function decodeBytes(bytes: Uint8Array, table: string): { text: string; valid: boolean } {
	const codes = Uint16Array.from(table, (character) => character.charCodeAt(0));
	const pieces: string[] = [];
	for (let start = 0; start < bytes.length; start += CHUNK_BYTES) {
		const chunk = bytes.subarray(start, start + CHUNK_BYTES);
		pieces.push(String.fromCharCode(...Uint16Array.from(chunk, (byte) => codes[byte] ?? 0)));
	}
	const text = pieces.join('');
	return { text, valid: !text.includes(REPLACEMENT) };
}
