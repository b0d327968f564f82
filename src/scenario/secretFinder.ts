import type { Span } from '../base/span.ts';
import { formsOf } from '../sim/redact.ts';

/** Every form of a secret begins with so many characters at least. */
const KEY_LENGTH = 4;

interface Form {
	readonly text: string;
	readonly secret: string;
}

/** A place where a secret stands, in whatever form. */
export interface FoundSecret extends Span {
	readonly secret: string;
}

/**
 * Finds any of thousands of secrets in a text, in time that grows with the text alone: a session that changes with
 * every answer makes so many. Whatever the case of the letters.
 */
export class SecretFinder {
	/** By their beginning, the longest first. */
	readonly #forms = new Map<string, Form[]>();
	/** Which pairs of characters forms begin with: most of a text needs no closer look. */
	readonly #pairs = new Set<number>();

	constructor(secrets: Iterable<string>) {
		for (const secret of secrets)
			for (const form of new Set(formsOf(secret))) this.#add({ text: fold(form), secret });
		for (const forms of this.#forms.values())
			forms.sort((one, other) => other.text.length - one.text.length);
	}

	/** The places in their order, none in another. */
	*find(text: string): Generator<FoundSecret> {
		if (this.#forms.size === 0) return;
		const folded = fold(text);
		for (let at = 0; at + KEY_LENGTH <= folded.length; at++) {
			if (!this.#pairs.has(pairAt(folded, at))) continue;
			const form = this.#forms
				.get(folded.slice(at, at + KEY_LENGTH))
				?.find((one) => folded.startsWith(one.text, at));
			if (form === undefined) continue;
			const end = at + form.text.length;
			yield { start: at, end, secret: form.secret };
			at = end - 1;
		}
	}

	#add(form: Form): void {
		if (form.text.length < KEY_LENGTH) return;
		const key = form.text.slice(0, KEY_LENGTH);
		const others = this.#forms.get(key);
		if (others === undefined) this.#forms.set(key, [form]);
		else others.push(form);
		this.#pairs.add(pairAt(form.text, 0));
	}
}

/** Small letters, those of ASCII alone: others may change their length. */
function fold(text: string): string {
	return text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function pairAt(text: string, at: number): number {
	return text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
}
