import { describe, expect, test } from 'vitest';
import { namespaceOf } from '../../src/catalog/catalog.ts';
import { mutate } from '../../src/scripts/conformance/mutate.ts';
import { elementsOf } from '../../src/scripts/conformance/pieces.ts';
import { SeededRandom } from '../../src/scripts/conformance/seededRandom.ts';
import { shrink } from '../../src/scripts/conformance/shrink.ts';
import { compare } from '../../src/scripts/conformance/verdicts.ts';
import { createXsdJudge } from '../../src/scripts/conformance/xsdJudge.ts';

const VALUES = namespaceOf('WorkflowParameterValues', 'V2');

/** A schema of our own making, in the shape of the published one for parameter values. */
const SCHEMA = `<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
	targetNamespace="${VALUES}" xmlns:w="${VALUES}">
	<xs:simpleType name="some"><xs:restriction base="xs:string"><xs:minLength value="1" /></xs:restriction></xs:simpleType>
	<xs:element name="WorkflowParameterValues"><xs:complexType><xs:sequence>
		<xs:element name="Value" minOccurs="0" maxOccurs="unbounded"><xs:complexType>
			<xs:attribute name="name" type="w:some" use="required" />
			<xs:attribute name="value" type="xs:string" use="required" />
		</xs:complexType></xs:element>
	</xs:sequence></xs:complexType></xs:element>
</xs:schema>`;

const DOCUMENT = `<?xml version="1.0" encoding="UTF-8"?>
<WorkflowParameterValues xmlns="${VALUES}">
	<!-- the host -->
	<Value name="host" value="a.example" />
	<Value name="note" value="1 &lt; 2"></Value>
</WorkflowParameterValues>
`;

const bytes = (text: string) => new TextEncoder().encode(text);

describe('conformance', () => {
	const judge = createXsdJudge([SCHEMA]);

	test('a judge of V2 judges V2_1 too', () => {
		expect(judge.namespaces).toEqual([VALUES, `${VALUES}_1`]);
	});

	test('both verdicts agree on documents of every kind', () => {
		const cases = [DOCUMENT, '', 'text', '<a/>', DOCUMENT.replace('name=', 'nam='), `${DOCUMENT}<`];
		for (const text of cases)
			expect(compare(bytes(text), judge), text).toMatchObject({ kind: 'same' });
	});

	test('a verdict that differs is seen', () => {
		const lax = createXsdJudge([SCHEMA.replace(/<xs:attribute name="value".*?>/, '')]);
		expect(compare(bytes(DOCUMENT), lax).kind).toBe('we accept');
	});

	test('both verdicts agree on mutations', () => {
		const seed = 20;
		for (let index = 0; index < 400; index++) {
			const { text, name } = mutate(DOCUMENT, new SeededRandom(seed, index));
			const verdicts = compare(bytes(text), judge);
			const story = `seed ${seed} mutation ${index} (${name}): ${JSON.stringify({ text, verdicts })}`;
			expect(['same', 'by choice'], story).toContain(verdicts.kind);
		}
	});
});

describe('mutations', () => {
	test('are the same for the same seed and others for another', () => {
		const all = (seed: number) =>
			Array.from(
				{ length: 30 },
				(_, index) => mutate(DOCUMENT, new SeededRandom(seed, index)).text,
			);
		expect(all(1)).toEqual(all(1));
		expect(all(1)).not.toEqual(all(2));
		expect(all(1).every((text) => text !== DOCUMENT)).toBe(true);
	});

	test('work on a document of one element and on none', () => {
		for (const text of ['<a/>', '', '<a', '<a b="c">'])
			for (let index = 0; index < 200; index++) mutate(text, new SeededRandom(1, index));
	});

	test('know where elements and attributes stand', () => {
		const elements = elementsOf(DOCUMENT);
		const slice = ({ start, end }: { start: number; end: number }) => DOCUMENT.slice(start, end);
		expect(elements.map(({ name }) => name)).toEqual(['Value', 'Value', 'WorkflowParameterValues']);
		expect(slice(elements[0] ?? { start: 0, end: 0 })).toBe(
			'<Value name="host" value="a.example" />',
		);
		expect(elements[1]?.attributes.map(({ value }) => slice(value))).toEqual(['note', '1 &lt; 2']);
		expect(elements[0]?.parent).toBe(elements[2]);
	});
});

describe('shrinking', () => {
	test('finds the smallest text of which the same can be said', () => {
		const text = `${'line\n'.repeat(50)}a <b c="d"> needle </b> e\n${'line\n'.repeat(50)}`;
		expect(shrink(text, (candidate) => candidate.includes('needle'))).toBe('needle');
	});

	test('gives the text itself when nothing can go', () => {
		expect(shrink('abc', (candidate) => candidate === 'abc')).toBe('abc');
	});
});
