import { SaxesParser } from 'saxes';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shown } from '../diagnostics/quoting.ts';
import { explainXmlFault, htmlPage, type OpenElement } from './explain.ts';

/**
 * How deep elements may stand in one another: ten times what anyone writes, and half of what the reader, the compiler
 * and the writer were seen to take on Node's stack.
 */
export const DEPTH_MAX = 1_100;

/**
 * Says whether a text is a well-formed XML document with correct namespaces, as a conforming parser would:
 * the first fault, or nothing. fast-xml-parser, which builds the tree, accepts much that XML forbids
 * (`<` in attributes, two roots, undeclared prefixes), so this judge stands in front of it.
 */
export function judgeXml(text: string): Diagnostic | undefined {
	let fault: Diagnostic | undefined;
	const open: OpenElement[] = [];
	let unclosed: OpenElement | undefined;
	const parser = new SaxesParser({ xmlns: true, position: true });
	const lines = lineStarts(text);
	// Saxes counts a line ending as one character, so the offset comes from line and column.
	const offset = () =>
		Math.max(0, (lines[parser.line - 1] ?? text.length) + parser.columnIndex - 1);

	const report = (diagnostic: Diagnostic) => {
		fault ??= diagnostic;
		throw STOP;
	};
	parser.on('error', (error) => {
		report(explainXmlFault(text, error.message, offset(), unclosed ?? open.at(-1)));
	});
	parser.on('doctype', (doctype) => {
		const trimmed = doctype.trim();
		if (/[[\s]/.test(trimmed)) report(refusedDoctype(text, trimmed));
		// Saxes takes anything for the name, even nothing (production doctypedecl).
		if (!/^\s/.test(doctype) || !NAME.test(trimmed)) report(namelessDoctype(text));
	});
	parser.on('processinginstruction', ({ target }) => {
		const start = text.lastIndexOf(`<?${target}`, offset());
		const next = text.slice(start + 2 + target.length, start + 4 + target.length);
		// Saxes lets anything follow the name; XML wants white space or the end (production PI).
		if (next !== '?>' && !/^[\t\n\r ]/.test(next)) report(badInstruction(start, target));
	});
	parser.on('opentagstart', ({ name }) => {
		const start = Math.max(0, text.lastIndexOf('<', offset()));
		open.push({ name, offset: start });
		if (open.length > DEPTH_MAX) report(tooDeep(start));
	});
	parser.on('closetag', (tag) => {
		const element = open.pop();
		if (tag.isSelfClosing || closesItself(text, offset(), tag.name)) return;
		// A wrong closing tag makes saxes close what is open before it complains: remember what that was.
		unclosed ??= element;
	});

	// Saxes skips a byte order mark; the document's own is already gone.
	if (text.startsWith('\uFEFF')) return secondMark();
	try {
		parser.write(text).close();
	} catch (error) {
		if (error !== STOP) throw error;
	}
	return fault;
}

const STOP = Symbol('stop');

const NAME = /^[\p{L}_:][\p{L}\p{M}\p{N}_:.·-]*$/u;

function lineStarts(text: string): number[] {
	const starts = [0];
	for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
	return starts;
}

function closesItself(text: string, offset: number, name: string): boolean {
	const start = text.lastIndexOf('</', offset);
	return (
		start >= 0 &&
		text.startsWith(name, start + 2) &&
		!/[^\s>]/.test(text[start + 2 + name.length] ?? '>')
	);
}

function refusedDoctype(text: string, doctype: string): Diagnostic {
	const start = Math.max(0, text.search(/<!DOCTYPE/));
	if (/^html/i.test(doctype)) return htmlPage();
	return {
		rule: 'xml-entity',
		layer: 'xml',
		severity: 'error',
		message: 'Document type declarations with entities or external parts are refused.',
		help: 'They can read files and exhaust memory. Write what the entities stand for, and remove <!DOCTYPE …>.',
		span: { start, end: start + '<!DOCTYPE'.length },
	};
}

function namelessDoctype(text: string): Diagnostic {
	const start = Math.max(0, text.search(/<!DOCTYPE/));
	return {
		rule: 'xml-syntax',
		layer: 'xml',
		severity: 'error',
		message: '<!DOCTYPE must be followed by a space and the name of the root element.',
		help: 'Remove it: no workflow needs it.',
		span: { start, end: start + '<!DOCTYPE'.length },
	};
}

function badInstruction(start: number, target: string): Diagnostic {
	return {
		rule: 'xml-syntax',
		layer: 'xml',
		severity: 'error',
		message: `White space must follow "<?${shown(target)}".`,
		help: `Write <?${shown(target)} …?>.`,
		span: { start, end: start + 2 + target.length },
	};
}

function secondMark(): Diagnostic {
	return {
		rule: 'xml-syntax',
		layer: 'xml',
		severity: 'error',
		message: 'The document begins with two byte order marks.',
		help: 'Save it as UTF-8 without a byte order mark.',
		span: { start: 0, end: 1 },
	};
}

function tooDeep(start: number): Diagnostic {
	return {
		rule: 'xml-limit',
		layer: 'xml',
		severity: 'error',
		message: `Elements stand more than ${DEPTH_MAX.toLocaleString('en')} deep in one another.`,
		help: 'This is most likely generated by mistake: an element that is opened again and again.',
		span: { start, end: start + 1 },
	};
}
