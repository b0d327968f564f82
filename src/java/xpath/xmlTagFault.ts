import type { XmlCursor } from './xmlCursor.ts';

/** Looks at a start tag behind its `<`. `noName` is the message when no name stands there. */
export function checkStartTag(cursor: XmlCursor, noName: string): void {
	const tag = cursor.name();
	if (tag === '') cursor.fail(noName);
	const seen = new Set<string>();
	let repeated: string | undefined;
	for (;;) {
		const hasSpace = cursor.skipSpace();
		cursor.expectMore();
		if (cursor.accept('/')) {
			cursor.expectMore();
			if (!cursor.accept('>')) failTag(cursor, tag);
			break;
		}
		if (cursor.accept('>')) break;
		const name = hasSpace ? cursor.name() : '';
		if (name === '') failTag(cursor, tag);
		if (seen.has(name)) repeated ??= name;
		seen.add(name);
		checkValue(cursor, tag, name);
	}
	if (repeated !== undefined)
		cursor.fail(`Attribute "${repeated}" was already specified for element "${tag}".`);
}

function failTag(cursor: XmlCursor, tag: string): never {
	return cursor.fail(tagMessage(tag));
}

/** The message about something behind the name of a tag, or behind an attribute, that cannot stand there. */
export function tagMessage(tag: string): string {
	return `Element type "${tag}" must be followed by either attribute specifications, ">" or "/>".`;
}

/** The message about something behind the name of an attribute that is not its value. */
export function attributeMessage(name: string, tag: string): string {
	return `Attribute name "${name}" associated with an element type "${tag}" must be followed by the ' = ' character.`;
}

function checkValue(cursor: XmlCursor, tag: string, name: string): void {
	cursor.skipSpace();
	cursor.expectMore();
	if (!cursor.accept('=')) cursor.fail(attributeMessage(name, tag));
	cursor.skipSpace();
	cursor.expectMore();
	const quote = cursor.char;
	if (quote !== '"' && quote !== "'")
		cursor.fail(
			`Open quote is expected for attribute "${name}" associated with an  element type  "${tag}".`,
		);
	cursor.offset++;
	const stops = quote === '"' ? /["<&]/g : /['<&]/g;
	for (;;) {
		stops.lastIndex = cursor.offset;
		const end = stops.exec(cursor.text)?.index ?? cursor.text.length;
		cursor.checkCharacters(end, `the value of attribute "${name}" and element is "${tag}"`);
		cursor.offset = end;
		cursor.expectMore();
		if (cursor.accept(quote)) return;
		if (cursor.char === '<')
			cursor.fail(
				`The value of attribute "${name}" associated with an element type "${tag}" must not contain the '<' character.`,
			);
		checkReference(cursor);
	}
}

const ENTITIES: ReadonlySet<string> = new Set(['amp', 'lt', 'gt', 'quot', 'apos']);

/** Looks at an entity or character reference at its `&`. */
export function checkReference(cursor: XmlCursor): void {
	cursor.offset++;
	if (cursor.accept('#')) {
		checkCharacterReference(cursor);
		return;
	}
	const name = cursor.name();
	if (name === '')
		cursor.fail("The entity name must immediately follow the '&' in the entity reference.");
	if (!cursor.accept(';'))
		cursor.fail(`The reference to entity "${name}" must end with the ';' delimiter.`);
	if (!ENTITIES.has(name)) cursor.fail(`The entity "${name}" was referenced, but not declared.`);
}

function checkCharacterReference(cursor: XmlCursor): void {
	const isHexadecimal = cursor.accept('x');
	const start = cursor.offset;
	const isDigit = isHexadecimal ? /[\da-fA-F]/ : /\d/;
	while (isDigit.test(cursor.char)) cursor.offset++;
	const digits = cursor.text.slice(start, cursor.offset);
	if (digits === '')
		cursor.fail(
			isHexadecimal
				? 'A hexadecimal representation must immediately follow the "&#x" in a character reference.'
				: 'A decimal representation must immediately follow the "&#" in a character reference.',
		);
	if (!cursor.accept(';')) cursor.fail("The character reference must end with the ';' delimiter.");
	const code = Number.parseInt(digits, isHexadecimal ? 16 : 10);
	if (!isCharacter(code))
		cursor.fail(
			`Character reference "&#${isHexadecimal ? 'x' : ''}${digits}" is an invalid XML character.`,
		);
}

function isCharacter(code: number): boolean {
	if (code < 0x20) return code === 9 || code === 10 || code === 13;
	return code < 0xd800 || (code > 0xdfff && code < 0xfffe) || (code > 0xffff && code <= 0x10ffff);
}
