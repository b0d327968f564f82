import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseDate } from '../../src/java/date/parse.ts';
import { parseDatePattern } from '../../src/java/date/pattern.ts';
import { analyse } from '../../src/standin/analyse.ts';
import { dateText } from '../../src/standin/dateText.ts';
import { matchRequest } from '../../src/standin/matchRequest.ts';
import { capturedBy, textMatching } from '../../src/standin/regexText.ts';
import { printXml, type XmlFinding, xmlTree } from '../../src/standin/xmlText.ts';
import { compileText, START_MS, workflowText } from '../sim/runWorkflow.ts';

describe('a text in which a pattern is found', () => {
	const patterns = [
		'id=([0-9]+)',
		'<([^>]+)>;\\s*rel="next"',
		'(LEEF):1.0\\|Incapsula',
		'^(?<year>\\d{4})-\\d\\d$',
		'\\"(.*?)\\",',
		'(?i)next_page=([a-z0-9_-]{8,})',
		'\\/Date\\((\\d*)\\)\\/',
		'(a|b)\\1[^\\w\\s]',
		'((?:x{2,3}y?)+)z',
		'\\p{Lu}(\\p{L}*)',
		'(?<=page=)(\\d+)(?=&)',
		'^(?=.*\\d)(?!x)([a-z\\d]+)$',
		'(?<!\\d)(\\d{3})(?=\\d|$)',
	];
	for (const pattern of patterns)
		test(pattern, () => {
			const text = textMatching(pattern);
			expect(text).toBeDefined();
			expect(capturedBy(pattern, text ?? '')).toBeDefined();
		});

	test('captures what is wanted where the pattern lets it', () => {
		expect(textMatching('"(.*?)",', '2026-01-01')).toBe('"2026-01-01",');
		expect(textMatching('id=([0-9]+)', 'abc')).not.toContain('abc');
	});

	test('is not there for a pattern that is wrong or matches nothing', () => {
		expect(textMatching('(')).toBeUndefined();
		expect(textMatching('a(?!a|.|$)(b)')).toBeUndefined();
	});

	test('is given up where parts repeat that write nothing', () => {
		const nested = (part: string, times: number, often: string) =>
			`${'(?:'.repeat(times)}${part}${`)${often}`.repeat(times)}(b)`;
		for (const pattern of [nested('a', 150, '{2}'), nested('\\b', 6, '{100}'), nested('', 9, '+')])
			textMatching(pattern);
	});

	test('is made or not, and never throws', () => {
		const piece = fc.constantFrom(
			'a',
			'.',
			'(',
			')',
			'[',
			']',
			'*',
			'{9}',
			'|',
			'\\d',
			'?',
			'^',
			'+',
		);
		fc.assert(
			fc.property(fc.array(piece, { maxLength: 12 }), fc.string(), (pieces, captured) => {
				const pattern = pieces.join('');
				const text = textMatching(pattern, captured);
				if (text !== undefined) expect(capturedBy(pattern, text)).toBeDefined();
			}),
			{ seed: 20_260_102, numRuns: 500 },
		);
	});
});

const readBy = (...patterns: readonly string[]) =>
	patterns.map((pattern) => ({ pattern, timeZone: 'UTC', texts: ['', ''], index: 0 }));

describe('a date that a pattern reads', () => {
	const patterns = [
		"yyyy-MM-dd'T'HH:mm:ss'Z'",
		"yyyy-MM-dd'T'HH:mm:ss[.SSSSSSS][.SSSSSS][.SSS]'Z'",
		'EEE, dd MMM yyyy HH:mm:ss Z',
		"yyyy-MM-dd'T'HH:mm:ss.SSSSSSXXX",
		'MM/dd/yyyy HH:mm:ss',
		"yyyy-MM-dd'T'HH:mm:ss[.[SSSSSS][SSS][S]]'Z'",
	];
	for (const pattern of patterns)
		test(pattern, () => {
			const text = dateText(readBy(pattern), START_MS) ?? '';
			const read = parseDatePattern(pattern);
			if (!read.ok) throw new Error(read.message);
			const { pattern: compiled } = read;
			expect(parseDate({ pattern: compiled, timeZone: 'UTC', text })).toEqual({
				ok: true,
				timeMs: START_MS,
			});
		});

	test('is read by as many patterns as can be', () => {
		const patterns = readBy(
			"yyyy-MM-dd'T'HH:mm:ss.SSS'Z'",
			"yyyy-MM-dd'T'HH:mm:ss'Z'",
			"yyyy-MM-dd'T'HH:mm:ss[.SSS]'Z'",
		);
		expect(dateText(patterns, START_MS)).toBe('2026-01-01T12:00:00.000Z');
		expect(dateText(readBy('not a pattern {'), START_MS)).toBeUndefined();
	});

	test('is one of the pieces that a date is put together from', () => {
		const piece = (texts: readonly string[], index: number) =>
			dateText([{ pattern: "yyyy-MM-dd'T'HH:mm'Z'", timeZone: 'UTC', texts, index }], START_MS);
		expect(piece(['', 'T', 'Z'], 0)).toBe('2026-01-01');
		expect(piece(['', 'T', 'Z'], 1)).toBe('12:00');
		expect(piece(['', 'Z'], 0)).toBe('2026-01-01T12:00');
		expect(piece(['', '+01:00'], 0)).toBeUndefined();
	});
});

