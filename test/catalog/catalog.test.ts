import { describe, expect, test } from 'vitest';
import { isAvailable, VERSIONS, type Version } from '../../src/base/version.ts';
import {
	defaultOf,
	ELEMENTS,
	type ElementKey,
	isActionName,
	namespaceOf,
	specOf,
} from '../../src/catalog/catalog.ts';
import { checkDocument } from '../../src/validate/checkDocument.ts';
import { writeDocument } from '../../src/xml/write.ts';

const KEYS = Object.keys(ELEMENTS) as ElementKey[];

describe('the catalogue', () => {
	test('names only elements that it has', () => {
		const unknown = KEYS.flatMap((key) => {
			const { content } = specOf(key);
			return content.kind === 'sequence' ? content.parts.flatMap(({ of }) => of) : [];
		}).filter((name) => !Object.hasOwn(ELEMENTS, name));
		expect(unknown).toEqual([]);
	});

	test('has defaults that are among the values', () => {
		for (const key of KEYS)
			for (const [name, spec] of Object.entries(specOf(key).attributes))
				for (const version of VERSIONS) {
					const value = defaultOf(spec, version);
					if (value !== undefined && spec.values !== undefined)
						expect(spec.values, `${key} ${name}`).toContain(value);
				}
	});

	test('requires no attribute that has a default', () => {
		for (const key of KEYS)
			for (const [name, spec] of Object.entries(specOf(key).attributes))
				if (spec.default !== undefined) expect(spec.required, `${key} ${name}`).toBeUndefined();
	});

	for (const key of KEYS) {
		const { example, since = 'V1' } = specOf(key);
		if (example === undefined) continue;
		for (const version of VERSIONS.filter((version) => isAvailable(since, version)))
			test(`the example of ${key} is read, compiled and written in ${version}`, () => {
				const checked = checkDocument('example.xml', documentWith(key, example, version));
				expect(checked.diagnostics).toEqual([]);
				const { workflow } = checked;
				const written = workflow === undefined ? undefined : writeDocument(workflow);
				expect(written?.ok && checkDocument('again.xml', written.text).diagnostics).toEqual([]);
			});
	}
});

/** The smallest document in which the example of an element may stand. */
function documentWith(key: ElementKey, example: string, version: Version): string {
	const log = '<Log type="INFO" message="m" />';
	const isTest = key.endsWith('Test');
	const action = isActionName(key)
		? example
		: `<CallEndpoint url="u" method="GET">${example}</CallEndpoint>`;
	return `<Workflow name="n" version="1" xmlns="${namespaceOf('Workflow', version)}">
		<Actions>${isTest ? log : action}</Actions>
		${isTest ? `<Tests>${example}</Tests>` : ''}
	</Workflow>`;
}
