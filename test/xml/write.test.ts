import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ACTIONS } from '../../src/catalog/actions.ts';
import { CONNECTION_TESTS } from '../../src/catalog/documents.ts';
import { REQUEST_PARTS } from '../../src/catalog/requestParts.ts';
import { element, parameterValues, workflow } from '../../src/model/build.ts';
import type { XmlElement } from '../../src/model/workflow.ts';
import { unwritableCharacter } from '../../src/xml/escape.ts';
import { readDocument } from '../../src/xml/read.ts';
import { writeDocument } from '../../src/xml/write.ts';
import { withoutPlaces } from './withoutPlaces.ts';

const SEED = 20261121;
const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2_1';

/** Text as people and machines put it into values: everything XML treats specially, and far scripts. */
const anyText = fc
	.oneof(
		fc.string({ unit: 'grapheme' }),
		fc
			.array(
				fc.constantFrom(
					'&',
					'&amp;',
					'&#10;',
					'<',
					'>',
					']]>',
					'"',
					"'",
					'\n',
					'\r',
					'\t',
					' ',
					'😀',
					'שלום',
					'${/a}',
					'<!--',
					'-->',
					'$&',
					'\u00a0',
				),
			)
			.map((parts) => parts.join('')),
	)
	.filter((text) => unwritableCharacter(text) === undefined);

function roundTrip(document: Parameters<typeof writeDocument>[0]) {
	const written = writeDocument(document);
	if (!written.ok) throw new Error(written.diagnostics.map(({ message }) => message).join('\n'));
	const read = readDocument(written.text);
	expect(read.diagnostics).toEqual([]);
	return { text: written.text, model: read.workflow ?? read.values };
}

test('whatever text a value holds, it comes back unchanged', () => {
	fc.assert(
		fc.property(anyText, anyText, (text, other) => {
			const document = workflow({
				version: 'V2_1',
				attributes: { name: `n${text}`, version: '1', description: text },
				actions: [
					element('Set', { path: '/a', value: text }),
					element(
						'CallEndpoint',
						{ url: `u${other}`, method: 'POST' },
						{
							children: [
								element('RequestBody', { type: 'a', encoding: 'b' }, { text: `${other}${text}` }),
							],
						},
					),
				],
			});
			expect(withoutPlaces(roundTrip(document).model)).toEqual(withoutPlaces(document));
		}),
		{ seed: SEED, numRuns: 400 },
	);
});

test('values documents come back unchanged', () => {
	fc.assert(
		fc.property(fc.array(fc.tuple(anyText, anyText), { maxLength: 5 }), (pairs) => {
			const document = parameterValues(
				'V1',
				pairs.map(([name, value]) => element('Value', { name: `n${name}`, value })),
			);
			expect(withoutPlaces(roundTrip(document).model)).toEqual(withoutPlaces(document));
		}),
		{ seed: SEED, numRuns: 200 },
	);
});

test('a character that XML cannot hold is reported, not written', () => {
	const document = parameterValues('V1', [element('Value', { name: 'a', value: 'x\u0001' })]);
	expect(writeDocument(document)).toMatchObject({
		ok: false,
		diagnostics: [{ rule: 'unwritable-text', message: expect.stringContaining('U+0001') }],
	});
});

/** Wraps the example of a part of a request into a document. */
function around(name: string, example: string): string {
	const inCall = Object.hasOwn(REQUEST_PARTS, name)
		? `<CallEndpoint url="u" method="POST">${example}</CallEndpoint>`
		: example;
	const inTests = Object.hasOwn(CONNECTION_TESTS, name);
	return `<Workflow name="n" version="1" xmlns="${NAMESPACE}"><Actions>${inTests ? '<ClearStatus />' : inCall}</Actions>${inTests ? `<Tests>${example}</Tests>` : ''}</Workflow>`;
}

describe('every example of the catalogue reads without findings and comes back unchanged', () => {
	const examples = Object.entries({ ...ACTIONS, ...REQUEST_PARTS, ...CONNECTION_TESTS }).flatMap(
		([name, spec]) => ('example' in spec ? [[name, spec.example] as const] : []),
	);
	test.each(examples)('%s', (name, example) => {
		const read = readDocument(around(name, example));
		expect(read.diagnostics).toEqual([]);
		if (read.workflow === undefined) throw new Error('no workflow');
		expect(withoutPlaces(roundTrip(read.workflow).model)).toEqual(withoutPlaces(read.workflow));
	});
});

test.each([
	['instructions with white space', '<?foo  a  b ?><?b ?><?c?><?d\t\n e?>'],
	[
		'a prefix where the default would do',
		body('<q:x xmlns:q="urn:q" xmlns="urn:q"><q:y/><z/></q:x>'),
	],
	['a prefix of the language', body(`<w:x xmlns:w="${NAMESPACE}"><w:y xmlns:w="urn:w"/></w:x>`)],
	['prefixes that change', body('<a:x xmlns:a="1"><a:x xmlns:a="2" a:b="c"/><a:x/></a:x>')],
	['a default that is undone', body('<x xmlns="urn:x"><y xmlns=""><z xmlns="urn:x"/></y></x>')],
	['the namespace of the language', body(`<x xmlns="${NAMESPACE}" a="1"/>`)],
	['attributes of several namespaces', body('<x xmlns="" xmlns:a="1" xml:lang="en" a:b="" b=""/>')],
	['instructions in an XML body', body('<x xmlns=""><?a  b ?><?c ?></x>')],
	['texts of every kind', body('<x xmlns=""> a&#13;<![CDATA[<b>]]>&gt;<!-- c --> </x>')],
	['numbers between carriage returns', '<Log type="INFO" message="&#13;0&#13;" />'],
])('%s come back unchanged', (_, actions) => {
	const source = `<Workflow name="n" version="1" xmlns="${NAMESPACE}"><Actions>${actions}<ClearStatus /></Actions></Workflow>`;
	const read = readDocument(source);
	expect(read.diagnostics).toEqual([]);
	if (read.workflow === undefined) throw new Error('no workflow');
	const { model } = roundTrip(read.workflow);
	expect(withoutPlaces(model)).toEqual(withoutPlaces(read.workflow));
});

