import { FoundFault, XmlCursor, type XmlFault } from './xmlCursor.ts';
import { checkReference, checkStartTag } from './xmlTagFault.ts';

/** Where in a document a parser stopped understanding. */
export interface XmlPlace {
	/** Where the last markup ended that was understood. */
	readonly markupEnd: number;
	/** The name of the innermost element that is open. */
	readonly openName: string | undefined;
	readonly hasRoot: boolean;
}

/**
 * What Java's parser (Xerces) says of the first fault behind a place, as it says it: the message and where it stands
 * when it does. Undefined when the text seems to be in order there.
 */
export function findXmlFault(text: string, place: XmlPlace): XmlFault | undefined {
	const cursor = new XmlCursor(text, place.markupEnd);
	try {
		if (place.openName === undefined) checkOutside(cursor, place.hasRoot);
		else checkContent(cursor, place.openName);
	} catch (error) {
		if (error instanceof FoundFault) return error.fault;
		throw error;
	}
	return undefined;
}

function checkOutside(cursor: XmlCursor, hasRoot: boolean): void {
	const isStart = cursor.offset === 0 && !hasRoot && !cursor.skipSpace();
	cursor.skipSpace();
	if (cursor.isAtEnd) cursor.fail('Premature end of file.');
	if (!hasRoot && cursor.accept('&')) cursor.fail('Reference is not allowed in prolog.');
	if (cursor.char !== '<')
		cursor.fail(`Content is not allowed in ${hasRoot ? 'trailing section' : 'prolog'}.`);
	cursor.offset++;
	cursor.expectMore();
	if (cursor.accept('?')) checkInstruction(cursor, isStart);
	else if (cursor.accept('!')) checkDeclaration(cursor, hasRoot);
	else if (hasRoot) {
		cursor.accept('/');
		cursor.fail('The markup in the document following the root element must be well-formed.');
	} else checkStartTag(cursor, PROLOG);
}

function checkDeclaration(cursor: XmlCursor, hasRoot: boolean): void {
	if (cursor.accept('--')) checkComment(cursor);
	else if (hasRoot) cursor.fail('Comment must start with "<!--".');
	else if (cursor.accept('DOCTYPE')) cursor.skipTo('>', 'the document type declaration');
	else cursor.fail(PROLOG);
}

const PROLOG = 'The markup in the document preceding the root element must be well-formed.';
const CONTENT = 'The content of elements must consist of well-formed character data or markup.';

function checkContent(cursor: XmlCursor, openName: string): void {
	checkText(cursor);
	cursor.offset++;
	cursor.expectMore();
	if (cursor.accept('/')) checkEndTag(cursor, openName);
	else if (cursor.accept('?')) checkInstruction(cursor, false);
	else if (cursor.accept('!--')) checkComment(cursor);
	else if (cursor.accept('![CDATA[')) cursor.skipTo(']]>', 'the CDATA section');
	else if (cursor.accept('!')) cursor.fail(CONTENT);
	else checkStartTag(cursor, CONTENT);
}

/** Text and references up to the next `<`. */
function checkText(cursor: XmlCursor): void {
	const { text } = cursor;
	for (;;) {
		const found = text.slice(cursor.offset).search(/[<&]|\]\]>/);
		const end = found < 0 ? text.length : cursor.offset + found;
		cursor.checkCharacters(end, 'the element content of the document');
		cursor.offset = end;
		cursor.expectMore();
		if (cursor.char === '<') return;
		if (cursor.accept(']]>'))
			cursor.fail(
				'The character sequence "]]>" must not appear in content unless used to mark the end of a CDATA section.',
			);
		checkReference(cursor);
	}
}

function checkEndTag(cursor: XmlCursor, openName: string): void {
	if (!cursor.accept(openName))
		cursor.fail(
			`The element type "${openName}" must be terminated by the matching end-tag "</${openName}>".`,
		);
	cursor.skipSpace();
	cursor.expectMore();
	if (!cursor.accept('>'))
		cursor.fail(`The end-tag for element type "${openName}" must end with a '>' delimiter.`);
}

function checkComment(cursor: XmlCursor): void {
	cursor.skipTo('--', 'the comment');
	cursor.expectMore();
	if (!cursor.accept('>')) cursor.fail('The string "--" is not permitted within comments.');
}

function checkInstruction(cursor: XmlCursor, isStart: boolean): void {
	const target = cursor.name();
	if (isStart && target === 'xml') checkXmlDeclaration(cursor);
	if (/^xml$/i.test(target))
		cursor.fail('The processing instruction target matching "[xX][mM][lL]" is not allowed.');
	cursor.expectMore();
	if (target === '')
		cursor.fail('The processing instruction must begin with the name of the target.');
	if (cursor.accept('?>')) return;
	if (!cursor.skipSpace())
		cursor.fail('White space is required between the processing instruction target and data.');
	cursor.skipTo('?>', 'the processing instruction');
}

function checkXmlDeclaration(cursor: XmlCursor): void {
	cursor.expectMore();
	const end = cursor.text.indexOf('?>', cursor.offset);
	const declaration = cursor.text.slice(cursor.offset, end < 0 ? undefined : end);
	const version = /^\s+version\s*=\s*(["'])(.*?)\1/.exec(declaration);
	if (version === null) {
		cursor.offset += /^\s+[\w-]+\s*=\s*(["'])(.*?)\1/.exec(declaration)?.[0].length ?? 0;
		cursor.fail('The version is required in the XML declaration.');
	}
	cursor.offset += version[0].length;
	if (version[2] !== '1.0' && version[2] !== '1.1')
		cursor.fail(`XML version "${version[2]}" is not supported, only XML 1.0 is supported.`);
	const standalone = /\sstandalone\s*=\s*(["'])(.*?)\1/.exec(declaration)?.[2];
	if (standalone !== undefined && !/^(?:yes|no)$/.test(standalone))
		cursor.fail(
			`The standalone document declaration value must be "yes" or "no", not "${standalone}".`,
			end,
		);
	if (end < 0) cursor.offset = cursor.text.length;
	cursor.expectMore();
	cursor.skipSpace();
	cursor.fail('A pseudo attribute name is expected.');
}
