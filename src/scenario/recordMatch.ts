import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	putMember,
	stringifyJson,
} from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { TwinRequest } from '../twin/twin.ts';
import { type Concealer, isForm, isSecret } from './concealer.ts';
import { patternOfInstants } from './instants.ts';
import { decodeUrl } from './pathPattern.ts';
import type { BodyMatcherFile, MatchFile } from './scenarioFile.ts';
import { tryJson } from './tryJson.ts';

/** What requests like one that was made are like. */
export interface RecordedMatch {
	readonly match: MatchFile;
	/** How many parts may be anything. */
	readonly openness: number;
	/** How much the body matcher asks for. */
	readonly bodyLength: number;
}

interface Surroundings {
	readonly concealer: Concealer;
	readonly nowMs: number;
	/** Whether there are requests to other hosts, so that the host must be said. */
	readonly hasOtherHosts: boolean;
}

/** Describes a request: secrets may be anything, times any time. Headers are left out. */
export function recordMatch(request: TwinRequest, surroundings: Surroundings): RecordedMatch {
	const { concealer, hasOtherHosts } = surroundings;
	const url = new URL(request.url);
	const { href, pathname, search, hash } = url;
	// Looked for in the whole address: a secret may hold a slash, a question mark or a number sign.
	const places = concealer.placesIn(href);
	const from = (offset: number) =>
		places.map(({ start, end }) => ({ start: start - offset, end: end - offset }));
	const queryAt = href.length - hash.length - search.length + 1;
	const path = pathMatcher(pathname, from(queryAt - 1 - pathname.length), surroundings);
	const query = queryMatcher(search.slice(1), from(queryAt), surroundings);
	const body = bodyMatcher(request, surroundings);
	const hasOpenBody = body === undefined && (request.body?.length ?? 0) > 0;
	return {
		match: {
			method: request.method,
			url: (hasOtherHosts ? concealer.conceal(url.origin) : '') + path.text,
			...(memberNames(query.values).length === 0 ? {} : { query: query.values }),
			...(query.isExact ? { exactQuery: true } : {}),
			...(body === undefined ? {} : { body }),
		},
		openness: path.openness + query.openness + (hasOpenBody ? 1 : 0),
		bodyLength: body === undefined ? 0 : JSON.stringify(body).length,
	};
}

function pathMatcher(
	path: string,
	places: readonly Span[],
	{ concealer, nowMs }: Surroundings,
): { readonly text: string; readonly openness: number } {
	let openness = 0;
	const parts = partsOf(path, '/', places).map(({ written, secretAt }) => {
		const part = decodeUrl(written);
		const holdsSecret =
			secretAt !== undefined || isSecret(part, concealer) || isSecret(written, concealer);
		if (!holdsSecret && patternOfInstants(part, nowMs) === undefined)
			return written.replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll('*', '%2A');
		openness++;
		return `{${holdsSecret ? 'secret' : 'time'}${openness}}`;
	});
	return { text: parts.join('/'), openness };
}

interface Part {
	readonly written: string;
	/** How far from its beginning a secret that is known reaches into it; undefined where none does. */
	readonly secretAt: number | undefined;
}

/** A path or a query in its parts. A secret that holds the separator reaches into more than one. */
function partsOf(text: string, separator: string, places: readonly Span[]): Part[] {
	let offset = 0;
	let next = 0;
	let secretEnd = 0;
	return text.split(separator).map((written) => {
		const start = offset;
		const end = start + written.length;
		let secretAt = secretEnd > start ? 0 : undefined;
		for (
			let place = places[next];
			place !== undefined && place.start < end;
			place = places[++next]
		) {
			if (place.end > start) secretAt ??= Math.max(0, place.start - start);
			secretEnd = Math.max(secretEnd, place.end);
		}
		offset = end + separator.length;
		return { written, secretAt };
	});
}

function queryMatcher(
	query: string,
	places: readonly Span[],
	{ concealer, nowMs }: Surroundings,
): { readonly values: Record<string, Json>; readonly isExact: boolean; readonly openness: number } {
	const values: Record<string, Json> = {};
	let isExact = true;
	let openness = 0;
	for (const { written, secretAt } of partsOf(query, '&', places)) {
		const [[name, value] = []] = new URLSearchParams(written);
		if (name === undefined || value === undefined) continue;
		if (getMember(values, name) !== undefined) continue;
		const isNameHidden = secretAt !== undefined && secretAt < `${written}=`.indexOf('=');
		if (isNameHidden || isSecret(name, concealer)) {
			isExact = false;
			openness++;
			continue;
		}
		const pattern = patternOfInstants(value, nowMs);
		const isHidden =
			secretAt !== undefined || concealer.isSecretName(name) || isSecret(value, concealer);
		if (isHidden || pattern !== undefined) openness++;
		const wanted = pattern === undefined ? value : { regex: pattern };
		putMember(values, name, isHidden ? { present: true } : wanted);
	}
	return { values, isExact, openness };
}

const BODY_LENGTH_MAX = 10_000;

/** What of a body will be the same again; undefined when that is nothing, or cannot be told. */
function bodyMatcher(
	request: TwinRequest,
	{ concealer, nowMs }: Surroundings,
): BodyMatcherFile | undefined {
	const { headers, body } = request;
	const text = typeof body === 'string' ? body : textOf(body);
	if (text === undefined || text === '' || text.length > BODY_LENGTH_MAX) return undefined;
	const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	if (/^multipart\//i.test(contentType)) return undefined;
	const isStable = (part: string) =>
		!isSecret(part, concealer) && patternOfInstants(part, nowMs) === undefined;
	if (isForm(request)) {
		const isOpen = [...new URLSearchParams(text)].some(
			([name, value]) => concealer.isSecretName(name) || !isStable(value),
		);
		return isOpen || !isStable(text) ? undefined : { contains: text };
	}
	const json = /^\s*[[{]/.test(text) ? tryJson(text) : undefined;
	if (json === undefined) return isStable(text) ? { contains: text } : undefined;
	const stable = stablePart(json, { isStable, concealer, depth: 0 });
	const isEmpty = isJsonObject(stable) && memberNames(stable).length === 0;
	return stable === undefined || isEmpty ? undefined : { json: stable };
}

interface Stability {
	readonly isStable: (text: string) => boolean;
	readonly concealer: Concealer;
	readonly depth: number;
}

const DEPTH_MAX = 50;

/** A value without what will differ; undefined when all of it will. */
function stablePart(value: Json, how: Stability): Json | undefined {
	if (how.depth > DEPTH_MAX) return undefined;
	const inner = { ...how, depth: how.depth + 1 };
	if (isJsonArray(value)) {
		const items = value.map((item) => stablePart(item, inner));
		return items.includes(undefined) ? undefined : (items as Json[]);
	}
	// YAML would write it differently.
	if (value instanceof ExactNumber) return undefined;
	if (!isJsonObject(value)) {
		const text = typeof value === 'string' ? value : stringifyJson(value);
		return how.isStable(text) ? value : undefined;
	}
	const object: Record<string, Json> = {};
	for (const name of memberNames(value)) {
		if (how.concealer.isSecretName(name) || isSecret(name, how.concealer)) continue;
		const member = stablePart(getMember(value, name) ?? null, inner);
		if (member !== undefined) putMember(object, name, member);
	}
	return object;
}

function textOf(bytes: Uint8Array | undefined): string | undefined {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		return undefined;
	}
}
