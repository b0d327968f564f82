import type { Program } from '../../compile/program.ts';
import type { Coverage } from '../../coverage/coverage.ts';
import { createMemoryStore } from '../../memory/memoryStore.ts';
import { createRecordingSink } from '../../memory/recordingSink.ts';
import { createSeededRandom } from '../../memory/seededRandom.ts';
import { createTwinHttp } from '../../memory/twinHttp.ts';
import { createVirtualClock } from '../../memory/virtualClock.ts';
import { simulate } from '../../sim/simulate.ts';
import type { SimulationResult } from '../../sim/simulationResult.ts';
import { createStandInTwin, RECOVERY_REMARK } from '../../standin/createStandInTwin.ts';
import { usualWant } from '../../standin/inventValues.ts';
import { isPlaceholder } from '../../values/placeholder.ts';

/** How often each workflow recurs. */
export const RUNS = 3;
/** Where every clock begins, so that the same page comes out each time. */
const START_MS = Date.UTC(2026, 0, 1, 12);

/** One simulation under the stand-in. */
export interface Trial {
	readonly result: SimulationResult;
	/** What the stand-in says about it, but for what it says of most. */
	readonly remarks: readonly string[];
	readonly isGood: boolean;
}

/** How a workflow is tried. */
export interface TrialOptions {
	readonly seed: number;
	readonly failures?: true;
	readonly coverage: Coverage;
	/** Values of parameters; blanks are filled in. */
	readonly given?: ReadonlyMap<string, string>;
}

/**
 * Runs a workflow for three recurrences under the stand-in. The first seed keeps the defaults of parameters, the
 * others try other words where the workflow looks for words. What ran is counted in `coverage`.
 */
export async function tryWorkflow(
	program: Program,
	{ seed, failures, coverage, given = new Map() }: TrialOptions,
): Promise<Trial> {
	const isReal = (text: string) => text !== '' && !isPlaceholder(text);
	const real = new Map([...given].filter(([, text]) => isReal(text)));
	const clock = createVirtualClock(START_MS);
	const twin = createStandInTwin(program, {
		now: () => clock.now(),
		seed,
		...(failures === undefined ? {} : { failures }),
		parameterValues: real,
		unusable: new Set([...given].filter(([, text]) => !isReal(text)).map(([name]) => name)),
		wants: (parameter) => {
			const usual = usualWant(parameter);
			return seed > 1 && usual !== 'always' ? 'words' : usual;
		},
	});
	const result = await simulate(program, {
		ports: {
			clock,
			http: createTwinHttp(twin, clock),
			sink: createRecordingSink(),
			store: createMemoryStore(),
			random: createSeededRandom(seed),
		},
		parameterValues: new Map([...real, ...twin.parameters]),
		runs: RUNS,
		beforeAction: (action, view) => {
			twin.attend(action, view.run);
			coverage.count(action);
		},
	});
	const isGood =
		result.fault === undefined && result.runs.every(({ outcome }) => outcome === 'ended');
	const remarks = twin.remarks().filter((remark) => remark !== RECOVERY_REMARK);
	return { result, remarks, isGood };
}
