import { isAvailable, type Version } from '../base/version.ts';
import { ACTIONS } from '../catalog/actions.ts';
import {
	attributeSpecs,
	type DocumentKey,
	ELEMENTS,
	type ElementKey,
	isActionName,
	isRequired,
	specOf,
} from '../catalog/catalog.ts';
import type { AttributeSpec, Content, SequencePart } from '../catalog/spec.ts';

/** A JSON Schema, or a part of one (draft 2020-12). */
export type JsonSchema = { readonly [keyword: string]: unknown };

/**
 * The JSON Schema of a document's model, as `read` gives it and `write` takes it: every element and attribute that
 * the version has, computed from the catalogue. It says what may stand where and how often; the order of children
 * and what their texts mean are for `check`.
 */
export function documentSchema(document: DocumentKey, version: Version): JsonSchema {
	return {
		$schema: 'https://json-schema.org/draft/2020-12/schema',
		$id: `urn:qradar-workflow:schema:${document}:${version}`,
		title: `${document} ${version}`,
		description: specOf(document).doc,
		$ref: `#/$defs/${document}`,
		$defs: {
			...Object.fromEntries(
				elementsOf(document, version).map((key) => [key, elementSchema(key, document, version)]),
			),
			...(document === 'Workflow' ? { Action: oneOf(actionsOf(version)) } : {}),
			...SHARED,
		},
	};
}

/** The elements that may stand in a document, in the order in which they are met. */
function elementsOf(document: DocumentKey, version: Version): ElementKey[] {
	const found: ElementKey[] = [document];
	for (const key of found)
		for (const child of childrenOf(key, version)) if (!found.includes(child)) found.push(child);
	return found;
}

/** What may stand directly in an element. The branches of an If stand beside its children. */
function childrenOf(key: ElementKey, version: Version): ElementKey[] {
	const { content } = specOf(key);
	if (content.kind === 'actions')
		return [...actionsOf(version), ...(key === 'If' ? (['ElseIf', 'Else'] as const) : [])];
	if (content.kind !== 'sequence') return [];
	return content.parts
		.flatMap(({ of }) => of.filter(isElementKey))
		.filter((name) => isAvailable(specOf(name).since, version));
}

function actionsOf(version: Version): ElementKey[] {
	return Object.keys(ACTIONS)
		.filter(isActionName)
		.filter((name) => isAvailable(specOf(name).since, version));
}

function isElementKey(name: string): name is ElementKey {
	return Object.hasOwn(ELEMENTS, name);
}

function elementSchema(key: ElementKey, document: DocumentKey, version: Version): JsonSchema {
	const { doc, content } = specOf(key);
	const isDocument = key === document;
	const branches = { type: 'array', items: oneOf(['ElseIf', 'Else']) };
	const own: [name: string, schema: JsonSchema, isRequired: boolean][] = [
		['kind', { const: key }, true],
		['attributes', attributesSchema(key, version), true],
		['children', childrenSchema(key, content, version), true],
		...(key === 'If' ? [['branches', branches, true] as [string, JsonSchema, boolean]] : []),
		['text', ref('Text'), content.kind === 'text'],
		['fragment', ref('XmlElement'), content.kind === 'any'],
		['comments', listOf('Comment'), true],
		['closingComments', listOf('Comment'), true],
		['version', { const: version }, isDocument],
		['trailingComments', listOf('Comment'), isDocument],
	];
	const kept = own.filter(([name, , required]) => required || !isOnlyForSome(name));
	return {
		type: 'object',
		description: doc,
		properties: {
			...Object.fromEntries(kept.map(([name, schema]) => [name, schema])),
			span: ref('Span'),
			nameSpan: ref('Span'),
		},
		required: kept.map(([name]) => name),
		additionalProperties: false,
	};
}

/** Members that only elements of one kind have. */
function isOnlyForSome(name: string): boolean {
	return ['text', 'fragment', 'version', 'trailingComments'].includes(name);
}

function attributesSchema(key: ElementKey, version: Version): JsonSchema {
	const rows = Object.entries(attributeSpecs(key)).filter(([, { since }]) =>
		isAvailable(since, version),
	);
	return {
		type: 'object',
		properties: Object.fromEntries(rows.map(([name, spec]) => [name, attributeSchema(spec)])),
		required: rows.filter(([, spec]) => isRequired(spec, version)).map(([name]) => name),
		additionalProperties: false,
	};
}

function attributeSchema({ kind, doc, mayBeEmpty }: AttributeSpec): JsonSchema {
	if (kind === 'boolean') return { description: doc, ...ref('Boolean') };
	return { description: doc, ...ref(mayBeEmpty ? 'Text' : 'NonEmptyText') };
}

function childrenSchema(key: ElementKey, content: Content, version: Version): JsonSchema {
	if (content.kind === 'actions') return { type: 'array', items: ref('Action'), minItems: 1 };
	if (content.kind !== 'sequence') return { type: 'array', maxItems: 0 };
	const counted = content.parts.filter(({ min, max }) => min > 0 || max !== 'unbounded');
	return {
		type: 'array',
		items: oneOf(childrenOf(key, version)),
		...(counted.length === 0 ? {} : { allOf: counted.map(countOf) }),
	};
}

/** How often the elements of one place may stand there. */
function countOf({ of, min, max }: SequencePart): JsonSchema {
	return {
		contains: { properties: { kind: { enum: of } } },
		minContains: min,
		...(max === 'unbounded' ? {} : { maxContains: max }),
	};
}

function ref(name: string): JsonSchema {
	return { $ref: `#/$defs/${name}` };
}

function listOf(name: string): JsonSchema {
	return { type: 'array', items: ref(name) };
}

/** One of several elements, told apart by their kind so that a validator's complaint is about the right one. */
function oneOf(keys: readonly ElementKey[]): JsonSchema {
	return {
		type: 'object',
		required: ['kind'],
		properties: { kind: { enum: keys } },
		allOf: keys.map((key) => ({
			if: { properties: { kind: { const: key } } },
			then: ref(key),
		})),
	};
}

const offset = { type: 'integer', minimum: 0 };

/** What is the same in every document. */
const SHARED = {
	Span: {
		type: 'object',
		description: 'A range of the text it was read from, in UTF-16 code units.',
		properties: { start: offset, end: offset },
		required: ['start', 'end'],
		additionalProperties: false,
	},
	Text: {
		type: 'object',
		description: 'A text, decoded, with its place where it was read from a document.',
		properties: {
			value: { type: 'string' },
			span: ref('Span'),
			nameSpan: ref('Span'),
			offsets: { type: 'object' },
		},
		required: ['value'],
	},
	NonEmptyText: { ...ref('Text'), properties: { value: { minLength: 1 } } },
	Boolean: {
		description: 'As XML Schema writes it, white space around it allowed.',
		...ref('Text'),
		properties: { value: { pattern: '^\\s*(true|false|1|0)\\s*$' } },
	},
	Comment: {
		type: 'object',
		properties: {
			kind: { enum: ['comment', 'instruction'] },
			text: { type: 'string' },
			span: ref('Span'),
		},
		required: ['kind', 'text'],
	},
	XmlElement: {
		type: 'object',
		description: 'An element of any vocabulary.',
		properties: { kind: { const: 'element' }, name: { type: 'string' } },
		required: ['kind', 'name', 'localName', 'namespace', 'attributes', 'children'],
	},
} as const satisfies Readonly<Record<string, JsonSchema>>;
