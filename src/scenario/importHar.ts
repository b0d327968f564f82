import { fromSpacedBase64 } from '../base/bytes.ts';
import { getMember, isJsonArray, isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { unpack } from '../base/unpack.ts';
import { OPEN } from './concealer.ts';
import type { Exchange, ExchangeReply } from './exchange.ts';
import type { Finding } from './finding.ts';
import type { ScenarioFile } from './scenarioFile.ts';
import { scenarioOfExchanges } from './scenarioOfExchanges.ts';

/** One request of a HAR file. */
interface Entry {
	readonly request: Exchange['request'];
	readonly reply: ExchangeReply;
	/** When it was made; not a number when the file does not say. */
	readonly startedMs: number;
	/** Whether the answer had a body that is not in the file. */
	readonly lacksBody: boolean;
}

export interface ImportedHar {
	readonly file: ScenarioFile;
	readonly findings: readonly Finding[];
	/** What a person should know of it, in sentences. */
	readonly remarks: readonly string[];
}

/**
 * Makes a scenario of a HAR file, as browsers and proxies write it. Entries without an answer and those that are not
 * HTTP are left out. Source: HAR 1.2.
 */
export async function importHar(har: Json): Promise<ImportedHar> {
	const log = memberOf(har, 'log');
	const list = memberOf(log, 'entries');
	if (!isJsonArray(list)) return { file: { routes: [] }, findings: [NO_ENTRIES], remarks: [] };
	const read: Entry[] = [];
	for (const item of list) {
		const entry = await entryOf(item);
		if (entry !== undefined) read.push(entry);
	}
	const isTimed = read.length > 0 && read.every(({ startedMs }) => !Number.isNaN(startedMs));
	// HAR 1.2 leaves the sorting to those who read.
	const entries = isTimed ? read.sort((one, other) => one.startedMs - other.startedMs) : read;
	const exchanges = entries.map(({ request, reply }) => ({ request, outcome: reply, delayMs: 0 }));
	const times = entries.map(({ startedMs }) => startedMs).filter((ms) => !Number.isNaN(ms));
	const { now, ...timeless } = scenarioOfExchanges(exchanges, {
		name: textOf(memberOf(memberOf(log, 'creator'), 'name')) || 'HAR',
		description: 'Made from a HAR file.',
		nowMs: times.reduce((least, ms) => Math.min(least, ms), times[0] ?? 0),
		concealer: OPEN,
	});
	const file = times.length === 0 || now === undefined ? timeless : { ...timeless, now };
	return { file, findings: [], remarks: remarksOn(entries) };
}

const NO_ENTRIES: Finding = {
	rule: 'missing-member',
	message: '"log" has no list "entries": this is not a HAR file as HAR 1.2 has them.',
	pointer: ['log'],
};

function remarksOn(entries: readonly Entry[]): string[] {
	if (entries.length === 0)
		return ['The HAR file holds no HTTP request with an answer, so every request gets 404 here.'];
	const lacking = entries.filter(({ lacksBody }) => lacksBody);
	const [first] = lacking;
	if (first === undefined) return [];
	const { origin, pathname } = new URL(first.request.url);
	const answers =
		lacking.length === 1
			? 'an answer that had one, that'
			: `${lacking.length} answers that had one, such as that`;
	const are = lacking.length === 1 ? 'it is' : 'they are';
	return [
		`The HAR file has no body for ${answers} to ${first.request.method} ${origin}${pathname}: ${are} empty here. Export it with content.`,
	];
}

async function entryOf(item: Json): Promise<Entry | undefined> {
	const request = memberOf(item, 'request');
	const response = memberOf(item, 'response');
	const url = textOf(memberOf(request, 'url'));
	const status = memberOf(response, 'status');
	if (!/^https?:/i.test(url) || !URL.canParse(url)) return undefined;
	if (typeof status !== 'number' || status < 200 || status > 599) return undefined;
	const method = textOf(memberOf(request, 'method')) || 'GET';
	if (!/^[A-Za-z-]+$/.test(method)) return undefined;
	const headers = replyHeadersOf(response);
	const content = memberOf(response, 'content');
	const size = memberOf(content, 'size');
	const body = await contentOf(content, headers);
	const posted = postedBody(request);
	// A browser shows what it had in its cache: whoever has none gets it in full.
	const isFromCache = status === 304 && body.length > 0;
	return {
		request: {
			method,
			url,
			headers: requestHeadersOf(request),
			...(posted === undefined ? {} : { body: posted }),
		},
		reply: {
			status: isFromCache ? 200 : status,
			statusMessage: isFromCache ? 'OK' : textOf(memberOf(response, 'statusText')),
			headers,
			body,
		},
		startedMs: Date.parse(textOf(memberOf(item, 'startedDateTime'))),
		lacksBody: status < 300 && body.length === 0 && typeof size === 'number' && size > 0,
	};
}

/** Not every program says where an answer sends the client among its headers. */
function replyHeadersOf(response: Json | undefined): ExchangeReply['headers'] {
	const headers = headersOf(response);
	const target = textOf(memberOf(response, 'redirectURL'));
	const isSaid = headers.some(([name]) => name.toLowerCase() === 'location');
	return isSaid || target === '' ? headers : [...headers, ['Location', target]];
}

function headersOf(message: Json | undefined): (readonly [name: string, value: string])[] {
	const list = memberOf(message, 'headers');
	if (!isJsonArray(list)) return [];
	return list.flatMap((header) => {
		const name = textOf(memberOf(header, 'name'));
		// HTTP/2 has names that begin with a colon: they are no headers.
		if (name === '' || name.startsWith(':')) return [];
		// What came several times is one value with several lines.
		const values = textOf(memberOf(header, 'value')).split(/[\r\n]+/);
		return values.map((value) => [name, value] as const);
	});
}

/** The headers of a request. Not every program says what the body is among them. */
function requestHeadersOf(request: Json | undefined): (readonly [name: string, value: string])[] {
	const headers = headersOf(request);
	const type = textOf(memberOf(memberOf(request, 'postData'), 'mimeType'));
	const isSaid = headers.some(([name]) => name.toLowerCase() === 'content-type');
	return isSaid || type === '' ? headers : [...headers, ['Content-Type', type]];
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
	const bytes = fromSpacedBase64(text);
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
