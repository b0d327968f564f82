import { dirname, join } from 'node:path';
import { readFilesBeside } from '../host/readFilesBeside.ts';

/** A document that lies beside another. */
export interface BesideDocument {
	readonly name: string;
	readonly document: Uint8Array;
}

/**
 * The workflows and values in the folder of a file, without that file. Given the roots of documents there, none where
 * they have both, or where nothing goes with them. Only so many and only small files are looked at.
 */
export function documentsBeside(path: string, roots: ReadonlySet<string>): BesideDocument[] {
	const missing = ROOTS.filter((root) => !roots.has(root));
	if (missing.length !== 1) return [];
	const found = readFilesBeside(path, { pattern: /\.xml$/i, filesMax: 50, bytesMax: 1024 * 1024 });
	const documents = found.flatMap(({ name, bytes }) => {
		const root = rootNameOf(bytes);
		return ROOTS.includes(root) ? [{ root, name, document: bytes }] : [];
	});
	if (!documents.some(({ root }) => missing.includes(root))) return [];
	const folder = dirname(path);
	return documents.map(({ name, document }) => ({ name: join(folder, name), document }));
}

const ROOTS = ['Workflow', 'WorkflowParameterValues'];
/** Behind so much, a root element is not looked for. */
const HEAD_CHARACTERS = 64 * 1024;

/** The name of a document's root element without its prefix, or ''. Only the beginning is looked at, roughly. */
export function rootNameOf(document: string | Uint8Array): string {
	const head = typeof document === 'string' ? document.slice(0, HEAD_CHARACTERS) : headOf(document);
	for (let at = head.indexOf('<'); at >= 0; at = head.indexOf('<', at)) {
		const closing = head.startsWith('<!--', at) ? '-->' : (CLOSINGS[head.charAt(at + 1)] ?? '');
		if (closing === '') return /^<(?:[\w.-]+:)?([\w.-]*)/.exec(head.slice(at, at + 200))?.[1] ?? '';
		const end = head.indexOf(closing, at);
		if (end < 0) return '';
		at = end + closing.length;
	}
	return '';
}

const CLOSINGS: Readonly<Record<string, string>> = { '?': '?>', '!': '>' };

/** Whatever the encoding, the letters of a root element are ASCII, in UTF-16 with zero bytes between them. */
function headOf(bytes: Uint8Array): string {
	return Buffer.from(bytes.subarray(0, HEAD_CHARACTERS)).toString('latin1').replaceAll('\0', '');
}
