import { charactersOfBytes, toBase64 } from '../base/bytes.ts';
import { getMember, type Json, putMember, removeMember } from '../base/json.ts';
import { bytesOfCharacters, hasNoBody } from './bodyBytes.ts';
import type { Concealer } from './concealer.ts';
import type { Exchange, ExchangeReply } from './exchange.ts';
import { headerValue, isHeaderName } from './headers.ts';
import { isDeeperThan } from './isDeeperThan.ts';
import type { ReplyFile } from './scenarioFile.ts';
import { statusMessage } from './statusMessage.ts';

/** What the way an answer travels has to say, and what is no longer so when it is told again. */
const OF_THE_WAY = new Set([
	'connection',
	'content-encoding',
	'content-length',
	'keep-alive',
	'trailer',
	'transfer-encoding',
	'upgrade',
]);
/** An answer that came is not to become a time-out when it is told again. */
const DELAY_MAX_MS = 59_000;
/** Deeper JSON is kept as text: files may not be nested without end. */
const DEPTH_MAX = 100;

/** Writes an answer down, without secrets, so that telling it again gives the same bytes. */
export function recordReply(
	outcome: Exchange['outcome'],
	{ delayMs, concealer }: { readonly delayMs: number; readonly concealer: Concealer },
): ReplyFile {
	const isFault = 'fault' in outcome;
	const ms = Math.round(isFault ? delayMs : Math.min(delayMs, DELAY_MAX_MS));
	const delay = ms <= 0 ? {} : { delay: `${ms}ms` };
	if (isFault) {
		const { kind, message, productMessage } = outcome.fault;
		const said = {
			kind,
			message: concealer.conceal(message),
			...(productMessage === undefined
				? {}
				: { productMessage: concealer.conceal(productMessage) }),
		};
		return { fault: said, ...delay };
	}
	const { status } = outcome;
	const phrase = headerValue(concealer.conceal(outcome.statusMessage));
	const body = hasNoBody(status) ? {} : bodyOf(outcome, concealer);
	const headers = headersOf(outcome, concealer, body);
	const reply: ReplyFile = {
		status,
		...(phrase === statusMessage(status) ? {} : { statusMessage: phrase }),
		...(Object.keys(headers).length === 0 ? {} : { headers }),
		...body,
		...delay,
	};
	return JSON.stringify(reply).includes('${') ? { ...reply, verbatim: true } : reply;
}

/** By name, in the order of their last coming, which is the one that counts in the State. */
function headersOf(
	{ headers }: ExchangeReply,
	concealer: Concealer,
	body: ReplyFile,
): Record<string, Json> {
	const object: Record<string, Json> = {};
	const spelling = new Map<string, string>();
	for (const [name, given] of headers) {
		const lower = name.toLowerCase();
		if (OF_THE_WAY.has(lower) || !isHeaderName(name)) continue;
		const value = concealedHeader(name, headerValue(given), concealer);
		const known = spelling.get(lower) ?? name;
		const before = getMember(object, known);
		removeMember(object, known);
		spelling.set(lower, name);
		const values = before === undefined ? [] : Array.isArray(before) ? before : [before];
		putMember(object, name, values.length === 0 ? value : [...values, value]);
	}
	const hasBody = Object.keys(body).length > 0;
	if (hasBody && !spelling.has('content-type')) putMember(object, 'Content-Type', null);
	return object;
}

function concealedHeader(name: string, value: string, concealer: Concealer): string {
	if (!concealer.isSecretName(name)) return concealer.conceal(value);
	const cookie = /^set-cookie$/i.test(name) ? /^([^=;]*=)\s*([^;]*)(.*)$/s.exec(value) : null;
	if (cookie === null) return concealer.placeholder(value);
	const [, start = '', secret = '', rest = ''] = cookie;
	return start + concealer.placeholder(secret.trim()) + concealer.conceal(rest);
}

/** The body as JSON where that gives the same text again, else as text, else as bytes. */
function bodyOf(
	{ headers, body }: ExchangeReply,
	concealer: Concealer,
): Pick<ReplyFile, 'json' | 'text' | 'base64'> {
	if (body.length === 0) return {};
	const contentType = headers.find(([name]) => name.toLowerCase() === 'content-type')?.[1] ?? '';
	const order = typeof body === 'string' ? undefined : utf16Order(contentType, body);
	if (order !== undefined)
		return { base64: toBase64(concealedUtf16(body as Uint8Array, order, concealer)) };
	const isJson = /^[^;]*[/+.-]json\s*(?:;|$)/i.test(contentType);
	const isUtf8 = isJson || /charset\s*=\s*"?utf-?8/i.test(contentType);
	const text = typeof body === 'string' ? body : plainText(body, isUtf8);
	if (text === undefined)
		return { base64: toBase64(concealedBytes(body as Uint8Array, concealer)) };
	const concealed = concealer.conceal(text);
	return jsonOf(concealed) ?? { text: concealed };
}

/** Bytes without the secrets in them. What has no control characters is text in some other encoding. */
function concealedBytes(bytes: Uint8Array, concealer: Concealer): Uint8Array {
	const characters = charactersOfBytes(bytes);
	const isText = !bytes.some((byte) => byte < 0x20 && (byte < 0x09 || byte > 0x0d));
	const concealed = isText ? concealer.conceal(characters) : concealer.concealKnown(characters);
	return concealed === characters ? bytes : bytesOfCharacters(concealed);
}

/** Which byte of two comes first in UTF-16, where a body is written so. */
function utf16Order(contentType: string, [first, second]: Uint8Array): 'le' | 'be' | undefined {
	if (first === 0xff && second === 0xfe) return 'le';
	if (first === 0xfe && second === 0xff) return 'be';
	const said = /charset\s*=\s*"?utf-?16(le|be)?\b/i.exec(contentType);
	if (said === null) return undefined;
	return said[1]?.toLowerCase() === 'le' ? 'le' : 'be';
}

function concealedUtf16(bytes: Uint8Array, order: 'le' | 'be', concealer: Concealer): Uint8Array {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const isLittle = order === 'le';
	let text = '';
	for (let at = 0; at + 1 < bytes.length; at += 2)
		text += String.fromCharCode(view.getUint16(at, isLittle));
	const concealed = concealer.conceal(text);
	if (concealed === text) return bytes;
	const written = new DataView(new ArrayBuffer(concealed.length * 2));
	for (let at = 0; at < concealed.length; at++)
		written.setUint16(at * 2, concealed.charCodeAt(at), isLittle);
	return new Uint8Array(written.buffer);
}

/** Text that will be the same bytes again, and means the same to whoever reads them. */
function plainText(bytes: Uint8Array, isUtf8: boolean): string | undefined {
	if (!isUtf8 && bytes.some((byte) => byte > 0x7f)) return undefined;
	try {
		const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
		return text.startsWith('\uFEFF') ? undefined : text;
	} catch {
		return undefined;
	}
}

function jsonOf(text: string): { readonly json: Json } | undefined {
	// A name that begins with a zero character would be taken for one of our marks.
	if (!/^[[{]/.test(text) || text.includes('"\\u0000')) return undefined;
	try {
		const json = JSON.parse(text) as Json;
		const isSame = JSON.stringify(json) === text && !isDeeperThan(DEPTH_MAX, json);
		return isSame ? { json } : undefined;
	} catch {
		return undefined;
	}
}
