import type { StepBudget } from './budget.ts';
import {
	type NodeKind,
	type QualifiedName,
	type TextPart,
	XML_NAMESPACE,
	type XmlDocument,
	type XmlNode,
} from './document.ts';
import { ElementNames } from './elementNames.ts';

type NodeDraft = { -readonly [Key in keyof XmlNode]: XmlNode[Key] } & {
	parts: TextPart[] | undefined;
};

const DEEP = 1000;
const NO_NODES: readonly XmlNode[] = [];
const NO_NAME: QualifiedName = { text: '', prefix: '', local: '' };

/** Puts a document together from what a parser reports, in its order. Depth costs no call stack. */
export class DocumentBuilder {
	private readonly nodes: NodeDraft[] = [];
	private readonly names = new ElementNames();
	private readonly budget: StepBudget;
	/** The elements that are open, each with its last child so far; the root is the first. */
	private readonly open: { readonly node: NodeDraft; lastChild: NodeDraft | undefined }[] = [];

	/** Nodes are paid for: there may be more than the memory holds. */
	constructor(budget: StepBudget) {
		this.budget = budget;
		const node = this.attach('root', undefined, NO_NAME, '');
		this.open.push({ node, lastChild: undefined });
	}

	/** How many elements are open. */
	get depth(): number {
		return this.open.length - 1;
	}

	/** The name of the innermost element that is open. */
	get openName(): string | undefined {
		return this.depth === 0 ? undefined : this.open.at(-1)?.node.name.text;
	}

	get hasRoot(): boolean {
		return this.nodes.some(({ kind }) => kind === 'element');
	}

	/** The document; to be taken when all elements are closed. */
	finish(): XmlDocument {
		this.close();
		return this.nodes;
	}

	/** Opens an element. Gives the message of Java's parser when its names are wrong. */
	openElement(
		name: string,
		written: Readonly<Record<string, string>>,
	): { readonly message: string } | undefined {
		const read = this.names.enter(name, written);
		if (!read.ok) return read;
		const node = this.addChild('element', '', read.name);
		node.namespace = read.namespace;
		const namespaces = read.declarations.map(({ prefix, namespace }) =>
			this.attach('namespace', node, this.names.plain(prefix), namespace),
		);
		if (this.depth === 0)
			namespaces.push(this.attach('namespace', node, this.names.plain('xml'), XML_NAMESPACE));
		if (namespaces.length > 0) node.namespaces = namespaces;
		if (read.attributes.length > 0)
			node.attributes = read.attributes.map((attribute) => {
				const added = this.attach('attribute', node, attribute.name, attribute.value);
				added.namespace = attribute.namespace;
				return added;
			});
		node.end = this.nodes.length - 1;
		node.firstChild = this.nodes.length;
		// Of elements that are open more is kept.
		if (this.depth > DEEP) this.budget.spendReading(2);
		this.open.push({ node, lastChild: undefined });
		return undefined;
	}

	closeElement(): void {
		this.names.leave();
		this.close();
	}

	/** Text behind text belongs to the same node, but Java's DOM keeps what CDATA sections divide. */
	addText(text: string, isCdata: boolean): void {
		if (this.depth === 0) return;
		const last = this.open.at(-1)?.lastChild;
		const part: TextPart = { text, isCdata };
		if (last?.kind !== 'text') {
			const node = this.addChild('text', text, NO_NAME);
			if (isCdata) node.parts = [part];
			return;
		}
		this.budget.spendReading(1);
		last.parts ??= [{ text: last.value, isCdata: false }];
		last.parts.push(part);
		last.value += text;
	}

	addComment(value: string): void {
		this.addChild('comment', value, NO_NAME);
	}

	addInstruction(target: string, value: string): void {
		this.addChild('instruction', value, this.names.plain(target));
	}

	private close(): void {
		const closed = this.open.pop();
		if (closed) closed.node.end = this.nodes.length - 1;
	}

	private addChild(kind: NodeKind, value: string, name: QualifiedName): NodeDraft {
		const open = this.open.at(-1);
		const node = this.attach(kind, open?.node, name, value);
		if (open) {
			node.previousSibling = open.lastChild;
			open.lastChild = node;
		}
		return node;
	}

	/** All nodes have the same members in the same order, which makes reading them fast. */
	private attach(
		kind: NodeKind,
		parent: NodeDraft | undefined,
		name: QualifiedName,
		value: string,
	): NodeDraft {
		this.budget.spendReading(1);
		const order = this.nodes.length;
		const node: NodeDraft = {
			kind,
			order,
			end: order,
			firstChild: order + 1,
			parent,
			previousSibling: undefined,
			name,
			namespace: '',
			value,
			parts: undefined,
			namespaces: NO_NODES,
			attributes: NO_NODES,
		};
		this.nodes.push(node);
		return node;
	}
}
