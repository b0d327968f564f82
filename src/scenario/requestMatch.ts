import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	stringifyJson,
} from '../base/json.ts';
import { shorten } from '../diagnostics/quoting.ts';
import { isSecretName, REDACTED } from '../sim/redact.ts';
import type { Finding, Pointer } from './finding.ts';
import { checkHeaderName } from './headers.ts';
import { replaceNamedValues } from './namedValues.ts';
import { compilePathPattern, type PathPattern } from './pathPattern.ts';
import type { RequestView } from './requestView.ts';
import type { BodyMatcherFile, MatchFile } from './scenarioFile.ts';
import { compilePattern, compileValueTest, STOPPED, type ValueTest } from './valueTest.ts';

/** What a request must be like, ready to be asked. */
export interface RequestMatch {
	/** Asked in order. */
	readonly parts: readonly MatchPart[];
	readonly path: PathPattern | undefined;
	readonly method: string | undefined;
	/** The query parameters that may have one value only. */
	readonly query: ReadonlyMap<string, string>;
}

/** One thing that a request must have. */
export interface MatchPart {
	accepts(view: RequestView): boolean;
	/** How much a request lacks that fails it: what is nearest to a request lacks least. */
	weigh(view: RequestView): number;
	/** Why a request that fails it does so, as the end of "It does not match: …". */
	refusal(view: RequestView): string;
}

/** Reads what is written. */
export function compileMatch(
	file: MatchFile | undefined,
	pointer: Pointer,
	findings: Finding[],
): RequestMatch {
	const { method, url, host, query = {}, exactQuery, headers = {}, body } = file ?? {};
	const parts: MatchPart[] = [];
	const only = new Map<string, string>();
	const address = url === undefined ? undefined : addressOf(url, [...pointer, 'url'], findings);
	if (address?.host !== undefined)
		parts.push(...hostParts(address.host, [...pointer, 'url'], findings));
	if (host !== undefined) parts.push(...hostParts(host, [...pointer, 'host'], findings));
	if (address?.path !== undefined) parts.push(pathPart(address.path));
	if (method !== undefined) parts.push(methodPart(method));
	for (const name of memberNames(query)) {
		const test = compileValueTest(getMember(query, name), [...pointer, 'query', name], findings);
		if (test.only !== undefined) only.set(name, test.only);
		parts.push(
			valuePart({
				what: `the query parameter "${name}"`,
				isSecret: isSecretName(name),
				test,
				valuesOf: (view) => view.query.get(name) ?? [],
			}),
		);
	}
	if (exactQuery === true) parts.push(exactQueryPart(memberNames(query)));
	for (const name of memberNames(headers)) {
		const at = [...pointer, 'headers', name];
		findings.push(...checkHeaderName(name, at));
		parts.push(
			valuePart({
				what: `the header "${name}"`,
				isSecret: isSecretName(name),
				test: compileValueTest(getMember(headers, name), at, findings),
				valuesOf: (view) => {
					const value = view.headers.get(name.toLowerCase());
					return value === undefined ? [] : [value];
				},
			}),
		);
	}
	if (body !== undefined) parts.push(...bodyParts(body, [...pointer, 'body'], findings));
	return { parts, path: address?.path, method: method?.toUpperCase(), query: only };
}

/** Whether a request is as it must be. */
export function isMatch({ parts }: RequestMatch, view: RequestView): boolean {
	return parts.every((part) => part.accepts(view));
}

