import { shown } from '../diagnostics/quoting.ts';
import type { XmlAttribute, XmlElement, XmlNode } from '../model/workflow.ts';
import { escapeAttribute, escapeText } from './escape.ts';
import { declaredPrefix, NamespaceScope, prefixOf } from './namespaceScope.ts';
import { commentProblem, textProblem, writeComment } from './writeComment.ts';

/**
 * The text of an element of any vocabulary, as it stands in a document whose default namespace is given. Names keep
 * their prefixes and declarations their places; what is not declared is. `problems` says what no XML can hold.
 */
export function writeFragment(
	fragment: XmlElement,
	namespace: string,
): { readonly text: string; readonly problems: readonly string[] } {
	const scope = new NamespaceScope();
	scope.enter([{ name: 'xmlns', value: namespace }]);
	const pieces: string[] = [];
	const problems: string[] = [];
	const note = (problem: string | undefined) => {
		if (problem !== undefined) problems.push(problem);
		return problem === undefined;
	};
	/** What is still to be written, the next last: fragments may be deeper than the stack. */
	const pending: (XmlNode | (() => void))[] = [fragment];

	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		if (typeof node === 'function') node();
		else if (node.kind === 'text') {
			if (!note(textProblem(node.value, 'A text in an XML body'))) continue;
			const isCdata = node.cdata === true && !/\r|\]\]>/.test(node.value);
			pieces.push(isCdata ? `<![CDATA[${node.value}]]>` : escapeText(node.value));
		} else if (node.kind !== 'element') {
			if (note(commentProblem(node))) pieces.push(writeComment(node));
		} else {
			const { name, children } = node;
			const attributes = [...missingDeclarations(node, scope), ...node.attributes];
			scope.enter(attributes);
			for (const problem of nameProblems(node, scope)) note(problem);
			pieces.push(`<${name}`);
			for (const { name: attribute, value } of attributes) {
				note(textProblem(value, `The attribute "${shown(attribute)}" of <${shown(name)}>`));
				pieces.push(` ${attribute}="${escapeAttribute(value)}"`);
			}
			pieces.push(children.length === 0 ? '/>' : '>');
			pending.push(() => {
				if (children.length > 0) pieces.push(`</${name}>`);
				scope.leave(attributes);
			});
			for (let index = children.length - 1; index >= 0; index--) {
				const child = children[index];
				if (child !== undefined) pending.push(child);
			}
		}
	}
	return { text: pieces.join(''), problems };
}

/** What must be declared on an element so that its name and those of its attributes mean what the model says. */
function missingDeclarations(
	element: XmlElement,
	scope: NamespaceScope,
): { readonly name: string; readonly value: string }[] {
	const declared = new Set(element.attributes.map(({ name }) => declaredPrefix(name)));
	const missing = new Map<string, string>();
	const need = (prefix: string, namespace: string) => {
		if (declared.has(prefix) || missing.has(prefix) || scope.get(prefix) === namespace) return;
		if (namespace !== '' || prefix === '') missing.set(prefix, namespace);
	};
	need(prefixOf(element.name), element.namespace);
	for (const attribute of element.attributes)
		if (isPrefixed(attribute)) need(prefixOf(attribute.name), attribute.namespace);
	return [...missing].map(([prefix, value]) => ({
		name: prefix === '' ? 'xmlns' : `xmlns:${prefix}`,
		value,
	}));
}

const NAME = /^[\p{L}_][\p{L}\p{M}\p{N}_.·-]*(?::[\p{L}_][\p{L}\p{M}\p{N}_.·-]*)?$/u;

/** What is wrong with the names of a fragment that was made in code. One that was read has none of it. */
function* nameProblems({ name, namespace, attributes }: XmlElement, scope: NamespaceScope) {
	const names = [{ name, namespace }, ...attributes.filter(isPrefixed)];
	for (const one of [name, ...attributes.map((attribute) => attribute.name)])
		if (!NAME.test(one)) yield `"${shown(one)}" is not a name that XML allows.`;
	for (const one of names)
		if (
			scope.get(prefixOf(one.name)) !== one.namespace ||
			(one.namespace === '' && one.name.includes(':'))
		)
			yield `The name "${shown(one.name)}" cannot stand for the namespace "${shown(one.namespace)}" here.`;
}

function isPrefixed({ name }: XmlAttribute): boolean {
	return declaredPrefix(name) === undefined && name.includes(':');
}
