/** One step of the paths that are understood: an element or attribute by its name, or text. */
interface Step {
	readonly kind: 'element' | 'attribute' | 'text';
	readonly name: string;
	/** What predicates compare with texts: attributes begin with `@`. */
	readonly equals: readonly (readonly [name: string, text: string])[];
}

/** An element of a document that is made. */
export interface XmlElement {
	readonly name: string;
	readonly attributes: Map<string, string>;
	readonly children: XmlElement[];
	text: string;
}

/** What a query must find. */
export interface XmlFinding {
	readonly query: string;
	/** Texts, or documents of which the elements found hold the same. */
	readonly values: readonly (string | XmlElement)[];
}

/**
 * An XML document in which XPath queries find the given texts. Understood are plain paths, with names in predicates
 * such as `*[local-name()='result']` and comparisons such as `[@type='log']`; other predicates are passed over. A step
 * `//` is one step.
 */
export function xmlTree(findings: readonly XmlFinding[]): XmlElement {
	const root = newElement(rootNameOf(findings));
	for (const { query, values } of findings) {
		// How many there are shows when they are there.
		if (/^\s*(?:count|boolean|not|position|last)\s*\(/.test(query)) continue;
		const [first, ...others] = stepsOf(query.split('|')[0] ?? '');
		if (first === undefined) continue;
		const isRoot = first.kind === 'element' && first.name === root.name;
		place(root, isRoot ? others : [first, ...others], values);
	}
	return root;
}

const USUAL_ROOT = 'response';

/** What the first path from the root begins with; others may begin anywhere. */
function rootNameOf(findings: readonly XmlFinding[]): string {
	for (const { query } of findings) {
		const inner = insideCall(query).trim();
		const [first] = stepsOf(inner);
		if (/^\/(?!\/)/.test(inner) && first?.kind === 'element') return first.name;
	}
	return USUAL_ROOT;
}

function newElement(name: string): XmlElement {
	return { name, attributes: new Map(), children: [], text: '' };
}

function stepsOf(query: string): Step[] {
	const steps: Step[] = [];
	for (const part of partsOf(query)) {
		const axis = part.replace(/^(?:child|descendant|descendant-or-self|self)::/, '');
		const equals = comparisonsIn(axis);
		if (/^text\(\)/.test(axis)) steps.push({ kind: 'text', name: '', equals });
		else if (/^(?:@|attribute::)/.test(axis))
			steps.push({
				kind: 'attribute',
				name: nameOf(axis.replace(/^(?:@|attribute::)/, '')),
				equals,
			});
		else if (!/^(?:\.|node\(\)|comment\(\))/.test(axis) && axis !== '')
			steps.push({ kind: 'element', name: nameOf(axis), equals });
		if (steps.length >= 30) break;
	}
	return steps;
}

function comparisonsIn(step: string): [string, string][] {
	const found = step.matchAll(/(?<=[[\s])(@?[A-Za-z_][\w.-]*)\s*=\s*(?:'([^']*)'|"([^"]*)")/g);
	return [...found].map(([, name = '', single, double]) => [name, single ?? double ?? '']);
}

/** The query at its slashes, those in brackets and quotes left alone. */
function partsOf(query: string): string[] {
	const parts = [''];
	let depth = 0;
	let quote = '';
	for (const char of insideCall(query)) {
		if (quote !== '') quote = char === quote ? '' : quote;
		else if (char === '"' || char === "'") quote = char;
		else if (char === '[' || char === '(') depth++;
		else if (char === ']' || char === ')') depth--;
		if (char === '/' && depth <= 0 && quote === '') parts.push('');
		else parts[parts.length - 1] += char;
	}
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** What a function such as string() is given. */
function insideCall(query: string): string {
	return /^[\w-]+\((.*)\)$/s.exec(query.trim())?.[1] ?? query;
}

function nameOf(step: string): string {
	const inPredicate =
		/local-name\(\)\s*=\s*(['"])([\w.-]+)\1|(['"])([\w.-]+)\3\s*=\s*local-name\(\)/.exec(step);
	const name =
		inPredicate?.[2] ?? inPredicate?.[4] ?? /^(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(step)?.[1];
	return name ?? 'item';
}

/** Puts each value where the last step leads, in an element of its own when there are many. */
function place(root: XmlElement, steps: readonly Step[], values: XmlFinding['values']): void {
	const elements = steps.filter(({ kind }) => kind === 'element');
	const last = steps.at(-1);
	const put = (element: XmlElement, value: string | XmlElement) => {
		if (last?.kind === 'element' && typeof value !== 'string') {
			graft(element, value);
			return;
		}
		const text = typeof value === 'string' ? value : printXml(value);
		if (last?.kind === 'attribute') element.attributes.set(last.name, text);
		else element.text = text;
	};
	let parent = root;
	for (const step of elements.slice(0, -1)) parent = childOf(parent, step, 0);
	const leaf = elements.at(-1);
	for (const [index, value] of values.entries())
		put(leaf === undefined ? root : childOf(parent, leaf, index), value);
}

/** What queries find in a document of its own they find in an element too when it holds the same. */
function graft(element: XmlElement, document: XmlElement): void {
	for (const child of document.name === USUAL_ROOT ? document.children : [document])
		if (child.name === element.name) {
			for (const [key, text] of child.attributes) element.attributes.set(key, text);
			element.text ||= child.text;
			element.children.push(...child.children);
		} else element.children.push(child);
}

function childOf(parent: XmlElement, { name, equals }: Step, index: number): XmlElement {
	const suits = (child: XmlElement) =>
		child.name === name && equals.every(([key, text]) => textAt(child, key) === text);
	const known = parent.children.filter(suits)[index];
	if (known !== undefined) return known;
	const made = newElement(name);
	for (const [key, text] of equals)
		if (key.startsWith('@')) made.attributes.set(key.slice(1), text);
		else made.children.push({ ...newElement(key), text });
	parent.children.push(made);
	return made;
}

function textAt({ attributes, children }: XmlElement, key: string): string | undefined {
	if (key.startsWith('@')) return attributes.get(key.slice(1));
	return children.find(({ name }) => name === key)?.text;
}

/** A document as its text. */
export function printXml({ name, attributes, children, text }: XmlElement): string {
	const start = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
	return `<${name}${start}>${escaped(text)}${children.map(printXml).join('')}</${name}>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
