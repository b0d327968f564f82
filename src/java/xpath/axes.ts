import type { AxisName } from './ast.ts';
import type { NodeKind, XmlDocument, XmlNode } from './document.ts';

/** What is asked of an axis, and what it finds. */
export interface AxisSearch {
	readonly document: XmlDocument;
	readonly test: (node: XmlNode) => boolean;
	/** Where found nodes are put, in the order of the axis. */
	readonly found: XmlNode[];
	/** The walk may end when `found` is that long. */
	readonly lengthMax: number;
}

export interface Axis {
	/** Whether it goes backwards in the document: its first node is the nearest. */
	readonly isReverse: boolean;
	/** The kind of node that a name and `*` stand for. */
	readonly principal: NodeKind;
	/** Walks from a node, and says what that cost in steps: about the nodes it looked at. */
	walk(from: XmlNode, search: AxisSearch): number;
}

/** The axes of XPath 1.0, section 2.2. */
export const AXES: Readonly<Record<AxisName, Axis>> = {
	ancestor: backward((from, search) => climb(from.parent, search)),
	'ancestor-or-self': backward(climb),
	attribute: { isReverse: false, principal: 'attribute', walk: walkAttributes },
	child: forward(walkChildren),
	descendant: forward((from, search) =>
		walkContent({ first: from.order + 1, last: from.end }, search),
	),
	'descendant-or-self': forward((from, search) => {
		take(from, search);
		return 1 + walkContent({ first: from.order + 1, last: from.end }, search);
	}),
	following: forward((from, search) =>
		walkContent({ first: from.end + 1, last: search.document.length - 1 }, search),
	),
	'following-sibling': forward(walkFollowingSiblings),
	namespace: { isReverse: false, principal: 'namespace', walk: walkNamespaces },
	parent: backward((from, search) => {
		if (from.parent) take(from.parent, search);
		return 1;
	}),
	preceding: backward(walkPreceding),
	'preceding-sibling': backward(walkPrecedingSiblings),
	self: forward((from, search) => {
		take(from, search);
		return 1;
	}),
};

function forward(walk: Axis['walk']): Axis {
	return { isReverse: false, principal: 'element', walk };
}

function backward(walk: Axis['walk']): Axis {
	return { isReverse: true, principal: 'element', walk };
}

function take(node: XmlNode, { test, found }: AxisSearch): void {
	if (test(node)) found.push(node);
}

/** Attributes and namespaces hang on an element but are not in it. */
function isAttached(node: XmlNode): boolean {
	return node.kind === 'attribute' || node.kind === 'namespace';
}

function climb(from: XmlNode | undefined, search: AxisSearch): number {
	let count = 0;
	for (let node = from; node && search.found.length < search.lengthMax; node = node.parent) {
		take(node, search);
		count++;
	}
	return count;
}

function walkAttributes(from: XmlNode, search: AxisSearch): number {
	for (const attribute of from.attributes) take(attribute, search);
	return from.attributes.length + 1;
}

function walkChildren(from: XmlNode, search: AxisSearch): number {
	const { document, found, lengthMax } = search;
	let count = 1;
	for (let place = from.firstChild; place <= from.end && found.length < lengthMax; count++) {
		const node = document[place];
		if (node === undefined) break;
		take(node, search);
		place = node.end + 1;
	}
	return count;
}

/** The nodes of a stretch of the document, without attributes and namespaces. */
function walkContent(
	{ first, last }: { readonly first: number; readonly last: number },
	search: AxisSearch,
): number {
	const { document, found, lengthMax, test } = search;
	let place = first;
	for (; place <= last && found.length < lengthMax; place++) {
		const node = document[place];
		if (node !== undefined && !isAttached(node) && test(node)) found.push(node);
	}
	return place - first + 1;
}

function walkFollowingSiblings(from: XmlNode, search: AxisSearch): number {
	const { document, found, lengthMax } = search;
	const { parent } = from;
	if (parent === undefined || isAttached(from)) return 1;
	let count = 1;
	for (let place = from.end + 1; place <= parent.end && found.length < lengthMax; count++) {
		const node = document[place];
		if (node === undefined) break;
		take(node, search);
		place = node.end + 1;
	}
	return count;
}

function walkPrecedingSiblings(from: XmlNode, search: AxisSearch): number {
	let count = 1;
	let node = from.previousSibling;
	for (; node && search.found.length < search.lengthMax; node = node.previousSibling) {
		take(node, search);
		count++;
	}
	return count;
}

/** What ends before a node begins: its ancestors do not. */
function walkPreceding(from: XmlNode, search: AxisSearch): number {
	const { document, found, lengthMax, test } = search;
	let place = from.order - 1;
	for (; place >= 0 && found.length < lengthMax; place--) {
		const node = document[place];
		if (node !== undefined && node.end < from.order && !isAttached(node) && test(node))
			found.push(node);
	}
	return from.order - place;
}

/** A namespace has to be looked up, and not only at. */
const NAMESPACE_STEPS = 10;

/** Java gives each declaration once, as a node of the element where it is written. */
function walkNamespaces(from: XmlNode, search: AxisSearch): number {
	if (from.kind !== 'element') return 1;
	const nearest = new Map<string, XmlNode>();
	let count = 1;
	for (let node: XmlNode | undefined = from; node; node = node.parent) {
		for (const namespace of node.namespaces) {
			const prefix = namespace.name.text;
			if (!nearest.has(prefix)) nearest.set(prefix, namespace);
		}
		count += 1 + NAMESPACE_STEPS * node.namespaces.length;
	}
	for (const namespace of [...nearest.values()].sort((a, b) => a.order - b.order))
		take(namespace, search);
	return count;
}
