import type { Span } from '../base/span.ts';
import { levelsOf } from '../base/unescape.ts';
import { formsOf } from './secretForms.ts';

/** Everything that is looked for begins with so many characters at least. */
const KEY_LENGTH = 4;
/** The beginning of a secret is known by so many characters, any other part of it by some more. */
const BEGINNING = 8;
const PART = 12;
/** Shorter secrets have no parts: eight characters of twelve are most words. */
const DIVISIBLE_MIN = 2 * BEGINNING;
/** What every key file begins and ends with is no secret. */
const ARMOUR = /-----(?:BEGIN|END) [^-]*-----/g;

/** What is looked for besides a secret as a whole: what `substring()` or a regular expression may leave of it. */
export type Parts = 'none' | 'beginning' | 'all';

interface Form {
	/** Folded. What is looked for begins at the offset and has so many characters of it at least. */
	readonly text: string;
	readonly offset: number;
	readonly lengthMin: number;
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
	/** By their beginning. */
	readonly #forms = new Map<string, Form[]>();
	/** Which pairs of characters forms begin with: most of a text needs no closer look. */
	readonly #pairs = new Set<number>();
	/** Those that hold a `#`. */
	readonly #parted = new Set<string>();

	/** Looks for a secret in all its forms from now on. */
	add(secret: string, parts: Parts = 'none'): void {
		if (secret.includes('#')) this.#parted.add(secret);
		for (const form of formsToFind(secret, parts)) {
			const key = keyOf(form);
			const others = this.#forms.get(key);
			if (others === undefined) this.#forms.set(key, [form]);
			else others.push(form);
			this.#pairs.add(pairAt(key, 0));
		}
	}

	/** Looks for it no longer. */
	remove(secret: string, parts: Parts = 'none'): void {
		this.#parted.delete(secret);
		for (const key of new Set([...formsToFind(secret, parts)].map(keyOf))) {
			const others = this.#forms.get(key)?.filter((form) => form.secret !== secret) ?? [];
			if (others.length === 0) this.#forms.delete(key);
			else this.#forms.set(key, others);
		}
	}

	/**
	 * The places in their order, none in another, each as long as it can be: as the text is, and wherever undoing
	 * escapes brings one to light.
	 */
	find(text: string): FoundSecret[] {
		return this.#places(text, (folded) => this.#findIn(folded));
	}

	/** The same in an address: query parameters are put before the first `#`, and so into a secret that holds one. */
	findInAddress(url: string): FoundSecret[] {
		return this.#places(url, (folded) => [...this.#findIn(folded), ...this.#partedIn(folded)]);
	}

	#places(text: string, findIn: (folded: string) => Iterable<FoundSecret>): FoundSecret[] {
		if (this.#forms.size === 0) return [];
		const places: FoundSecret[] = [];
		for (const level of levelsOf(text))
			for (const { start, end, secret } of findIn(fold(level.text)))
				places.push({ start: level.placeOf(start), end: level.placeOf(end), secret });
		return apart(places);
	}

	*#findIn(folded: string): Generator<FoundSecret> {
		for (let at = 0; at + KEY_LENGTH <= folded.length; at++) {
			if (!this.#pairs.has(pairAt(folded, at))) continue;
			const found = this.#findAt(folded, at);
			if (found === undefined) continue;
			yield found;
			at = found.end - 1;
		}
	}

	*#partedIn(folded: string): Generator<FoundSecret> {
		const address = folded.split('#', 1)[0] ?? '';
		for (const secret of this.#parted) {
			const [head = '', ...rest] = fold(secret).split('#');
			const tail = rest.join('#');
			const start = address.length + 1;
			if (start > folded.length || head === '' || !folded.startsWith(tail, start)) continue;
			let isThere = false;
			for (let at = address.indexOf(head); at >= 0; at = address.indexOf(head, at + head.length)) {
				yield { start: at, end: at + head.length, secret };
				isThere = true;
			}
			if (isThere) yield { start, end: start + tail.length, secret };
		}
	}

	#findAt(folded: string, at: number): FoundSecret | undefined {
		let found: FoundSecret | undefined;
		for (const form of this.#forms.get(folded.slice(at, at + KEY_LENGTH)) ?? []) {
			const length = commonLength(folded, at, form);
			const end = at + length;
			if (length >= form.lengthMin && end > (found?.end ?? at))
				found = { start: at, end, secret: form.secret };
		}
		return found;
	}
}

/** The text with others in the place of secrets that were found in it. */
export function replacePlaces(
	text: string,
	places: readonly FoundSecret[],
	replace: (secret: string) => string,
): string {
	let replaced = '';
	let end = 0;
	for (const place of places) {
		replaced += text.slice(end, place.start) + replace(place.secret);
		end = place.end;
	}
	return replaced + text.slice(end);
}

/** Places that overlap are one. */
function apart(places: FoundSecret[]): FoundSecret[] {
	const joined: FoundSecret[] = [];
	for (const place of places.sort((one, other) => one.start - other.start || other.end - one.end)) {
		const last = joined.at(-1);
		if (last === undefined || place.start >= last.end) joined.push(place);
		else if (place.end > last.end) joined[joined.length - 1] = { ...last, end: place.end };
	}
	return joined;
}

function* formsToFind(secret: string, parts: Parts): Generator<Form> {
	for (const form of new Set(formsOf(secret).map(fold)))
		if (form.length >= KEY_LENGTH) yield { text: form, offset: 0, lengthMin: form.length, secret };
	if (parts === 'none') return;
	for (const block of secret.split(ARMOUR)) {
		const text = fold(block.trim());
		if (text.length < DIVISIBLE_MIN) continue;
		yield { text, offset: 0, lengthMin: BEGINNING, secret };
		if (parts === 'beginning') continue;
		for (let offset = 1; offset + PART <= text.length; offset++)
			yield { text, offset, lengthMin: PART, secret };
	}
}

function keyOf({ text, offset }: Form): string {
	return text.slice(offset, offset + KEY_LENGTH);
}

/** How many characters of a form stand at a place. */
function commonLength(folded: string, at: number, { text, offset }: Form): number {
	let length = KEY_LENGTH;
	while (offset + length < text.length && folded[at + length] === text[offset + length]) length++;
	return length;
}

/** In small letters, but for the few that would change the length. */
function fold(text: string): string {
	const lower = text.toLowerCase();
	if (lower.length === text.length) return lower;
	return text.replace(/\p{Lu}/gu, (letter) => {
		const small = letter.toLowerCase();
		return small.length === letter.length ? small : letter;
	});
}

function pairAt(text: string, at: number): number {
	return text.charCodeAt(at) * 65_536 + text.charCodeAt(at + 1);
}
