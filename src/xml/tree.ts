import { XMLParser } from 'fast-xml-parser';
import { invariant } from '../base/invariant.ts';
import type { Comment, XmlAttribute, XmlElement, XmlNode, XmlText } from '../model/workflow.ts';
import { DEPTH_MAX } from './judge.ts';
import { decodeAttribute, TextBuilder } from './references.ts';

/** A well-formed document: its root element and what stands around it. */
export interface XmlDocument {
	readonly root: XmlElement;
	readonly before: readonly Comment[];
	readonly after: readonly Comment[];
}

export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

/** What fast-xml-parser gives with `preserveOrder`: one key names the kind of node. */
type ParsedNode = Readonly<Record<string, unknown>>;

const ELEMENT = 'e';
const METADATA = XMLParser.getMetaDataSymbol() as unknown as string;

/**
 * fast-xml-parser finds the nodes, their nesting and where each element begins. It gives no places for attributes and
 * texts, drops the data of processing instructions, and renames or refuses names such as `toString`: those
 * are read from the document itself, so it is told to call every element the same.
 */
const parser = new XMLParser({
	preserveOrder: true,
	captureMetaData: true,
	ignoreAttributes: true,
	trimValues: false,
	parseTagValue: false,
	processEntities: false,
	commentPropName: '#comment',
	cdataPropName: '#cdata',
	maxNestedTags: DEPTH_MAX + 1,
	// Called with the slash of `<a/>` as part of the name, and must hand it back.
	transformTagName: (name) => (name.endsWith('/') ? `${ELEMENT}/` : ELEMENT),
});

/** Builds the tree of a text that `judgeXml` has found well-formed, with the exact place of everything. */
export function buildTree(text: string): XmlDocument {
	// fast-xml-parser turns \r\n into one character, which would move every place behind it.
	const nodes = parser.parse(text.replaceAll('\r', ' ')) as ParsedNode[];
	const { children } = locate(text, nodes, 0, new Map([['xml', XML_NAMESPACE]]));
	const root = children.find((node): node is XmlElement => node.kind === 'element');
	invariant(root !== undefined, 'A well-formed document has a root element.');
	const position = children.indexOf(root);
	return {
		root,
		before: children.slice(0, position).filter(isComment),
		after: children.slice(position + 1).filter(isComment),
	};
}

function isComment(node: XmlNode): node is Comment {
	return node.kind === 'comment' || node.kind === 'instruction';
}

type Scope = ReadonlyMap<string, string>;

/** Walks the text along the parsed nodes: each kind of node ends where its own closing mark does. */
function locate(
	text: string,
	nodes: readonly ParsedNode[],
	from: number,
	scope: Scope,
): { children: XmlNode[]; end: number } {
	const found: XmlNode[] = [];
	let cursor = from;
	const takeText = () => {
		const end = endOfText(text, cursor);
		if (end > cursor) found.push(textNode(text, cursor, end));
		cursor = end;
	};

	for (const node of nodes) {
		// Some white space is dropped by fast-xml-parser, so all text is taken from the document.
		if ('#text' in node) continue;
		takeText();
		if (text.startsWith('<!DOCTYPE', cursor)) {
			cursor = text.indexOf('>', cursor) + 1;
			takeText();
		}
		if ('#comment' in node) {
			const end = closeOf(text, '<!--', '-->', cursor);
			found.push({
				kind: 'comment',
				text: text.slice(cursor + 4, end - 3).replace(/\r\n?/g, '\n'),
				span: { start: cursor, end },
			});
			cursor = end;
		} else if ('#cdata' in node) {
			const end = closeOf(text, '<![CDATA[', ']]>', cursor);
			found.push(cdataNode(text, cursor, end));
			cursor = end;
		} else if (ELEMENT in node) {
			const { element, end } = elementNode(text, node, scope);
			found.push(element);
			cursor = end;
		} else {
			const end = closeOf(text, '<?', '?>', cursor);
			const instruction = text.slice(cursor + 2, end - 2).replace(/\r\n?/g, '\n');
			if (!/^xml\s/.test(instruction))
				found.push({ kind: 'instruction', text: instruction, span: { start: cursor, end } });
			cursor = end;
		}
	}
	takeText();
	return { children: found, end: cursor };
}

function endOfText(text: string, from: number): number {
	const end = text.indexOf('<', from);
	return end < 0 ? text.length : end;
}

