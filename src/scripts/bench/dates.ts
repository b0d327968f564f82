import type * as JavaRoom from './javaRoom.ts';
import { processorTime, requireSame } from './measure.ts';
import { measurePairs, type Pair, type PairFigures } from './pairs.ts';

const ISO = "yyyy-MM-dd'T'HH:mm:ss.SSS'Z'";
const ISO_WITH_OFFSET = "yyyy-MM-dd'T'HH:mm:ssXXX";
const OF_HEADERS = "EEE, dd MMM yyyy HH:mm:ss 'GMT'";
const PLAIN = 'yyyy-MM-dd HH:mm:ss';

/** Instants over two years, some of them in the hours when clocks change. */
const INSTANTS = Array.from({ length: 1000 }, (_, index) => 1_735_689_600_123 + index * 63_072_017);

/** Writing and reading the same instants with Java's patterns and with what JavaScript has for that form. */
export async function compareDates(java: typeof JavaRoom, rounds: number): Promise<PairFigures[]> {
	const iso = INSTANTS.map((instant) => new Date(instant).toISOString());
	const withOffset = iso.map((text, index) =>
		text.replace(/\.\d+Z$/, ['Z', '+01:00', '-08:00'][index % 3] ?? ''),
	);
	const ofHeaders = INSTANTS.map((instant) => new Date(instant).toUTCString());
	const pairs = [
		writing(java, ISO, 'UTC', {
			yardstick: '`Date.toISOString`',
			write: (instant) => new Date(instant).toISOString(),
		}),
		writing(java, OF_HEADERS, 'UTC', {
			yardstick: '`Date.toUTCString`',
			write: (instant) => new Date(instant).toUTCString(),
		}),
		writing(java, PLAIN, 'UTC', intl('UTC')),
		writing(java, PLAIN, 'America/New_York', intl('America/New_York')),
		reading(java, ISO, iso),
		reading(java, ISO_WITH_OFFSET, withOffset),
		reading(java, OF_HEADERS, ofHeaders),
	];
	for (const { name, ours, theirs } of pairs) await requireSame(name, { ours, theirs });
	return measurePairs(pairs, { rounds, stopwatch: processorTime });
}

/** A way to write an instant that is not ours. */
interface Writer {
	readonly yardstick: string;
	readonly write: (instant: number) => string;
}

/** Sweden writes dates as the plain pattern does. Made once: making it costs as much as a thousand texts. */
function intl(timeZone: string): Writer {
	const format = new Intl.DateTimeFormat('sv-SE', {
		dateStyle: 'short',
		timeStyle: 'medium',
		timeZone,
	});
	return { yardstick: '`Intl.DateTimeFormat`', write: (instant) => format.format(instant) };
}

function writing(
	java: typeof JavaRoom,
	text: string,
	timeZone: string,
	{ yardstick, write }: Writer,
): Pair {
	const pattern = patternOf(java, text);
	return {
		name: `write \`${text}\`, ${timeZone}`,
		yardstick,
		pieces: INSTANTS.length,
		calls: 5,
		ours: () =>
			INSTANTS.map((timeMs) => {
				const result = java.formatDate({ pattern, timeZone, timeMs });
				return result.ok ? result.text : result.message;
			}),
		theirs: () => INSTANTS.map(write),
	};
}

function reading(java: typeof JavaRoom, text: string, dates: readonly string[]): Pair {
	const pattern = patternOf(java, text);
	return {
		name: `read \`${text}\``,
		yardstick: '`Date.parse`',
		pieces: dates.length,
		calls: 5,
		ours: () =>
			dates.map((date) => {
				const result = java.parseDate({ pattern, timeZone: 'UTC', text: date });
				return result.ok ? result.timeMs : result.message;
			}),
		theirs: () => dates.map((date) => Date.parse(date)),
	};
}

function patternOf({ parseDatePattern }: typeof JavaRoom, text: string) {
	const result = parseDatePattern(text);
	if (!result.ok) throw new Error(result.message);
	return result.pattern;
}
