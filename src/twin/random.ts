/**
 * Chance as a function of place: the same seed and coordinates give the same number, in any order and on
 * any machine, so nothing needs to be kept to be drawn again. 32-bit mixing after MurmurHash3's finalizer;
 * good enough to look random, of no use for secrets.
 */
export function hash(seed: number, a: number, b: number): number {
	let mixed = Math.imul(seed ^ a, 0x9e3779b1);
	mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b) ^ Math.imul(b, 0xc2b2ae35);
	mixed = Math.imul(mixed ^ (mixed >>> 15), 0x85ebca6b);
	mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
	return (mixed ^ (mixed >>> 16)) >>> 0;
}

/** The same as a fraction from 0 up to, not including, 1. */
export function fraction(seed: number, a: number, b: number): number {
	return hash(seed, a, b) / 0x1_0000_0000;
}

/** A 32-bit seed of its own for one purpose, from any finite number and the purpose's name. */
export function seedFor(seed: number, purpose: string): number {
	let mixed = hash(0x5eed, seed >>> 0, Math.floor(seed / 0x1_0000_0000) >>> 0);
	for (let place = 0; place < purpose.length; place++)
		mixed = hash(mixed, purpose.charCodeAt(place), place);
	return mixed;
}

/** A 32-bit digest of a text under a key. */
export function hashText(seed: number, text: string): number {
	let mixed = (seed ^ 0x811c9dc5) >>> 0;
	for (let place = 0; place < text.length; place++)
		mixed = Math.imul(mixed ^ text.charCodeAt(place), 0x01000193) >>> 0;
	return hash(mixed, text.length, seed);
}

/** How many things happen in an interval in which `mean` happen on average (Poisson). */
export function poisson(mean: number, seed: number, place: number): number {
	if (mean <= 0) return 0;
	if (mean > 40) {
		// Twelve uniform draws make a normal one, near enough, without functions that differ by engine.
		let sum = -6;
		for (let draw = 0; draw < 12; draw++) sum += fraction(seed, place, draw);
		return Math.max(0, Math.round(mean + sum * Math.sqrt(mean)));
	}
	const floor = Math.exp(-mean);
	let product = 1;
	for (let count = 0; ; count++) {
		product *= fraction(seed, place, count);
		if (product <= floor) return count;
	}
}
