import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	stringifyJson,
} from '../base/json.ts';
import { compileJavaRegex } from '../java/regex/regex.ts';
import { findFirst } from '../java/regex/search.ts';
import { isSecretName } from '../sim/redact.ts';
import type { Finding, Pointer } from './finding.ts';
import { compilePathPattern, type PathPattern } from './pathPattern.ts';
import type { RequestView } from './requestView.ts';
import type { BodyMatcherFile, MatchFile, ValueMatcherFile } from './scenarioFile.ts';

/** What a request must be like, ready to be asked. */
export interface RequestMatch {
	/** Asked in order. */
	readonly parts: readonly MatchPart[];
	readonly path: PathPattern | undefined;
}

/** One thing that a request must have. */
export interface MatchPart {
	/** How much a request lacks that fails it: what is nearest to a request lacks least. */
	weigh(view: RequestView): number;
	/** Why a request does not have it, as the end of "It does not match: …"; undefined when it has. */
	refusal(view: RequestView): string | undefined;
}

/** Reads what is written. */
export function compileMatch(
	file: MatchFile | undefined,
	pointer: Pointer,
	findings: Finding[],
): RequestMatch {
	const { method, url, host, query, exactQuery, headers, body } = file ?? {};
	const parts: MatchPart[] = [];
	const address = url === undefined ? undefined : addressOf(url, [...pointer, 'url'], findings);
	const wantedHost = host ?? address?.host;
	if (wantedHost !== undefined) parts.push(hostPart(wantedHost));
	if (address?.path !== undefined) parts.push(pathPart(address.path));
	if (method !== undefined) parts.push(methodPart(method));
	for (const name of memberNames(query ?? {}))
		parts.push(
			valuePart({
				what: `the query parameter "${name}"`,
				isSecret: isSecretName(name),
				test: compileValue(getMember(query ?? {}, name), [...pointer, 'query', name], findings),
				valuesOf: (view) => view.query.get(name) ?? [],
			}),
		);
	if (exactQuery === true) parts.push(exactQueryPart(memberNames(query ?? {})));
	for (const name of memberNames(headers ?? {}))
		parts.push(
			valuePart({
				what: `the header "${name}"`,
				isSecret: isSecretName(name),
				test: compileValue(getMember(headers ?? {}, name), [...pointer, 'headers', name], findings),
				valuesOf: (view) => {
					const value = view.headers.get(name.toLowerCase());
					return value === undefined ? [] : [value];
				},
			}),
		);
	if (body !== undefined) parts.push(...bodyParts(body, [...pointer, 'body'], findings));
	return { parts, path: address?.path };
}

/** Whether a request is as it must be. */
export function isMatch({ parts }: RequestMatch, view: RequestView): boolean {
	return parts.every((part) => part.refusal(view) === undefined);
}

