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
import type { AnyNode, Comment, Workflow, WorkflowParameterValues } from '../model/workflow.ts';
import { unfold } from './branches.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { DEPTH_MAX } from './judge.ts';
import { commentProblem, textProblem, writeComment } from './writeComment.ts';
import { writeFragment } from './writeFragment.ts';

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
		reserved: [],
		diagnostics: [],
	};
	const builder = create({ version: '1.0', encoding: 'UTF-8' });
	writeComments(builder, document.comments, writing);
	writeNode(builder, document, writing);
	writeComments(builder, document.trailingComments, writing);
	if (writing.diagnostics.length > 0) return { ok: false, diagnostics: writing.diagnostics };

	const text = builder.end({
		prettyPrint: true,
		indent: '\t',
		spaceBeforeSlash: true,
		wellFormed: true,
	});
	const whole = text.replace(
		RESERVED,
		(_, index: string, other: string) => writing.reserved[Number(index ?? other)] ?? '',
	);
	return { ok: true, text: `${whole}\n` };
}

interface Writing {
	readonly namespace: string;
	/** What is written as it is, in order: contents of XmlRequestBody, where white space counts, and instructions. */
	readonly reserved: string[];
	readonly diagnostics: Diagnostic[];
}

/** Stands for what is reserved until the layout is done. Carriage returns are always written as references. */
const RESERVED = /<\?i \r(\d+)\r\?>|\r(\d+)\r/g;

function reserve(text: string, { reserved }: Writing): string {
	reserved.push(text);
	return `\r${reserved.length - 1}\r`;
}

function writeNode(parent: XMLBuilder, node: AnyNode, writing: Writing, depth = 1): void {
	if (depth > DEPTH_MAX) {
		const problem = `Elements stand more than ${DEPTH_MAX.toLocaleString('en')} deep in one another.`;
		report(problem, writing, 'Put what is innermost somewhere else: QRadar was not made for this.');
		return;
	}
	if (depth > 1) writeComments(parent, node.comments, writing);
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
		const { text, problems } = writeFragment(node.fragment, writing.namespace);
		for (const problem of problems) report(problem, writing);
		element.txt(reserve(text, writing));
	}
	for (const child of unfold(node.children)) writeNode(element, child, writing, depth + 1);
	writeComments(element, node.closingComments, writing);
}

function writeComments(parent: XMLBuilder, comments: readonly Comment[], writing: Writing): void {
	for (const comment of comments) {
		const problem = commentProblem(comment);
		if (problem !== undefined) report(problem, writing);
		else if (comment.kind === 'comment') parent.com(comment.text.replace(/\r\n?/g, '\n'));
		else parent.ins('i', reserve(writeComment(comment), writing));
	}
}

function checkText(value: string, what: string, writing: Writing): void {
	const problem = textProblem(value, what);
	if (problem !== undefined) report(problem, writing);
}

function report(
	message: string,
	{ diagnostics }: Writing,
	help = 'Remove it: it may be an invisible character that came along when the text was copied.',
): void {
	diagnostics.push({
		rule: 'unwritable-text',
		layer: 'xml',
		severity: 'error',
		message,
		help,
		span: { start: 0, end: 0 },
	});
}
