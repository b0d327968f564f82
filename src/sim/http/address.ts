import { javaUrlEncode } from '../../base/urlEncoding.ts';
import type { Stop } from '../completion.ts';
import { failure, productFailure } from '../faults.ts';

export type Pair = readonly [name: string, value: string];

/**
 * The address with query parameters behind those it has. Names and values are encoded here, so what is
 * encoded already is encoded twice. Source: change log of the GEM connectors (`%7B` became `%257B`).
 */
export function withQuery(url: string, pairs: readonly Pair[]): string {
	if (pairs.length === 0) return url;
	const [address = '', ...fragment] = url.split('#');
	const query = formEncode(pairs);
	const joint = !address.includes('?') ? '?' : /[?&]$/.test(address) ? '' : '&';
	return [`${address}${joint}${query}`, ...fragment].join('#');
}

/** Name and value pairs as a form sends them. */
export function formEncode(pairs: readonly Pair[]): string {
	return pairs.map(([name, value]) => `${javaUrlEncode(name)}=${javaUrlEncode(value)}`).join('&');
}

/** What Java's URI class refuses. Other characters beyond ASCII pass. */
const ILLEGAL = /[\0- "<>\\^`{|}\x7f]|%(?![0-9a-f]{2})/i;

/**
 * Why a request cannot be sent to an address. The address must be encoded already; the product reads it
 * with Java's URI class.
 */
export function checkAddress(url: string, shown: string): Stop | undefined {
	const illegal = ILLEGAL.exec(url);
	if (illegal !== null) {
		const [found] = illegal;
		const what = found === '%' ? 'Malformed escape pair' : 'Illegal character';
		return failure(`${what} at index ${illegal.index}: ${shown}`, {
			explanation:
				found === '%'
					? 'A "%" in an address must be followed by two hexadecimal digits.'
					: `An address cannot hold ${found === ' ' ? 'a space' : `"${found}"`} as it is.`,
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
