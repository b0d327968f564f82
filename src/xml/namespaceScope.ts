const XML_NAMESPACE = 'http://www.w3.org/XML/1998/namespace';

interface Declaration {
	readonly name: string;
	readonly value: string;
}

/** The namespaces that are in force where a reader or a writer stands; '' is the prefix of the default one. */
export class NamespaceScope {
	/** For each prefix the namespaces it has stood for, the one in force last. */
	readonly #namespaces = new Map<string, string[]>([['xml', [XML_NAMESPACE]]]);

	/** Goes into an element with these attributes. */
	enter(attributes: readonly Declaration[]): void {
		for (const { name, value } of attributes) {
			const prefix = declaredPrefix(name);
			if (prefix === undefined) continue;
			const namespaces = this.#namespaces.get(prefix);
			if (namespaces === undefined) this.#namespaces.set(prefix, [value]);
			else namespaces.push(value);
		}
	}

	/** Leaves an element with these attributes. */
	leave(attributes: readonly Declaration[]): void {
		for (const { name } of attributes) {
			const prefix = declaredPrefix(name);
			if (prefix !== undefined) this.#namespaces.get(prefix)?.pop();
		}
	}

	/** What a prefix stands for; '' for nothing. */
	get(prefix: string): string {
		return this.#namespaces.get(prefix)?.at(-1) ?? '';
	}
}

/** The prefix that an attribute of this name declares. */
export function declaredPrefix(name: string): string | undefined {
	if (name === 'xmlns') return '';
	return name.startsWith('xmlns:') ? name.slice('xmlns:'.length) : undefined;
}

/** The prefix of a name; '' for none. */
export function prefixOf(name: string): string {
	return name.slice(0, Math.max(0, name.indexOf(':')));
}
