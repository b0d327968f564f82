import { type QualifiedName, XML_NAMESPACE, XMLNS_NAMESPACE } from './document.ts';
import { PrefixScope } from './prefixScope.ts';
import { attributeMessage, tagMessage } from './xmlTagFault.ts';

export interface NamedAttribute {
	readonly name: QualifiedName;
	readonly namespace: string;
	readonly value: string;
}

/** The names of a start tag with their namespaces, or the message of Java's parser. */
export type ElementReading =
	| {
			readonly ok: true;
			readonly name: QualifiedName;
			readonly namespace: string;
			readonly declarations: readonly { readonly prefix: string; readonly namespace: string }[];
			/** In the order of their names. */
			readonly attributes: readonly NamedAttribute[];
	  }
	| { readonly ok: false; readonly message: string };

/** Leaves the reading of a tag; caught in `enter`. */
class NameFault extends Error {}

/** Finds the namespaces of elements and attributes while a parser goes into elements and out of them. */
export class ElementNames {
	private readonly names = new Map<string, QualifiedName>();
	private readonly scope = new PrefixScope();
	private readonly depths: number[] = [];

	constructor() {
		this.scope.declare('', '');
		this.scope.declare('xml', XML_NAMESPACE);
	}

	/** A name as it is, for what has no namespace. */
	plain(text: string): QualifiedName {
		return { text, prefix: '', local: text };
	}

	enter(name: string, written: Readonly<Record<string, string>>): ElementReading {
		this.depths.push(this.scope.depth);
		try {
			return this.read(name, Object.entries(written));
		} catch (error) {
			if (error instanceof NameFault) return { ok: false, message: error.message };
			throw error;
		}
	}

	leave(): void {
		this.scope.leave(this.depths.pop() ?? 0);
	}

	private read(tag: string, written: readonly [string, string][]): ElementReading {
		const element = this.qualified(tag, tagMessage);
		if (written.length === 0)
			return {
				ok: true,
				name: element,
				namespace: this.elementNamespace(element),
				declarations: [],
				attributes: [],
			};
		const declarations: { prefix: string; namespace: string }[] = [];
		const others: { name: QualifiedName; value: string }[] = [];
		for (const [text, value] of written) {
			const name = this.qualified(text, (start) => attributeMessage(start, tag));
			if (text !== 'xmlns' && name.prefix !== 'xmlns') others.push({ name, value });
			else declarations.push(readDeclaration(text, value));
		}
		for (const { prefix, namespace } of declarations) this.scope.declare(prefix, namespace);
		return {
			ok: true,
			name: element,
			namespace: this.elementNamespace(element),
			declarations: declarations.sort((a, b) => byText(a.prefix, b.prefix)),
			attributes: this.attributes(others, tag),
		};
	}

	private elementNamespace({ prefix, text }: QualifiedName): string {
		if (prefix === 'xmlns')
			throw new NameFault(`Element "${text}" cannot have "xmlns" as its prefix.`);
		const namespace = this.scope.lookUp(prefix);
		if (namespace === undefined)
			throw new NameFault(`The prefix "${prefix}" for element "${text}" is not bound.`);
		return namespace;
	}

	private attributes(
		written: readonly { readonly name: QualifiedName; readonly value: string }[],
		tag: string,
	): NamedAttribute[] {
		const seen = new Set<string>();
		const attributes = written.map(({ name, value }) => {
			const { prefix, local, text } = name;
			if (prefix === '') return { name, namespace: '', value };
			const namespace = this.scope.lookUp(prefix);
			if (namespace === undefined)
				throw new NameFault(
					`The prefix "${prefix}" for attribute "${text}" associated with an element type "${tag}" is not bound.`,
				);
			const key = `${local} ${namespace}`;
			if (seen.has(key))
				throw new NameFault(
					`Attribute "${local}" bound to namespace "${namespace}" was already specified for element "${tag}".`,
				);
			seen.add(key);
			return { name, namespace, value };
		});
		return attributes.sort((a, b) => byText(a.name.text, b.name.text));
	}

	/** Java's parser takes a colon at the beginning as part of the name, and stops before a second one. */
	private qualified(text: string, second: (name: string) => string): QualifiedName {
		const known = this.names.get(text);
		if (known !== undefined) return known;
		const colon = text.indexOf(':', 1);
		const next = colon < 0 ? -1 : text.indexOf(':', colon + 1);
		if (colon > 0 && (colon === text.length - 1 || next === colon + 1))
			throw new NameFault(
				`Element or attribute "${text.slice(0, colon + 1)}" do not match QName production: QName::=(NCName:)?NCName.`,
			);
		if (next > 0) throw new NameFault(second(text.slice(0, next)));
		const name =
			colon < 0
				? this.plain(text)
				: { text, prefix: text.slice(0, colon), local: text.slice(colon + 1) };
		this.names.set(text, name);
		return name;
	}
}

/** As Java sorts strings: by UTF-16 units. */
function byText(a: string, b: string): number {
	return a < b ? -1 : 1;
}

function readDeclaration(text: string, namespace: string): { prefix: string; namespace: string } {
	const prefix = text.slice('xmlns:'.length);
	if (prefix === 'xmlns' || namespace === XMLNS_NAMESPACE)
		throw new NameFault(
			'The prefix "xmlns" cannot be bound to any namespace explicitly; neither can the namespace for "xmlns" be bound to any prefix explicitly.',
		);
	if ((prefix === 'xml') !== (namespace === XML_NAMESPACE))
		throw new NameFault(
			'The prefix "xml" cannot be bound to any namespace other than its usual namespace; neither can the namespace for "xml" be bound to any prefix other than "xml".',
		);
	if (namespace === '' && prefix !== '')
		throw new NameFault(
			`The value of the attribute "prefix="xmlns",localpart="${prefix}",rawname="${text}"" is invalid. Prefixed namespace bindings may not be empty.`,
		);
	return { prefix, namespace };
}
