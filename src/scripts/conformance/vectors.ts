import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Json, stringifyJson } from '../../base/json.ts';
import { javaUrlEncode } from '../../base/urlEncoding.ts';
import type { Version } from '../../base/version.ts';
import { formatDate } from '../../java/date/format.ts';
import { parseDate } from '../../java/date/parse.ts';
import { parseDatePattern } from '../../java/date/pattern.ts';
import { compileJavaRegex } from '../../java/regex/regex.ts';
import { findFirst } from '../../java/regex/search.ts';
import { splitJava } from '../../java/regex/split.ts';
import { queryXml } from '../../java/xpath/queryXml.ts';
import { evaluate, render } from '../../jpath/index.ts';

/** One recorded behaviour: what goes in, and what came out or that it failed. */
type Vector = Readonly<Record<string, Json>> & { readonly error?: Json };

/** What we make of a vector, as text to compare; undefined when it is an error. */
type Runner = (vector: Vector) => { readonly ours: string | undefined; readonly expected: string };

/** How each list of each file is run. A list that is not here, or not there, counts as a failure. */
const RUNNERS: Readonly<Record<string, Runner>> = {
	'dates.json format': runFormat,
	'dates.json parse': runParse,
	'jpath.json cases': runJpath,
	'text.json regexCapture': runRegexCapture,
	'text.json split': runSplit,
	'text.json urlEncode': ({ value, result }) => ({
		ours: javaUrlEncode(String(value)),
		expected: String(result),
	}),
	'text.json xpath': runXPath,
};

export interface VectorResult {
	readonly name: string;
	readonly total: number;
	readonly held: number;
	/** The vectors that do not hold, or what is wrong with all of them, in words. */
	readonly failures: readonly string[];
}

/** Runs every recorded vector of a folder through the library. */
export function checkVectors(folder: string): VectorResult[] {
	const lists = new Map(
		readdirSync(folder)
			.sort()
			.flatMap((file) => listsOf(folder, file)),
	);
	const names = new Set([...Object.keys(RUNNERS), ...lists.keys()]);
	return [...names].sort().map((name) => {
		const run = Object.hasOwn(RUNNERS, name) ? RUNNERS[name] : undefined;
		const vectors = lists.get(name) ?? [];
		const total = vectors.length;
		if (run === undefined) return { name, total, held: 0, failures: ['Nothing runs them.'] };
		if (total === 0) return { name, total, held: 0, failures: ['There are none.'] };
		const failures = vectors.flatMap((vector) => {
			const problem = check(vector, run);
			return problem === undefined ? [] : [`${JSON.stringify(vector)}: ${problem}`];
		});
		return { name, total, held: total - failures.length, failures };
	});
}

function listsOf(folder: string, file: string): (readonly [string, readonly Vector[]])[] {
	if (!file.endsWith('.json')) return [];
	const content = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Record<string, unknown>;
	return Object.entries(content)
		.filter((entry): entry is [string, Vector[]] => Array.isArray(entry[1]))
		.map(([list, vectors]) => [`${file} ${list}`, vectors]);
}

/** What is wrong with our reading of a vector. */
function check(vector: Vector, run: Runner): string | undefined {
	try {
		const { ours, expected } = run(vector);
		const holds = vector.error === undefined ? ours === expected : ours === undefined;
		return holds ? undefined : `ours is ${ours ?? 'an error'}`;
	} catch (error) {
		return `we crash: ${error instanceof Error ? error.message : error}`;
	}
}

function runJpath(vector: Vector): ReturnType<Runner> {
	const version = (vector.version ?? vector.since ?? 'V2_1') as Version;
	const options = { version, now: 0, random: () => 0 };
	const result =
		vector.template === undefined
			? evaluate(String(vector.expression), vector.state, options)
			: render(String(vector.template), vector.state, options);
	const expected = vector.template === undefined ? vector.result : vector.text;
	return {
		ours: result.ok ? stringifyJson(result.value ?? null) : undefined,
		expected: stringifyJson(expected ?? null),
	};
}

function runFormat({ pattern, timeZone, time, result }: Vector): ReturnType<Runner> {
	const parsed = parseDatePattern(String(pattern));
	const formatted = parsed.ok
		? formatDate({
				pattern: parsed.pattern,
				timeZone: String(timeZone),
				timeMs: Number(time),
			})
		: undefined;
	return { ours: formatted?.ok ? formatted.text : undefined, expected: String(result) };
}

function runParse({ pattern, timeZone, date, result }: Vector): ReturnType<Runner> {
	const parsed = parseDatePattern(String(pattern));
	const read = parsed.ok
		? parseDate({ pattern: parsed.pattern, timeZone: String(timeZone), text: String(date) })
		: undefined;
	return { ours: read?.ok ? String(read.timeMs) : undefined, expected: String(result) };
}

/** Null in a recorded result: nothing matched, or there is no group to capture. */
function runRegexCapture({ pattern, value, result }: Vector): ReturnType<Runner> {
	const compiled = compileJavaRegex(String(pattern));
	const found = compiled.ok ? findFirst(compiled.regex, String(value)) : undefined;
	return {
		ours: found?.ok ? JSON.stringify(found.match?.groups[1] ?? null) : undefined,
		expected: JSON.stringify(result),
	};
}

function runSplit({ value, delimiter, result }: Vector): ReturnType<Runner> {
	const split = splitJava(String(value), String(delimiter));
	return {
		ours: split.ok ? JSON.stringify(split.parts) : undefined,
		expected: JSON.stringify(result),
	};
}

function runXPath({ xml, xPathQuery, nodes, string }: Vector): ReturnType<Runner> {
	const found = queryXml({ xml: String(xml), query: String(xPathQuery) });
	const ours = found.ok
		? JSON.stringify(found.kind === 'nodes' ? found.nodes : found.text)
		: undefined;
	return { ours, expected: JSON.stringify(nodes ?? string) };
}
