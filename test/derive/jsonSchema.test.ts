import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { VERSIONS, type Version } from '../../src/base/version.ts';
import { namespaceOf } from '../../src/catalog/catalog.ts';
import { documentSchema } from '../../src/derive/jsonSchema.ts';
import { element, ifElement, parameterValues, workflow } from '../../src/model/build.ts';
import type { Action } from '../../src/model/workflow.ts';
import { readDocument } from '../../src/xml/read.ts';

/** What a validator says about a model, `''` when nothing. */
function complaints(
	version: Version,
	model: unknown,
	document: 'Workflow' | 'WorkflowParameterValues' = 'Workflow',
) {
	const ajv = new Ajv2020({ strict: false });
	const validate = ajv.compile(documentSchema(document, version));
	validate(JSON.parse(JSON.stringify(model)));
	return ajv.errorsText(validate.errors, { separator: '\n' }).replace(/^No errors$/, '');
}

function sample(version: Version, ...more: readonly Action[]) {
	return workflow({
		version,
		attributes: { name: 'n', version: '1', description: undefined, minimumRecurrence: undefined },
		actions: [
			...more,
			element('Log', { type: 'INFO', message: 'm' }),
			ifElement(
				'/a = 1',
				[element('ClearStatus', {})],
				[element('Else', {}, { children: [element('Delete', { path: '/a' })] })],
			),
		],
	});
}

describe('the JSON Schema of a document', () => {
	for (const version of VERSIONS) {
		test(`takes a model made in code in ${version}`, () => {
			expect(complaints(version, sample(version))).toBe('');
		});

		test(`takes a model that was read in ${version}`, () => {
			const { workflow } =
				readDocument(`<Workflow name="n" version="1" xmlns="${namespaceOf('Workflow', version)}">
				<Parameters><Parameter name="p" label="P" required=" true " /></Parameters>
				<!-- c --><Actions><CallEndpoint url="u" method="POST">
					<BearerAuthentication token="t" />
					<QueryParameter name="q" />
					<XmlRequestBody><a b="c">d</a></XmlRequestBody>
				</CallEndpoint></Actions>
				<Tests><DNSResolutionTest host="h" /></Tests>
			</Workflow>`);
			expect(complaints(version, workflow)).toBe('');
		});

		test(`takes values in ${version}`, () => {
			const values = parameterValues(version, [element('Value', { name: 'n', value: '' })]);
			expect(complaints(version, values, 'WorkflowParameterValues')).toBe('');
		});
	}

	const log = '"attributes":{"type":{"value":"INFO"},"message":{"value":"m"}}';
	const wrong: readonly (readonly [what: string, found: string | RegExp, instead: string])[] = [
		['an unknown attribute', '"message":', '"colour":{"value":"red"},"message":'],
		['a missing attribute', log, '"attributes":{"type":{"value":"INFO"}}'],
		['an empty attribute', '"value":"INFO"', '"value":""'],
		['an unknown element', '"kind":"Log"', '"kind":"Shout"'],
		['an element in a wrong place', '"kind":"ClearStatus"', '"kind":"Actions"'],
		['an empty block', /\{"kind":"Delete".*?"closingComments":\[\]\}/, ''],
		['no actions', '"kind":"Actions"', '"kind":"Tests"'],
		['another version', '"version":"V2"', '"version":"V9"'],
	];
	for (const [what, found, instead] of wrong)
		test(`refuses ${what}`, () => {
			const right = JSON.stringify(sample('V2'));
			const text = right.replace(found, instead);
			expect(text).not.toBe(right);
			expect(complaints('V2', JSON.parse(text))).not.toBe('');
		});

	test('has what a version has and no more', () => {
		const action = element('Set', { path: '/a', value: '1', dataType: 'integer' });
		expect(complaints('V2_1', sample('V2_1', action))).toBe('');
		expect(complaints('V2', sample('V2', action))).not.toBe('');
	});
});
