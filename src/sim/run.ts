import { getMember, isJsonArray, type Json } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { XmlDocument } from '../java/xpath/document.ts';
import type { Context } from '../jpath/context.ts';
import { printResolvedPath, type ResolvedPath } from '../jpath/path.ts';
import type { Action } from '../model/workflow.ts';
import { RUNTIMES } from './actions/index.ts';
import type { SimBehaviour } from './behaviour.ts';
import { type Completing, type Completion, NEXT, Stop } from './completion.ts';
import { located } from './faults.ts';
import { interrupted, limitReached } from './limits.ts';
import { addNote } from './notes.ts';
import { previewJson } from './preview.ts';
import { isSecretName, REDACTED } from './redact.ts';
import type { Environment, RunView } from './runtime.ts';
import type { State } from './state.ts';
import { type Status, TRACE_TEXT_MAX, type TraceEntry } from './trace.ts';

type OmitBase<Entry> = Entry extends TraceEntry
	? Omit<Entry, 'run' | 'timeMs' | 'action' | 'span'>
	: never;
/** An entry without what the run itself adds. */
export type ActionEntry = OmitBase<Extract<TraceEntry, { readonly action: unknown }>>;

/** How many actions pass until the machine gets a moment, and how many a request counts for. */
const BREATH_ACTIONS = 4_096;
const REQUEST_WEIGHT = 256;

/** How many characters are searched for secrets before a text is cut for the trace. */
const SEARCHED_MAX = 10 * TRACE_TEXT_MAX;

/** One run of a workflow: the State, what was counted so far, and the sequencing of actions. */
export class Run {
	readonly number: number;
	readonly environment: Environment;
	readonly state: State;
	readonly context: Context;
	readonly startMs: number;
	/** Whether anybody listens: entries are made only then. */
	readonly isTraced: boolean;
	/** The status of the log source. */
	status: Status | undefined;
	actions = 0;
	events = 0;
	requests = 0;
	readonly requestsByStatus = new Map<string, number>();
	readonly eventsBySource = new Map<string, number>();
	/** Whether the sink took every event: if not, the State may have moved past some that are nowhere. */
	areEventsSafe = true;
	/** The unknowns of the product that made a difference. */
	readonly assumptions = new Set<string>();
	/** Servers that have set cookies. */
	readonly cookieOrigins = new Set<string>();
	/** The XML text that was queried last, read. */
	xml: { readonly text: string; readonly document: XmlDocument } | undefined;
	readonly #view: RunView;
	#actionsUntilBreath = BREATH_ACTIONS;

	constructor(number: number, environment: Environment, state: State, status: Status | undefined) {
		this.number = number;
		this.environment = environment;
		this.state = state;
		this.status = status;
		this.isTraced = environment.trace !== undefined;
		this.startMs = environment.ports.clock.now();
		this.context = createContext(environment, state, this.assumptions);
		this.#view = createView(this);
	}

	/** The choice for something that is not known, noting that it mattered. */
	choice<K extends keyof SimBehaviour>(key: K): SimBehaviour[K] {
		this.assumptions.add(key);
		return this.environment.behaviour[key];
	}

	/** Runs actions one after the other. Ends with the first that does not end in `next`. */
	all(actions: readonly Action[]): Completing {
		let index = 0;
		return this.repeat(() => {
			const action = actions[index++];
			return action === undefined ? undefined : this.perform(action);
		});
	}

	/**
	 * Takes steps until one gives undefined (done) or does not end in `next`. Synchronous for as long as
	 * the steps are, and never deeper on the stack than one step.
	 */
	repeat(step: () => Completing | undefined): Completing {
		for (;;) {
			const completing = step();
			if (completing === undefined) return NEXT;
			if (completing instanceof Promise) return this.#repeatAfter(completing, step);
			if (completing !== NEXT) return completing;
		}
	}

