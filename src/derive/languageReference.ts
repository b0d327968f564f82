import { VERSIONS } from '../base/version.ts';
import { ACTIONS, BRANCHES } from '../catalog/actions.ts';
import {
	attributeSpecs,
	DOCUMENT_KEYS,
	type ElementKey,
	elementName,
	namespaceOf,
	specOf,
} from '../catalog/catalog.ts';
import { CONNECTION_TESTS, DOCUMENTS } from '../catalog/documents.ts';
import { REQUEST_PARTS } from '../catalog/requestParts.ts';
import type { AttributeSpec, Content, SequencePart } from '../catalog/spec.ts';
import { anchorOf, codeBlock, codeOf, table } from './markdown.ts';

/** The sections of the page, in order: a heading, what it says first, and the elements it lists. */
const SECTIONS: readonly (readonly [heading: string, text: string, keys: readonly string[]])[] = [
	['The documents', 'A log source holds two documents.', Object.keys(DOCUMENTS)],
	[
		'The actions',
		'They run one after the other, in the order of the document.',
		[...Object.keys(ACTIONS), ...Object.keys(BRANCHES)],
	],
	[
		'The parts of a request and of a token',
		'Children of CallEndpoint and of CreateJWTAccessToken.',
		Object.keys(REQUEST_PARTS),
	],
	['The connection tests', 'Children of Tests.', Object.keys(CONNECTION_TESTS)],
];

const KINDS: Readonly<Record<AttributeSpec['kind'], string>> = {
	text: 'text',
	boolean: 'true or false',
	template: 'template',
	path: 'path',
	condition: 'condition',
};

/** The reference of the workflow language: every element with its attributes, from the catalogue. */
export function languageReference(): string {
	const namespaces = DOCUMENT_KEYS.flatMap((document) =>
		VERSIONS.map((version) => [document, version, codeOf(namespaceOf(document, version))]),
	);
	return `${[
		'# The workflow language',
		'Every element of IBM QRadar’s Universal Cloud REST API workflows, in the schema versions V1, V2 and V2_1. ' +
			'This page is generated from the catalogue in `src/catalog`: change it there, then `npm run docs`.',
		'The namespace of a document selects its version:',
		table(['Document', 'Version', 'Namespace'], namespaces),
		'A *template* is text with holes: `${…}` around a [JPath expression](jpath.md). A *path* and a *condition* are ' +
			'templates too; what they render to is read as JPath. A *text* is taken as it stands. An attribute may be ' +
			'empty only where its row says so.',
		...SECTIONS.flatMap(([heading, text, keys]) => [
			`## ${heading}`,
			text,
			keys
				.map((key) => `[${titleOf(key as ElementKey)}](#${anchorOf(titleOf(key as ElementKey))})`)
				.join(' · '),
			...keys.flatMap((key) => elementSection(key as ElementKey)),
		]),
	].join('\n\n')}\n`;
}

/** Two pairs of elements share a name: the row's key tells them apart. */
function titleOf(key: ElementKey): string {
	const name = elementName(key);
	return name === key ? key : `${name} (${key})`;
}

function elementSection(key: ElementKey): string[] {
	const { doc, since, content, example, notes = [] } = specOf(key);
	const rows = Object.entries(attributeSpecs(key)).map(([name, spec]) => [
		codeOf(name),
		KINDS[spec.kind],
		requiredText(spec),
		defaultText(spec),
		[spec.doc, ...remarksOf(spec)].join(' '),
	]);
	return [
		`### ${titleOf(key)}`,
		since === undefined ? doc : `${doc} Since ${since}.`,
		...(rows.length === 0
			? []
			: [table(['Attribute', 'Kind', 'Required', 'Default', 'What it is'], rows)]),
		`Content: ${contentText(content)}`,
		...(example === undefined ? [] : [codeBlock('xml', example)]),
		...notes.map((note) => `> ${note}`),
	];
}

function requiredText({ required }: AttributeSpec): string {
	if (required === undefined) return 'no';
	return required === true ? 'yes' : `up to ${required}`;
}

function defaultText({ default: value }: AttributeSpec): string {
	if (value === undefined) return '';
	if (typeof value === 'string') return codeOf(value);
	return VERSIONS.map((version) => `${version} ${codeOf(value[version])}`).join(', ');
}

function remarksOf({ values, mayBeEmpty, since, secret, writes }: AttributeSpec): string[] {
	return [
		...(values === undefined ? [] : [`One of ${values.map(codeOf).join(', ')}.`]),
		...(mayBeEmpty ? ['May be empty.'] : []),
		...(writes ? ['Names one place: no query, no function.'] : []),
		...(secret ? ['Secret.'] : []),
		...(since === undefined ? [] : [`Since ${since}.`]),
	];
}

function contentText(content: Content): string {
	switch (content.kind) {
		case 'none':
			return 'none.';
		case 'text':
			return 'text, a template.';
		case 'any':
			return 'exactly one XML element of any kind.';
		case 'actions':
			return 'one action or more.';
		case 'sequence':
			return `in this order: ${content.parts.map(partText).join('; ')}.`;
	}
}

function partText({ of, min, max, movable }: SequencePart): string {
	const names = of.map((key) => codeOf(elementName(key as ElementKey))).join(' or ');
	const often =
		max === 1 ? (min === 1 ? 'once' : 'at most once') : min === 1 ? 'once or more' : 'any number';
	return `${names} (${often}${movable ? ', or earlier' : ''})`;
}
