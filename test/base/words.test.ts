import { expect, test } from 'vitest';
import { createSource } from '../../src/base/source.ts';
import { didYouMean, suggest } from '../../src/base/suggest.ts';

test.each([
	['pathh', ['path', 'value'], 'path'],
	['SET', ['Set', 'Split'], 'Set'],
	['hots', ['host', 'port'], 'host'],
	['vlaue', ['path', 'value'], 'value'],
	['query', ['apiToken', 'orgID'], undefined],
	['x', ['path', 'value'], undefined],
	['path', ['path'], undefined],
])('for "%s" among %j the nearest is %s', (given, candidates, expected) => {
	expect(suggest(given, candidates)).toBe(expected);
});

test('a name of unreasonable length suggests nothing, at once', () => {
	expect(didYouMean('x'.repeat(1_000_000), ['x'.repeat(999_999)])).toBe('');
});

test('places count lines of every ending, and columns in UTF-16 code units', () => {
	const source = createSource('x', 'a\r\nbb\rc\n\n😀d');
	const places = [0, 1, 2, 3, 6, 8, 9, 11, 99, -1].map((offset) => {
		const { line, column } = source.positionAt(offset);
		return `${line}:${column}`;
	});
	expect(places).toEqual(['1:1', '1:2', '1:3', '2:1', '3:1', '4:1', '5:1', '5:3', '5:4', '1:1']);
	expect(source.lineAt(2)).toBe('bb');
	expect(source.lineAt(5)).toBe('😀d');
	expect(source.lineAt(6)).toBe('');
});
