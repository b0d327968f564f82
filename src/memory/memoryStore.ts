import type { Json } from '../base/json.ts';
import type { StateStore } from '../sim/ports.ts';

/** A store that keeps the State in memory. */
export interface MemoryStore extends StateStore {
	/** The State that was saved last or, when asked for, all of them, oldest first. They share structure. */
	readonly saved: readonly Json[];
}

/** Makes a store, empty or with a State of an earlier run. */
export function createMemoryStore(
	initial?: Json,
	options: { readonly keepsAll?: boolean } = {},
): MemoryStore {
	const saved: Json[] = [];
	return {
		saved,
		async load() {
			return saved.at(-1) ?? initial;
		},
		async save(state) {
			if (options.keepsAll !== true) saved.length = 0;
			saved.push(state);
		},
	};
}
