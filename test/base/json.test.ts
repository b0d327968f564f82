import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
	ExactNumber,
	getMember,
	isJsonObject,
	memberNames,
	numberFromText,
	parseJson,
	putMember,
	removeMember,
	stringifyJson,
	withEscapedLines,
} from '../../src/base/json.ts';

const SEED = 20261121;

const numberText = fc.oneof(
	fc.constantFrom(
		'0',
		'-0',
		'1.0',
		'1.50',
		'1e3',
		'1E+3',
		'0.1',
		'0.0000001',
		'12345678901234567890',
		'9007199254740993',
		'1.7976931348623157e308',
		'-0.0',
		'100.10',
	),
	fc.integer().map(String),
	fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => JSON.stringify(value)),
);
const nameText = fc
	.oneof(
		fc.constantFrom(
			'0',
			'10',
			'2',
			'4294967295',
			'01',
			'__proto__',
			'constructor',
			'toString',
			'',
			'\u0000',
			'\u00001',
			'a',
		),
		fc.string({ unit: 'grapheme' }),
	)
	.map((name) => withEscapedLines(JSON.stringify(name)));
const stringText = fc
	.oneof(
		fc.string({ unit: 'grapheme' }),
		fc.constantFrom('at 10:20:30.400Z', ', 1.50, ', '"1":', '\\u0000'),
	)
	.map((text) => withEscapedLines(JSON.stringify(text)));

/** Texts of JSON values, compact, each name once an object. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
	json: fc.oneof(
		{ depthSize: 'small' },
		numberText,
		stringText,
		fc.constantFrom('true', 'false', 'null'),
		fc.array(tie('json'), { maxLength: 5 }).map((items) => `[${items.join(',')}]`),
		fc
			.uniqueArray(fc.tuple(nameText, tie('json')), { maxLength: 5, selector: ([name]) => name })
			.map((members) => `{${members.map(([name, value]) => `${name}:${value}`).join(',')}}`),
	),
}));

test('JSON comes back as it came: numbers, names, order', () => {
	fc.assert(
		fc.property(json, (text) => {
			expect(stringifyJson(parseJson(text))).toBe(text);
		}),
		{ seed: SEED, numRuns: 3000 },
	);
});

test('white space does not matter', () => {
	fc.assert(
		fc.property(json, (text) => {
			const spaced = ` ${text}\n`;
			expect(stringifyJson(parseJson(spaced))).toBe(text);
		}),
		{ seed: SEED, numRuns: 300 },
	);
});

test('whatever is no JSON throws a SyntaxError and nothing else', () => {
	fc.assert(
		fc.property(fc.string(), (text) => {
			try {
				parseJson(text);
			} catch (error) {
				expect(error).toBeInstanceOf(SyntaxError);
			}
		}),
		{ seed: SEED, numRuns: 500 },
	);
});

test('line separators are escaped, as Gson escapes them', () => {
	const text = '{"\\u2028":"a\\u2029b","c":1.0}';
	expect(stringifyJson(parseJson(text))).toBe(text);
	expect(stringifyJson(parseJson(text.replace('1.0', '1')))).toContain('\\u2029');
});

test('a name like an index keeps its place however it is written', () => {
	expect(stringifyJson(parseJson('{"z":0,"\\u0032":1}'))).toBe('{"z":0,"2":1}');
});

test('members are reached by their names, whatever they are', () => {
	const value = parseJson('{"b":1,"1":2,"__proto__":{"polluted":true},"0":null}');
	if (!isJsonObject(value)) throw new Error('not an object');
	expect(memberNames(value)).toEqual(['b', '1', '__proto__', '0']);
	expect(getMember(value, '1')).toBe(2);
	expect(getMember(value, '0')).toBe(null);
	expect(getMember(value, 'toString')).toBeUndefined();
	putMember(value, '1', 3);
	putMember(value, '__proto__', 4);
	removeMember(value, '0');
	expect(stringifyJson(value)).toBe('{"b":1,"1":3,"__proto__":4}');
	expect({}).not.toHaveProperty('polluted');
});

test('a number is plain where JavaScript prints it alike', () => {
	expect(numberFromText('1.5')).toBe(1.5);
	expect(numberFromText('1767225600000')).toBe(1_767_225_600_000);
	expect(numberFromText('1.0')).toEqual(new ExactNumber('1.0'));
	expect(numberFromText('9007199254740993')).toEqual(new ExactNumber('9007199254740993'));
});

test('an object of a caller’s own may have names like indexes', () => {
	expect(getMember({ 7: 'seven' }, '7')).toBe('seven');
});
