import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkXPath } from '../../../src/java/xpath/checkXPath.ts';
import { queryDocument, queryXml } from '../../../src/java/xpath/queryXml.ts';
import { readDocument } from '../../../src/java/xpath/readDocument.ts';
import differenceCases from './differences.cases.json' with { type: 'json' };
import generatedCases from './generated.cases.json' with { type: 'json' };
import queryCases from './queries.cases.json' with { type: 'json' };
import faultCases from './xmlFaults.cases.json' with { type: 'json' };

const SEED = 20261122;

interface Outcome {
	readonly nodes?: readonly string[] | undefined;
	readonly text?: string | undefined;
	readonly error?: string | undefined;
	readonly offset?: number | undefined;
}

/** What a query gives, in the form of the recorded cases. */
function outcome(xml: string, query: string): Outcome {
	const result = queryXml({ xml, query });
	if (!result.ok) return { error: result.message, offset: result.offset };
	return result.kind === 'nodes' ? { nodes: result.nodes } : { text: result.text };
}

function textFrom(xml: string, query: string): string | undefined {
	return outcome(xml, query).text;
}

interface Group {
	readonly about: string;
	readonly xml: string;
	readonly cases: readonly (Outcome & { readonly query: string })[];
}

const groups: readonly Group[] = [...queryCases, ...generatedCases];
for (const { about, xml, cases } of groups)
	test(`${about}: the results are those of Java 17`, () => {
		for (const { query, ...expected } of cases)
			expect({ query, ...outcome(xml, query) }).toEqual({ query, ...expected });
	});

describe('Known differences from Java are as described', () => {
	test.each(differenceCases)('$query over $xml', ({ xml, query, java, ours }) => {
		const result = outcome(xml, query);
		expect(result).toEqual(ours);
		expect(result).not.toEqual(java);
	});
});

describe('XML is judged as by Java 17, with its message and place', () => {
	test.each(faultCases)('$xml', ({ xml, nodes, message }) => {
		expect(outcome(xml, '/*')).toEqual(nodes ? { nodes } : { error: message });
	});
});

test('Half a pair of surrogates is refused where it stands', () => {
	expect(outcome('<a>\n\ud83d</a>', '/')).toEqual({
		error:
			'lineNumber: 2; columnNumber: 1; An invalid XML character (Unicode: 0xd83d) was found in the element content of the document.',
	});
});

test('A check tells what is wrong with a query, and where, without a document', () => {
	expect(checkXPath('//a[b')).toEqual({
		ok: false,
		message: 'Expected ], but found: ',
		offset: 5,
	});
	expect(checkXPath("//event[@a='2']/id")).toEqual({ ok: true, warnings: [] });
});

test('A check warns of prefixes, which stand for no namespace', () => {
	expect(checkXPath('/r/soap:Body/*[@xml:id]')).toMatchObject({
		ok: true,
		warnings: [{ offset: 3 }, { offset: 16 }],
	});
});

test('Every recorded error of syntax is found by the check too', () => {
	for (const { cases } of groups)
		for (const { query, offset } of cases)
			expect({ query, ok: checkXPath(query).ok }).toEqual({ query, ok: offset === undefined });
});

test('A query that takes too long is stopped with a clear message', () => {
	const xml = `<a>${'<b><c/></b>'.repeat(2_000)}</a>`;
	expect(
		queryXml({ xml, query: '//*[count(//*) > count(preceding::*)]', stepsMax: 100_000 }),
	).toEqual({
		ok: false,
		fault: 'limit',
		message: 'The XPath query was stopped after 100,000 steps.',
	});
});

test('Results that would fill the memory are stopped as well', () => {
	const xml = `${'<a>'.repeat(20_000)}${'</a>'.repeat(20_000)}`;
	expect(queryXml({ xml, query: '//a', stepsMax: 1_000_000 })).toMatchObject({ fault: 'limit' });
});

test('A text with more nodes than the memory holds is not read to its end', () => {
	const xml = `<r>${'<a b="c">d</a>'.repeat(1000)}</r>`;
	const message = 'The XML has too many nodes: reading it was stopped after 50,000 steps.';
	expect(readDocument(xml, { stepsMax: 50_000 })).toEqual({ ok: false, fault: 'limit', message });
	expect(queryXml({ xml, query: '/r', stepsMax: 50_000 })).toEqual({
		ok: false,
		fault: 'limit',
		message,
	});
	expect(readDocument(xml, { stepsMax: 100_000 }).ok).toBe(true);
	const parts = `<r>${'<![CDATA[x]]>y'.repeat(2000)}</r>`;
	expect(readDocument(parts, { stepsMax: 50_000 })).toMatchObject({ fault: 'limit' });
});

test('An element has at most ten thousand attributes, as in Java 17', () => {
	const xmlOf = (count: number) =>
		`<r>\n<p:a ${Array.from({ length: count }, (_, index) => `b${index}="1"`).join(' ')}/></r>`;
	expect(outcome(xmlOf(10_001), '/')).toEqual({
		error:
			'lineNumber: 2; columnNumber: 98906; JAXP00010002:  Element "p:a" has more than "10,000" attributes, "10,000" is the limit imposed by the JDK.',
	});
	expect(textFrom(xmlOf(10_000).replace('p:a', 'a'), 'count(//@*)')).toBe('10000');
});

