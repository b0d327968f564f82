import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compileJavaRegex, type JavaRegex } from '../../src/java/regex/regex.ts';
import { type FindResult, findFirst } from '../../src/java/regex/search.ts';
import { splitJava } from '../../src/java/regex/split.ts';
import regexCases from './regex.cases.json' with { type: 'json' };
import faultCases from './regexFaults.cases.json' with { type: 'json' };

const SEED = 20261121;

function regexOf(pattern: string): JavaRegex {
	const result = compileJavaRegex(pattern);
	if (!result.ok) throw new Error(`${result.message} in ${pattern}`);
	return result.regex;
}

function find(pattern: string, text: string): FindResult {
	return findFirst(regexOf(pattern), text);
}

for (const { about, cases } of regexCases)
	describe(about, () => {
		test.each(cases)('$pattern in "$text"', ({ pattern, text, groups, start, end, parts }) => {
			const match = groups === null ? {} : { match: { groups, start, end } };
			expect(find(pattern, text)).toEqual({ ok: true, ...match });
			expect(splitJava(text, pattern)).toEqual({ ok: true, parts });
		});
	});

for (const { about, cases } of faultCases)
	describe(about, () => {
		test.each(cases)('$pattern', ({ pattern, message, offset }) => {
			expect(compileJavaRegex(pattern)).toEqual({ ok: false, message, offset });
			expect(splitJava('text', pattern)).toEqual({ ok: false, message, offset });
		});
	});

/** Patterns that mean the same to JavaScript: nothing empty in loops, no line ends, nothing of Java's own. */
const plainPiece = fc.constantFrom('a', 'b', '.', '[ab]', '[^b]', '\\d', '\\w', '-', 'ab', 'é');
const quantifier = fc.constantFrom('', '*', '+', '?', '*?', '+?', '??', '{2}', '{1,2}');
const loop = fc
	.tuple(fc.array(plainPiece, { minLength: 1, maxLength: 3 }), quantifier)
	.map(([pieces, suffix]) => `(?:${pieces.join('|')})${suffix}`);
const sharedPattern = fc
	.array(
		fc.oneof(
			loop,
			loop,
			plainPiece,
			loop.map((a) => `(?=${a})`),
			loop.map((a) => `(?!${a})`),
		),
		{
			maxLength: 6,
		},
	)
	.map((pieces) => pieces.join(''));
const shortText = fc
	.array(fc.constantFrom('a', 'b', 'c', '1', '-', 'é', ' '), { maxLength: 10 })
	.map((chars) => chars.join(''));

test('what means the same in JavaScript matches the same', () => {
	fc.assert(
		fc.property(sharedPattern, shortText, (pattern, text) => {
			const native = new RegExp(pattern).exec(text);
			const result = find(pattern, text);
			if (!result.ok) return;
			expect(result.match?.start).toBe(native?.index);
			expect(result.match?.groups[0]).toBe(native?.[0]);
		}),
		{ seed: SEED, numRuns: 3000 },
	);
});

test('a quoted delimiter splits as plain text does', () => {
	fc.assert(
		fc.property(
			fc.string({ minLength: 1, maxLength: 3 }),
			fc.array(fc.string({ maxLength: 4 })),
			(delimiter, pieces) => {
				fc.pre(!delimiter.includes('\\E'));
				const text = pieces.join(delimiter);
				const expected = text.split(delimiter);
				while (expected.length > 0 && expected.at(-1) === '') expected.pop();
				const parts = text.includes(delimiter) ? expected : [text];
				expect(splitJava(text, `\\Q${delimiter}\\E`)).toEqual({ ok: true, parts });
			},
		),
		{ seed: SEED, numRuns: 1000 },
	);
});

test('no pattern makes it throw', () => {
	const piece = fc.constantFrom(
		...'()[]{}\\*+?|^$.&-<>=!:,',
		'a',
		'b',
		'1',
		'Q',
		'E',
		'p',
		'😀',
		'\n',
	);
	const patterns = fc.array(piece, { maxLength: 16 }).map((pieces) => pieces.join(''));
	fc.assert(
		fc.property(patterns, shortText, (pattern, text) => {
			const result = compileJavaRegex(pattern);
			if (result.ok) findFirst(result.regex, text, { stepsMax: 100_000 });
			else expect(result.offset).toBeLessThanOrEqual(pattern.length);
		}),
		{ seed: SEED, numRuns: 5000 },
	);
});