function addressOf(
	url: string,
	pointer: Pointer,
	findings: Finding[],
): { readonly host?: string; readonly path?: PathPattern } {
	const [, scheme, host = '', rest = ''] = /^(https?:\/\/([^/?#]*))?(.*)$/s.exec(url) ?? [];
	const bad = (message: string, help?: string) => {
		findings.push({
			rule: 'invalid-path',
			message,
			...(help === undefined ? {} : { help }),
			pointer,
		});
		return {};
	};
	if (/[?#]/.test(rest))
		return bad(
			'A path has no query and no fragment.',
			'Write query parameters under "query": { cursor: … }.',
		);
	const compiled = compilePathPattern(rest === '' ? '/' : rest);
	if (!compiled.ok) return bad(compiled.message);
	return { path: compiled.pattern, ...(scheme === undefined ? {} : { host: host.toLowerCase() }) };
}

function methodPart(method: string): MatchPart {
	const wanted = method.toUpperCase();
	return {
		weigh: () => 2,
		refusal: (view) =>
			view.method === wanted ? undefined : `the method is ${view.method}, not ${wanted}`,
	};
}

function hostPart(host: string): MatchPart {
	const wanted = host.toLowerCase();
	return {
		weigh: () => 3,
		refusal: ({ url }) =>
			url.host === wanted ? undefined : `the host is "${url.host}", not "${wanted}"`,
	};
}

function pathPart(path: PathPattern): MatchPart {
	return {
		weigh: (view) => 5 - 4 * path.nearness(view.url.pathname),
		refusal: ({ url }) =>
			path.match(url.pathname) === undefined
				? `the path is "${shorten(url.pathname)}", not "${path.text}"`
				: undefined,
	};
}

/** Whether a value is as it must be, and what that is in words. */
interface ValueTest {
	readonly wanted: string;
	/** Given no value when there is none. */
	accepts(value: string | undefined): boolean;
}

function valuePart(options: {
	readonly what: string;
	readonly isSecret: boolean;
	readonly test: ValueTest;
	readonly valuesOf: (view: RequestView) => readonly string[];
}): MatchPart {
	const { what, isSecret, test, valuesOf } = options;
	return {
		weigh: () => 1,
		refusal(view) {
			const values = valuesOf(view);
			const isAccepted =
				values.length === 0 ? test.accepts(undefined) : values.some((value) => test.accepts(value));
			if (isAccepted) return undefined;
			if (isSecret) return `${what} is ${values.length === 0 ? 'missing' : 'another one'}`;
			const given = values.length === 0 ? 'missing' : `"${shorten(values.join(', '))}"`;
			return `${what} is ${given}; it must ${test.wanted}`;
		},
	};
}

function compileValue(file: Json | undefined, pointer: Pointer, findings: Finding[]): ValueTest {
	if (!isJsonObject(file)) {
		const wanted = typeof file === 'string' ? file : stringifyJson(file ?? null);
		return { wanted: `be "${shorten(wanted)}"`, accepts: (value) => value === wanted };
	}
	const { regex, present } = file as Exclude<ValueMatcherFile, string | number | boolean>;
	const isFound =
		regex === undefined ? undefined : compileRegex(regex, [...pointer, 'regex'], findings);
	if (present === false) return { wanted: 'not be there', accepts: (value) => value === undefined };
	return {
		wanted: regex === undefined ? 'be there' : `match ${shorten(regex)}`,
		accepts: (value) => value !== undefined && (isFound?.(value) ?? true),
	};
}

function compileRegex(
	pattern: string,
	pointer: Pointer,
	findings: Finding[],
): (text: string) => boolean {
	const result = compileJavaRegex(pattern);
	if (!result.ok) {
		findings.push({
			rule: 'invalid-pattern',
			message: `This is not a regular expression: ${result.message}.`,
			pointer,
			within: { start: result.offset, end: Math.max(result.offset + 1, pattern.length) },
		});
		return () => false;
	}
	// A pattern that would take for ever is stopped, and then it has found nothing.
	return (text) => {
		const found = findFirst(result.regex, text);
		return found.ok && found.match !== undefined;
	};
}

function exactQueryPart(names: readonly string[]): MatchPart {
	const known = new Set(names);
	return {
		weigh: () => 1,
		refusal(view) {
			const others = [...view.query.keys()].filter((name) => !known.has(name));
			if (others.length === 0) return undefined;
			const list = others.map((name) => `"${shorten(name)}"`).join(' and ');
			return `there is the query parameter ${list} besides`;
		},
	};
}

function bodyParts(file: BodyMatcherFile, pointer: Pointer, findings: Finding[]): MatchPart[] {
	const { contains, regex, json } = file;
	const parts: MatchPart[] = [];
	const add = (wanted: string, accepts: (view: RequestView) => boolean) =>
		parts.push({
			weigh: () => 1,
			refusal: (view) => (accepts(view) ? undefined : `the body ${wanted}`),
		});
	if (contains !== undefined)
		add(`does not contain "${shorten(contains)}"`, ({ body }) => body.includes(contains));
	if (regex !== undefined) {
		const isFound = compileRegex(regex, [...pointer, 'regex'], findings);
		add(`does not match ${shorten(regex)}`, ({ body }) => isFound(body));
	}
	if (json !== undefined)
		add(`does not hold the JSON ${shorten(stringifyJson(json))}`, (view) => {
			const given = view.json();
			return given !== undefined && holds(given, json);
		});
	return parts;
}

/** Whether JSON has everything that is wanted: members may be more, elements must be as many. */
function holds(given: Json, wanted: Json): boolean {
	if (isJsonArray(wanted))
		return (
			isJsonArray(given) &&
			given.length === wanted.length &&
			wanted.every((item, index) => holds(given[index] ?? null, item))
		);
	if (isJsonObject(wanted))
		return (
			isJsonObject(given) &&
			memberNames(wanted).every((name) => {
				const member = getMember(given, name);
				return member !== undefined && holds(member, getMember(wanted, name) ?? null);
			})
		);
	return (
		!isJsonArray(given) && !isJsonObject(given) && stringifyJson(given) === stringifyJson(wanted)
	);
}

function shorten(text: string): string {
	return text.length > 80 ? `${text.slice(0, 80)}…` : text;
}