	async #repeatAfter(
		pending: Promise<Completion>,
		step: () => Completing | undefined,
	): Promise<Completion> {
		let completion = await pending;
		while (completion === NEXT) {
			const completing = step();
			if (completing === undefined) return NEXT;
			completion = completing instanceof Promise ? await completing : completing;
		}
		return completion;
	}

	/** Runs one action. */
	perform(action: Action): Completing {
		if (--this.#actionsUntilBreath <= 0) return this.#breatheBefore(action);
		return this.#begin(action);
	}

	async #breatheBefore(action: Action): Promise<Completion> {
		this.#actionsUntilBreath = BREATH_ACTIONS;
		await this.environment.breathe();
		return this.interruption() ?? this.#begin(action);
	}

	#begin(action: Action): Completing {
		const { limits, beforeAction } = this.environment;
		if (this.actions >= limits.actionsMax)
			return this.#locate(
				limitReached('actionsMax', `The run took ${format(limits.actionsMax)} actions`, ENDLESS),
				action,
			);
		this.actions++;
		const pause = beforeAction?.(action, this.#view);
		if (pause instanceof Promise)
			return pause.then(() => this.interruption() ?? this.#execute(action));
		return this.#execute(action);
	}

	#execute(action: Action): Completing {
		if (this.isTraced) this.emit(action, { kind: 'action' });
		let completing: Completing;
		try {
			const runtime = RUNTIMES[action.kind] as (node: Action, run: Run) => Completing;
			completing = runtime(action, this);
		} catch (problem) {
			completing = tooLarge(problem);
		}
		const { afterAction } = this.environment;
		if (afterAction === undefined) {
			if (completing === NEXT) return NEXT;
			if (completing instanceof Stop) return this.#locate(completing, action);
		}
		return this.#finish(completing, action);
	}

	async #finish(completing: Completing, action: Action): Promise<Completion> {
		let completion: Completion;
		try {
			completion = await completing;
		} catch (problem) {
			completion = tooLarge(problem);
		}
		if (completion === NEXT)
			completion = (await this.environment.afterAction?.(this)) ?? completion;
		return completion instanceof Stop ? this.#locate(completion, action) : completion;
	}

	#locate(stop: Stop, action: Action): Stop {
		return located(stop, action.kind, action.nameSpan ?? action.span);
	}

	/** What the caller's signal asks for, if anything. */
	interruption(): Stop | undefined {
		const { signal } = this.environment;
		return signal?.aborted === true ? interrupted(signal) : undefined;
	}

	/** Counts a request, which may be one too many. */
	countRequest(): Stop | undefined {
		const { requestsMax } = this.environment.limits;
		if (this.requests >= requestsMax)
			return limitReached('requestsMax', `The run sent ${format(requestsMax)} requests`, ENDLESS);
		this.requests++;
		this.#actionsUntilBreath -= REQUEST_WEIGHT;
		return undefined;
	}

	/** Counts what came of a request: a status, or the kind of a failure. */
	countStatus(status: string): void {
		this.requestsByStatus.set(status, (this.requestsByStatus.get(status) ?? 0) + 1);
	}

	/** Counts events, which may be too many. */
	countEvents(count: number, source: string): Stop | undefined {
		const { eventsMax } = this.environment.limits;
		if (this.events + count > eventsMax)
			return limitReached(
				'eventsMax',
				`The run posts more than ${format(eventsMax)} events`,
				ENDLESS,
			);
		this.events += count;
		this.eventsBySource.set(source, (this.eventsBySource.get(source) ?? 0) + count);
		return undefined;
	}

	/** Whether a loop that has made so many passes may make another. */
	checkPasses(passes: number, loop: string): Stop | undefined {
		const { loopPassesMax } = this.environment.limits;
		if (passes < loopPassesMax) return undefined;
		return limitReached('loopPassesMax', `${loop} made ${format(loopPassesMax)} passes`, ENDLESS);
	}

	/** Whether the run may last until then. */
	checkClock(atMs: number): Stop | undefined {
		const { clockMaxMs } = this.environment.limits;
		if (atMs - this.startMs <= clockMaxMs) return undefined;
		return limitReached(
			'clockMaxMs',
			`The run lasted ${format(clockMaxMs / 1000)} seconds`,
			ENDLESS,
		);
	}

	/** Writes to the State. The value must be new, or released. */
	write(action: Action, place: ResolvedPath, value: Json): Stop | undefined {
		this.learn(place, value);
		const stop =
			this.#isBehindEnd(place) && this.choice('setBehindEnd') === 'append'
				? this.state.append(place.slice(0, -1), [value])
				: this.state.set(place, value);
		if (stop === undefined && this.isTraced) this.#emitWrite(action, place, value);
		return stop;
	}

	/** Whether a place is the first that an array does not have. */
	#isBehindEnd(place: ResolvedPath): boolean {
		const last = place.at(-1);
		if (typeof last !== 'number') return false;
		const array = this.state.get(place.slice(0, -1));
		return isJsonArray(array) && array.length === last;
	}

	/** Remembers the secrets in a value that belongs to a place. */
	learn(place: ResolvedPath, value: Json): void {
		const { redactor, secretPlaces } = this.environment;
		for (const secret of secretPlaces.secretsIn(place, value)) redactor.learn(secret);
	}

	/** Says what now stands at a place. */
	emitState(action: Action, place: ResolvedPath): void {
		const value = this.state.get(place);
		if (value !== undefined) this.#emitWrite(action, place, value);
	}

	#emitWrite(action: Action, place: ResolvedPath, value: Json): void {
		const isSecret =
			this.environment.secretPlaces.has(place) || isSecretName(String(place.at(-1) ?? ''));
		this.emit(action, {
			kind: 'state-write',
			path: this.shown(printResolvedPath(place)),
			value: isSecret ? REDACTED : this.shown(previewJson(value, SEARCHED_MAX)),
		});
	}

	/** A text as a trace may show it: without secrets, and not too long. */
	shown(text: string): string {
		const { redactor } = this.environment;
		const redacted = redactor.redactJson(text.slice(0, SEARCHED_MAX));
		return redacted.length <= TRACE_TEXT_MAX ? redacted : `${redacted.slice(0, TRACE_TEXT_MAX)}…`;
	}

	/** Says something that is worth knowing and no fault, once in a simulation. */
	note(message: string, span?: Span): void {
		addNote(this.environment, { run: this.number, message, span });
	}

	/** Tells the listener what happened. Ask `isTraced` first: making an entry costs. */
	emit(action: Action, entry: ActionEntry, span: Span | undefined = action.nameSpan): void {
		const place = span ?? action.span;
		this.environment.trace?.({
			...entry,
			run: this.number,
			timeMs: this.environment.ports.clock.now(),
			action: action.kind,
			...(place === undefined ? {} : { span: place }),
		} as TraceEntry);
	}
}