const MEGABYTE = 2 ** 20;

test.each([
	['(a|b)*c', 'ab'.repeat(MEGABYTE / 2)],
	['(?:(a)|(b))*$', 'ab'.repeat(MEGABYTE / 2)],
	['(x+x+)+y', 'x'.repeat(60)],
	['(a|aa)+$', `${'a'.repeat(100_000)}!`],
	['(a|a)*$', `${'a'.repeat(100_000)}!`],
	['.*cursor=(\\w+)', '{"id":1},'.repeat(MEGABYTE / 9)],
	['(\\w+)@(\\w+)', 'abcdefghij '.repeat(MEGABYTE / 11)],
])('%s over a long text neither overflows nor runs away', (pattern, text) => {
	expect(find(pattern, text).ok).toBe(true);
});

test.each([
	['(.*?,){25}P', '1,'.repeat(40)],
	['(.+)\\1+$', `${'ab'.repeat(20_000)}!`],
	['(?:){2147483647}', ''],
	['^(([a-z])+?.)+?[A-Z]', 'a'.repeat(100)],
])('%s is stopped when it runs away', (pattern, text) => {
	const stopped = {
		ok: false,
		message: 'The regular expression took more than 500000 steps on this text: it was stopped.',
	};
	expect(findFirst(regexOf(pattern), text, { stepsMax: 500_000 })).toEqual(stopped);
	expect(splitJava(text, pattern, { stepsMax: 500_000 })).toEqual(stopped);
});

/** Patterns each of whose steps is much work: classes in classes, marks and characters to look around in. */
test.each([
	['(?:a|bc)*;', 'aaabcx;'.repeat(2 * MEGABYTE)],
	[`${'[^ĀāĂăĄąĆćĈĉĊċČč'.repeat(190)}字${']'.repeat(190)}+x`, '語'.repeat(MEGABYTE)],
	[`${'['.repeat(40)}字${'&&]'.repeat(40)}`, '字a'],
	['\\b.\\B.', `a${'\u0301'.repeat(100_000)}`],
	['(\\X\\X)*y', 'e\u0301'.repeat(MEGABYTE)],
	[`${'(?:a|bc)*'.repeat(2000)}z`, 'a'.repeat(MEGABYTE)],
])('the work of %# is counted, so that it ends', (pattern, text) => {
	expect(splitJava(text, pattern, { stepsMax: 1_000_000 })).toMatchObject({
		ok: false,
		message: expect.stringContaining('took more than 1000000 steps'),
	});
});

test('there is a limit of steps when none is given', () => {
	expect(find('(.*?,){25}P', '1,'.repeat(40))).toEqual({
		ok: false,
		message: 'The regular expression took more than 10000000 steps on this text: it was stopped.',
	});
});

test.each([
	['(', 'Groups are nested more than 500 deep'],
	['(?:', 'Groups are nested more than 500 deep'],
	['[', 'Classes are nested more than 200 deep'],
])('nesting of "%s" is limited', (open, message) => {
	expect(compileJavaRegex(open.repeat(100_000))).toMatchObject({ ok: false, message });
});

test('a pattern that is a whole response by mistake is refused', () => {
	expect(compileJavaRegex('a?'.repeat(1_000_000))).toEqual({
		ok: false,
		message: 'The pattern is longer than 500,000 characters',
		offset: 500_000,
	});
});

test.each(['\\N{LATIN SMALL LETTER A}', 'a\\b{g}'])('%s is said to be not supported', (pattern) => {
	expect(compileJavaRegex(pattern)).toMatchObject({
		ok: false,
		message: expect.stringContaining('not supported by this simulator'),
	});
});

test('a regex is compiled once and used for many texts', () => {
	const regex = regexOf('(?<key>\\w+)=(?<value>[^;]*);?');
	expect(regex.groupCount).toBe(2);
	expect([...regex.groupNames]).toEqual([
		['key', 1],
		['value', 2],
	]);
	for (const text of ['a=1', 'bc=23;d=4'])
		expect(findFirst(regex, text)).toMatchObject({ match: { start: 0 } });
});
