import type { Version } from '../base/version.ts';
import { type ElementKey, isActionName } from '../catalog/catalog.ts';
import type {
	Action,
	AnyNode,
	Attribute,
	AttributesOf,
	ChildOf,
	Comment,
	ElementNode,
	IfNode,
	Workflow,
	WorkflowParameterValues,
} from './workflow.ts';

/** Attribute values as plain text, required ones required. */
export type AttributeTexts<K extends ElementKey> = {
	readonly [A in keyof AttributesOf<K>]: undefined extends AttributesOf<K>[A]
		? string | undefined
		: string;
};

interface Extras<K extends ElementKey> {
	readonly children?: readonly ChildOf<K>[];
	readonly text?: string;
	readonly comments?: readonly (string | Comment)[];
	readonly closingComments?: readonly (string | Comment)[];
}

/** Makes an element. Attributes that are undefined are left out. */
export function element<K extends Exclude<ElementKey, 'If'>>(
	kind: K,
	attributes: AttributeTexts<K>,
	extras: Extras<K> = {},
): ElementNode<K> {
	return node(kind, attributes, extras);
}

/** Makes an If with its branches. */
export function ifElement(
	condition: string,
	actions: readonly Action[],
	branches: IfNode['branches'] = [],
	comments: readonly (string | Comment)[] = [],
): IfNode {
	return { ...node('If', { condition }, { children: actions, comments }), branches };
}

/** Puts comments in front of an element. */
export function commented<N extends AnyNode>(comments: string | readonly string[], target: N): N {
	const texts = typeof comments === 'string' ? [comments] : comments;
	return { ...target, comments: [...texts.map(toComment), ...target.comments] };
}

export interface WorkflowParts {
	readonly version: Version;
	readonly attributes: AttributeTexts<'Workflow'>;
	readonly parameters?: readonly ElementNode<'Parameter'>[];
	readonly actions: readonly Action[];
	readonly tests?: readonly ChildOf<'Tests'>[];
	readonly comments?: readonly string[];
}

/** Makes a workflow. */
export function workflow(parts: WorkflowParts): Workflow {
	const { parameters = [], tests = [] } = parts;
	return {
		...node('Workflow', parts.attributes, {
			children: [
				...(parameters.length > 0 ? [element('Parameters', {}, { children: parameters })] : []),
				element('Actions', {}, { children: parts.actions }),
				...(tests.length > 0 ? [element('Tests', {}, { children: tests })] : []),
			],
			comments: parts.comments ?? [],
		}),
		version: parts.version,
		trailingComments: [],
	};
}

/** Makes a values document. */
export function parameterValues(
	version: Version,
	values: readonly ElementNode<'Value'>[],
	comments: readonly string[] = [],
): WorkflowParameterValues {
	return {
		...node('WorkflowParameterValues', {}, { children: values, comments }),
		version,
		trailingComments: [],
	};
}

export function isAction(candidate: AnyNode): candidate is Action {
	return isActionName(candidate.kind);
}

function node<K extends ElementKey>(
	kind: K,
	texts: AttributeTexts<K>,
	extras: Extras<K>,
): ElementNode<K> {
	const attributes: Record<string, Attribute> = {};
	for (const [name, value] of Object.entries(texts))
		if (typeof value === 'string') attributes[name] = { value };
	return {
		kind,
		attributes: attributes as AttributesOf<K>,
		children: extras.children ?? [],
		...(extras.text === undefined ? {} : { text: { value: extras.text } }),
		comments: (extras.comments ?? []).map(toComment),
		closingComments: (extras.closingComments ?? []).map(toComment),
	};
}

function toComment(comment: string | Comment): Comment {
	return typeof comment === 'string' ? { kind: 'comment', text: ` ${comment} ` } : comment;
}
