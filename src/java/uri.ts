/** Why java.net.URI does not read a text, and where. */
export interface UriFault {
	/** In Java's words, such as `Illegal character in path`. */
	readonly reason: string;
	/** Of an authority always its start, as in Java. */
	readonly index: number;
	/** The character that is to blame. */
	readonly character: string;
}

/** In a path; queries and fragments may have brackets too. */
const ILLEGAL = '\\0-\\x20"<>\\\\^`{|}\\x7f-\\x9f\\p{Z}';
const MALFORMED = /%(?![0-9a-f]{2})/i;
const IN_PATH = new RegExp(`[${ILLEGAL}[\\]]|${MALFORMED.source}`, 'iu');
const IN_QUERY = new RegExp(`[${ILLEGAL}]|${MALFORMED.source}`, 'iu');
const IN_FRAGMENT = new RegExp(`[${ILLEGAL}#]|${MALFORMED.source}`, 'iu');
/** Brackets stand around an address of IPv6, and nowhere else. */
const AUTHORITY = /^(?:[^[\]@]*@)?(?:\[[^[\]@]*\](?::\d*)?|[^[\]]*)$/;

/**
 * What `new URI(text)` refuses in an address with a scheme and `//`, or in one that is relative. Characters beyond
 * ASCII pass, but for spaces and control characters. Which host names there are is not judged.
 */
export function javaUriFault(text: string): UriFault | undefined {
	const [, start = '', authority = '', path = '', query = '', fragment = ''] =
		/^((?:[a-z][a-z0-9+.-]*:)?(?:\/\/)?)((?<=\/\/)[^/?#]*)?([^?#]*)(\?[^#]*)?(#.*)?$/is.exec(
			text,
		) ?? [];
	const afterAuthority = start.length + authority.length;
	const afterPath = afterAuthority + path.length;
	return (
		authorityFault(authority, start.length) ??
		faultIn(path, { part: 'path', illegal: IN_PATH, offset: afterAuthority }) ??
		faultIn(query, { part: 'query', illegal: IN_QUERY, offset: afterPath }) ??
		faultIn(fragment.slice(1), {
			part: 'fragment',
			illegal: IN_FRAGMENT,
			offset: afterPath + query.length + 1,
		})
	);
}

function authorityFault(authority: string, offset: number): UriFault | undefined {
	const fault = faultIn(authority, { part: 'authority', illegal: IN_QUERY, offset });
	if (fault?.character === '%') return fault;
	if (fault !== undefined) return { ...fault, index: offset };
	if (AUTHORITY.test(authority)) return undefined;
	const character = /[[\]]/.exec(authority)?.[0] ?? '';
	return { reason: 'Illegal character in authority', index: offset, character };
}

function faultIn(
	text: string,
	{
		part,
		illegal,
		offset,
	}: { readonly part: string; readonly illegal: RegExp; readonly offset: number },
): UriFault | undefined {
	const found = illegal.exec(text);
	if (found === null) return undefined;
	const [character] = found;
	const reason = character === '%' ? 'Malformed escape pair' : `Illegal character in ${part}`;
	return { reason, index: offset + found.index, character };
}
