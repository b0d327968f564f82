import type { Json } from '../base/json.ts';
import type { StateStore } from '../sim/ports.ts';

/** A store that keeps the State in memory. */
export interface MemoryStore extends StateStore {
	/** Every State that was saved, oldest first. They share structure. */
	readonly saved: readonly Json[];
}

/** Makes a store, empty or with a State of an earlier run. */
export function createMemoryStore(initial?: Json): MemoryStore {
	const saved: Json[] = [];
	return {
		saved,
		async load() {
			return saved.at(-1) ?? initial;
		},
		async save(state) {
			saved.push(state);
		},
	};
}
