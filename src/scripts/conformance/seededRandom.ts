import { createSeededRandom } from '../../memory/seededRandom.ts';
import type { Random } from '../../sim/ports.ts';
import { seedFor } from '../../twin/random.ts';

/** Chance that can be had again: the same seed and words give the same numbers. */
export class SeededRandom {
	/** From 0 (inclusive) to 1 (exclusive). */
	readonly next: Random['next'];

	constructor(seed: number, ...words: readonly (string | number)[]) {
		this.next = createSeededRandom(seedFor(seed, words.join('\n'))).next;
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
