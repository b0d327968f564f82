import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeEach, expect, test } from 'vitest';
import { checkVectors } from '../../src/scripts/conformance/vectors.ts';

const folder = mkdtempSync(join(tmpdir(), 'vectors-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const xml = "<e><id a='1'>7</id></e>";

/** One of each kind that holds. */
const FILES = {
	'dates.json': {
		source: 'By hand.',
		format: [{ pattern: 'uuuu', timeZone: 'UTC', time: 0, result: '1970' }],
		parse: [
			{ pattern: 'yyyy-MM-dd HH', timeZone: 'UTC', date: '1970-01-02 00', result: 86_400_000 },
			{ pattern: 'yyyy', timeZone: 'UTC', date: 'x', error: 'DateTimeParseException' },
		],
	},
	'jpath.json': { cases: [{ state: { a: 1 }, expression: '/a + 1', result: 2 }] },
	'text.json': {
		regexCapture: [{ pattern: 'a(.)', value: 'ab', result: 'b' }],
		split: [{ value: 'a,b,,', delimiter: ',', result: ['a', 'b'] }],
		urlEncode: [{ value: 'a b', result: 'a+b' }],
		xpath: [
			{ xml, xPathQuery: '//id', nodes: ['<id a="1">7</id>'] },
			{ xml, xPathQuery: 'count(//id)', string: '1' },
			{ xml, xPathQuery: '//[', error: 'XPathExpressionException' },
		],
	},
};

type Files = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

function write(files: Files): void {
	for (const [name, content] of Object.entries(files))
		writeFileSync(join(folder, name), JSON.stringify(content));
}

beforeEach(() => write(FILES));

function failures(): Readonly<Record<string, readonly string[]>> {
	const failed = checkVectors(folder).filter((result) => result.failures.length > 0);
	return Object.fromEntries(failed.map((result) => [result.name, result.failures]));
}

test('every list of vectors is run', () => {
	expect(checkVectors(folder).map(({ name, total, held }) => [name, held, total])).toEqual([
		['dates.json format', 1, 1],
		['dates.json parse', 2, 2],
		['jpath.json cases', 1, 1],
		['text.json regexCapture', 1, 1],
		['text.json split', 1, 1],
		['text.json urlEncode', 1, 1],
		['text.json xpath', 3, 3],
	]);
	expect(failures()).toEqual({});
});

const WRONG: Files = {
	'dates.json': {
		format: [{ pattern: 'uuuu', timeZone: 'UTC', time: 0, result: '1971' }],
		parse: [{ pattern: 'yyyy', timeZone: 'UTC', date: 'x', result: 0 }],
	},
	'jpath.json': { cases: [{ state: { a: 1 }, expression: '/a + 1', error: 'an error' }] },
	'text.json': {
		regexCapture: [{ pattern: 'a(.)', value: 'ab', result: null }],
		split: [{ value: 'a,b,,', delimiter: ',', result: ['a', 'b', ''] }],
		urlEncode: [{ value: 'a b', result: 'a%20b' }],
		xpath: [{ xml, xPathQuery: 'count(//id)', nodes: ['1', '2'] }],
	},
};
const lists = Object.entries(WRONG).flatMap(([file, content]) =>
	Object.entries(content).map(([list, vectors]) => ({ file, list, vectors })),
);

test.each(lists)(
	'a vector of $file $list that does not hold is shown',
	({ file, list, vectors }) => {
		write({ [file]: { ...(FILES as Files)[file], [list]: vectors } });
		expect(failures()).toEqual({
			[`${file} ${list}`]: [expect.stringMatching(/: (?:ours is |we crash: )/)],
		});
	},
);

test('a list that nothing runs, one that is empty and one that is missing are failures', () => {
	const { xpath: _, ...rest } = FILES['text.json'];
	write({ 'text.json': { ...rest, split: [], base64: [{ value: 'a' }] } });
	expect(failures()).toEqual({
		'text.json base64': ['Nothing runs them.'],
		'text.json split': ['There are none.'],
		'text.json xpath': ['There are none.'],
	});
});
