import { isJsonObject, type Json, type JsonObject } from '../base/json.ts';
import { attributeSpecs, defaultOf } from '../catalog/catalog.ts';
import type { Program } from '../compile/program.ts';
import { actionsOf } from '../model/workflow.ts';
import { type Completion, NEXT, Stop } from './completion.ts';
import { createEnvironment, markHeaders } from './createEnvironment.ts';
import { failure, type RunFault } from './faults.ts';
import { interrupted } from './limits.ts';
import { addNote } from './notes.ts';
import { applyParameters, type Parameter, parametersFor } from './parameters.ts';
import type { Redactor } from './redact.ts';
import { Run } from './run.ts';
import type { Environment } from './runtime.ts';
import { checkOrigin, notesOn, stateFromSaved, stateToSave } from './savedState.ts';
import type { SimulationOptions } from './simulationOptions.ts';
import type { RunResult, SimulationResult } from './simulationResult.ts';
import { State } from './state.ts';
import type { Status } from './trace.ts';

const RECURRENCE_DEFAULT_MS = 600_000;

/**
 * Runs a workflow as a log source would: again and again, the State carried from run to run. Never rejects
 * for what a workflow, an API or a file does; a rejection is our own fault.
 */
export async function simulate(
	program: Program,
	options: SimulationOptions,
): Promise<SimulationResult> {
	return new Simulation(program, options).run();
}

class Simulation {
	readonly #environment: Environment;
	readonly #options: SimulationOptions;
	readonly #runs: RunResult[] = [];
	readonly #requestsByStatus = new Map<string, number>();
	readonly #eventsBySource = new Map<string, number>();
	readonly #assumptions = new Set<string>();
	readonly #startMs: number;
	#parameters: readonly Parameter[] = [];
	/** What the next run starts from. */
	#next: JsonObject = {};
	/** What was saved last. */
	#saved: JsonObject | undefined;
	#status: Status | undefined;
	/** Whether the next run depends on what became of the State of one that did not end well. */
	#isAfterAbort = false;

	constructor(program: Program, options: SimulationOptions) {
		this.#options = options;
		this.#environment = createEnvironment(program, options, (run) => this.#checkpoint(run));
		this.#startMs = options.ports.clock.now();
	}

	async run(): Promise<SimulationResult> {
		const { program, behaviour } = this.#environment;
		const parameters = parametersFor(
			program,
			this.#options.parameterValues ?? new Map(),
			behaviour.emptyOptionalParameter,
			(key) => this.#assumptions.add(key),
		);
		if (parameters instanceof Stop) return this.#result(parameters.fault);
		this.#parameters = parameters;
		const { redactor, secretPlaces } = this.#environment;
		// What is sent as a credential is one, whether the workflow says "secret" of it or not.
		for (const { name, value, isSecret } of parameters)
			if (value !== undefined && (isSecret || secretPlaces.has([name]))) redactor.add(value);
		const loaded = await this.#load();
		if (loaded instanceof Stop) return this.#result(loaded.fault);
		this.#next = loaded;
		await this.#recur();
		return this.#result(undefined);
	}

