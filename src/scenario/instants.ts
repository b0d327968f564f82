/** Times this far from now count as times that follow the clock. */
const NEAR_MS = 400 * 86_400_000;

/** One way to write a time. */
interface Format {
	readonly pattern: string;
	/** The epoch milliseconds of each reading, of the groups; the time of day does not matter. */
	readonly read: (groups: readonly string[]) => readonly number[];
	/** The Java regular expression of any time written so. */
	readonly any: (text: string) => string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const TIME = '\\d\\d:\\d\\d(?::\\d\\d(?:[.,]\\d{1,9})?)?(?:Z|[+-]\\d\\d:?\\d\\d)?';

/** The first that fits is the one. Each has two groups at most. */
const FORMATS: readonly Format[] = [
	{
		// Epoch seconds, also with a fraction, or milliseconds, microseconds, nanoseconds.
		pattern: '(?<![\\w.])(\\d{10}(?:\\d{3}|\\d{6}|\\d{9})?)(?:\\.\\d{1,9})?(?!\\w|\\.\\w)',
		read: ([digits = '']) => [Number(digits) * 10 ** (13 - digits.length)],
		any: (text) => `\\d{${text.split('.', 1)[0]?.length}}${text.includes('.') ? '\\.\\d+' : ''}`,
	},
	{
		// 20260101, 20260101T000000Z, 20260101000000
		pattern: '(?<![\\w.])(\\d{8})(?:T?\\d{4}(?:\\d\\d(?:\\.\\d{1,9})?)?(?:Z|[+-]\\d{4})?)?(?!\\w)',
		read: ([digits = '']) => [date(digits.slice(0, 4), digits.slice(4, 6), digits.slice(6))],
		any: (text) => (text.length === 8 ? '\\d{8}' : '\\d{8}[\\dTZ.+-]+'),
	},
	{
		// 2026-01-01, 2026/01/01 00:00, 2026-01-01T00:00:00.000Z
		pattern: `(?<!\\d)(\\d{4}[-/]\\d\\d[-/]\\d\\d)([T ]${TIME})?`,
		read: ([day = '']) => [date(day.slice(0, 4), day.slice(5, 7), day.slice(8))],
		any: (text) => `\\d{4}[-/]\\d\\d[-/]\\d\\d${text.length === 10 ? '' : '[^&]+?'}`,
	},
	{
		// 31.01.2026, 01/31/2026: which comes first, the day or the month, is not said.
		pattern: '(?<![\\w./-])(\\d\\d[./-]\\d\\d[./-]\\d{4})(?!\\d)',
		read: ([text = '']) => {
			const [one = '', other = '', year = ''] = text.split(/[./-]/);
			return [date(year, one, other), date(year, other, one)];
		},
		any: () => '\\d\\d[./-]\\d\\d[./-]\\d{4}',
	},
	{
		// Thu, 01 Jan 2026 00:00:00 GMT
		pattern: `\\w{3}, (\\d\\d (?:${MONTHS.join('|')}) \\d{4})( ${TIME}(?: GMT)?)?`,
		read: ([text = '']) => {
			const [day = '', month = '', year = ''] = text.split(' ');
			return [date(year, String(MONTHS.indexOf(month) + 1), day)];
		},
		any: () => '\\w{3}, \\d\\d \\w{3} \\d{4}[^&]*?',
	},
];

const INSTANT = new RegExp(FORMATS.map(({ pattern }) => `(?:${pattern})`).join('|'), 'g');

function date(year: string, month: string, day: string): number {
	const isDate = Number(month) <= 12 && Number(day) <= 31;
	return isDate ? Date.UTC(Number(year), Number(month) - 1, Number(day)) : Number.NaN;
}

/**
 * A Java regular expression that matches a text whatever the times in it, or undefined when there are none near now. So
 * a request that says "since an hour ago" is met again by a run at another hour.
 */
export function patternOfInstants(text: string, nowMs: number): string | undefined {
	let pattern = '';
	let end = 0;
	for (const { 0: found, index } of text.matchAll(INSTANT)) {
		const format = FORMATS.find((one) => isNear(found, nowMs, one));
		if (format === undefined) continue;
		pattern += quote(text.slice(end, index)) + format.any(found);
		end = index + found.length;
	}
	return end === 0 ? undefined : `^${pattern}${quote(text.slice(end))}$`;
}

function isNear(text: string, nowMs: number, { pattern, read }: Format): boolean {
	const found = new RegExp(`^(?:${pattern})$`).exec(text);
	return found !== null && read(found.slice(1)).some((ms) => Math.abs(ms - nowMs) < NEAR_MS);
}

function quote(text: string): string {
	return text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
}
