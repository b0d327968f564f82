import type { HttpFault, HttpRequest } from '../sim/ports.ts';
import { PRODUCT_PROTOCOL_MESSAGE } from './httpFault.ts';

/** About the connection, which is ours: they change no answer, and undici refuses them. */
const OURS = new Set(['keep-alive', 'upgrade', 'expect']);

/** About the body. Source: Apache HttpClient 4, RequestContent. */
const LENGTHS = new Set(['content-length', 'transfer-encoding']);

/** What the product's client calls itself, as far as is known: its version is not. */
const USER_AGENT = 'Apache-HttpClient/4.5 (Java/1.8)';

/** Why the headers of a request cannot be sent, if so. Values do not show: they may be secret. */
export function headerFault(request: HttpRequest, host: string): HttpFault | undefined {
	const cannot = `The request to "${host}" cannot be sent`;
	for (const [name, value] of request.headers) {
		if (!/^[!#$%&'*+.^_`|~\w-]+$/.test(name))
			return {
				kind: 'other',
				message: `${cannot}: "${name.slice(0, 100)}" is no name of a header. Names are made of letters, digits and "-".`,
			};
		const at = value.search(/[^\t\x20-\x7e\x80-\xff]/);
		if (at >= 0)
			return {
				kind: 'other',
				message: `${cannot}: the value of the header "${name}" holds a character that HTTP cannot carry, the ${at + 1}. one. Look for line breaks, curly quotes and letters of other scripts; url_encode() and base64_encode() make them safe.`,
			};
		if (LENGTHS.has(name.toLowerCase()) && mayHaveBody(request))
			return {
				kind: 'other',
				message: `${cannot} with the header "${name}": the HTTP client of QRadar writes it by itself and refuses a second one. Remove it from the workflow.`,
				productMessage: PRODUCT_PROTOCOL_MESSAGE,
			};
	}
	return undefined;
}

/** Methods that have a body, even an empty one. Source: Apache HttpClient 4, HttpEntityEnclosingRequestBase. */
export function mayHaveBody({ method, body }: Pick<HttpRequest, 'method' | 'body'>): boolean {
	return body !== undefined || /^(?:POST|PUT|PATCH)$/.test(method);
}

/**
 * Names and values by turns, with what the product's HTTP client adds by itself.
 * Source: Apache HttpClient 4, default interceptors.
 */
export function completeHeaders(headers: HttpRequest['headers'], host: string): string[] {
	const names = new Set(headers.map(([name]) => name.toLowerCase()));
	const complete = names.has('host') ? [] : ['Host', host];
	for (const [name, value] of headers) {
		const key = name.toLowerCase();
		if (!OURS.has(key) && !LENGTHS.has(key)) complete.push(name, value);
	}
	if (!names.has('user-agent')) complete.push('User-Agent', USER_AGENT);
	if (!names.has('accept-encoding')) complete.push('Accept-Encoding', 'gzip,deflate');
	return complete;
}
