import type { StepBudget } from './budget.ts';
import { XML_NAMESPACE, type XmlDocument, type XmlNode } from './document.ts';
import { escapeAttribute, escapeText } from './escapeXml.ts';
import { PrefixScope } from './prefixScope.ts';

interface Output {
	/** Joined at the end: a text that grows by pieces would keep all of them. */
	readonly pieces: string[];
	readonly document: XmlDocument;
	readonly scope: PrefixScope;
	/** Whether a start tag has been written. */
	hasElement: boolean;
	/** The elements that are open, and how many declarations were in force before each. */
	readonly open: { readonly element: XmlNode; readonly depth: number }[];
}

/**
 * An element, or a whole document, as XML text: what Java's identity `Transformer` writes with `omit-xml-declaration`.
 * Namespaces are declared where they are first needed, so that each element can stand alone.
 */
export function serialize(node: XmlNode, document: XmlDocument, budget: StepBudget): string {
	const output: Output = {
		pieces: [],
		document,
		scope: new PrefixScope(),
		hasElement: false,
		open: [],
	};
	output.scope.declare('', '');
	output.scope.declare('xml', XML_NAMESPACE);
	for (let place = node.order; place <= node.end; place++) {
		const inner = document[place];
		if (inner === undefined || inner.kind === 'attribute' || inner.kind === 'namespace') continue;
		closeBefore(output, place);
		const { length } = output.pieces;
		write(output, inner);
		for (let index = length; index < output.pieces.length; index++)
			budget.spendResult(output.pieces[index]?.length ?? 0);
	}
	closeBefore(output, Number.POSITIVE_INFINITY);
	return output.pieces.join('');
}

function closeBefore(output: Output, place: number): void {
	for (let last = output.open.at(-1); last && last.element.end < place; last = output.open.at(-1)) {
		output.pieces.push(`</${last.element.name.text}>`);
		output.scope.leave(last.depth);
		output.open.pop();
	}
}

function write(output: Output, node: XmlNode): void {
	if (node.kind === 'element') writeStartTag(output, node);
	else if (node.kind === 'text') writeText(output, node);
	else if (node.kind === 'comment') output.pieces.push(`<!--${node.value}-->`);
	else if (node.kind === 'instruction')
		output.pieces.push(`<?${node.name.text}${node.value === '' ? '' : ` ${node.value}`}?>`);
}

function writeStartTag(output: Output, element: XmlNode): void {
	const { scope } = output;
	const { depth } = scope;
	output.pieces.push(`<${element.name.text}`);
	if (!output.hasElement && isDeclaredFirst(element)) declareOwn(output, element);
	output.hasElement = true;
	for (const { name, value } of element.namespaces) declare(output, name.text, value);
	for (const { name, namespace, value } of element.attributes) {
		if (namespace !== '') declare(output, name.prefix, namespace);
		output.pieces.push(` ${name.text}="${escapeAttribute(value)}"`);
	}
	declareOwn(output, element);
	if (isWrittenEmpty(output, element)) {
		output.pieces.push('/>');
		scope.leave(depth);
		return;
	}
	output.pieces.push('>');
	output.open.push({ element, depth });
}

/** Java holds the outermost start tag back until its first attribute, and then begins with what its name needs. */
function isDeclaredFirst({ attributes: [first], namespaces, name: { prefix } }: XmlNode): boolean {
	if (first === undefined || namespaces.some(({ name }) => name.text === prefix)) return true;
	return prefix !== '' && first.name.prefix === prefix;
}

function declareOwn(output: Output, { name, namespace }: XmlNode): void {
	declare(output, name.prefix, namespace);
}

function declare(output: Output, prefix: string, namespace: string): void {
	if (output.scope.lookUp(prefix) === namespace) return;
	output.scope.declare(prefix, namespace);
	output.pieces.push(` xmlns${prefix === '' ? '' : `:${prefix}`}="${escapeAttribute(namespace)}"`);
}

/** Empty text is written as nothing. */
function isWrittenEmpty({ document }: Output, { firstChild, end }: XmlNode): boolean {
	const child = document[firstChild];
	return firstChild > end || (firstChild === end && child?.kind === 'text' && child.value === '');
}

function writeText(output: Output, { value, parts }: XmlNode): void {
	if (parts === undefined) {
		output.pieces.push(escapeText(value));
		return;
	}
	for (const { text, isCdata } of parts) {
		if (text === '') continue;
		output.pieces.push(isCdata ? cdataSection(text) : escapeText(text));
	}
}

/** Java begins the section behind the characters beyond the first plane that it should begin with. */
function cdataSection(text: string): string {
	const lead = /^[\u{10000}-\u{10ffff}]*/u.exec(text)?.[0] ?? '';
	const rest = text.slice(lead.length);
	return rest === '' ? lead : `${lead}<![CDATA[${rest}]]>`;
}