describe('an XML document in which queries find values', () => {
	test('has the elements, attributes and texts of the queries', () => {
		expect(
			xmlText([
				{ query: "/*[local-name()='Result']/*['row'=local-name()]", values: ['a', 'b'] },
				{ query: '/Result/row/@date', values: ['1', '2'] },
				{ query: '//Result/token/text()', values: ['x & "y"'] },
			]),
		).toBe(
			'<Result><row date="1">a</row><row date="2">b</row><token>x &#38; &#34;y&#34;</token></Result>',
		);
	});

	test('puts what may stand anywhere below one root, and counts nothing', () => {
		expect(
			xmlText([
				{ query: '//session/id/text()', values: ['s'] },
				{ query: 'count(//row)', values: ['9'] },
				{ query: '//row', values: ['a', 'b'] },
			]),
		).toBe('<response><session><id>s</id></session><row>a</row><row>b</row></response>');
		expect(
			xmlText([
				{ query: '//row', values: ['a'] },
				{ query: '/Envelope/Body/next', values: ['n'] },
			]),
		).toBe('<Envelope><row>a</row><Body><next>n</next></Body></Envelope>');
	});

	test('has what predicates compare with', () => {
		expect(
			xmlText([
				{ query: '/a/item[@type=\'log\' and name = "x"]/value', values: ['1'] },
				{ query: '/a/item[@type=\'log\' and name = "x"]/other', values: ['2'] },
				{ query: "/a/item[@type='last']/@id", values: ['3'] },
			]),
		).toBe(
			'<a><item type="log"><name>x</name><value>1</value><other>2</other></item><item type="last" id="3"></item></a>',
		);
	});

	test('is a document even when nothing is to be found', () => {
		expect(xmlText([{ query: 'string(/a/b)', values: [] }])).toBe('<a></a>');
		expect(xmlText([{ query: '', values: ['x'] }])).toBe('<response></response>');
	});
});

describe('the endpoint of a request', () => {
	const { endpoints } = analyse(
		compileText(
			workflowText({
				parameters: '<Parameter name="host" label="x"/>',
				actions: `<CallEndpoint url="https://\${/host}/token" method="POST" savePath="/a"/>
<CallEndpoint url="https://\${/host}/v1/\${/kind}/events" method="GET" savePath="/b"/>
<CallEndpoint url="https://\${/host}/v1/\${/kind}/events" method="GET" savePath="/c"/>
<CallEndpoint url="\${/next}" method="GET" savePath="/d"/>`,
			}),
		),
	);
	const cases = [
		['POST', 'https://h.example/token', undefined, 0],
		['POST', 'https://h.example/token?x=1', undefined, 0],
		['GET', 'https://h.example/v1/audit/events?a=b', undefined, 1],
		['GET', 'https://h.example/v1/audit/events', 1, 2],
		['GET', 'https://h.example/v1/audit/events', 2, 1],
		['GET', 'https://other.example/page', undefined, 3],
		['DELETE', 'https://h.example/token', undefined, undefined],
	] as const;
	for (const [method, url, previous, expected] of cases)
		test(`${method} ${url} behind ${previous ?? 'nothing'}`, () => {
			const before = previous === undefined ? undefined : endpoints[previous];
			expect(matchRequest({ method, url }, endpoints, before)?.index).toBe(expected);
		});
});

function xmlText(findings: readonly XmlFinding[]): string {
	return printXml(xmlTree(findings));
}