function closeOf(text: string, opening: string, closing: string, cursor: number): number {
	invariant(text.startsWith(opening, cursor), `Expected ${opening} at offset ${cursor}.`);
	return text.indexOf(closing, cursor + opening.length) + closing.length;
}

function textNode(text: string, start: number, end: number): XmlText {
	const builder = new TextBuilder();
	builder.addRaw(text.slice(start, end), start, 'content');
	return { kind: 'text', span: { start, end }, ...builder.finish() };
}

function cdataNode(text: string, start: number, end: number): XmlText {
	const builder = new TextBuilder();
	builder.addCdata(text.slice(start + 9, end - 3), start + 9);
	return { kind: 'text', cdata: true, span: { start, end }, ...builder.finish() };
}

function elementNode(
	text: string,
	node: ParsedNode,
	outer: Scope,
): { element: XmlElement; end: number } {
	const { startIndex: start } = node[METADATA] as { startIndex: number };
	const tag = readStartTag(text, start);
	const scope = innerScope(outer, tag.attributes);
	const content = tag.isEmpty
		? { children: [], end: tag.end }
		: locate(text, node[ELEMENT] as ParsedNode[], tag.end, scope);
	const end = tag.isEmpty ? tag.end : closeOf(text, `</${tag.name}`, '>', content.end);
	const element: XmlElement = {
		kind: 'element',
		...resolve(tag.name, scope, 'element'),
		attributes: tag.attributes.map((attribute) => ({
			...attribute,
			...resolve(attribute.name, scope, 'attribute'),
		})),
		children: content.children,
		span: { start, end },
		nameSpan: { start: start + 1, end: start + 1 + tag.name.length },
	};
	return { element, end };
}

type WrittenAttribute = Omit<XmlAttribute, 'localName' | 'namespace'>;

interface StartTag {
	readonly name: string;
	readonly attributes: readonly WrittenAttribute[];
	/** Behind the `>`. */
	readonly end: number;
	/** Whether it is its own end tag: `<a/>`. */
	readonly isEmpty: boolean;
}

const TAG_NAME = /<([^\s/>]+)/y;
const TAG_ATTRIBUTE = /\s+([^\s=/>]+)(\s*=\s*)("[^"]*"|'[^']*')/y;
const TAG_END = /\s*\/?>/y;

function readStartTag(text: string, start: number): StartTag {
	TAG_NAME.lastIndex = start;
	const name = TAG_NAME.exec(text)?.[1];
	invariant(name !== undefined, `Expected a start tag at offset ${start}.`);
	let cursor = TAG_NAME.lastIndex;
	const attributes: WrittenAttribute[] = [];
	for (;;) {
		TAG_ATTRIBUTE.lastIndex = cursor;
		const match = TAG_ATTRIBUTE.exec(text);
		if (match === null) break;
		const [whole, attributeName = '', equals = '', quoted = ''] = match;
		const nameStart = cursor + whole.length - quoted.length - equals.length - attributeName.length;
		const valueStart = cursor + whole.length - quoted.length + 1;
		attributes.push({
			name: attributeName,
			...decodeAttribute(quoted.slice(1, -1), valueStart),
			span: { start: valueStart, end: valueStart + quoted.length - 2 },
			nameSpan: { start: nameStart, end: nameStart + attributeName.length },
		});
		cursor += whole.length;
	}
	TAG_END.lastIndex = cursor;
	invariant(TAG_END.test(text), `Expected the end of the start tag <${name} at offset ${cursor}.`);
	const end = TAG_END.lastIndex;
	return { name, attributes, end, isEmpty: text[end - 2] === '/' };
}

/** The prefixes in force inside a tag; '' stands for the default namespace. */
function innerScope(outer: Scope, attributes: readonly WrittenAttribute[]): Scope {
	let inner: Map<string, string> | undefined;
	for (const { name, value } of attributes) {
		if (name !== 'xmlns' && !name.startsWith('xmlns:')) continue;
		inner ??= new Map(outer);
		inner.set(name === 'xmlns' ? '' : name.slice('xmlns:'.length), value);
	}
	return inner ?? outer;
}

function resolve(name: string, scope: Scope, of: 'element' | 'attribute') {
	const colon = name.indexOf(':');
	const prefix = colon < 0 ? '' : name.slice(0, colon);
	const localName = name.slice(colon + 1);
	if (name === 'xmlns' || prefix === 'xmlns')
		return { name, localName, namespace: XMLNS_NAMESPACE };
	const namespace = prefix === '' && of === 'attribute' ? '' : (scope.get(prefix) ?? '');
	return { name, localName, namespace };
}
