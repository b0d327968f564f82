import type { Random } from '../sim/ports.ts';

/** Numbers nobody can repeat. For a run that can be repeated, use a seeded one. */
export function createRealRandom(): Random {
	return { next: () => Math.random() };
}
