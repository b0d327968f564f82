import type { Json } from '../../src/base/json.ts';
import type { Version } from '../../src/base/version.ts';
import { namespaceOf } from '../../src/catalog/catalog.ts';
import { compileWorkflow } from '../../src/compile/compile.ts';
import type { Program } from '../../src/compile/program.ts';
import { createMemoryStore, type MemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink, type RecordingSink } from '../../src/memory/recordingSink.ts';
import {
	createScriptedHttp,
	type Script,
	type ScriptedHttp,
} from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createVirtualClock, type VirtualClock } from '../../src/memory/virtualClock.ts';
import { simulate } from '../../src/sim/simulate.ts';
import type { SimulationOptions } from '../../src/sim/simulationOptions.ts';
import type { SimulationResult } from '../../src/sim/simulationResult.ts';
import type { TraceEntry } from '../../src/sim/trace.ts';
import { readDocument } from '../../src/xml/read.ts';

/** Noon of the first of January 2026, where every test begins. */
export const START_MS = Date.UTC(2026, 0, 1, 12);

export interface Given extends Partial<Omit<SimulationOptions, 'parameterValues' | 'onTrace'>> {
	readonly version?: Version;
	/** The content of `<Actions>`. */
	readonly actions: string;
	/** The content of `<Parameters>`. */
	readonly parameters?: string;
	/** More attributes of `<Workflow>`. */
	readonly attributes?: string;
	readonly values?: Readonly<Record<string, string>>;
	readonly state?: Json;
	readonly script?: Script;
	/** Whether the store forgets everything when the simulation is over. */
	readonly isForgetful?: boolean;
}

export interface Ran {
	readonly result: SimulationResult;
	readonly clock: VirtualClock;
	readonly http: ScriptedHttp;
	readonly sink: RecordingSink;
	readonly store: MemoryStore;
	readonly trace: readonly TraceEntry[];
	/** The document, to turn spans into texts. */
	readonly text: string;
}

/** The document of a workflow with these actions. */
export function workflowText(given: Given): string {
	const { version = 'V2', parameters, actions, attributes = '' } = given;
	const section = parameters === undefined ? '' : `<Parameters>${parameters}</Parameters>`;
	return `<Workflow name="Test" version="1.0" ${attributes} xmlns="${namespaceOf('Workflow', version)}">
${section}<Actions>
${actions}
</Actions></Workflow>`;
}

/** Reads and compiles a workflow, whatever findings there are. */
export function compileText(text: string): Program {
	const { workflow, diagnostics } = readDocument(text);
	if (workflow === undefined) throw new Error(diagnostics.map(({ message }) => message).join('\n'));
	return compileWorkflow(workflow).program;
}

/** Runs a workflow with everything in memory. */
export async function runWorkflow(given: Given): Promise<Ran> {
	const { version, actions, parameters, attributes, values, state, script, ...rest } = given;
	const { isForgetful = false, ...options } = rest;
	const text = workflowText(given);
	const clock = createVirtualClock(START_MS);
	const http = createScriptedHttp(script ?? []);
	const sink = createRecordingSink();
	const store = createMemoryStore(state, { keepsAll: true });
	const trace: TraceEntry[] = [];
	const result = await simulate(compileText(text), {
		ports: { clock, http, sink, store: { ...store, isForgetful }, random: createSeededRandom(1) },
		parameterValues: new Map(Object.entries(values ?? {})),
		onTrace: (entry) => trace.push(entry),
		acceptsForeignState: true,
		...options,
	});
	return { result, clock, http, sink, store, trace, text };
}

/** How the only run ended, in a line. */
export function outcomeOf({ result }: Ran): string {
	const [run] = result.runs;
	if (run === undefined) return `not run: ${result.fault?.message}`;
	return run.reason === undefined ? run.outcome : `${run.outcome}: ${run.reason}`;
}
