import { XMLParser } from 'fast-xml-parser';
import { invariant } from '../base/invariant.ts';
import type { Span } from '../base/span.ts';
import type { Comment, XmlAttribute, XmlElement, XmlNode, XmlText } from '../model/workflow.ts';
import { DEPTH_MAX } from './judge.ts';
import { declaredPrefix, NamespaceScope, prefixOf } from './namespaceScope.ts';
import { decodeText } from './references.ts';

/** A well-formed document: its root element and what stands around it. */
export interface XmlDocument {
	readonly root: XmlElement;
	readonly before: readonly Comment[];
	readonly after: readonly Comment[];
}

export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';

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
	const children = locate(text, nodes);
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

/** An element whose content is being read, or the document. */
interface Open {
	readonly nodes: readonly ParsedNode[];
	readonly children: XmlNode[];
	/** Of the next node. */
	index: number;
	/** Absent for the document. */
	readonly start?: number;
	readonly tag?: StartTag;
}

/**
 * Walks the text along the parsed nodes: each kind of node ends where its own closing mark does. Keeps the open
 * elements itself, so that no document is too deep for the call stack.
 */
function locate(text: string, nodes: readonly ParsedNode[]): XmlNode[] {
	const found: XmlNode[] = [];
	const scope = new NamespaceScope();
	const outer: Open[] = [];
	let open: Open = { nodes, children: found, index: 0 };
	let cursor = 0;
	const takeText = () => {
		const end = endOfText(text, cursor);
		if (end > cursor) open.children.push(textNode(text, cursor, end));
		cursor = end;
	};

	for (;;) {
		const node = open.nodes[open.index++];
		if (node === undefined) {
			takeText();
			const { tag, start } = open;
			const parent = outer.pop();
			if (parent === undefined || tag === undefined || start === undefined) return found;
			cursor = closeOf(text, `</${tag.name}`, '>', cursor);
			parent.children.push(
				elementNode(open.children, { tag, scope, span: { start, end: cursor } }),
			);
			scope.leave(tag.attributes);
			open = parent;
			continue;
		}
		// Some white space is dropped by fast-xml-parser, so all text is taken from the document.
		if ('#text' in node) continue;
		takeText();
		if (text.startsWith('<!DOCTYPE', cursor)) {
			cursor = text.indexOf('>', cursor) + 1;
			takeText();
		}
		if (ELEMENT in node) {
			const { startIndex: start } = node[METADATA] as { startIndex: number };
			const tag = readStartTag(text, start);
			scope.enter(tag.attributes);
			cursor = tag.end;
			if (tag.isEmpty) {
				open.children.push(elementNode([], { tag, scope, span: { start, end: cursor } }));
				scope.leave(tag.attributes);
			} else {
				outer.push(open);
				open = { nodes: node[ELEMENT] as ParsedNode[], children: [], index: 0, start, tag };
			}
			continue;
		}
		const { child, end } = readOther(text, node, cursor);
		if (child !== undefined) open.children.push(child);
		cursor = end;
	}
}

/** A comment, a CDATA section or an instruction. The XML declaration is none of them. */
function readOther(
	text: string,
	node: ParsedNode,
	start: number,
): { readonly child?: XmlNode; readonly end: number } {
	if ('#comment' in node) {
		const end = closeOf(text, '<!--', '-->', start);
		const comment = text.slice(start + 4, end - 3).replace(/\r\n?/g, '\n');
		return { child: { kind: 'comment', text: comment, span: { start, end } }, end };
	}
	if ('#cdata' in node) {
		const end = closeOf(text, '<![CDATA[', ']]>', start);
		return { child: cdataNode(text, start, end), end };
	}
	const end = closeOf(text, '<?', '?>', start);
	const instruction = text.slice(start + 2, end - 2).replace(/\r\n?/g, '\n');
	if (/^xml\s/.test(instruction)) return { end };
	return { child: { kind: 'instruction', text: instruction, span: { start, end } }, end };
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
	const { value, offsets } = decodeText(text.slice(start, end), start, 'content');
	return { kind: 'text', value, span: { start, end }, offsets };
}

function cdataNode(text: string, start: number, end: number): XmlText {
	const { value, offsets } = decodeText(text.slice(start + 9, end - 3), start + 9, 'cdata');
	return { kind: 'text', cdata: true, value, span: { start, end }, offsets };
}

function elementNode(
	children: readonly XmlNode[],
	{
		tag,
		scope,
		span,
	}: { readonly tag: StartTag; readonly scope: NamespaceScope; readonly span: Span },
): XmlElement {
	const { name } = tag;
	const { start } = span;
	// Properties in literals: of spread ones V8 keeps a shape for each object, which doubles what a tree takes.
	return {
		kind: 'element',
		name,
		localName: localNameOf(name),
		namespace: namespaceOf(name, scope, 'element'),
		attributes: tag.attributes.map(({ name, value, span, nameSpan, offsets }) => ({
			name,
			localName: localNameOf(name),
			namespace: namespaceOf(name, scope, 'attribute'),
			value,
			span,
			nameSpan,
			offsets,
		})),
		children,
		span,
		nameSpan: { start: start + 1, end: start + 1 + name.length },
	};
}

type WrittenAttribute = Omit<Required<XmlAttribute>, 'localName' | 'namespace'>;

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
			...decodeText(quoted.slice(1, -1), valueStart, 'attribute'),
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

function localNameOf(name: string): string {
	return name.slice(name.indexOf(':') + 1);
}

function namespaceOf(name: string, scope: NamespaceScope, of: 'element' | 'attribute'): string {
	if (declaredPrefix(name) !== undefined) return XMLNS_NAMESPACE;
	const prefix = prefixOf(name);
	return prefix === '' && of === 'attribute' ? '' : scope.get(prefix);
}
