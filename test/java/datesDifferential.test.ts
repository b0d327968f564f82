import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatDate } from '../../src/java/date/format.ts';
import { parseDate } from '../../src/java/date/parse.ts';
import { type DatePattern, parseDatePattern } from '../../src/java/date/pattern.ts';

/** Another opinion on dates: what `Intl` and `Date` of the platform say, where they and Java mean the same. */

const SEED = 20261123;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;

const ZONES = [
	'UTC',
	'America/New_York',
	'America/St_Johns',
	'America/Sao_Paulo',
	'Europe/London',
	'Europe/Berlin',
	'Asia/Kolkata',
	'Asia/Tehran',
	'Australia/Lord_Howe',
	'Pacific/Apia',
	'Pacific/Chatham',
];
const zones = fc.constantFrom(...ZONES);
const instants = fc.integer({ min: Date.UTC(1971, 0), max: Date.UTC(2037, 0) });

function patternOf(text: string): DatePattern {
	const result = parseDatePattern(text);
	if (!result.ok) throw new Error(`${result.message} in ${text}`);
	return result.pattern;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** One part of a moment in a zone, as `Intl` prints it. */
function part(
	options: Intl.DateTimeFormatOptions,
	type: Intl.DateTimeFormatPartTypes,
	{ timeZone, timeMs }: Moment,
): string {
	const key = `${timeZone} ${JSON.stringify(options)}`;
	const format = formats.get(key) ?? new Intl.DateTimeFormat('en-US', { ...options, timeZone });
	formats.set(key, format);
	return format.formatToParts(timeMs).find((found) => found.type === type)?.value ?? '';
}

interface Moment {
	readonly timeZone: string;
	readonly timeMs: number;
}

const year = (moment: Moment) => part({ year: 'numeric' }, 'year', moment);
const month = (moment: Moment) => part({ month: 'numeric' }, 'month', moment);
const day = (moment: Moment) => part({ day: 'numeric' }, 'day', moment);
const hour = (moment: Moment) => part({ hour: 'numeric', hourCycle: 'h23' }, 'hour', moment);
const minute = (moment: Moment) =>
	part({ minute: 'numeric', hour: 'numeric', hourCycle: 'h23' }, 'minute', moment);
const second = (moment: Moment) => String(Math.floor(moment.timeMs / 1000) % 60);
const milli = ({ timeMs }: Moment) => String(timeMs % 1000).padStart(3, '0');
const offset = (moment: Moment) =>
	part({ timeZoneName: 'longOffset' }, 'timeZoneName', moment).replace(/^GMT(?:\+00:00)?/, '');
const two = (text: string) => text.padStart(2, '0');

/** Letters, and how `Intl` prints what they stand for. */
const LETTERS: readonly (readonly [string, (moment: Moment) => string])[] = [
	['u', year],
	['yyyy', year],
	['yy', (moment) => year(moment).slice(-2)],
	['M', month],
	['MM', (moment) => two(month(moment))],
	['MMM', (moment) => part({ month: 'short' }, 'month', moment)],
	['LLLL', (moment) => part({ month: 'long' }, 'month', moment)],
	['d', day],
	['dd', (moment) => two(day(moment))],
	['EEE', (moment) => part({ weekday: 'short' }, 'weekday', moment)],
	['EEEE', (moment) => part({ weekday: 'long' }, 'weekday', moment)],
	['Q', (moment) => String(Math.ceil(Number(month(moment)) / 3))],
	['H', (moment) => String(Number(hour(moment)))],
	['HH', (moment) => two(hour(moment))],
	['k', (moment) => String(Number(hour(moment)) || 24)],
	['hh', (moment) => two(part({ hour: 'numeric', hourCycle: 'h12' }, 'hour', moment))],
	['K', (moment) => String(Number(hour(moment)) % 12)],
	['a', (moment) => (Number(hour(moment)) < 12 ? 'AM' : 'PM')],
	['mm', (moment) => two(minute(moment))],
	['s', second],
	['ss', (moment) => two(second(moment))],
	['SSS', milli],
	['S', (moment) => milli(moment).slice(0, 1)],
	['SSSSSS', (moment) => `${milli(moment)}000`],
	['n', (moment) => String(Number(milli(moment)) * 1_000_000)],
	['OOOO', (moment) => `GMT${offset(moment)}`],
	['XXX', (moment) => offset(moment) || 'Z'],
	['xx', (moment) => (offset(moment) || '+00:00').replace(':', '')],
	['VV', ({ timeZone }) => timeZone],
	["'o''clock'", () => "o'clock"],
];

test(`letters print what Intl prints (seed ${SEED})`, () => {
	const letters = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 8 });
	const separators = fc.constantFrom(' ', '-', '/', ':', ', ', '_', '.');
	fc.assert(
		fc.property(letters, separators, zones, instants, (chosen, separator, timeZone, timeMs) => {
			const pattern = patternOf(chosen.map(([letter]) => letter).join(separator));
			const expected = chosen.map(([, print]) => print({ timeZone, timeMs })).join(separator);
			expect(formatDate({ pattern, timeZone, timeMs })).toEqual({ ok: true, text: expected });
		}),
		{ seed: SEED, numRuns: 2000 },
	);
});

