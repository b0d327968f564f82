import type { Span } from '../../base/span.ts';
import { XPATH_HELP } from '../../compile/syntax.ts';
import type { XmlQueryFailure, XmlQueryResult } from '../../java/xpath/queryXml.ts';
import type { DocumentResult } from '../../java/xpath/readDocument.ts';
import type { ResolvedPath } from '../../jpath/path.ts';
import type { ElementNode } from '../../model/workflow.ts';
import { type Completion, NEXT, Stop } from '../completion.ts';
import { failure } from '../faults.ts';
import { LIMITS } from '../limits.ts';
import type { Run } from '../run.ts';
import type { ActionRuntime } from '../runtime.ts';
import { shortened } from '../trace.ts';
import { flagOf, placeOf, textOf, valueAt } from '../values.ts';

interface Query {
	readonly xml: string;
	readonly query: string;
	readonly isSingle: boolean;
	readonly place: ResolvedPath;
}

/**
 * Stores what an XPath query finds in XML text: texts and attributes as they are, elements as XML. All of them as an
 * array or, as `singleton`, the first alone. Source: IBM documentation "XPathQuery"; the Boomi workflow posts elements.
 */
export const runXPathQuery: ActionRuntime<'XPathQuery'> = (node, run) => {
	const { xmlPath, xPathQuery, savePath } = node.attributes;
	const xml = valueAt(xmlPath, run);
	if (xml instanceof Stop) return xml;
	if (typeof xml !== 'string')
		return failure('There is no XML text at the xmlPath.', {
			explanation: 'What is there is JSON. Only text can be queried with XPath.',
			help: 'Read JSON with paths, such as /response/body/name.',
			span: xmlPath.span,
		});
	const query = textOf(xPathQuery, run);
	if (query instanceof Stop) return query;
	const isSingle = flagOf(node, 'singleton', run);
	if (isSingle instanceof Stop) return isSingle;
	const place = placeOf(savePath, run);
	if (place instanceof Stop) return place;
	return search(node, { xml, query, isSingle, place }, run);
};

/** XPath is loaded when it is first needed; a text that is queried again is read once. */
async function search(
	node: ElementNode<'XPathQuery'>,
	{ xml, query, isSingle, place }: Query,
	run: Run,
): Promise<Completion> {
	const { readDocument } = await import('../../java/xpath/readDocument.ts');
	const { queryDocument } = await import('../../java/xpath/queryXml.ts');
	const { xmlPath, xPathQuery } = node.attributes;
	const { xpathStepsMax: stepsMax } = run.environment.limits;
	if (run.xml?.text !== xml) {
		let read = readDocument(xml, { stepsMax });
		if (!read.ok && read.fault === 'declaration' && run.choice('documentType') === 'skipped')
			read = readDocument(xml, { stepsMax, skipsDeclarations: true });
		if (!read.ok) return unreadable(read, xml, xmlPath.span);
		run.xml = { text: xml, document: read.document };
	}
	const result = queryDocument({ document: run.xml.document, query, stepsMax });
	if (!result.ok) return refused(result, query, xPathQuery.span);
	const found = foundBy(result, run, xPathQuery.span);
	if (found instanceof Stop) return found;
	if (!isSingle) return run.write(node, place, found) ?? NEXT;
	const [first] = found;
	if (first !== undefined) return run.write(node, place, first) ?? NEXT;
	return run.write(node, place, run.choice('xpathNoNode') === 'null' ? null : '') ?? NEXT;
}

function foundBy(
	result: Exclude<XmlQueryResult, XmlQueryFailure>,
	run: Run,
	span: Span | undefined,
): readonly string[] | Stop {
	if (result.kind === 'nodes') return result.nodes;
	if (run.choice('xpathValue') === 'keep') return [result.text];
	return failure('Can not convert the result of the query to a NodeList!', {
		explanation: 'The query gives a text, a number or a truth value instead of nodes.',
		span,
		unknown: 'xpathValue',
	});
}

function unreadable(
	{ fault, message }: Extract<DocumentResult, { readonly ok: false }>,
	xml: string,
	span: Span | undefined,
): Stop {
	if (fault === 'limit') return tooLong(message, 'Ask the API for less at a time.', span);
	if (fault === 'declaration')
		return failure(message, {
			explanation: `They can read files and exhaust memory. The text at the xmlPath begins: ${shortened(xml, 60)}`,
			help: 'Cut the declaration off with a RegexCapture before.',
			span,
			unknown: 'documentType',
		});
	return failure(message, {
		explanation:
			xml.trim() === ''
				? 'The text at the xmlPath is empty.'
				: `The text at the xmlPath is not well-formed XML. It begins: ${shortened(xml, 60)}`,
		help: 'Test the status code first: an error often has a body of another kind.',
		span,
	});
}

function refused(
	{ fault, message, offset }: XmlQueryFailure,
	query: string,
	span: Span | undefined,
): Stop {
	if (fault !== 'limit')
		return failure(message, {
			explanation: `The query is "${shortened(query, 200)}"${offset === undefined ? '' : `, wrong at its character ${offset + 1}`}.`,
			help: XPATH_HELP,
			span,
		});
	return tooLong(
		message,
		'Name the way to the nodes instead of searching with // inside of //.',
		span,
	);
}

function tooLong(message: string, help: string, span: Span | undefined): Stop {
	return new Stop('limit', {
		message: `${message.replace(/\.$/, '')} (limit ${LIMITS.xpathStepsMax.flag}).`,
		isProductMessage: false,
		explanation: 'This ceiling is the simulator’s own: Java would go on trying.',
		help,
		...(span === undefined ? {} : { span }),
	});
}