function addressOf(
	url: string,
	pointer: Pointer,
	findings: Finding[],
): { readonly host?: string; readonly path?: PathPattern } {
	const [, host, rest = ''] = /^(?:https?:\/\/([^/?#]*))?(.*)$/is.exec(url) ?? [];
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
	return { path: compiled.pattern, ...(host === undefined ? {} : { host }) };
}

function methodPart(method: string): MatchPart {
	const wanted = method.toUpperCase();
	return {
		accepts: (view) => view.method === wanted,
		weigh: () => 2,
		refusal: (view) => `the method is ${view.method}, not ${wanted}`,
	};
}

function hostParts(host: string, pointer: Pointer, findings: Finding[]): MatchPart[] {
	const isHost = /^[^/?#@{}*\s]+$/.test(host) && URL.canParse(`https://${host}`);
	if (!isHost) {
		findings.push({
			rule: 'invalid-host',
			message: `"${shorten(host)}" is not a host.`,
			help: 'Write it as api.example.com or api.example.com:8443. Holes and stars are for paths: leave the host out where it may be any.',
			pointer,
		});
		return [];
	}
	// As addresses have it: in small letters, without the usual port.
	const wanted = new Set(['http', 'https'].map((scheme) => new URL(`${scheme}://${host}`).host));
	return [
		{
			accepts: ({ url }) => wanted.has(url.host),
			weigh: () => 3,
			refusal: ({ url }) => `the host is "${url.host}", not "${host}"`,
		},
	];
}

function pathPart(path: PathPattern): MatchPart {
	return {
		accepts: ({ segments }) => path.match(segments) !== undefined,
		weigh: (view) => 5 - 4 * path.nearness(view.segments),
		refusal: ({ url }) => `the path is "${shorten(url.pathname, 80)}", not "${path.text}"`,
	};
}

function valuePart(options: {
	readonly what: string;
	readonly isSecret: boolean;
	readonly test: ValueTest;
	readonly valuesOf: (view: RequestView) => readonly string[];
}): MatchPart {
	const { what, isSecret, test, valuesOf } = options;
	const judge = (view: RequestView) => {
		const values = valuesOf(view);
		return values.length === 0 ? [test.judge(undefined)] : values.map((value) => test.judge(value));
	};
	return {
		accepts: (view) => judge(view).includes('yes'),
		weigh: () => 1,
		refusal(view) {
			const values = valuesOf(view);
			if (isSecret) return `${what} is ${values.length === 0 ? 'missing' : 'another one'}`;
			const given = values.length === 0 ? 'missing' : `"${shorten(values.join(', '), 80)}"`;
			const stopped = judge(view).includes('stopped') ? STOPPED : '';
			return `${what} is ${given}; it must ${test.wanted}${stopped}`;
		},
	};
}

function exactQueryPart(names: readonly string[]): MatchPart {
	const known = new Set(names);
	const others = (view: RequestView) => [...view.query.keys()].filter((name) => !known.has(name));
	return {
		accepts: (view) => others(view).length === 0,
		weigh: () => 1,
		refusal(view) {
			const list = others(view).map((name) => `"${shorten(name)}"`);
			return `there is the query parameter ${list.join(' and ')} besides`;
		},
	};
}

function bodyParts(file: BodyMatcherFile, pointer: Pointer, findings: Finding[]): MatchPart[] {
	const { contains, regex, json } = file;
	const parts: MatchPart[] = [];
	const add = (accepts: MatchPart['accepts'], reason: (view: RequestView) => string) =>
		parts.push({ accepts, weigh: () => 1, refusal: (view) => `the body ${reason(view)}` });
	if (contains !== undefined)
		add(
			({ body }) => body.includes(contains),
			() => `does not contain "${shown(contains)}"`,
		);
	if (regex !== undefined) {
		const judge = compilePattern(regex, [...pointer, 'regex'], findings);
		add(
			({ body }) => judge(body) === 'yes',
			({ body }) =>
				`does not match ${shorten(regex, 80)}${judge(body) === 'stopped' ? STOPPED : ''}`,
		);
	}
	if (json !== undefined)
		add(
			(view) => {
				const given = view.json();
				return given !== undefined && holds(given, json);
			},
			() => `does not hold the JSON ${shown(stringifyJson(json))}`,
		);
	return parts;
}

/** A text of the scenario as a reason may quote it. */
function shown(text: string): string {
	return shorten(
		replaceNamedValues(text, () => REDACTED),
		80,
	);
}

/** Whether JSON has everything that is wanted: members may be more, elements must be as many. */
function holds(given: Json, wanted: Json): boolean {
	if (given === wanted) return true;
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
