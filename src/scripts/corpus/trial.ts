import type { Program } from '../../compile/program.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { createMemoryStore } from '../../memory/memoryStore.ts';
import { createRecordingSink } from '../../memory/recordingSink.ts';
import { createSeededRandom } from '../../memory/seededRandom.ts';
import { createTwinHttp } from '../../memory/twinHttp.ts';
import { createVirtualClock } from '../../memory/virtualClock.ts';
import { type SimulationResult, simulate } from '../../sim/simulate.ts';
import { createStandInTwin } from '../../standin/createStandInTwin.ts';
import { usualWant } from '../../standin/inventValues.ts';

/** How often each workflow recurs. */
export const RUNS = 3;
/** Where every clock begins, so that the same page comes out each time. */
const START_MS = Date.UTC(2026, 0, 1, 12);

/** One simulation under the stand-in. */
export interface Trial {
	readonly result: SimulationResult;
	/** What the stand-in says about it. */
	readonly remarks: readonly string[];
	readonly isGood: boolean;
}

/**
 * Runs a workflow for three recurrences under the stand-in. The first seed keeps the defaults of parameters, the
 * others try other words where the workflow looks for words. What ran is counted in `coverage`.
 */
export async function tryWorkflow(
	program: Program,
	options: { readonly seed: number; readonly failures: boolean; readonly coverage: Coverage },
): Promise<Trial> {
	const { seed, failures, coverage } = options;
	const clock = createVirtualClock(START_MS);
	const twin = createStandInTwin(program, {
		now: () => clock.now(),
		seed,
		failures,
		wants: (parameter) =>
			seed > 1 && usualWant(parameter) === 'never' ? 'words' : usualWant(parameter),
	});
	const result = await simulate(program, {
		ports: {
			clock,
			http: createTwinHttp(twin, clock),
			sink: createRecordingSink(),
			store: createMemoryStore(),
			random: createSeededRandom(seed),
		},
		parameterValues: twin.parameters,
		runs: RUNS,
		beforeAction: (action, view) => {
			twin.attend(action, view.run);
			coverage.count(action);
		},
	});
	const isGood =
		result.fault === undefined && result.runs.every(({ outcome }) => outcome === 'ended');
	return { result, remarks: twin.remarks(), isGood };
}