function body(content: string): string {
	return `<CallEndpoint url="u" method="POST"><XmlRequestBody>${content}</XmlRequestBody></CallEndpoint>`;
}

test('an XML body made in code is declared, or reported', () => {
	const made = (fragment: Partial<XmlElement>) => {
		const empty = { kind: 'element', attributes: [], children: [] } as const;
		const xml = { ...empty, name: 'x', localName: 'x', namespace: '', ...fragment };
		return writeDocument(
			workflow({
				version: 'V2_1',
				attributes: { name: 'n', version: '1' },
				actions: [
					element(
						'CallEndpoint',
						{ url: 'u', method: 'POST' },
						{ children: [{ ...element('XmlRequestBody', {}), fragment: xml }] },
					),
				],
			}),
		);
	};
	const text = (result: ReturnType<typeof made>) => (result.ok ? result.text : '');
	expect(text(made({}))).toContain('<x xmlns=""/>');
	expect(text(made({ namespace: 'urn:x' }))).toContain('<x xmlns="urn:x"/>');
	expect(text(made({ name: 'p:x', namespace: 'urn:x' }))).toContain('<p:x xmlns:p="urn:x"/>');
	expect(made({ name: 'p:x' })).toMatchObject({
		ok: false,
		diagnostics: [{ message: 'The name "p:x" cannot stand for the namespace "" here.' }],
	});
	expect(made({ name: 'a b' })).toMatchObject({
		ok: false,
		diagnostics: [{ message: '"a b" is not a name that XML allows.' }],
	});
	expect(made({ children: [{ kind: 'instruction', text: 'xml a' }] })).toMatchObject({
		ok: false,
		diagnostics: [{ message: 'An instruction must begin with a name, and "xml" is none.' }],
	});
});

test('comments, instructions, branches, prefixes and XML bodies survive', () => {
	const source = `<?xml version="1.0"?>
<!-- before -->
<w:Workflow xmlns:w="${NAMESPACE}" xmlns:s="urn:soap" name="n" version="1">
	<!-- parameters -->
	<w:Parameters><w:Parameter name="a" label="A" required="1"/><!-- last --></w:Parameters>
	<w:Actions>
		<!-- one --><!-- two -->
		<w:If condition="/a > 1"><w:ClearStatus/><!-- end of if --></w:If>
		<!-- before else if -->
		<w:ElseIf condition="/a &lt; 1"><w:ClearStatus/></w:ElseIf>
		<w:Else><w:ClearStatus><!-- inside --></w:ClearStatus></w:Else>
		<?keep this data?>
		<w:CallEndpoint url="u" method="POST">
			<w:XmlRequestBody>
				<s:Envelope a="1&#10;2"> <s:Body><x xmlns="">\${/a} &amp; <![CDATA[<raw>]]></x><!-- c --></s:Body></s:Envelope>
			</w:XmlRequestBody>
		</w:CallEndpoint>
		<!-- the end -->
	</w:Actions>
</w:Workflow>
<!-- after -->`;
	const read = readDocument(source);
	expect(read.diagnostics).toEqual([]);
	if (read.workflow === undefined) throw new Error('no workflow');
	const { text, model } = roundTrip(read.workflow);
	expect(withoutPlaces(model)).toEqual(withoutPlaces(read.workflow));
	expect(text).toMatchInlineSnapshot(`
		"<?xml version="1.0" encoding="UTF-8"?>
		<!-- before -->
		<Workflow xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2_1" name="n" version="1">
			<!-- parameters -->
			<Parameters>
				<Parameter name="a" label="A" required="1" />
				<!-- last -->
			</Parameters>
			<Actions>
				<!-- one -->
				<!-- two -->
				<If condition="/a &gt; 1">
					<ClearStatus />
					<!-- end of if -->
				</If>
				<!-- before else if -->
				<ElseIf condition="/a &lt; 1">
					<ClearStatus />
				</ElseIf>
				<Else>
					<!-- inside -->
					<ClearStatus />
				</Else>
				<?keep this data?>
				<CallEndpoint url="u" method="POST">
					<XmlRequestBody><s:Envelope xmlns:w="http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2_1" xmlns:s="urn:soap" a="1&#10;2"> <s:Body><x xmlns="">\${/a} &amp; <![CDATA[<raw>]]></x><!-- c --></s:Body></s:Envelope></XmlRequestBody>
				</CallEndpoint>
				<!-- the end -->
			</Actions>
		</Workflow>
		<!-- after -->
		"
	`);
});
