import type { Random } from '../sim/ports.ts';

/**
 * Numbers that depend on the seed and nothing else: the generator sfc32 (Chris Doty-Humphrey, PractRand),
 * its state filled from the seed by splitmix32. The same seed gives the same numbers on every machine.
 */
export function createSeededRandom(seed: number): Random {
	let mixed = seed | 0;
	const mix = () => {
		mixed = (mixed + 0x9e3779b9) | 0;
		let word = mixed ^ (mixed >>> 16);
		word = Math.imul(word, 0x21f0aaad);
		word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
		return word ^ (word >>> 15);
	};
	let a = mix();
	let b = mix();
	let c = mix();
	let counter = 1;
	const nextWord = () => {
		const word = (((a + b) | 0) + counter) | 0;
		counter = (counter + 1) | 0;
		a = b ^ (b >>> 9);
		b = (c + (c << 3)) | 0;
		c = (((c << 21) | (c >>> 11)) + word) | 0;
		return word >>> 0;
	};
	for (let round = 0; round < 12; round++) nextWord();
	return { next: () => nextWord() / 0x1_0000_0000 };
}
