import { create } from 'xmlbuilder2';
import type { XMLBuilder } from 'xmlbuilder2/lib/interfaces.js';
import {
	attributeSpecs,
	type DocumentKey,
	elementName,
	namespaceOf,
	specOf,
} from '../catalog/catalog.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { attributesOf } from '../model/visit.ts';
import type {
	AnyNode,
	Comment,
	Workflow,
	WorkflowParameterValues,
	XmlElement,
} from '../model/workflow.ts';
import { unfold } from './branches.ts';
import { escapeAttribute, escapeText, unwritableCharacter } from './escape.ts';

export type WriteResult =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Writes a document as canonical XML: tab-indented, attributes in the catalogue's order, `<Name … />`,
 * comments kept (IBM's contribution rule asks for tabs). Reading it gives the same model, whatever text the
 * values hold. Only characters that no XML can hold make it fail, with a finding for each.
 */
export function writeDocument(document: Workflow | WorkflowParameterValues): WriteResult {
	const writing: Writing = {
		namespace: namespaceOf(document.kind as DocumentKey, document.version),
		fragments: [],
		diagnostics: [],
	};
	const builder = create({ version: '1.0', encoding: 'UTF-8' });
	writeComments(builder, document.comments, writing);
	writeNode(builder, document, writing, true);
	writeComments(builder, document.trailingComments, writing);
	if (writing.diagnostics.length > 0) return { ok: false, diagnostics: writing.diagnostics };

	const text = builder.end({
		prettyPrint: true,
		indent: '\t',
		spaceBeforeSlash: true,
		wellFormed: true,
	});
	const whole = text.replace(
		FRAGMENT,
		(_, index: string) => writing.fragments[Number(index)] ?? '',
	);
	return { ok: true, text: `${whole}\n` };
}

interface Writing {
	readonly namespace: string;
	/** The contents of XmlRequestBody, in order: white space in them counts, so they are not laid out. */
	readonly fragments: string[];
	readonly diagnostics: Diagnostic[];
}

/** Stands for a fragment until the layout is done. Carriage returns are always written as references. */
const FRAGMENT = /\r(\d+)\r/g;

function writeNode(parent: XMLBuilder, node: AnyNode, writing: Writing, isRoot = false): void {
	if (!isRoot) writeComments(parent, node.comments, writing);
	const element = parent.ele(writing.namespace, elementName(node.kind));
	const attributes = attributesOf(node);
	for (const name of Object.keys(attributeSpecs(node.kind))) {
		const attribute = attributes[name];
		if (attribute === undefined) continue;
		checkText(attribute.value, `The attribute "${name}" of <${elementName(node.kind)}>`, writing);
		element.att(name, escapeAttribute(attribute.value));
	}
	const { content } = specOf(node.kind);
	if (content.kind === 'text') {
		const value = node.text?.value ?? '';
		checkText(value, `The text of <${elementName(node.kind)}>`, writing);
		if (value !== '') element.txt(escapeText(value));
	} else if (content.kind === 'any' && node.fragment !== undefined) {
		element.txt(`\r${writing.fragments.length}\r`);
		writing.fragments.push(embedFragment(node.fragment, writing));
	}
	for (const child of unfold(node.children)) writeNode(element, child, writing);
	writeComments(element, node.closingComments, writing);
}

function writeComments(
	parent: XMLBuilder,
	comments: readonly Comment[],
	writing: Pick<Writing, 'diagnostics'>,
): void {
	for (const { kind, text } of comments) {
		const problem = kind === 'comment' ? /--|-$/.test(text) : text.includes('?>');
		if (problem)
			report(`"${kind === 'comment' ? '--' : '?>'}" may not stand inside a comment.`, writing);
		else if (checkText(text, 'A comment', writing)) {
			const clean = text.replace(/\r\n?/g, '\n');
			if (kind === 'comment') parent.com(clean);
			else {
				const [, target = '', data = ''] = /^(\S+)\s*([\s\S]*)$/.exec(clean) ?? [];
				parent.ins(target, data);
			}
		}
	}
}

/** The text of an element of any vocabulary, on its own: as an XmlRequestBody sends it. */
export function writeFragment(fragment: XmlElement): string {
	const builder = create();
	addFragment(builder, fragment, { diagnostics: [] });
	return builder.end({ headless: true, prettyPrint: false });
}

/** The same as it stands in a document, where a namespace is in force that it may have to undo. */
function embedFragment(fragment: XmlElement, writing: Writing): string {
	const wrapper = create().ele(writing.namespace, 'w');
	addFragment(wrapper, fragment, writing);
	const text = wrapper.end({ headless: true, prettyPrint: false });
	return text.slice(text.indexOf('>') + 1, text.lastIndexOf('</w>'));
}

function addFragment(
	parent: XMLBuilder,
	{ name, namespace, attributes, children }: XmlElement,
	writing: Pick<Writing, 'diagnostics'>,
): void {
	const element = parent.ele(namespace === '' ? null : namespace, name);
	for (const attribute of attributes) {
		if (attribute.name === 'xmlns') continue;
		checkText(attribute.value, `The attribute "${attribute.name}" of <${name}>`, writing);
		const { namespace: uri } = attribute;
		if (uri === '') element.att(attribute.name, escapeAttribute(attribute.value));
		else element.att(uri, attribute.name, escapeAttribute(attribute.value));
	}
	for (const child of children) {
		if (child.kind === 'element') addFragment(element, child, writing);
		else if (child.kind === 'text') {
			if (!checkText(child.value, `The text of <${name}>`, writing)) continue;
			if (child.cdata === true) element.dat(child.value);
			else element.txt(escapeText(child.value));
		} else writeComments(element, [child], writing);
	}
}

function checkText(value: string, what: string, writing: Pick<Writing, 'diagnostics'>): boolean {
	const found = unwritableCharacter(value);
	if (found === undefined) return true;
	const code = `U+${found.code.toString(16).toUpperCase().padStart(4, '0')}`;
	report(`${what} holds ${code}, which no XML document can hold.`, writing);
	return false;
}

function report(message: string, { diagnostics }: Pick<Writing, 'diagnostics'>): void {
	diagnostics.push({
		rule: 'unwritable-text',
		layer: 'xml',
		severity: 'error',
		message,
		help: 'Remove it: it may be an invisible character that came along when the text was copied.',
		span: { start: 0, end: 0 },
	});
}
