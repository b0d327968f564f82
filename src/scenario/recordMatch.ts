import {
	ExactNumber,
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	parseJson,
	putMember,
	stringifyJson,
} from '../base/json.ts';
import type { TwinRequest } from '../twin/twin.ts';
import type { Concealer } from './concealer.ts';
import { patternOfInstants } from './instants.ts';
import type { BodyMatcherFile, MatchFile } from './scenarioFile.ts';

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
	const { concealer, nowMs, hasOtherHosts } = surroundings;
	const url = new URL(request.url);
	let openness = 0;
	const parts = url.pathname.split('/').map((segment) => {
		const isSecret = isTouched(segment, concealer) || isTouched(decoded(segment), concealer);
		if (!isSecret)
			return segment.replaceAll('{', '%7B').replaceAll('}', '%7D').replaceAll('*', '%2A');
		openness++;
		return `{secret${openness}}`;
	});
	const query: Record<string, Json> = {};
	for (const [name, value] of url.searchParams) {
		if (getMember(query, name) !== undefined) continue;
		const pattern = patternOfInstants(value, nowMs);
		const isSecret = concealer.isSecretName(name) || isTouched(value, concealer);
		if (isSecret || pattern !== undefined) openness++;
		const wanted = pattern === undefined ? value : { regex: pattern };
		putMember(query, name, isSecret ? { present: true } : wanted);
	}
	const body = bodyMatcher(request, surroundings);
	if (body === undefined && (request.body?.length ?? 0) > 0) openness++;
	return {
		match: {
			method: request.method,
			url: (hasOtherHosts ? url.origin : '') + parts.join('/'),
			...(memberNames(query).length === 0 ? {} : { query }),
			exactQuery: true,
			...(body === undefined ? {} : { body }),
		},
		openness,
		bodyLength: body === undefined ? 0 : JSON.stringify(body).length,
	};
}

function isTouched(text: string, { conceal }: Concealer): boolean {
	return conceal(text) !== text;
}

function decoded(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const BODY_LENGTH_MAX = 10_000;

/** What of a body will be the same again; undefined when that is nothing, or cannot be told. */
function bodyMatcher(
	{ headers, body }: TwinRequest,
	{ concealer, nowMs }: Surroundings,
): BodyMatcherFile | undefined {
	const text = typeof body === 'string' ? body : textOf(body);
	if (text === undefined || text === '' || text.length > BODY_LENGTH_MAX) return undefined;
	const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	if (/^multipart\//i.test(contentType)) return undefined;
	const isStable = (part: string) =>
		!isTouched(part, concealer) && patternOfInstants(part, nowMs) === undefined;
	const json = tryJson(text);
	if (json === undefined) {
		const isForm = /^application\/x-www-form-urlencoded/i.test(contentType);
		const isSecretForm =
			isForm && [...new URLSearchParams(text).keys()].some(concealer.isSecretName);
		return !isSecretForm && isStable(text) ? { contains: text } : undefined;
	}
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
		if (how.concealer.isSecretName(name)) continue;
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

function tryJson(text: string): Json | undefined {
	if (!/^\s*[[{]/.test(text)) return undefined;
	try {
		return parseJson(text);
	} catch {
		return undefined;
	}
}
