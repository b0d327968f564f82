import { falseSpace } from '../base/falseSpace.ts';
import { toDocumentSpan } from '../base/offsets.ts';
import type { Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { ELEMENTS, type ElementKey, elementName, specOf } from '../catalog/catalog.ts';
import { looksLikeCredential, shorten, shown } from '../diagnostics/quoting.ts';
import type { AnyNode, Comment, Text, XmlElement, XmlNode, XmlText } from '../model/workflow.ts';
import { readActions } from './branches.ts';
import { standAlone } from './prefixes.ts';
import { type Reading, readElement, SUGGESTIONS_MAX } from './readElement.ts';
import { readSequence } from './sequence.ts';

export interface ReadContent {
	readonly children: readonly AnyNode[];
	readonly closingComments: readonly Comment[];
	readonly text?: Text;
	readonly fragment?: XmlElement;
}

/** Children to read: those of an element, and the list they go to. */
export interface Block {
	readonly key: ElementKey;
	readonly xml: XmlElement;
	readonly candidates: readonly Candidate[];
	readonly nodes: AnyNode[];
}

/** A child element with the comments in front of it. */
export interface Candidate {
	readonly xml: XmlElement;
	readonly comments: readonly Comment[];
}

/** What stands between an element's tags, by the kind of content its row in the catalogue names. */
export function readContent(key: ElementKey, xml: XmlElement, reading: Reading): ReadContent {
	const { content } = specOf(key);
	if (content.kind === 'text') return readText(key, xml, reading);

	reportText(key, xml, reading);
	const { candidates, closingComments } = gather(xml.children);
	switch (content.kind) {
		case 'none':
			for (const { xml: child } of candidates) reportUnexpected(key, child, [], reading);
			return { children: [], closingComments };
		case 'any':
			return { ...readFragment(key, xml, candidates, reading), closingComments };
		case 'actions': {
			const children: AnyNode[] = [];
			reading.later(() => readActions({ key, xml, candidates, nodes: children }, reading));
			return { children, closingComments };
		}
		case 'sequence': {
			const children: AnyNode[] = [];
			const { parts } = content;
			reading.later(() => readSequence({ key, xml, candidates, nodes: children }, parts, reading));
			return { children, closingComments };
		}
	}
}

function gather(nodes: readonly XmlNode[]): {
	candidates: Candidate[];
	closingComments: readonly Comment[];
} {
	const candidates: Candidate[] = [];
	let comments: Comment[] = [];
	for (const node of nodes) {
		if (node.kind === 'element') {
			candidates.push({ xml: node, comments });
			comments = [];
		} else if (node.kind !== 'text') comments.push(node);
	}
	return { candidates, closingComments: comments };
}

/**
 * Reads a child and gives it the comments in front of it. Where the layout could not keep a comment inside
 * (an empty element may hold no white space), the comment moves in front too.
 */
export function readChild(
	key: ElementKey,
	{ xml, comments }: Candidate,
	reading: Reading,
): AnyNode {
	const node = readElement(key, xml, reading);
	const { kind } = specOf(key).content;
	if (kind === 'actions' || kind === 'sequence') return { ...node, comments };
	return { ...node, comments: [...comments, ...node.closingComments], closingComments: [] };
}

function readText(key: ElementKey, xml: XmlElement, reading: Reading): ReadContent {
	const pieces = xml.children.filter((node) => node.kind === 'text');
	for (const child of xml.children)
		if (child.kind === 'element') reportUnexpected(key, child, [], reading);
	const first = pieces[0]?.span;
	const last = pieces.at(-1)?.span;
	const start = first?.start ?? xml.span?.start ?? 0;
	let value = '';
	const breaks: number[] = [];
	for (const piece of pieces) {
		const inner = piece.offsets?.breaks ?? [];
		for (let index = 0; index < inner.length; index += 2)
			breaks.push(value.length + (inner[index] ?? 0), inner[index + 1] ?? 0);
		value += piece.value;
	}
	const end = last?.end ?? start;
	return {
		children: [],
		closingComments: xml.children.filter(
			(node): node is Comment => node.kind === 'comment' || node.kind === 'instruction',
		),
		text: {
			value,
			span: { start, end },
			offsets: { breaks: breaks.length === 0 ? [0, start] : breaks, end },
		},
	};
}

function readFragment(
	key: ElementKey,
	xml: XmlElement,
	candidates: readonly Candidate[],
	{ diagnostics, prefixes }: Reading,
): { children: readonly AnyNode[]; fragment?: XmlElement } {
	const fragment = candidates[0]?.xml;
	if (candidates.length !== 1) {
		diagnostics.push({
			rule: fragment === undefined ? 'missing-element' : 'duplicate-element',
			layer: 'schema',
			severity: 'error',
			message: `<${elementName(key)}> needs exactly one element inside; it has ${candidates.length === 0 ? 'none' : candidates.length}.`,
			help: 'Put what you want to send into one root element.',
			span: candidates[1]?.xml.nameSpan ?? xml.nameSpan ?? { start: 0, end: 0 },
		});
	}
	return {
		children: [],
		...(fragment === undefined ? {} : { fragment: standAlone(fragment, prefixes) }),
	};
}

/** Elements in which a text is most likely the value of a parameter, which may be secret. */
const MAY_BE_SECRET = new Set<ElementKey>(['WorkflowParameterValues', 'Value', 'Parameter']);

/** Text where only elements, or nothing at all, may stand. The XSD allows no white space in empty elements. */
function reportText(key: ElementKey, xml: XmlElement, { diagnostics }: Reading): void {
	const isEmpty = specOf(key).content.kind === 'none';
	const text = xml.children.find(
		(node) => node.kind === 'text' && (isEmpty || node.cdata || /[^\t\n\r ]/.test(node.value)),
	);
	if (text?.kind !== 'text') return;
	const written = text.value.trim();
	const isQuoted = !MAY_BE_SECRET.has(key) && !looksLikeCredential(written);
	diagnostics.push({
		rule: 'unexpected-text',
		layer: 'schema',
		severity: 'error',
		message:
			written === ''
				? messageOfBlank(key, text)
				: `Text ${isQuoted ? `"${shorten(written, 40)}" ` : ''}may not stand in <${elementName(key)}>.`,
		help: isEmpty
			? `Write <${elementName(key)} … />.`
			: 'Remove it, or make it a comment: <!-- … -->.',
		span: spanOfText(text),
	});
}

/** Of text without anything to see: it may hold more than the white space of XML. */
function messageOfBlank(key: ElementKey, { value, cdata }: XmlText): string {
	const [character] = /[^\t\n\r ]/.exec(value) ?? [];
	if (character !== undefined) return falseSpace(character).message;
	const isEmpty = specOf(key).content.kind === 'none';
	return `${cdata ? 'A CDATA section' : 'White space'} may not stand in <${elementName(key)}>${isEmpty ? ', which must be empty' : ''}.`;
}

/** Looks behind, so that white space within a text is not gone through from each of its characters. */
const TRAILING_SPACE = /(?<![\t\n\r ])[\t\n\r ]+$/;

/** Without the white space around it, unless that is all there is. */
function spanOfText({ span, value, cdata, offsets }: XmlText): Span {
	const start = value.search(/[^\t\n\r ]/);
	if (cdata || start < 0 || offsets === undefined) return span ?? { start: 0, end: 0 };
	return toDocumentSpan(offsets, { start, end: value.replace(TRAILING_SPACE, '').length });
}

/** An element that may not stand where it does. */
export function reportUnexpected(
	parent: ElementKey,
	child: XmlElement,
	allowed: readonly string[],
	{ diagnostics }: Reading,
): void {
	const homes = homesOf(child.localName);
	const known = homes.length > 0;
	const isSuggested = diagnostics.length < SUGGESTIONS_MAX;
	diagnostics.push({
		rule: known ? 'misplaced-element' : 'unknown-element',
		layer: 'schema',
		severity: 'error',
		message: known
			? `<${shown(child.name)}> may not stand in <${elementName(parent)}>.`
			: `Unknown element <${shown(child.name)}> in <${elementName(parent)}>.${isSuggested ? didYouMean(child.localName, allowed) : ''}`,
		help: known
			? `It belongs in ${homes.map((home) => `<${home}>`).join(' or ')}.`
			: allowedHelp(parent, allowed),
		span: child.nameSpan ?? { start: 0, end: 0 },
	});
}

const helps = new Map<ElementKey, string>();

/** Made once for each parent: a document can have a million unknown elements. */
function allowedHelp(parent: ElementKey, allowed: readonly string[]): string {
	const known = helps.get(parent);
	if (known !== undefined) return known;
	const help =
		allowed.length === 0
			? `Nothing may stand in <${elementName(parent)}>.`
			: `Here may stand: ${allowed.join(', ')}.`;
	helps.set(parent, help);
	return help;
}

const homesByName = new Map<string, string[]>();

/** The elements that an element of this name may stand in. */
function homesOf(name: string): readonly string[] {
	if (homesByName.size === 0) findHomes();
	return homesByName.get(name) ?? [];
}

function findHomes(): void {
	for (const key of Object.keys(ELEMENTS) as ElementKey[]) {
		const { content } = specOf(key);
		if (content.kind === 'sequence') {
			const names = content.parts.flatMap((part) =>
				part.of.map((of) => elementName(of as ElementKey)),
			);
			for (const name of new Set(names))
				homesByName.set(name, [...(homesByName.get(name) ?? []), elementName(key)]);
		}
	}
}
