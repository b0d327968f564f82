import type { Expression } from './ast.ts';
import type { PrefixUse } from './lexer.ts';
import { Parser } from './parser.ts';
import { QueryFault } from './queryFault.ts';
import { TokenReader } from './tokenReader.ts';

/** A query that was understood, or Java's message and the place in the query. */
export type QueryReading =
	| {
			readonly ok: true;
			readonly expression: Expression;
			readonly prefixes: readonly PrefixUse[];
	  }
	| { readonly ok: false; readonly fault: { readonly message: string; readonly offset: number } };

/** Reads an XPath 1.0 expression. Never throws. */
export function parseQuery(query: string): QueryReading {
	try {
		const reader = new TokenReader(query);
		return { ok: true, expression: new Parser(reader).parse(), prefixes: reader.prefixes };
	} catch (error) {
		if (!(error instanceof QueryFault)) throw error;
		return { ok: false, fault: { message: error.message, offset: error.offset } };
	}
}
