import type * as JavaRoom from './javaRoom.ts';
import { processorTime, requireSame } from './measure.ts';
import { measurePairs, type Pair, type PairFigures } from './pairs.ts';

const LINES = 1000;

/** What authors capture, the pattern they write for it, and the texts they write it for. */
const CAPTURES = [
	{
		name: 'an address in a CEF line',
		pattern: String.raw`src=(\d{1,3}(?:\.\d{1,3}){3})`,
		line: cefLine,
	},
	{
		name: 'a member of a line of JSON',
		pattern: String.raw`"message"\s*:\s*"((?:[^"\\]|\\.)*)"`,
		line: jsonLine,
	},
	{
		name: 'the next page in a `Link` header',
		pattern: String.raw`<([^>]+)>;\s*rel="next"`,
		line: linkHeader,
	},
	{
		name: 'the status in a line of an access log',
		pattern: String.raw`^\S+ \S+ \S+ \[[^\]]+\] "(?:GET|HEAD|POST|PUT|DELETE) \S+ [^"]+" (\d{3}) \d+`,
		line: accessLine,
	},
	{
		name: 'the rest of a line behind a word',
		pattern: String.raw`^.*\b(?:WARN|ERROR|FATAL)\b:?\s+(.*)$`,
		line: syslogLine,
	},
	{
		name: 'what no line has',
		pattern: String.raw`password[=:]\s*(\S+)`,
		line: accessLine,
	},
];

/** Captures from made-up log lines, as RegexCapture does, and with `RegExp`: these patterns mean the same in both. */
export async function compareRegex(java: typeof JavaRoom, rounds: number): Promise<PairFigures[]> {
	const pairs = CAPTURES.map(({ name, pattern, line }): Pair => {
		const lines = Array.from({ length: LINES }, (_, index) => line(index));
		const compiled = java.compileJavaRegex(pattern);
		if (!compiled.ok) throw new Error(compiled.message);
		const { regex } = compiled;
		const theirs = new RegExp(pattern);
		return {
			name,
			yardstick: `\`${pattern}\``,
			pieces: LINES,
			calls: 3,
			ours: () =>
				lines.map((text) => {
					const found = java.findFirst(regex, text);
					return found.ok ? (found.match?.groups[1] ?? null) : found.message;
				}),
			theirs: () => lines.map((text) => theirs.exec(text)?.[1] ?? null),
		};
	});
	for (const { name, ours, theirs } of pairs) await requireSame(name, { ours, theirs });
	return measurePairs(pairs, { rounds, stopwatch: processorTime });
}

function addressOf(number: number): string {
	return `10.${number % 7}.${number % 251}.${(number * 31) % 254}`;
}

function timeOf(number: number): string {
	return new Date(1_767_225_600_000 + number * 4_321).toISOString();
}

function cefLine(number: number): string {
	return `${timeOf(number)} gw-${number % 9} CEF:0|Example|Gateway|7.1|${100 + (number % 40)}|Connection ${number % 3 === 0 ? 'refused' : 'allowed'}|${number % 10}|rt=${1_767_225_600_000 + number} cs1Label=rule cs1=outbound-${number % 17} app=HTTPS proto=TCP spt=${40_000 + number} src=${addressOf(number)} dst=192.0.2.${number % 200} dpt=443 out=${number * 97} suser=person${number}@example.com`;
}

function jsonLine(number: number): string {
	return `{"id":"00000000-0000-4000-8000-${String(number).padStart(12, '0')}","time":"${timeOf(number)}","actor":{"name":"Person ${number % 97}","ip":"${addressOf(number)}"},"action":"issue_viewed","message":"Person ${number % 97} opened \\"PROJ-${number}\\" from ${addressOf(number)}"}`;
}

function linkHeader(number: number): string {
	const page = (name: string, cursor: number) =>
		`<https://api.example.com/v1/events?limit=200&after=${cursor.toString(36).padStart(24, 'x')}>; rel="${name}"`;
	return [page('self', number), page('first', 0), page('next', number + 1)].join(', ');
}

function accessLine(number: number): string {
	return `${addressOf(number)} - person${number % 97} [01/Jan/2026:10:${String(number % 60).padStart(2, '0')}:00 +0000] "${['GET', 'POST', 'HEAD'][number % 3]} /api/v2/items/${number}?expand=owner HTTP/1.1" ${[200, 404, 503][number % 3]} ${number * 13} "https://www.example.com/start" "Mozilla/5.0 (X11; Linux x86_64) Gecko/20100101 Firefox/128.0"`;
}

function syslogLine(number: number): string {
	return `<134>1 ${timeOf(number)} app-${number % 5}.example.com worker ${number} - - [pool-${number % 8}-thread-${number % 16}] ${['INFO', 'WARN', 'ERROR'][number % 3]}: The job ${number} for ${addressOf(number)} took ${number * 3} ms and was tried ${number % 4} times`;
}
