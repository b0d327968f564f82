/** What kind of thing a node of a document is, in XPath's words. */
export type NodeKind =
	| 'root'
	| 'element'
	| 'attribute'
	| 'namespace'
	| 'text'
	| 'comment'
	| 'instruction';

/** A name as it is written, and its parts. The names of one document share one object per spelling. */
export interface QualifiedName {
	readonly text: string;
	readonly prefix: string;
	readonly local: string;
}

/** A stretch of a text node that was written in one way. */
export interface TextPart {
	readonly text: string;
	readonly isCdata: boolean;
}

/**
 * A node of a document. All nodes stand in one list in document order, so that what is inside of a node, behind it and
 * before it are ranges of that list and no walk needs the call stack.
 */
export interface XmlNode {
	readonly kind: NodeKind;
	/** Its place in the list. */
	readonly order: number;
	/** The place of the last node inside of it, attributes and namespaces included; its own when it has none. */
	readonly end: number;
	/** The place of its first child; behind `end` when it has none. */
	readonly firstChild: number;
	readonly parent: XmlNode | undefined;
	readonly previousSibling: XmlNode | undefined;
	/** Of elements, attributes, instructions (their target) and namespaces (their prefix). */
	readonly name: QualifiedName;
	/** The namespace of an element or attribute; empty for none. */
	readonly namespace: string;
	/** Of all but elements and the root: their text. */
	readonly value: string;
	/** How a text was written, when a CDATA section takes part. */
	readonly parts: readonly TextPart[] | undefined;
	/** The namespaces that an element declares; the outermost has also that of the prefix xml. */
	readonly namespaces: readonly XmlNode[];
	/** In the order of their names, which is the order in Java's `NamedNodeMap`. */
	readonly attributes: readonly XmlNode[];
}

/** A document that was read: its nodes in document order, the root first. */
export type XmlDocument = readonly XmlNode[];

export const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';
export const XMLNS_NAMESPACE = 'http://www.w3.org/2000/xmlns/';
