import {
	type NodeKind,
	type QualifiedName,
	type TextPart,
	XML_NAMESPACE,
	type XmlDocument,
	type XmlNode,
} from './document.ts';
import { ElementNames, type NamedAttribute } from './elementNames.ts';

const NO_NODES: readonly XmlNode[] = [];
const NO_NAME: QualifiedName = { text: '', prefix: '', local: '' };
const XML_NAME: QualifiedName = { text: 'xml', prefix: '', local: 'xml' };

type Draft = Pick<XmlNode, 'kind' | 'name' | 'namespace' | 'value'>;

/** Puts a document together from what a parser reports, in its order. Depth costs no call stack. */
export class DocumentBuilder {
	private readonly nodes: XmlNode[] = [];
	private readonly names = new ElementNames();
	/** The elements that are open, the root first, each with its last child. */
	private readonly open: { readonly node: XmlNode; lastChild: XmlNode | undefined }[] = [];

	constructor() {
		const root = this.add({ kind: 'root', name: NO_NAME, namespace: '', value: '' }, undefined);
		this.open.push({ node: root, lastChild: undefined });
	}

	/** How many elements are open. */
	get depth(): number {
		return this.open.length - 1;
	}

	/** The document; to be taken when all elements are closed. */
	finish(): XmlDocument {
		this.close();
		return this.nodes;
	}

	/** Opens an element; the message of Java's parser when its names are wrong. */
	openElement(name: string, written: ReadonlyMap<string, string>): string | undefined {
		const read = this.names.enter(name, written);
		if (!read.ok) return read.message;
		const namespaces: XmlNode[] = [];
		const attributes: XmlNode[] = [];
		const node = this.add(
			{ kind: 'element', name: read.name, namespace: read.namespace, value: '' },
			{ namespaces, attributes },
		);
		for (const { prefix, namespace } of read.declarations)
			namespaces.push(this.attach(node, 'namespace', prefixName(prefix), namespace));
		if (this.depth === 0)
			namespaces.push(this.attach(node, 'namespace', XML_NAME, XML_NAMESPACE));
		for (const attribute of read.attributes) attributes.push(this.attachAttribute(node, attribute));
		node.end = this.nodes.length - 1;
		node.firstChild = this.nodes.length;
		this.open.push({ node, lastChild: undefined });
		return undefined;
	}

	closeElement(): void {
		this.names.leave();
		this.close();
	}

	/** Text that follows text belongs to the same node, though Java's DOM keeps what CDATA sections divide. */
	addText(text: string, isCdata: boolean): void {
		if (this.depth === 0) return;
		const last = this.open.at(-1)?.lastChild;
		const part: TextPart = { text, isCdata };
		if (last?.kind === 'text') {
			(last as { value: string }).value += text;
			last.parts = [...(last.parts ?? []), part];
			return;
		}
		const node = this.add({ kind: 'text', name: NO_NAME, namespace: '', value: text }, undefined);
		if (isCdata) node.parts = [part];
	}

	addOther(kind: 'comment' | 'instruction', target: string, value: string): void {
		this.add({ kind, name: this.names.nameOf(target), namespace: '', value }, undefined);
	}

	private close(): void {
		const closed = this.open.pop();
		if (closed) closed.node.end = this.nodes.length - 1;
	}

	private attachAttribute(parent: XmlNode, { name, namespace, value }: NamedAttribute): XmlNode {
		return this.attach(parent, 'attribute', name, value, namespace);
	}

	private attach(
		parent: XmlNode,
		kind: NodeKind,
		name: QualifiedName,
		value: string,
		namespace = '',
	): XmlNode {
		return this.push({ kind, name, namespace, value }, { parent });
	}
}

function prefixName(prefix: string): QualifiedName {
	return prefix === '' ? NO_NAME : { text: prefix, prefix: '', local: prefix };
}
