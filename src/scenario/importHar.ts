import { getMember, isJsonArray, isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { bytesOfBase64 } from './bodyBytes.ts';
import { OPEN } from './concealer.ts';
import type { Exchange, ExchangeReply } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { ScenarioFile } from './scenarioFile.ts';
import { scenarioOfExchanges } from './scenarioOfExchanges.ts';
import { unpack } from './unpack.ts';

/** One request of a HAR file. */
interface Entry {
	readonly request: Exchange['request'];
	readonly reply: ExchangeReply;
	/** Where the answer sends the client, as an absolute address. */
	readonly redirect: string | undefined;
}

const REDIRECTS_MAX = 20;

/**
 * Makes a scenario of a HAR file, as browsers and proxies write it. Entries without an answer and those that are not
 * HTTP are left out. A GET that was redirected is answered with what came in the end, for the product follows
 * redirects by itself. Source: HAR 1.2; Apache HttpClient 4, DefaultRedirectStrategy.
 */
export async function importHar(
	har: Json,
): Promise<{ readonly file: ScenarioFile; readonly findings: readonly Finding[] }> {
	const log = memberOf(har, 'log');
	const list = memberOf(log, 'entries');
	if (!isJsonArray(list))
		return {
			file: { routes: [] },
			findings: [
				{
					rule: 'missing-member',
					message: '"log" has no list "entries": this is not a HAR file as HAR 1.2 has them.',
					pointer: ['log'],
				},
			],
		};
	const entries: Entry[] = [];
	let nowMs = Number.POSITIVE_INFINITY;
	for (const item of list) {
		const entry = await entryOf(item);
		if (entry === undefined) continue;
		entries.push(entry);
		const startedMs = Date.parse(textOf(memberOf(item, 'startedDateTime')));
		if (startedMs < nowMs) nowMs = startedMs;
	}
	const byAddress = indexByAddress(entries);
	const exchanges = entries.map(({ request }, index) => ({
		request,
		outcome: finalReply(entries, index, byAddress),
		delayMs: 0,
	}));
	const file = scenarioOfExchanges(exchanges, {
		name: textOf(memberOf(memberOf(log, 'creator'), 'name')) || 'HAR',
		description: 'Made from a HAR file.',
		nowMs: Number.isFinite(nowMs) ? nowMs : 0,
		concealer: OPEN,
	});
	const { now: _, ...timeless } = file;
	return { file: Number.isFinite(nowMs) ? file : timeless, findings: [] };
}

async function entryOf(item: Json): Promise<Entry | undefined> {
	const request = memberOf(item, 'request');
	const response = memberOf(item, 'response');
	const url = textOf(memberOf(request, 'url'));
	const status = memberOf(response, 'status');
	if (!/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
	if (typeof status !== 'number' || status < 100 || status > 599) return undefined;
	const method = textOf(memberOf(request, 'method')) || 'GET';
	if (!/^[A-Za-z-]+$/.test(method)) return undefined;
	const headers = headersOf(response);
	const location = headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
	const target = textOf(memberOf(response, 'redirectURL')) || location;
	const body = postedBody(request);
	return {
		request: {
			method,
			url,
			headers: headersOf(request),
			...(body === undefined ? {} : { body }),
		},
		reply: {
			status,
			statusMessage: textOf(memberOf(response, 'statusText')),
			headers,
			body: await contentOf(memberOf(response, 'content'), headers),
		},
		redirect:
			[301, 302, 303, 307, 308].includes(status) &&
			target !== undefined &&
			URL.canParse(target, url)
				? new URL(target, url).href
				: undefined,
	};
}

/** What the client had in the end: redirects are followed to the entries behind. */
function finalReply(
	entries: readonly Entry[],
	from: number,
	byAddress: ReadonlyMap<string, readonly number[]>,
): ExchangeReply {
	let index = from;
	for (let redirects = 0; redirects < REDIRECTS_MAX; redirects++) {
		const entry = entries[index];
		if (entry?.redirect === undefined || entry.request.method.toUpperCase() !== 'GET') break;
		const next = firstAfter(byAddress.get(entry.redirect) ?? [], index);
		if (next === undefined) break;
		index = next;
	}
	return (entries[index] ?? entries[from])?.reply ?? NO_REPLY;
}

/** Where each address was asked for. */
function indexByAddress(entries: readonly Entry[]): ReadonlyMap<string, readonly number[]> {
	const byAddress = new Map<string, number[]>();
	for (const [index, { request }] of entries.entries()) {
		const { href } = new URL(request.url);
		const indexes = byAddress.get(href);
		if (indexes === undefined) byAddress.set(href, [index]);
		else indexes.push(index);
	}
	return byAddress;
}

/** The least of ascending numbers that is greater than one. */
function firstAfter(ascending: readonly number[], limit: number): number | undefined {
	let low = 0;
	let high = ascending.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((ascending[middle] ?? 0) > limit) high = middle;
		else low = middle + 1;
	}
	return ascending[low];
}

const NO_REPLY: ExchangeReply = { status: 404, statusMessage: '', headers: [], body: '' };

function headersOf(message: Json | undefined): (readonly [string, string])[] {
	const list = memberOf(message, 'headers');
	if (!isJsonArray(list)) return [];
	return list.flatMap((header) => {
		const name = textOf(memberOf(header, 'name'));
		// HTTP/2 has names that begin with a colon: they are no headers.
		if (name === '' || name.startsWith(':')) return [];
		return [[name, textOf(memberOf(header, 'value')).replaceAll(/[\r\n\0]+/g, ' ')] as const];
	});
}

function postedBody(request: Json | undefined): string | undefined {
	const data = memberOf(request, 'postData');
	if (data === undefined) return undefined;
	const text = textOf(memberOf(data, 'text'));
	const list = memberOf(data, 'params');
	if (text !== '' || !isJsonArray(list)) return text;
	const form = new URLSearchParams();
	for (const parameter of list)
		form.append(textOf(memberOf(parameter, 'name')), textOf(memberOf(parameter, 'value')));
	return form.toString();
}

/** Browsers store bodies unpacked; some proxies store the bytes that were on the wire. */
async function contentOf(
	content: Json | undefined,
	headers: readonly (readonly [string, string])[],
): Promise<string | Uint8Array> {
	const text = textOf(memberOf(content, 'text'));
	if (textOf(memberOf(content, 'encoding')).toLowerCase() !== 'base64') return text;
	const bytes = bytesOfBase64(text);
	if (bytes === undefined) return text;
	const encoding = headers.find(([name]) => name.toLowerCase() === 'content-encoding')?.[1] ?? '';
	return (await unpack(bytes, encoding)) ?? bytes;
}

function memberOf(value: Json | undefined, name: string): Json | undefined {
	return isJsonObject(value) ? getMember(value as JsonObject, name) : undefined;
}

function textOf(value: Json | undefined): string {
	return typeof value === 'string' ? value : '';
}
