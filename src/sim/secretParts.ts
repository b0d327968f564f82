import { REDACTED } from './redact.ts';

/** The beginning of a secret is known by so many characters, any other part of a parameter by some more. */
const BEGINNING = 8;
const PART = 12;
/** Shorter secrets have no parts: eight characters of twelve are most words. */
const SECRET_MIN = 2 * BEGINNING;
/** What every key file begins and ends with is no secret. */
const ARMOUR = /-----[^-]*-----/g;

interface Place {
	readonly secret: string;
	readonly offset: number;
	readonly lengthMin: number;
}

/**
 * Finds what `substring()`, `upper()` or a regular expression leave of secrets: their beginnings, and of those that
 * are known for good every part of some length. Whatever the case.
 */
export class SecretParts {
	readonly #places = new Map<string, Place[]>();
	/** Which pairs of characters such parts begin with: most of a text needs no closer look. */
	readonly #pairs = new Set<number>();

	/** Remembers the beginning of a secret, or all of it. */
	add(secret: string, { isWhole }: { readonly isWhole: boolean }): void {
		for (const text of secret.split(ARMOUR)) {
			const lower = text.trim().toLowerCase();
			if (lower.length < SECRET_MIN) continue;
			this.#remember({ secret: lower, offset: 0, lengthMin: BEGINNING });
			if (!isWhole) continue;
			for (let offset = 1; offset + PART <= lower.length; offset++)
				this.#remember({ secret: lower, offset, lengthMin: PART });
		}
	}

	/** The text with every such part replaced. */
	redact(text: string): string {
		if (this.#places.size === 0 || text.length < BEGINNING) return text;
		const lower = text.toLowerCase();
		// A few letters grow when their case changes: then places in one text are not those in the other.
		if (lower.length !== text.length) return text;
		let shown = '';
		let done = 0;
		for (let at = 0; at + BEGINNING <= lower.length; at++) {
			if (!this.#pairs.has(pairAt(lower, at))) continue;
			const end = this.#endOfPart(lower, at);
			if (end === at) continue;
			shown += text.slice(done, at) + REDACTED;
			done = end;
			at = end - 1;
		}
		return done === 0 ? text : shown + text.slice(done);
	}

	#remember(place: Place): void {
		const { secret, offset } = place;
		const key = secret.slice(offset, offset + BEGINNING);
		const others = this.#places.get(key);
		if (others === undefined) this.#places.set(key, [place]);
		else others.push(place);
		this.#pairs.add(pairAt(secret, offset));
	}

	/** Where the longest part that begins here ends; here, when there is none. */
	#endOfPart(lower: string, at: number): number {
		let end = at;
		for (const { secret, offset, lengthMin } of this.#places.get(lower.slice(at, at + BEGINNING)) ??
			[]) {
			let length = BEGINNING;
			while (offset + length < secret.length && lower[at + length] === secret[offset + length])
				length++;
			if (length >= lengthMin) end = Math.max(end, at + length);
		}
		return end;
	}
}

function pairAt(text: string, at: number): number {
	return text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
}
