import { createCoverage } from '../../src/coverage/coverage.ts';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink } from '../../src/memory/recordingSink.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createTwinHttp } from '../../src/memory/twinHttp.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { TraceEntry } from '../../src/sim/trace.ts';
import { createStandInTwin } from '../../src/standin/createStandInTwin.ts';
import { checkDocument } from '../../src/validate/checkDocument.ts';
import { compileText, START_MS } from '../sim/runWorkflow.ts';

export interface StandInRun {
	readonly text: string;
	readonly seed?: number;
	readonly runs?: number;
	readonly failures?: boolean;
	/** Whether the stand-in is told what runs. */
	readonly attended?: boolean;
}

/** Runs a workflow under the stand-in, parameter values invented. */
export async function runUnderStandIn(run: StandInRun) {
	const { text, seed = 1, runs = 3, failures, attended = true } = run;
	const program = compileText(text);
	const clock = createVirtualClock(START_MS);
	const twin = createStandInTwin(program, {
		now: () => clock.now(),
		seed,
		...(failures === undefined ? {} : { failures }),
	});
	const coverage = createCoverage(program);
	const sink = createRecordingSink();
	const trace: TraceEntry[] = [];
	const result = await simulate(program, {
		ports: {
			clock,
			http: createTwinHttp(twin, clock),
			sink,
			store: createMemoryStore(),
			random: createSeededRandom(seed),
		},
		parameterValues: twin.parameters,
		runs,
		onTrace: (entry) => trace.push(entry),
		beforeAction: (action, view) => {
			if (attended) twin.attend(action, view.run);
			coverage.count(action);
		},
	});
	const notRun = coverage
		.actions()
		.filter(({ times }) => times === 0)
		.map(({ action }) => action.kind);
	const ends = result.runs.map(({ outcome, reason }) =>
		reason === undefined ? outcome : `${outcome}: ${reason}`,
	);
	const { source } = checkDocument('workflow.xml', text);
	return { program, source, result, coverage, twin, sink, trace, notRun, ends };
}