test(`texts with an offset are read as Date reads them (seed ${SEED})`, () => {
	const number = (min: number, max: number, width = 2) =>
		fc.integer({ min, max }).map((value) => String(value).padStart(width, '0'));
	const texts = fc
		.tuple(
			number(1, 9999, 4),
			number(1, 12),
			number(1, 28),
			number(0, 23),
			number(0, 59),
			number(0, 59),
			number(0, 999, 3),
			fc.constantFrom('Z', '+00:00', '-03:30', '+14:00', '-11:59', '+05:45'),
		)
		.map(
			([years, months, days, hours, minutes, seconds, millis, zone]) =>
				`${years}-${months}-${days}T${hours}:${minutes}:${seconds}.${millis}${zone}`,
		);
	const patterns = fc.constantFrom(
		"yyyy-MM-dd'T'HH:mm:ss.SSSXXX",
		"uuuu-M-d'T'H:m:s[.SSS]XXXXX",
		"yyyy-MM-dd'T'HH:mm:ss[.[SSSSSS][SSS]]ZZZZZ",
		'yyyy-MM[-dd]\'T\'HH:mm[:ss][".SS"][.SSS]XXX',
	);
	fc.assert(
		fc.property(texts, patterns, zones, (text, pattern, timeZone) => {
			const result = parseDate({ pattern: patternOf(pattern), timeZone, text });
			expect(result).toEqual({ ok: true, timeMs: Date.parse(text) });
		}),
		{ seed: SEED, numRuns: 1000 },
	);
});

/** How far a zone's clocks are ahead of UTC, by `Intl`. */
function offsetMs(timeZone: string, timeMs: number): number {
	const [, sign = '', hours = '0', minutes = '0'] =
		/^([+-])(\d+):(\d+)/.exec(offset({ timeZone, timeMs })) ?? [];
	return Number(`${sign}1`) * (Number(hours) * HOUR_MS + Number(minutes) * 60_000);
}

/** `ZonedDateTime.ofLocal`: of two instants the earlier; in a gap the clocks have been put forward already. */
function instantOf(timeZone: string, localMs: number): number {
	const earlier = localMs - offsetMs(timeZone, localMs - DAY_MS);
	const later = localMs - offsetMs(timeZone, localMs + DAY_MS);
	const holds = (timeMs: number) => timeMs + offsetMs(timeZone, timeMs) === localMs;
	return holds(earlier) || !holds(later) ? earlier : later;
}

test(`local times around changes of the clocks are read as Intl has them (seed ${SEED})`, () => {
	const pattern = patternOf('yyyy-MM-dd HH:mm');
	const changing = ZONES.filter((zone) => !['UTC', 'Asia/Kolkata', 'Pacific/Apia'].includes(zone));
	let changes = 0;
	fc.assert(
		fc.property(
			fc.constantFrom(...changing),
			fc.integer({ min: 1980, max: 2036 }),
			fc.integer({ min: -5 * 60, max: 5 * 60 }),
			(timeZone, years, minutes) => {
				let start = Date.UTC(years, 0);
				const first = offsetMs(timeZone, start);
				const end = Date.UTC(years + 1, 0);
				while (start < end && offsetMs(timeZone, start) === first) start += 14 * DAY_MS;
				for (const step of [-DAY_MS, HOUR_MS])
					while (start < end && (offsetMs(timeZone, start) === first) !== step < 0) start += step;
				if (start < end) changes++;
				const localMs = start + first + minutes * 60_000;
				const text = new Date(localMs).toISOString().slice(0, 16).replace('T', ' ');
				const result = parseDate({ pattern, timeZone, text });
				expect(result).toEqual({ ok: true, timeMs: instantOf(timeZone, localMs) });
			},
		),
		{ seed: SEED, numRuns: 300 },
	);
	expect(changes).toBeGreaterThan(150);
});
