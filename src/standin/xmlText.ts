/** One step of the paths that are understood: an element or attribute by its name, or text. */
interface Step {
	readonly kind: 'element' | 'attribute' | 'text';
	readonly name: string;
}

interface Element {
	readonly name: string;
	readonly attributes: Map<string, string>;
	readonly children: Element[];
	text: string;
}

/** What a query must find. */
export interface XmlFinding {
	readonly query: string;
	readonly values: readonly string[];
}

/**
 * An XML document in which XPath queries find the given texts. Understood are plain paths, with names in predicates
 * such as `*[local-name()='result']`; other predicates are passed over. A step `//` is one step.
 */
export function xmlText(findings: readonly XmlFinding[]): string {
	const root: Element = { name: '', attributes: new Map(), children: [], text: '' };
	for (const { query, values } of findings) {
		const steps = stepsOf(query.split('|')[0] ?? '');
		if (steps.length > 0) place(root, steps, values);
	}
	const [first, ...others] = root.children;
	if (first === undefined) return '<response/>';
	// A document has one root: what else the queries begin with goes into the first.
	first.children.push(...others);
	return print(first);
}

function stepsOf(query: string): Step[] {
	const steps: Step[] = [];
	for (const part of partsOf(query)) {
		const axis = part.replace(/^(?:child|descendant|descendant-or-self|self)::/, '');
		if (/^text\(\)/.test(axis)) steps.push({ kind: 'text', name: '' });
		else if (/^(?:@|attribute::)/.test(axis))
			steps.push({ kind: 'attribute', name: nameOf(axis.replace(/^(?:@|attribute::)/, '')) });
		else if (!/^(?:\.|node\(\)|comment\(\))/.test(axis) && axis !== '')
			steps.push({ kind: 'element', name: nameOf(axis) });
		if (steps.length >= 30) break;
	}
	return steps;
}

/** The query at its slashes, those in brackets and quotes left alone. */
function partsOf(query: string): string[] {
	const inner = /^[\w-]+\((.*)\)$/s.exec(query.trim())?.[1] ?? query;
	const parts = [''];
	let depth = 0;
	let quote = '';
	for (const char of inner) {
		if (quote !== '') quote = char === quote ? '' : quote;
		else if (char === '"' || char === "'") quote = char;
		else if (char === '[' || char === '(') depth++;
		else if (char === ']' || char === ')') depth--;
		if (char === '/' && depth <= 0 && quote === '') parts.push('');
		else parts[parts.length - 1] += char;
	}
	return parts.map((part) => part.trim()).filter((part) => part !== '');
}

function nameOf(step: string): string {
	const inPredicate =
		/local-name\(\)\s*=\s*(['"])([\w.-]+)\1|(['"])([\w.-]+)\3\s*=\s*local-name\(\)/.exec(step);
	const name =
		inPredicate?.[2] ?? inPredicate?.[4] ?? /^(?:[\w.-]+:)?([A-Za-z_][\w.-]*)/.exec(step)?.[1];
	return name ?? 'item';
}

/** Puts each value where the last step leads, in an element of its own when there are many. */
function place(root: Element, steps: readonly Step[], values: readonly string[]): void {
	const elements = steps.filter(({ kind }) => kind === 'element');
	const last = steps.at(-1);
	let parent = root;
	for (const { name } of elements.slice(0, -1)) parent = childOf(parent, name, 0);
	const name = elements.at(-1)?.name;
	if (name === undefined) return;
	for (const [index, value] of values.entries()) {
		const element = childOf(parent, name, index);
		if (last?.kind === 'attribute') element.attributes.set(last.name, value);
		else element.text = value;
	}
	if (values.length === 0 && elements.length === 1) childOf(parent, name, 0);
}

function childOf(parent: Element, name: string, index: number): Element {
	const known = parent.children.filter((child) => child.name === name)[index];
	if (known !== undefined) return known;
	const made: Element = { name, attributes: new Map(), children: [], text: '' };
	parent.children.push(made);
	return made;
}

function print({ name, attributes, children, text }: Element): string {
	const start = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join('');
	return `<${name}${start}>${escaped(text)}${children.map(print).join('')}</${name}>`;
}

function escaped(text: string): string {
	return text.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
}
