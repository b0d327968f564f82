import { expect, test } from 'vitest';
import { compileWorkflow } from '../../src/compile/compile.ts';
import type { Workflow } from '../../src/model/workflow.ts';
import { DEPTH_MAX } from '../../src/xml/judge.ts';
import { readDocument } from '../../src/xml/read.ts';
import { writeDocument } from '../../src/xml/write.ts';

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
	[
		'ISO-8859-1 as such, not as what Windows made of it',
		latin1(documentWith('<?xml version="1.0" encoding="iso-8859-1"?>', 'a\u0080\u009Fé')),
		'a\u0080\u009Fé',
	],
	[
		'ISO-8859-9 as such',
		latin1(documentWith('<?xml version="1.0" encoding="ISO-8859-9"?>', 'a\u0085\u00FD')),
		'a\u0085ı',
	],
	[
		'Windows-1252 where it is named',
		latin1(documentWith('<?xml version="1.0" encoding="windows-1252"?>', 'a\u0080')),
		'a€',
	],
	['ASCII', latin1(documentWith('<?xml version="1.0" encoding="US-ASCII"?>', 'Zurich')), 'Zurich'],
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
	[
		'bytes that are not ASCII',
		latin1(documentWith('<?xml version="1.0" encoding="US-ASCII"?>', 'Zürich')),
		'The document holds bytes that are not valid US-ASCII.',
	],
	[
		'bytes that Windows-1252 does not have',
		latin1(documentWith('<?xml version="1.0" encoding="windows-1252"?>', 'a\u0081')),
		'The document holds bytes that are not valid WINDOWS-1252.',
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

/** Documents as deep as they may be: the root, its Actions and what is innermost are levels too. */
const DEEP: readonly (readonly [string, (levels: number) => string])[] = [
	[
		'branches',
		(levels) =>
			`${'<If condition="/a">'.repeat(levels - 3)}<ClearStatus />${'</If>'.repeat(levels - 3)}`,
	],
	[
		'other branches',
		(levels) => {
			const open = '<If condition="/a"><ClearStatus /></If><Else>'.repeat(levels - 3);
			return `${open}<ClearStatus />${'</Else>'.repeat(levels - 3)}`;
		},
	],
	[
		'elements that each declare prefixes',
		(levels) => {
			const open = Array.from(
				{ length: levels - 3 },
				(_, level) => `<While condition="/a" xmlns:a="u" xmlns:p${level}="v">`,
			);
			return `${open.join('')}<ClearStatus />${'</While>'.repeat(levels - 3)}`;
		},
	],
	[
		'an XML body',
		(levels) =>
			`<CallEndpoint url="u" method="POST"><XmlRequestBody>${'<p:a xmlns:p="u" b="${/a}">'.repeat(levels - 4)}${'</p:a>'.repeat(levels - 4)}</XmlRequestBody></CallEndpoint>`,
	],
];

test.each(DEEP)('%s may stand as deep in one another as is said, and no deeper', (_, levels) => {
	const text = documentWith('').replace('<ClearStatus />', levels(DEPTH_MAX));
	const { workflow, diagnostics } = readDocument(text);
	expect(diagnostics).toEqual([]);
	if (workflow === undefined) throw new Error('no workflow');
	expect(compileWorkflow(workflow).diagnostics).toEqual([]);
	const written = writeDocument(workflow);
	expect(written.ok && readDocument(written.text).diagnostics).toEqual([]);
	const deeper = documentWith('').replace('<ClearStatus />', levels(DEPTH_MAX + 1));
	expect(readDocument(deeper).diagnostics).toMatchObject([{ rule: 'xml-limit' }]);
});

test('a model that is too deep is not written', () => {
	const deep = '<If condition="/a"><ClearStatus /></If>';
	const { workflow } = readDocument(documentWith('').replace('<ClearStatus />', deep));
	const actions = workflow?.children.find((child) => child.kind === 'Actions');
	let action = actions?.children[0];
	if (workflow === undefined || action?.kind !== 'If') throw new Error('no If');
	for (let level = 0; level < 5000; level++) action = { ...action, children: [action] };
	const document = { ...workflow, children: [{ ...actions, children: [action] }] } as Workflow;
	expect(writeDocument(document)).toMatchObject({
		ok: false,
		diagnostics: [{ message: 'Elements stand more than 1,100 deep in one another.' }],
	});
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

test('a document of prefixes does not grow with its depth', () => {
	const declarations = Array.from({ length: 50_000 }, (_, index) => `xmlns:p${index}="u"`);
	const open = '<If condition="/a" xmlns:q="u">'.repeat(1000);
	const call =
		'<CallEndpoint url="u" method="POST"><XmlRequestBody><p7:a/></XmlRequestBody></CallEndpoint>';
	const text = documentWith('').replace(
		'<ClearStatus />',
		`<If condition="/a" ${declarations.join(' ')}>${open}${call.repeat(5000)}${'</If>'.repeat(1001)}`,
	);
	const { workflow, diagnostics } = readDocument(text);
	expect(diagnostics).toEqual([]);
	expect(JSON.stringify(workflow).match(/"xmlns:p7"/g)).toHaveLength(5000);
});

test.each([
	['comments that are never closed', `<a><![CDATA[${'<!--'.repeat(500_000)}`],
	['ampersands', `<a>${'&'.repeat(500_000)}`],
	['references', `<a>${'&amp;'.repeat(500_000)}&`],
	[
		'elements that nobody knows',
		documentWith('').replace('<ClearStatus />', '<a/>'.repeat(200_000)),
	],
])('half a million %s are reported', (_, text) => {
	const { diagnostics } = readDocument(text);
	expect(diagnostics.length).toBeGreaterThan(0);
	for (const { message } of diagnostics) expect(message.length).toBeLessThan(300);
});

test.each([
	['a boolean', `<Parameter name="a" label="A" required="${'yes '.repeat(800_000)}" />`],
	['the name of an element', `<${'a'.repeat(800_000)} />`],
	['the name of an attribute', `<Parameter name="a" label="A" ${'a'.repeat(800_000)}="b" />`],
	['text', 'word '.repeat(800_000)],
])('a message does not grow with %s', (_, part) => {
	const text = documentWith('').replace('<Actions>', `<Parameters>${part}</Parameters><Actions>`);
	for (const { message, help = '' } of readDocument(text).diagnostics)
		expect(message.length + help.length).toBeLessThan(500);
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
