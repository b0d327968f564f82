import { parseQuery } from './parseQuery.ts';

/** Something about a query, and where in it. */
export interface XPathRemark {
	readonly message: string;
	readonly offset: number;
}

/** Whether a query can be understood; what is strange about it, or what is wrong. */
export type XPathCheck =
	| { readonly ok: true; readonly warnings: readonly XPathRemark[] }
	| ({ readonly ok: false } & XPathRemark);

/**
 * Says whether an XPath 1.0 expression is valid for Java, before there is a document. A prefix is valid but worth a
 * warning: Java is given no namespaces to look it up in, and takes the prefix itself for the namespace.
 */
export function checkXPath(query: string): XPathCheck {
	const parsed = parseQuery(query);
	if (!parsed.ok) return { ok: false, ...parsed.fault };
	return {
		ok: true,
		warnings: parsed.prefixes.map(({ prefix, offset }) => ({
			message: `The prefix "${prefix}" is bound to no namespace here, so that nothing has this name. Write *[local-name()='…'].`,
			offset,
		})),
	};
}
