import { expect, test } from 'vitest';
import { readDocument } from '../../src/xml/read.ts';

const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2';

function documentWith(declaration: string, name = 'Zürich 😀 שלום'): string {
	return `${declaration}<Workflow name="${name}" version="1" xmlns="${NAMESPACE}"><Actions><ClearStatus /></Actions></Workflow>`;
}

function utf16(text: string, bigEndian: boolean, mark: boolean): Uint8Array {
	const units = mark ? `\uFEFF${text}` : text;
	const bytes = new Uint8Array(units.length * 2);
	const view = new DataView(bytes.buffer);
	for (let index = 0; index < units.length; index++)
		view.setUint16(index * 2, units.charCodeAt(index), !bigEndian);
	return bytes;
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const latin1 = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));

const GOOD: readonly (readonly [string, Uint8Array, string])[] = [
	['UTF-8 without a declaration', utf8(documentWith('')), 'Zürich 😀 שלום'],
	['UTF-8 with a byte order mark', utf8(`\uFEFF${documentWith('')}`), 'Zürich 😀 שלום'],
	[
		'UTF-16, little end first, marked',
		utf16(documentWith('<?xml version="1.0" encoding="UTF-16"?>'), false, true),
		'Zürich 😀 שלום',
	],
	['UTF-16, big end first, marked', utf16(documentWith(''), true, true), 'Zürich 😀 שלום'],
	[
		'UTF-16 without a mark',
		utf16(documentWith('<?xml version="1.0" encoding="UTF-16"?>'), true, false),
		'Zürich 😀 שלום',
	],
	[
		'the encoding that is declared',
		latin1(documentWith('<?xml version="1.0" encoding="ISO-8859-1"?>', 'Zürich')),
		'Zürich',
	],
];

test.each(GOOD)('reads %s', (_, bytes, name) => {
	const { workflow, diagnostics } = readDocument(bytes);
	expect(diagnostics).toEqual([]);
	expect(workflow?.attributes.name.value).toBe(name);
});

const BAD: readonly (readonly [string, Uint8Array, string])[] = [
	[
		'bytes that are not UTF-8',
		latin1(documentWith('', 'Zürich')),
		'The document holds bytes that are not valid UTF-8.',
	],
	[
		'an encoding that does not exist',
		utf8(documentWith('<?xml version="1.0" encoding="UTF-9"?>')),
		'The XML declaration names an unknown encoding, "UTF-9".',
	],
	[
		'UTF-8 that says it is UTF-16',
		utf8(documentWith('<?xml version="1.0" encoding="UTF-16"?>')),
		'The XML declaration says "UTF-16", but the bytes are not.',
	],
];

test.each(BAD)('reports %s', (_, bytes, message) => {
	expect(readDocument(bytes).diagnostics).toMatchObject([
		{ rule: 'xml-encoding', layer: 'xml', severity: 'error', message },
	]);
});

test('the finding about wrong bytes points at them', () => {
	const { diagnostics, text } = readDocument(latin1(documentWith('', 'Zürich')));
	expect(text.slice(diagnostics[0]?.span.start ?? 0).startsWith('\uFFFDrich')).toBe(true);
});

test('elements may stand a thousand deep in one another', () => {
	const open = '<If condition="/a">'.repeat(1000);
	const text = documentWith('').replace(
		'<ClearStatus />',
		`${open}<ClearStatus />${'</If>'.repeat(1000)}`,
	);
	expect(readDocument(text).diagnostics).toEqual([]);
	const deeper = `${'<a>'.repeat(5000)}${'</a>'.repeat(5000)}`;
	expect(readDocument(deeper).diagnostics).toMatchObject([{ rule: 'xml-limit' }]);
});

test('ten megabytes are read', () => {
	const action = '\t\t<Set path="/page" value="${/page + 1}" /><!-- again -->\n';
	const text = documentWith('').replace('<ClearStatus />', action.repeat(175_000));
	expect(text.length).toBeGreaterThan(10_000_000);
	const { workflow, diagnostics } = readDocument(text);
	expect(diagnostics).toEqual([]);
	const actions = workflow?.children.find((child) => child.kind === 'Actions');
	expect(actions?.children.length).toBe(175_000);
});

test('an entity bomb is refused at once', () => {
	const bomb = `<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa">${Array.from(
		{ length: 10 },
		(_, level) => `<!ENTITY b${level} "${'&a;'.repeat(10)}">`,
	).join('')}]><a>&b9;</a>`;
	expect(readDocument(bomb).diagnostics).toMatchObject([{ rule: 'xml-entity' }]);
});

test('names that JavaScript treats specially are names like any other', () => {
	const text = documentWith('').replace(
		'<ClearStatus />',
		'<ClearStatus /><__proto__ constructor="1" toString="2"/><constructor/>',
	);
	expect(readDocument(text).diagnostics.map(({ message }) => message)).toEqual([
		'Unknown element <__proto__> in <Actions>.',
		'Unknown element <constructor> in <Actions>.',
	]);
});
