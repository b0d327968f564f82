import { VERSIONS, type Version } from '../base/version.ts';
import { ACTIONS, type ActionName, BRANCHES } from './actions.ts';
import { CONNECTION_TESTS, DOCUMENTS } from './documents.ts';
import { REQUEST_PARTS } from './requestParts.ts';
import type { AttributeSpec, ElementSpec } from './spec.ts';

/** The whole language as one table: every element, by a key of its own. */
export const ELEMENTS = {
	...DOCUMENTS,
	...ACTIONS,
	...BRANCHES,
	...REQUEST_PARTS,
	...CONNECTION_TESTS,
} as const;

export type ElementKey = keyof typeof ELEMENTS;

/** The row of an element. */
export function specOf(key: ElementKey): ElementSpec {
	return ELEMENTS[key];
}

/** The name an element has in a document. */
export function elementName(key: ElementKey): string {
	return specOf(key).element ?? key;
}

/** The attribute rows of an element, in the order in which they are written. */
export function attributeSpecs(key: ElementKey): Readonly<Record<string, AttributeSpec>> {
	return specOf(key).attributes;
}

export function isActionName(name: string): name is ActionName {
	return Object.hasOwn(ACTIONS, name);
}

/** Whether `version` refuses a document that leaves the attribute out. */
export function isRequired(attribute: AttributeSpec, version: Version): boolean {
	const required = attribute.required;
	if (required === undefined || required === true) return required === true;
	return VERSIONS.indexOf(version) <= VERSIONS.indexOf(required);
}

/** The value that an absent attribute has in `version`, if the language gives it one. */
export function defaultOf(attribute: AttributeSpec, version: Version): string | undefined {
	return typeof attribute.default === 'object' ? attribute.default[version] : attribute.default;
}

/** The two kinds of document that a log source holds. */
export const DOCUMENT_KEYS = ['Workflow', 'WorkflowParameterValues'] as const;
export type DocumentKey = (typeof DOCUMENT_KEYS)[number];

const NAMESPACE_BASE = 'http://qradar.ibm.com/UniversalCloudRESTAPI/';

/** The namespace that selects a document's kind and version. Source: IBM's XSDs; V2_1: IBM discussion 263. */
export function namespaceOf(document: DocumentKey, version: Version): string {
	return `${NAMESPACE_BASE}${document}/${version}`;
}

/** Every namespace, with what it stands for. */
export const NAMESPACES: ReadonlyMap<string, { document: DocumentKey; version: Version }> = new Map(
	DOCUMENT_KEYS.flatMap((document) =>
		VERSIONS.map((version) => [namespaceOf(document, version), { document, version }] as const),
	),
);
