import type { Json } from '../../base/json.ts';
import type { Program } from '../../compile/program.ts';
import type { HostBehaviour } from '../../host/behaviour.ts';
import { createMemoryStore } from '../../memory/memoryStore.ts';
import { createSeededRandom } from '../../memory/seededRandom.ts';
import { createTwinHttp } from '../../memory/twinHttp.ts';
import { createVirtualClock } from '../../memory/virtualClock.ts';
import { DEFAULT_SIM_BEHAVIOUR } from '../../sim/behaviour.ts';
import type { Clock } from '../../sim/ports.ts';
import { simulate } from '../../sim/simulate.ts';
import type { SimulationOptions } from '../../sim/simulationOptions.ts';
import type { RunResult, SimulationResult } from '../../sim/simulationResult.ts';
import type { LedgerVerdict, Twin } from '../../twin/twin.ts';
import { createEventOutput } from './eventOutput.ts';

/** How the same simulation goes when QRadar is read the other way in what nobody knows. */
export interface OtherReading {
	/** As `--profile` takes it. */
	readonly choice: string;
	readonly runs: readonly RunResult[];
	readonly ledger: LedgerVerdict;
}

/** What makes a simulation the same again. */
export interface Beginning {
	readonly program: Program;
	readonly options: Omit<SimulationOptions, 'ports'>;
	readonly hostBehaviour: Partial<HostBehaviour>;
	readonly startMs: number;
	readonly seed: number;
	readonly state: Json | undefined;
	/** The API in a box, as it was at the start. */
	readonly createTwin: (clock: Clock) => Twin | undefined;
	/** What has to watch the runs for the sake of that API. */
	readonly watch: (twin: Twin) => Pick<SimulationOptions, 'beforeAction'>;
}

/**
 * Simulates again where it matters whether QRadar keeps the State of a run that did not end well (U-9), with the other
 * reading: which events are lost or posted twice is known under both. Undefined where it makes no difference, or where
 * nothing can be repeated because the API is not in a box.
 */
export async function simulateOtherReading(
	{ runs, assumptions }: Pick<SimulationResult, 'runs' | 'assumptions'>,
	{ program, options, hostBehaviour, startMs, seed, state, createTwin, watch }: Beginning,
): Promise<OtherReading | undefined> {
	const isFollowed = runs.slice(0, -1).some(({ outcome }) => outcome !== 'ended');
	if (!isFollowed || !assumptions.includes('stateAfterAbort')) return undefined;
	const { stateAfterAbort } = { ...DEFAULT_SIM_BEHAVIOUR, ...options.behaviour };
	const other = stateAfterAbort === 'kept' ? 'last-saved' : 'kept';
	const clock = createVirtualClock(startMs);
	const twin = createTwin(clock);
	if (twin?.ledger === undefined) return undefined;
	const result = await simulate(program, {
		...options,
		...watch(twin),
		ports: {
			clock,
			http: createTwinHttp(twin, clock, hostBehaviour),
			sink: createEventOutput(undefined, [twin.ledger]),
			store: createMemoryStore(state),
			random: createSeededRandom(seed),
		},
		behaviour: { ...options.behaviour, stateAfterAbort: other },
	});
	if (options.signal?.aborted === true) return undefined;
	return {
		choice: `stateAfterAbort=${other}`,
		runs: result.runs,
		ledger: twin.ledger.verdict(clock.now()),
	};
}
