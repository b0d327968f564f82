import { RunawayQueryError, STEPS_MAX, StepBudget } from './budget.ts';
import type { XmlDocument, XmlNode } from './document.ts';
import { Evaluation } from './evaluate.ts';
import { CallFault } from './functionBodies.ts';
import { parseQuery } from './parseQuery.ts';
import { readDocument } from './readDocument.ts';
import { serialize } from './serialize.ts';
import type { Value } from './values.ts';

/** What a query finds: a text for each node, or the one value of an expression that is no set of nodes. */
export type XmlQueryResult =
	| { readonly ok: true; readonly kind: 'nodes'; readonly nodes: readonly string[] }
	| { readonly ok: true; readonly kind: 'value'; readonly text: string }
	| XmlQueryFailure;

export interface XmlQueryFailure {
	readonly ok: false;
	/** What is at fault: the XML text, the query, or the time that it takes. */
	readonly fault: 'xml' | 'declaration' | 'query' | 'limit';
	/** Java's own message, where it has one. */
	readonly message: string;
	/** Where in the query, when it cannot be understood. */
	readonly offset?: number;
}

/**
 * Applies an XPath 1.0 expression to an XML text as Java's `javax.xml.xpath` does without a `NamespaceContext`: texts
 * and attributes give their value, elements their XML, numbers and booleans what `string()` makes of them. Never
 * throws; stops after `stepsMax` steps.
 */
export function queryXml(options: {
	readonly xml: string;
	readonly query: string;
	readonly stepsMax?: number;
}): XmlQueryResult {
	const read = readDocument(options.xml, options);
	if (!read.ok) return read;
	return queryDocument({ ...options, document: read.document });
}

/** As `queryXml`, for a document that has been read: several queries need read it only once. */
export function queryDocument({
	document,
	query,
	stepsMax = STEPS_MAX,
}: {
	readonly document: XmlDocument;
	readonly query: string;
	readonly stepsMax?: number;
}): XmlQueryResult {
	const parsed = parseQuery(query);
	if (!parsed.ok) return { ok: false, fault: 'query', ...parsed.fault };
	const [root] = document;
	if (root === undefined) return { ok: true, kind: 'nodes', nodes: [] };
	const evaluation = new Evaluation(document, new StepBudget(stepsMax));
	try {
		// Java counts no places outside of a path: position() is -1 there, and last() 0.
		const context = { node: root, position: -1, size: 0 };
		return resultOf(evaluation, evaluation.evaluate(parsed.expression, context));
	} catch (error) {
		if (error instanceof RunawayQueryError)
			return { ok: false, fault: 'limit', message: error.message };
		if (error instanceof CallFault) return { ok: false, fault: 'query', message: error.message };
		throw error;
	}
}

function resultOf(evaluation: Evaluation, value: Value): XmlQueryResult {
	if (typeof value !== 'object') return { ok: true, kind: 'value', text: evaluation.textOf(value) };
	return { ok: true, kind: 'nodes', nodes: value.map((node) => textOfResult(evaluation, node)) };
}

/** Of a text that CDATA sections divide, Java's result is the first piece. */
function textOfResult({ document, budget }: Evaluation, node: XmlNode): string {
	if (node.kind === 'element' || node.kind === 'root') return serialize(node, document, budget);
	const text = node.parts?.[0]?.text ?? node.value;
	budget.spendResult(text.length);
	return text;
}
