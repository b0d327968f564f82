import type { XmlAttribute, XmlElement } from '../model/workflow.ts';
import { prefixOf } from './namespaceScope.ts';
import { XMLNS_NAMESPACE } from './tree.ts';

/** The prefixes declared around a place, from inside to outside. */
export interface Prefixes {
	readonly own: ReadonlyMap<string, string>;
	readonly outer: Prefixes | undefined;
	/** How many there are up to the root, at most. */
	readonly size: number;
}

/** The prefixes in force inside an element. */
export function prefixesIn(
	{ attributes }: XmlElement,
	outer: Prefixes | undefined,
): Prefixes | undefined {
	const declared = attributes.filter(
		({ name, namespace }) => namespace === XMLNS_NAMESPACE && name !== 'xmlns',
	);
	if (declared.length === 0) return outer;
	const own = new Map(declared.map(({ localName, value }) => [localName, value]));
	return { own, outer, size: own.size + (outer?.size ?? 0) };
}

/** Prefixes may be used in values, where nobody sees it, so all are taken along while they are no more than these. */
const TAKEN_MAX = 100;

/** A fragment that can leave its document: the prefixes declared around it are declared on it. */
export function standAlone(fragment: XmlElement, prefixes: Prefixes | undefined): XmlElement {
	const own = new Set(fragment.attributes.map(({ name }) => name));
	const inherited: XmlAttribute[] = [];
	for (const prefix of candidates(fragment, prefixes)) {
		const name = `xmlns:${prefix}`;
		const value = lookUp(prefix, prefixes);
		if (own.has(name) || value === undefined) continue;
		inherited.push({ name, localName: prefix, namespace: XMLNS_NAMESPACE, value });
	}
	return inherited.length === 0
		? fragment
		: { ...fragment, attributes: [...inherited, ...fragment.attributes] };
}

/** The prefixes to take along, those of the outermost element first. */
function candidates(fragment: XmlElement, prefixes: Prefixes | undefined): ReadonlySet<string> {
	if (prefixes === undefined) return new Set();
	if (prefixes.size > TAKEN_MAX) return usedIn(fragment);
	const layers: string[][] = [];
	for (let scope: Prefixes | undefined = prefixes; scope !== undefined; scope = scope.outer)
		layers.unshift([...scope.own.keys()]);
	return new Set(layers.flat());
}

function lookUp(prefix: string, prefixes: Prefixes | undefined): string | undefined {
	for (let scope = prefixes; scope !== undefined; scope = scope.outer) {
		const value = scope.own.get(prefix);
		if (value !== undefined) return value;
	}
	return undefined;
}

function usedIn(fragment: XmlElement): ReadonlySet<string> {
	const used = new Set<string>();
	const pending = [fragment];
	for (let element = pending.pop(); element !== undefined; element = pending.pop()) {
		for (const { name } of [element, ...element.attributes])
			if (name.includes(':')) used.add(prefixOf(name));
		for (const child of element.children) if (child.kind === 'element') pending.push(child);
	}
	return used;
}
