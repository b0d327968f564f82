import { escapeAttribute, escapeText } from '../../java/xpath/escapeXml.ts';
import type { ElementNode, XmlElement, XmlNode } from '../../model/workflow.ts';
import { Stop } from '../completion.ts';
import type { Run } from '../run.ts';
import { textOf } from '../values.ts';

/** The text of an XmlRequestBody. */
export function xmlBodyOf(
	{ fragment, attributes }: ElementNode<'XmlRequestBody'>,
	run: Run,
): string | Stop {
	if (fragment === undefined) return '';
	if (run.choice('xmlBody') === 'as-written') return xmlTextOf(fragment, run);
	const encoding = attributes.encoding === undefined ? 'UTF-8' : textOf(attributes.encoding, run);
	if (encoding instanceof Stop) return encoding;
	const isDeclared = fragment.attributes.some(({ name }) => name === 'xmlns');
	const isInherited = fragment.namespace !== '' && fragment.name === fragment.localName;
	const text = xmlTextOf(
		fragment,
		run,
		isInherited && !isDeclared ? fragment.namespace : undefined,
	);
	if (text instanceof Stop) return text;
	return `<?xml version="1.0" encoding="${escapeAttribute(encoding.trim())}" standalone="no"?>${text}`;
}

/** The text of an XML element with the templates in its texts and attributes rendered and escaped. */
function xmlTextOf(element: XmlElement, run: Run, namespace?: string): string | Stop {
	let text = `<${element.name}`;
	if (namespace !== undefined) text += ` xmlns="${escapeAttribute(namespace)}"`;
	for (const attribute of element.attributes) {
		const value = textOf(attribute, run);
		if (value instanceof Stop) return value;
		text += ` ${attribute.name}="${escapeAttribute(value)}"`;
	}
	if (element.children.length === 0) return `${text}/>`;
	text += '>';
	for (const child of element.children) {
		const inner = nodeText(child, run);
		if (inner instanceof Stop) return inner;
		text += inner;
	}
	return `${text}</${element.name}>`;
}

function nodeText(node: XmlNode, run: Run): string | Stop {
	if (node.kind === 'element') return xmlTextOf(node, run);
	if (node.kind !== 'text')
		return node.kind === 'comment' ? `<!--${node.text}-->` : `<?${node.text}?>`;
	const text = textOf(node, run);
	return text instanceof Stop ? text : escapeText(text);
}
