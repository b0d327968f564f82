import type { OffsetMap } from '../base/offsets.ts';
import type { Span } from '../base/span.ts';
import type { Version } from '../base/version.ts';
import type { ActionName } from '../catalog/actions.ts';
import type { ELEMENTS, ElementKey } from '../catalog/catalog.ts';

/** Text that somebody wrote, with its place when it was read from a document. */
export interface Text {
	/** As XML decodes it: references replaced, line endings and white space normalised. */
	readonly value: string;
	/** The place of the undecoded text; absent on nodes made in code. */
	readonly span?: Span;
	readonly offsets?: OffsetMap;
}

/** The value of an attribute. */
export interface Attribute extends Text {
	/** The place of the attribute's name. */
	readonly nameSpan?: Span;
}

/** A comment, or a processing instruction: kept, never interpreted. */
export interface Comment {
	readonly kind: 'comment' | 'instruction';
	readonly text: string;
	readonly span?: Span;
}

type Specs = typeof ELEMENTS;
type AttributeRows<K extends ElementKey> = Specs[K]['attributes'];
type RequiredNames<K extends ElementKey> = {
	[A in keyof AttributeRows<K>]: AttributeRows<K>[A] extends { readonly required: true }
		? A
		: never;
}[keyof AttributeRows<K>];

/** The attributes of an element, required ones required: computed from the catalogue, never typed by hand. */
export type AttributesOf<K extends ElementKey> = {
	readonly [A in RequiredNames<K>]: Attribute;
} & {
	readonly [A in Exclude<keyof AttributeRows<K>, RequiredNames<K>>]?: Attribute;
};

type PartNames<C> = C extends {
	readonly kind: 'sequence';
	readonly parts: readonly { readonly of: readonly (infer N)[] }[];
}
	? N & ElementKey
	: never;

/** What may stand in an element, as nodes. */
export type ChildOf<K extends ElementKey> = Specs[K]['content'] extends { readonly kind: 'actions' }
	? Action
	: { [N in PartNames<Specs[K]['content']>]: ElementNode<N> }[PartNames<Specs[K]['content']>];

/** One element of a document, or the same made in code (then without spans). */
export interface ElementNode<K extends ElementKey> {
	readonly kind: K;
	readonly attributes: AttributesOf<K>;
	readonly children: readonly ChildOf<K>[];
	/** The content of an element whose content is text (RequestBody). */
	readonly text?: Text;
	/** The content of an element whose content is XML (XmlRequestBody). */
	readonly fragment?: XmlElement;
	/** The comments directly in front of the element. */
	readonly comments: readonly Comment[];
	/** The comments behind its last child. */
	readonly closingComments: readonly Comment[];
	/** The whole element. */
	readonly span?: Span;
	/** The name in its start tag: where findings about the element as a whole point. */
	readonly nameSpan?: Span;
}

/** An If with what follows it: siblings in the document, one node here. */
export interface IfNode extends ElementNode<'If'> {
	readonly branches: readonly (ElementNode<'ElseIf'> | ElementNode<'Else'>)[];
}

/** One action: a union with one member for each row of the catalogue. */
export type Action =
	| { [N in Exclude<ActionName, 'If'>]: ElementNode<N> }[Exclude<ActionName, 'If'>]
	| IfNode;

export type ActionNode<N extends ActionName> = N extends 'If' ? IfNode : ElementNode<N>;

/** Any element at all. */
export type AnyNode =
	| { [K in Exclude<ElementKey, 'If'>]: ElementNode<K> }[Exclude<ElementKey, 'If'>]
	| IfNode;

interface DocumentParts {
	readonly version: Version;
	/** Comments behind the document's root element. Those in front of it are its `comments`. */
	readonly trailingComments: readonly Comment[];
}

/** A workflow: the program. */
export type Workflow = ElementNode<'Workflow'> & DocumentParts;

/** Workflow Parameter Values: the document that goes with it. */
export type WorkflowParameterValues = ElementNode<'WorkflowParameterValues'> & DocumentParts;

/** An element of any vocabulary, as in an XmlRequestBody. */
export interface XmlElement {
	readonly kind: 'element';
	/** The name as written, prefix and all. */
	readonly name: string;
	readonly localName: string;
	readonly namespace: string;
	readonly attributes: readonly XmlAttribute[];
	readonly children: readonly XmlNode[];
	readonly span?: Span;
	readonly nameSpan?: Span;
}

export interface XmlAttribute extends Attribute {
	readonly name: string;
	readonly localName: string;
	/** '' for an attribute without a prefix. */
	readonly namespace: string;
}

export interface XmlText extends Text {
	readonly kind: 'text';
	/** Whether it was written as a CDATA section. */
	readonly cdata?: true;
}

export type XmlNode = XmlElement | XmlText | Comment;

/** The parameters a workflow declares, in order. */
export function parametersOf(workflow: Workflow): readonly ElementNode<'Parameter'>[] {
	for (const child of workflow.children) if (child.kind === 'Parameters') return child.children;
	return [];
}

/** The actions of a workflow, in order. */
export function actionsOf(workflow: Workflow): readonly Action[] {
	for (const child of workflow.children) if (child.kind === 'Actions') return child.children;
	return [];
}

/** The connection tests of a workflow, in order. */
export function testsOf(workflow: Workflow): ChildOf<'Tests'>[] {
	for (const child of workflow.children) if (child.kind === 'Tests') return [...child.children];
	return [];
}