	/** Runs do not overlap: one that takes longer than the recurrence is followed at once. */
	async #recur(): Promise<void> {
		const { runs = 1, signal } = this.#options;
		const { ports, breathe } = this.#environment;
		const { clock } = ports;
		const recurrenceMs = this.#recurrenceMs();
		for (let number = 1; number <= runs; number++) {
			const startMs = clock.now();
			const stop = await this.#runOnce(number);
			if (number === runs || stop?.terminate === true || stop?.kind === 'interrupted') return;
			// Signals and timers get through between short runs on a virtual clock too.
			await breathe();
			const waitMs = startMs + recurrenceMs - clock.now();
			if (waitMs > 0 && !isAborted(signal)) await clock.sleep(waitMs, signal);
			if (signal?.aborted === true) return this.#endBetween(number + 1, interrupted(signal), stop);
		}
	}

	/** A time-out that strikes between two runs is a run that could not begin; an interruption just ends it all. */
	#endBetween(number: number, { kind, fault }: Stop, last: Stop | undefined): void {
		if (kind !== 'limit' || last?.kind === 'limit') return;
		this.#status = { level: 'ERROR', message: fault.message };
		this.#bookResult({
			run: number,
			outcome: kind,
			reason: fault.message,
			fault,
			requests: 0,
			events: 0,
			startMs: this.#environment.ports.clock.now(),
			durationMs: 0,
		});
	}

	async #runOnce(number: number): Promise<Stop | undefined> {
		const environment = this.#environment;
		const { program, limits, trace, ports, redactor } = environment;
		const { workflow } = program;
		const state = new State(this.#next, limits, {
			isExact: environment.behaviour.headerNames === 'exact',
			consulted: () => this.#assumptions.add('headerNames'),
		});
		markHeaders(state);
		const run = new Run(number, environment, state, this.#status);
		if (this.#isAfterAbort) run.choice('stateAfterAbort');
		this.#isAfterAbort = false;
		const begun = this.#saved;
		trace?.({
			kind: 'run-start',
			run: number,
			timeMs: run.startMs,
			workflow: workflow.attributes.name.value,
			workflowVersion: workflow.attributes.version.value,
		});
		let completion: Completion =
			applyParameters(this.#parameters, state, environment, number) ??
			(await run.all(actionsOf(workflow)));
		completion = (await this.#keep(run, completion, begun)) ?? completion;

		const stop = completion instanceof Stop ? redacted(completion, redactor) : undefined;
		this.#status = run.status;
		if (stop !== undefined && stop.kind !== 'interrupted')
			this.#status = { level: 'ERROR', message: stop.fault.message };
		const result: RunResult = {
			run: number,
			outcome: stop?.kind ?? 'ended',
			reason: stop?.fault.message,
			fault: stop?.fault,
			requests: run.requests,
			events: run.events,
			startMs: run.startMs,
			durationMs: ports.clock.now() - run.startMs,
		};
		this.#book(run, result);
		return stop;
	}

	/**
	 * Events first, then the State that has moved past them: a crash repeats events but loses none. Gives what went
	 * wrong, unless the run itself did. `begun` is what was saved before it.
	 */
	async #keep(run: Run, completion: Completion, begun?: JsonObject): Promise<Stop | undefined> {
		const isGood = completion === NEXT;
		const flushed = await this.#flush();
		if (flushed !== undefined) return isGood ? flushed : undefined;
		if (!run.areEventsSafe) return undefined;
		if (isGood) return this.#store(run);
		const { behaviour, ports } = this.#environment;
		const isKept = ports.store.isForgetful !== true;
		if (isKept && this.#saved !== begun) run.choice('persistEvery');
		if (run.state.root === this.#next) return undefined;
		if (isKept) run.choice('persistOnAbort');
		if (isKept && !behaviour.persistOnAbort) run.choice('persistEvery');
		if (behaviour.persistOnAbort) return this.#store(run);
		this.#isAfterAbort = true;
		if (behaviour.stateAfterAbort === 'kept') this.#next = run.state.snapshot();
		return undefined;
	}

	async #checkpoint(run: Run): Promise<Stop | undefined> {
		if (run.state.root === this.#saved) return undefined;
		return (await this.#flush()) ?? this.#store(run);
	}

	async #flush(): Promise<Stop | undefined> {
		try {
			await this.#environment.ports.sink.flush();
			return undefined;
		} catch (problem) {
			return failure(`The events could not be written: ${messageOf(problem)}`);
		}
	}

	async #store(run: Run): Promise<Stop | undefined> {
		const { ports, trace } = this.#environment;
		const state = run.state.snapshot();
		if (state === this.#saved) return undefined;
		try {
			await ports.store.save(stateToSave(state, this.#parameters));
		} catch (problem) {
			return failure(`The State could not be saved: ${messageOf(problem)}`);
		}
		this.#next = state;
		this.#saved = state;
		trace?.({ kind: 'state-saved', run: run.number, timeMs: ports.clock.now() });
		return undefined;
	}

	async #load(): Promise<JsonObject | Stop> {
		const { ports, program } = this.#environment;
		let loaded: Json | undefined;
		try {
			loaded = await ports.store.load();
		} catch (problem) {
			return failure(`The State could not be read: ${messageOf(problem)}`);
		}
		if (loaded === undefined) return {};
		if (!isJsonObject(loaded))
			return failure('The saved State is not a JSON object.', {
				help: 'Is it the right file? Start anew without it, or with {}.',
			});
		const foreign = checkOrigin(loaded, program);
		if (foreign !== undefined && this.#options.acceptsForeignState !== true) return foreign;
		for (const message of notesOn(loaded, program)) this.#note(message);
		return stateFromSaved(loaded);
	}

	#note(message: string): void {
		addNote(this.#environment, { run: 0, message });
	}

	#recurrenceMs(): number {
		const { program } = this.#environment;
		const given = this.#options.recurrenceMs ?? RECURRENCE_DEFAULT_MS;
		const spec = attributeSpecs('Workflow').minimumRecurrence;
		const text = (
			program.workflow.attributes.minimumRecurrence?.value ??
			(spec === undefined ? undefined : defaultOf(spec, program.version)) ??
			'0'
		).trim();
		if (!/^\d{1,10}$/.test(text)) {
			this.#note(
				`The minimumRecurrence "${text.slice(0, 40)}" is not a whole number of seconds, so it counts for nothing here. What QRadar makes of it is not known.`,
			);
			return given;
		}
		const minimumMs = Number(text) * 1_000;
		if (minimumMs <= given) return given;
		if (this.#options.recurrenceMs !== undefined)
			this.#note(
				`The recurrence of ${given / 1_000} seconds is raised to ${text}, the minimumRecurrence of the workflow.`,
			);
		return minimumMs;
	}

	#book(run: Run, result: RunResult): void {
		addCounts(this.#requestsByStatus, run.requestsByStatus);
		const { redactor } = this.#environment;
		addCounts(this.#eventsBySource, run.eventsBySource, (source) => redactor.redact(source));
		for (const key of run.assumptions) this.#assumptions.add(key);
		this.#bookResult(result);
	}

	#bookResult(result: RunResult): void {
		this.#runs.push(result);
		const { outcome, fault, requests, events, durationMs } = result;
		this.#environment.trace?.({
			kind: 'outcome',
			run: result.run,
			timeMs: result.startMs + durationMs,
			outcome,
			...(fault === undefined ? {} : { fault }),
			requests,
			events,
			durationMs,
		});
	}

	#result(fault: RunFault | undefined): SimulationResult {
		const sum = (count: (run: RunResult) => number) =>
			this.#runs.reduce((total, run) => total + count(run), 0);
		return {
			runs: this.#runs,
			fault,
			state: this.#next,
			status: fault === undefined ? this.#status : { level: 'ERROR', message: fault.message },
			totals: {
				requests: sum((run) => run.requests),
				requestsByStatus: Object.fromEntries(this.#requestsByStatus),
				events: sum((run) => run.events),
				eventsBySource: Object.fromEntries(this.#eventsBySource),
				durationMs: this.#environment.ports.clock.now() - this.#startMs,
			},
			assumptions: [...this.#assumptions],
			notes: [...this.#environment.notes],
		};
	}
}

function redacted(stop: Stop, redactor: Redactor): Stop {
	const { message, explanation, help } = stop.fault;
	const fault: RunFault = {
		...stop.fault,
		message: redactor.redactJson(message),
		...(explanation === undefined ? {} : { explanation: redactor.redactJson(explanation) }),
		...(help === undefined ? {} : { help: redactor.redact(help) }),
	};
	return new Stop(stop.kind, fault, stop.terminate);
}

function isAborted(signal: AbortSignal | undefined): boolean {
	return signal?.aborted === true;
}

function addCounts(
	totals: Map<string, number>,
	counts: ReadonlyMap<string, number>,
	shown: (name: string) => string = (name) => name,
): void {
	for (const [name, count] of counts) {
		const key = shown(name);
		totals.set(key, (totals.get(key) ?? 0) + count);
	}
}

function messageOf(problem: unknown): string {
	return problem instanceof Error ? problem.message : String(problem);
}
