import type { Json } from '../../base/json.ts';
import type { SimBehaviour } from '../../sim/behaviour.ts';
import type { StateStore } from '../../sim/ports.ts';
import type { SimulationResult } from '../../sim/simulationResult.ts';

/** A store that knows what became of the State. */
export interface KeptState {
	readonly store: StateStore;
	/** What the simulation began with, once it did. */
	loaded(): Json | undefined;
	/** The line of the summary that tells a person, if there is anything to tell. */
	note(
		result: Pick<SimulationResult, 'runs'>,
		known: Partial<SimBehaviour> & { readonly areEventsSafe: boolean },
	): readonly [label: string, text: string] | undefined;
}

/** Without a file the State lives only as long as the simulation, which carries it from run to run itself. */
const FORGETFUL: StateStore = {
	load: async () => undefined,
	save: async () => undefined,
	isForgetful: true,
};

/** The State without a file. */
export const NOT_KEPT: KeptState = {
	store: FORGETFUL,
	loaded: () => undefined,
	note: () => undefined,
};

/** Watches what is saved into a file. */
export function watchStore(store: StateStore, path: string): KeptState {
	let saves = 0;
	let isRefused = false;
	let loaded: Json | undefined;
	return {
		loaded: () => loaded,
		store: {
			async load() {
				loaded = await store.load();
				return loaded;
			},
			async save(state) {
				isRefused = true;
				await store.save(state);
				isRefused = false;
				saves++;
			},
		},
		note({ runs }, { persistOnAbort, persistEvery, areEventsSafe }) {
			const last = runs.at(-1);
			if (last === undefined) return undefined;
			if (!areEventsSafe)
				return ['State', `${saves === 0 ? 'not kept' : 'that of an earlier run'}: ${UNSAFE}`];
			if (isRefused) return ['State', `not kept: it could not be written to ${path}`];
			if (saves === 0)
				return last.outcome === 'ended'
					? ['State', 'not kept: it did not change']
					: ['State', NOT_WELL];
			const isLast =
				last.outcome === 'ended' ||
				persistEvery === 'action' ||
				(persistOnAbort === true && saves >= runs.length);
			if (isLast) return ['Kept', `the State in ${path}`];
			return ['Kept', `the State of an earlier run in ${path}: the last run did not end well`];
		},
	};
}

/** A State that has moved past events which are nowhere would lose them. */
const UNSAFE = 'the events posted since could not be written';
const NOT_WELL = 'not kept: the run did not end well (--persist-on-abort true keeps it)';
