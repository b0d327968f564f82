import type { XmlElement, XmlNode } from '../../model/workflow.ts';
import { Stop } from '../completion.ts';
import type { Run } from '../run.ts';
import { textOf } from '../values.ts';

/**
 * The text of an XML element with the templates in its texts and attributes rendered, and what they
 * render to escaped. Assumed: the element is sent as it is written, without a declaration of the
 * namespace that it only inherits from the workflow around it.
 */
export function xmlTextOf(element: XmlElement, run: Run): string | Stop {
	let text = `<${element.name}`;
	for (const attribute of element.attributes) {
		const value = textOf(attribute, run);
		if (value instanceof Stop) return value;
		text += ` ${attribute.name}="${escaped(value).replaceAll('"', '&quot;')}"`;
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
	return text instanceof Stop ? text : escaped(text);
}

function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
