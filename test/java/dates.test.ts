import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type FormatResult, formatDate } from '../../src/java/date/format.ts';
import { parseDate } from '../../src/java/date/parse.ts';
import { type DatePattern, parseDatePattern } from '../../src/java/date/pattern.ts';
import { parseTimeZone, suggestTimeZone } from '../../src/java/date/zone.ts';
import patternCases from './datePatterns.cases.json' with { type: 'json' };
import formatCases from './formatDate.cases.json' with { type: 'json' };
import parseCases from './parseDate.cases.json' with { type: 'json' };
import timeZoneCases from './timeZones.cases.json' with { type: 'json' };
import zoneNameCases from './zoneNames.cases.json' with { type: 'json' };

const SEED = 20261121;

function patternOf(text: string): DatePattern {
	const result = parseDatePattern(text);
	if (!result.ok) throw new Error(`${result.message} in ${text}`);
	return result.pattern;
}

function format(pattern: string, timeZone: string, timeMs: number): FormatResult {
	return formatDate({ pattern: patternOf(pattern), timeZone, timeMs });
}

/** Java prints left-over fields in an order that changes from run to run. */
function withFieldsSorted(message: string): string {
	return message.replace(
		/\{(.*?)\}/,
		(_, fields: string) => `{${fields.split(', ').sort().join(', ')}}`,
	);
}

for (const { about, cases } of patternCases)
	describe(about, () => {
		test.each(cases)('$pattern', ({ pattern, message, offset }) => {
			expect(parseDatePattern(pattern)).toEqual({ ok: false, message, offset });
		});
	});

for (const { about, cases } of formatCases)
	describe(about, () => {
		test.each(cases)('$pattern in $timeZone at $timeMs', (row) => {
			const result = format(row.pattern, row.timeZone, row.timeMs);
			expect(result.ok ? result.text : result.message).toBe(row.text ?? row.message);
		});
	});

for (const { about, cases } of parseCases)
	describe(about, () => {
		test.each(cases)('"$text" by $pattern in $timeZone', (row) => {
			const { timeZone, text } = row;
			const result = parseDate({ pattern: patternOf(row.pattern), timeZone, text });
			if (row.timeMs !== undefined) expect(result).toEqual({ ok: true, timeMs: row.timeMs });
			else
				expect(result.ok ? result.timeMs : withFieldsSorted(result.message)).toBe(
					withFieldsSorted(row.message ?? ''),
				);
		});
	});

for (const { about, cases } of timeZoneCases)
	describe(about, () => {
		test.each(cases)('"$given"', ({ given, id, message }) => {
			const result = parseTimeZone(given);
			expect(result.ok ? result.zone.id : result.message).toBe(id ?? message);
		});
	});

for (const { about, cases } of zoneNameCases)
	describe(about, () => {
		test.each(cases)('$timeZone', ({ timeZone, winter, summer }) => {
			const print = (names: Readonly<Record<string, string>>, timeMs: number) =>
				Object.fromEntries(
					Object.keys(names).map((letters) => {
						const result = format(letters, timeZone, timeMs);
						return [letters, result.ok ? result.text : result.message];
					}),
				);
			expect(print(winter, Date.UTC(2024, 0))).toEqual(winter);
			expect(print(summer, Date.UTC(2024, 6))).toEqual(summer);
		});
	});

const ZONES = [
	'UTC',
	'America/New_York',
	'Europe/London',
	'Africa/Casablanca',
	'Australia/Lord_Howe',
	'Asia/Kolkata',
	'Pacific/Apia',
	'+05:45',
];
const UNAMBIGUOUS = [
	"yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
	"uuuu-DDD'T'HH:mm:ss.SSSxx",
	"YYYY-'W'ww-e A X",
	'EEEE, d MMMM u G h:mm:ss.SSS a OOOO',
	'g N ZZZZZ',
	'yyyyMMddHHmmssSSSXX',
	'[yyyy-MM-dd[ HH:mm:ss[.SSS][Z]]]',
];

test('what is printed with an offset is read back', () => {
	fc.assert(
		fc.property(
			fc.constantFrom(...UNAMBIGUOUS),
			fc.constantFrom(...ZONES),
			fc.constantFrom(...ZONES),
			fc.integer({ min: Date.UTC(1950, 0), max: Date.UTC(2150, 0) }),
			(pattern, timeZone, otherZone, timeMs) => {
				const printed = format(pattern, timeZone, timeMs);
				expect(printed.ok).toBe(true);
				const text = printed.ok ? printed.text : '';
				const result = parseDate({ pattern: patternOf(pattern), timeZone: otherZone, text });
				expect(result).toEqual({ ok: true, timeMs });
			},
		),
		{ seed: SEED, numRuns: 500 },
	);
});

test('no pattern and no text make it throw', () => {
	const piece = fc.constantFrom(..."GuyDMLdQqYwWEecFaBhHkKmsSAnNVvzOXxZgp'[]#{} -:.0123TZ+");
	const texts = fc.array(piece, { maxLength: 14 }).map((pieces) => pieces.join(''));
	fc.assert(
		fc.property(texts, texts, fc.constantFrom(...ZONES), (text, value, timeZone) => {
			const result = parseDatePattern(text);
			if (!result.ok) {
				expect(result.offset).toBeLessThan(text.length);
				return;
			}
			const { pattern } = result;
			const printed = formatDate({ pattern, timeZone, timeMs: 1_714_979_289_123 });
			parseDate({ pattern, timeZone, text: value });
			if (printed.ok) parseDate({ pattern, timeZone, text: printed.text });
		}),
		{ seed: SEED, numRuns: 3000 },
	);
});

test('a padded number directly before a number is refused, as Java fails on it', () => {
	expect(parseDatePattern('yyyy ppHHmm')).toEqual({
		ok: false,
		message: 'A padded number cannot be directly followed by a number (ClassCastException in Java)',
		offset: 9,
	});
});

test('optional sections nest to a limit', () => {
	expect(parseDatePattern(`yyyy${'['.repeat(100)}MM`).ok).toBe(true);
	expect(parseDatePattern(`yyyy${'['.repeat(100_000)}MM`)).toEqual({
		ok: false,
		message: 'Optional sections are nested more than 100 deep',
		offset: 104,
	});
});

test('years far beyond what Date holds are printed and read', () => {
	const timeMs = 8_000_000_000_000_000_000;
	const pattern = "uuuu-MM-dd'T'HH:mm";
	expect(format(pattern, 'America/New_York', timeMs)).toEqual({
		ok: true,
		text: '+253511878-01-20T09:13',
	});
	expect(format(pattern, 'America/New_York', -timeMs)).toEqual({
		ok: true,
		text: '-253507939-12-11T04:50',
	});
	expect(format(pattern, 'UTC', Number.NaN)).toEqual({
		ok: false,
		message: 'The time NaN is outside of what Java can hold.',
	});
	const text = '+999999999-01-01T00:00';
	expect(parseDate({ pattern: patternOf(pattern), timeZone: 'UTC', text })).toEqual({
		ok: false,
		message: 'long overflow',
	});
});

test.each([
	['utc', 'UTC'],
	['europe/london', 'Europe/London'],
	['Europe/Lodnon', 'Europe/London'],
	['New York', 'America/New_York'],
	['EST', 'America/New_York'],
	['Mars/Olympus', undefined],
	['', undefined],
])('for the zone "%s" it suggests %s', (given, suggested) => {
	expect(suggestTimeZone(given)).toBe(suggested);
});