test.each([
	['concat(/, /, /, /, /, /)'],
	['translate(/, "x", "y")'],
	['normalize-space(/)'],
	['//a = //a/..'],
	['//a[. != //a]'],
])('%s is stopped before its texts fill the memory', (query) => {
	const xml = `<a>${'<a>x</a>y'.repeat(3)}${' x'.repeat(500_000)}</a>`;
	expect(queryXml({ xml, query, stepsMax: 500_000 })).toMatchObject({ fault: 'limit' });
});

test('The nodes of a union are paid for', () => {
	const xml = `<r>${'<a/>'.repeat(1000)}</r>`;
	const query = Array.from({ length: 40 }, () => '//a').join('|');
	expect(queryXml({ xml, query, stepsMax: 300_000 })).toMatchObject({ fault: 'limit' });
});

test('Elements may stand ten thousand deep in one another', () => {
	const xml = `${'<a>'.repeat(10_000)}x${'</a>'.repeat(10_000)}`;
	expect(outcome(xml, '/*').nodes).toEqual([xml]);
	expect(textFrom(xml, 'count(//a)')).toBe('10000');
	expect(textFrom(xml, 'count(//a//a)')).toBe('9999');
	expect(textFrom(xml, 'string(/)')).toBe('x');
	expect(textFrom(xml, 'count(//text()/ancestor::a)')).toBe('10000');
});

test('A billion laughs are refused', () => {
	const xml = '<!DOCTYPE a [<!ENTITY l "lol"><!ENTITY m "&l;&l;&l;&l;">]><a>&m;</a>';
	expect(outcome(xml, '/').error).toContain('Document type declarations with entities');
});

test('A document that was read can be queried several times', () => {
	const read = readDocument('<a><b>1</b><b>2</b></a>');
	if (!read.ok) throw new Error(read.message);
	const count = () => queryDocument({ document: read.document, query: 'sum(//b)' });
	expect([count(), count()]).toEqual(Array(2).fill({ ok: true, kind: 'value', text: '3' }));
});

const piece = fc.constantFrom(
	...['<a>', '</a>', '<a b="', '"', '/>', '<!--', '-->', '<![CDATA[', ']]>', '<?', '?>', '&', ';'],
	...['&#x', '<!DOCTYPE ', 'xmlns:p="u"', 'p:', ':', 'x', '1', ' ', '\n', '\r', '\u0001', '\ud800'],
);
const hostileXml = fc.array(piece, { maxLength: 15 }).map((pieces) => pieces.join(''));
const mark = fc.constantFrom(
	...['/', '//', '.', '..', '@', '*', '|', '+', '-', '=', '!=', '<', '>', '[', ']', '(', ')', ','],
	...['::', ':', "'", '"', '$', ' and ', ' or ', ' div ', ' mod ', 'a', 'b', '1', '2.5', '1e3'],
	...['text()', 'node()', 'last()', 'position()', 'ancestor::', 'preceding::', 'count(', 'id('],
	...['substring(', 'translate(', 'concat(', 'name(', 'é', '\ud83d', '\0'],
);
const hostileQuery = fc.array(mark, { maxLength: 12 }).map((marks) => marks.join(''));

test(`No text and no query makes it throw (seed ${SEED})`, () => {
	const xml = '<a xmlns:p="u"><b c="1">x<![CDATA[y]]></b><p:b/><!--k--><?pi d?></a>';
	fc.assert(
		fc.property(fc.oneof(hostileXml, fc.string({ unit: 'binary' })), (text) => {
			queryXml({ xml: text, query: '//@*|//node()' });
		}),
		{ seed: SEED, numRuns: 2_000 },
	);
	fc.assert(
		fc.property(fc.oneof(hostileQuery, fc.string({ unit: 'binary' })), (query) => {
			const result = queryXml({ xml, query });
			const { ok } = checkXPath(query);
			// Only a call such as substring('ab', 2, -1) is found out later.
			if (!ok) expect(result.ok).toBe(false);
		}),
		{ seed: SEED, numRuns: 4_000 },
	);
});

const tree = fc.letrec<{ node: string }>((tie) => ({
	node: fc.oneof(
		{ maxDepth: 4 },
		fc.constantFrom('x', '&amp;', '<![CDATA[<]]>', '<!--c-->', '<?p d?>', '<e/>', '<f b="1"/>'),
		fc.array(tie('node'), { maxLength: 4 }).map((inner) => `<a>${inner.join('')}</a>`),
	),
})).node;

test(`An element written as XML is read as the same element (seed ${SEED})`, () => {
	fc.assert(
		fc.property(tree, (inner) => {
			const [written = ''] = outcome(`<r>${inner}</r>`, '/r').nodes ?? [];
			expect(outcome(written, '/r').nodes).toEqual([written]);
		}),
		{ seed: SEED, numRuns: 300 },
	);
});

test(`Shortcuts find what the long way round finds (seed ${SEED})`, () => {
	fc.assert(
		fc.property(tree, (inner) => {
			const xml = `<r>${inner}</r>`;
			const count = (path: string) => textFrom(xml, `count(${path})`);
			expect(count('//a//e')).toBe(count('/descendant::e[ancestor::a]'));
			expect(count('//a')).toBe(count('/descendant-or-self::node()/child::a'));
			expect(count('//e/following::a')).toBe(count('//a[preceding::e]'));
			expect(count('//a/preceding::e')).toBe(count('//e[following::a]'));
			expect(count('//e/preceding-sibling::a')).toBe(count('//a[following-sibling::e]'));
			expect(count('//e/following-sibling::a')).toBe(count('//a[preceding-sibling::e]'));
		}),
		{ seed: SEED, numRuns: 300 },
	);
});
