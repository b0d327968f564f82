/** Chance that can be had again: the same seed and words give the same numbers. */
export class SeededRandom {
	#state: number;

	constructor(seed: number, ...words: readonly (string | number)[]) {
		this.#state = seed >>> 0;
		for (const char of words.join('\n'))
			this.#state = Math.imul(this.#state ^ (char.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}

	/** From 0 (inclusive) to 1 (exclusive). */
	next(): number {
		// Mulberry32.
		this.#state = (this.#state + 0x6d2b79f5) >>> 0;
		let mixed = this.#state;
		mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number below `limit`. */
	below(limit: number): number {
		return Math.floor(this.next() * limit);
	}

	/** One of a list that has at least one entry. */
	pick<T>(list: readonly T[]): T {
		const picked = list[this.below(list.length)];
		if (picked === undefined) throw new Error('There is nothing to pick from.');
		return picked;
	}
}