const ENDLESS = 'Check whether a loop can end; otherwise raise the limit.';

function format(count: number): string {
	return count.toLocaleString('en-US');
}

/** What an expression may know: the State as it is at that moment, clock and chance. */
function createContext(
	{ program, ports, jpathBehaviour }: Environment,
	state: State,
	assumptions: Set<string>,
): Context {
	return {
		get state() {
			return state.root;
		},
		version: program.version,
		now: () => ports.clock.now(),
		random: () => ports.random.next(),
		behaviour: { ...jpathBehaviour, consulted: (key) => assumptions.add(key) },
		lookup: (object, name) => {
			// Null is a value: only what is missing is looked for under another case.
			const own = getMember(object, name);
			return own === undefined ? state.find(object, name) : own;
		},
	};
}

function createView(run: Run): RunView {
	return {
		run: run.number,
		get timeMs() {
			return run.environment.ports.clock.now();
		},
		get actions() {
			return run.actions;
		},
		snapshot: () => run.state.snapshot(),
	};
}

/** JavaScript's own limits count as a ceiling; any other error is our fault and goes on. */
function tooLarge(problem: unknown): Stop {
	const isLimit =
		problem instanceof RangeError && /string length|array length|call stack/i.test(problem.message);
	if (!isLimit) throw problem;
	return new Stop('limit', {
		message: 'A value grew too large or too deep for the simulator.',
		isProductMessage: false,
		explanation: `JavaScript says: ${problem.message}.`,
		help: 'Post events page by page, and remove what is not needed any more with Delete.',
	});
}
