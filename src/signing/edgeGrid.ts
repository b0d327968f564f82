import { hmac } from '@noble/hashes/hmac.js';
import { sha256 } from '@noble/hashes/sha2.js';
import { bodyBytes, toBase64, utf8Bytes } from '../base/bytes.ts';
import { isHeaderText } from './headerText.ts';
import { type Refusal, refuse, refuseEmptyKey } from './refusal.ts';
import { requestAddressOf } from './requestAddress.ts';

/** The request to sign, and the attributes of AkamaiEdgeGridAuthentication, rendered. */
export interface EdgeGridRequest {
	readonly method: string;
	readonly url: string;
	readonly body?: string | Uint8Array | undefined;
	readonly accessToken: string;
	readonly clientToken: string;
	readonly clientSecret: string;
	/** Whose scheme and host are signed in place of the request's; the scheme may be left out. */
	readonly baseUrl?: string | undefined;
	/** Milliseconds since 1970-01-01T00:00Z. */
	readonly timeMs: number;
	/** Different for each request; Akamai's own clients take a UUID. */
	readonly nonce: string;
	/** How much of a POST body is signed. */
	readonly signedBytesMax?: number;
}

export type EdgeGridResult = { readonly ok: true; readonly authorization: string } | Refusal;

/** What Akamai's clients sign of a body when they are not told otherwise. */
const SIGNED_BYTES_MAX = 131_072;

/**
 * The Authorization header of Akamai EdgeGrid, EG1-HMAC-SHA256. No header of the request is signed: the element has no
 * attribute for them. Source: Akamai's documentation of the scheme; held against the test data of Akamai's clients.
 */
export function createEdgeGrid(request: EdgeGridRequest): EdgeGridResult {
	const { accessToken, clientToken, nonce } = request;
	const address = requestAddressOf(request.url);
	if (address === undefined)
		return refuse('EdgeGrid cannot sign the request: its address is not HTTP.');
	const base = baseOf(request.baseUrl ?? '') ?? address;
	if (base === 'none')
		return refuse(
			'The "baseUrl" of EdgeGrid is not an address.',
			'Give it as the API client shows it, for example https://akab-….luna.akamaiapis.net.',
		);
	if (request.clientSecret === '') return refuseEmptyKey('clientSecret');
	const timestamp = timestampOf(request.timeMs);
	if (timestamp === undefined) return refuse('EdgeGrid cannot sign a time outside of all years.');
	for (const [name, value] of Object.entries({ accessToken, clientToken, nonce })) {
		if (!isHeaderText(value))
			return refuse(
				`The "${name}" of EdgeGrid holds a character that a header cannot carry.`,
				'Copy it again: it is printable ASCII.',
			);
	}
	const unsigned = `EG1-HMAC-SHA256 client_token=${clientToken};access_token=${accessToken};timestamp=${timestamp};nonce=${nonce};`;
	const signed = [
		request.method.toUpperCase(),
		base.scheme,
		base.host,
		address.resource,
		'',
		bodyHashOf(request),
		unsigned,
	].join('\t');
	const signature = keyedHash(keyedHash(request.clientSecret, timestamp), signed);
	return { ok: true, authorization: `${unsigned}signature=${signature}` };
}

function baseOf(text: string) {
	if (text.trim() === '') return undefined;
	return requestAddressOf(text.includes('://') ? text : `https://${text}`) ?? ('none' as const);
}

/** Only the body of a POST is hashed, and only as much of it as was agreed upon. */
function bodyHashOf({ method, body, signedBytesMax = SIGNED_BYTES_MAX }: EdgeGridRequest): string {
	const bytes = bodyBytes(body);
	if (method.toUpperCase() !== 'POST' || bytes.length === 0) return '';
	return toBase64(sha256(bytes.subarray(0, signedBytesMax)));
}

function keyedHash(key: string, text: string): string {
	return toBase64(hmac(sha256, utf8Bytes(key), utf8Bytes(text)));
}

/** `20140321T19:34:21+0000`; undefined beyond the year 9999. */
function timestampOf(timeMs: number): string | undefined {
	const date = new Date(timeMs);
	const year = date.getUTCFullYear();
	if (!(year >= 0 && year <= 9999)) return undefined;
	return `${date.toISOString().slice(0, 19).replaceAll('-', '')}+0000`;
}
