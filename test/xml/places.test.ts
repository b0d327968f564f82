import fc from 'fast-check';
import { expect, test } from 'vitest';
import { toDocumentSpan } from '../../src/base/offsets.ts';
import { attributesOf, visit } from '../../src/model/visit.ts';
import { readDocument } from '../../src/xml/read.ts';

const SEED = 20261121;
const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI/Workflow/V2';

test('every attribute has the place of its name and of its value', () => {
	const text = `<Workflow\n\tname = 'a &lt; b'\r\n version="1" xmlns="${NAMESPACE}"><Actions>\r\n<Set   path="/a"\tvalue='"'/></Actions></Workflow>`;
	const { workflow, diagnostics } = readDocument(text);
	expect(diagnostics).toEqual([]);
	if (workflow === undefined) throw new Error('no workflow');
	const seen: string[] = [];
	visit(workflow, (node) => {
		for (const [name, attribute] of Object.entries(attributesOf(node))) {
			if (attribute?.nameSpan === undefined || attribute.span === undefined) continue;
			const written = text.slice(attribute.span.start, attribute.span.end);
			expect(text.slice(attribute.nameSpan.start, attribute.nameSpan.end)).toBe(name);
			seen.push(`${name}=${written}`);
		}
	});
	expect(seen).toEqual(['name=a &lt; b', 'version=1', 'path=/a', 'value="']);
});

test('each character of a value leads back to what it was written as', () => {
	const piece = fc.constantFrom(
		['a', 'a'],
		['&amp;', '&'],
		['&#x1F600;', '😀'],
		['&#10;', '\n'],
		['\r\n', ' '],
		['\t', ' '],
		['&quot;', '"'],
		['é', 'é'],
	);
	fc.assert(
		fc.property(fc.array(piece, { minLength: 1, maxLength: 12 }), (pieces) => {
			const raw = pieces.map(([written]) => written).join('');
			const text = `<Workflow name="n${raw}" version="1" xmlns="${NAMESPACE}"><Actions><ClearStatus/></Actions></Workflow>`;
			const attribute = readDocument(text).workflow?.attributes.name;
			expect(attribute?.value).toBe(`n${pieces.map(([, meant]) => meant).join('')}`);
			let decoded = 1;
			for (const [written = '', meant = ''] of pieces) {
				const offsets = attribute?.offsets;
				if (offsets === undefined) throw new Error('no offsets');
				const span = toDocumentSpan(offsets, { start: decoded, end: decoded + meant.length });
				expect(text.slice(span.start, span.end)).toBe(written);
				decoded += meant.length;
			}
		}),
		{ seed: SEED, numRuns: 300 },
	);
});
