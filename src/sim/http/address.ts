import { javaUrlDecode, javaUrlEncode } from '../../base/urlEncoding.ts';
import { javaUriFault } from '../../java/uri.ts';
import type { Stop } from '../completion.ts';
import { failure, productFailure } from '../faults.ts';

export type Pair = readonly [name: string, value: string];

/**
 * The address with query parameters behind those it has. Names and values are encoded here, so what is
 * encoded already is encoded twice. Source: change log of the GEM connectors (`%7B` became `%257B`).
 */
export function withQuery(
	url: string,
	pairs: readonly Pair[],
	ownQuery: 'kept' | 'encoded-again' = 'kept',
): string {
	if (pairs.length === 0) return url;
	const [address = '', ...fragment] = url.split('#');
	const mark = address.indexOf('?');
	const base = mark < 0 ? address : address.slice(0, mark);
	const own = mark < 0 ? '' : address.slice(mark + 1);
	const kept = ownQuery === 'encoded-again' ? encodedAgain(own) : own;
	const joint = kept === '' || kept.endsWith('&') ? '' : '&';
	return [`${base}?${kept}${joint}${formEncode(pairs)}`, ...fragment].join('#');
}

/** As Apache's URIBuilder: pairs are taken apart at `&` and `;`. What cannot be decoded stays. */
function encodedAgain(query: string): string {
	return query
		.split(/[&;]/)
		.filter((pair) => pair !== '')
		.map((pair) =>
			pair
				.split(/=(.*)/s)
				.slice(0, 2)
				.map((part) => {
					const decoded = javaUrlDecode(part);
					return decoded.ok ? javaUrlEncode(decoded.text) : part;
				})
				.join('='),
		)
		.join('&');
}

/** Name and value pairs as a form sends them. Source: java.net.URLEncoder, which Apache's form entity agrees with. */
export function formEncode(
	pairs: readonly Pair[],
	charset: 'UTF-8' | 'ISO-8859-1' = 'UTF-8',
): string {
	const encode = charset === 'UTF-8' ? javaUrlEncode : latin1Encode;
	return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

/** Characters that ISO-8859-1 lacks become question marks, as in Java. */
function latin1Encode(text: string): string {
	return text.replace(/[^A-Za-z0-9.*_-]/gu, (character) => {
		if (character === ' ') return '+';
		const code = character.codePointAt(0) ?? 0;
		const byte = code <= 0xff ? code : 0x3f;
		return `%${byte.toString(16).toUpperCase().padStart(2, '0')}`;
	});
}

/** The address with one slash in its path where there were more, as behind a host that ends in "/". */
export function withSingleSlashes(url: string): string {
	return url.replace(/^([a-z]+:\/\/)([^?#]*)/i, (_, scheme: string, rest: string) => {
		return scheme + rest.replace(/\/{2,}/g, '/');
	});
}

/**
 * Why a request cannot be sent to an address. The address must be encoded already; the product reads it
 * with Java's URI class.
 */
export function checkAddress(url: string, shown: string): Stop | undefined {
	const fault = javaUriFault(url);
	if (fault !== undefined) {
		const { reason, index, character } = fault;
		return failure(`${reason} at index ${index}: ${shown}`, {
			explanation:
				character === '%'
					? 'A "%" in an address must be followed by two hexadecimal digits.'
					: `An address cannot hold ${nameOf(character)} there as it is.`,
			help: 'Encode that part with url_encode(), or give it as QueryParameter, which encodes it.',
		});
	}
	const problem = addressProblem(url);
	if (problem === undefined) return undefined;
	// Source: product message in issue 283 of IBM's repository, for a scheme written twice.
	return productFailure('Client Protocol Exception: null', {
		explanation: `The request cannot be sent to "${shown}": ${problem}`,
		help: 'Check the parameters that the address is made of.',
	});
}

/** Spaces and control characters are not seen when they are shown. */
function nameOf(character: string): string {
	if (character === ' ') return 'a space';
	if (!/[\p{C}\p{Z}]/u.test(character)) return `"${character}"`;
	const code = character.codePointAt(0) ?? 0;
	return `the character U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
}

function addressProblem(url: string): string | undefined {
	const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
	if (scheme === undefined) return 'it does not begin with https:// or http://.';
	if (scheme !== 'https' && scheme !== 'http') return `"${scheme}" is not HTTP.`;
	const rest = url.slice(scheme.length + 3);
	if (/^https?:\/\//i.test(rest))
		return 'the scheme is there twice. A host parameter must be a bare host name.';
	if (/^(?:[/?#:]|$)/.test(rest)) return 'there is no host in it.';
	return URL.canParse(url) ? undefined : 'it is not a valid address.';
}
