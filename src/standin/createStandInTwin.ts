import type { Json } from '../base/json.ts';
import type { Program } from '../compile/program.ts';
import { type AnyNode, type ElementNode, parametersOf } from '../model/workflow.ts';
import { fraction, seedFor } from '../twin/random.ts';
import type { Twin, TwinReply, TwinRequest } from '../twin/twin.ts';
import { analyse } from './analyse.ts';
import type { Analysis, Endpoint } from './analysis.ts';
import { Explorer, type Wish } from './explore.ts';
import { inventValues, usualWant, type Want } from './inventValues.ts';
import { matchRequest } from './matchRequest.ts';
import { constant, OPEN } from './meaning.ts';
import { Pacer } from './pacer.ts';
import { planFor } from './plan.ts';
import { CHANCE_FAILURES, respond } from './respond.ts';
import type { Shape } from './shape.ts';

/** How a stand-in comes to life. */
export interface StandInOptions {
	/** The clock, in epoch milliseconds. */
	readonly now: () => number;
	readonly seed: number;
	/** The values that somebody gave parameters: limits and addresses made of them are known then. */
	readonly parameterValues?: ReadonlyMap<string, string>;
	/** Parameters with a value that cannot be used, such as an empty one: they get another. */
	readonly unusable?: ReadonlySet<string>;
	/** Which other parameters the stand-in invents a value for. Default: those that a person would be asked for. */
	readonly wants?: (parameter: ElementNode<'Parameter'>) => Want;
	/**
	 * Whether calls fail now and then: 429 with Retry-After, 401, 500 and what the workflow looks for. Default: only from
	 * the third run on, and only where the workflow calls again.
	 */
	readonly failures?: boolean;
}

/**
 * A stand-in for any API: it answers every request with what the workflow seems to expect. It keeps no books, since
 * it cannot know which of its values are events that the workflow ought to have posted.
 */
export interface StandIn extends Twin {
	/**
	 * Says which action a run is about to perform. Without it the stand-in guesses from the address of a request
	 * where the run is, and may take one loop for another.
	 */
	attend(action: AnyNode, run: number): void;
	/** The values of parameters that it invented, for those who run the workflow. */
	readonly parameters: ReadonlyMap<string, string>;
	handle(request: TwinRequest): TwinReply;
	remarks(): readonly string[];
}

/** How many errors a run may shrug off that nothing else ends: the next ends it, since no workflow can catch it. */
const ERRORS_MAX = 10;

const CUT: TwinReply = {
	status: 0,
	statusMessage: '',
	headers: [],
	body: '',
	fault: {
		kind: 'connection-reset',
		message: 'The stand-in cut the connection, since nothing else seems to end the run.',
	},
};

/** How many calls out of a hundred fail when they may. */
const FAILURE_SHARE = 0.15;
/** From which run on calls fail that the workflow makes again, when nobody says anything about failures. */
const RECOVERY_RUN = 3;
/** Said of runs in which that happened. */
export const RECOVERY_REMARK =
	'From the third run on the stand-in let calls fail where the workflow goes on after that. With failures=false it never does, with failures=true any call may fail.';
/** How long an answer takes: where a loop ends by the clock, something must make time pass. */
const DELAY_MS = 100;
/** How many calls an outage lasts at most. */
const OUTAGE_MAX = 6;

/**
 * Makes a stand-in for the APIs that a workflow calls. The same workflow, options and requests at the same instants
 * give the same replies. It never throws, whatever is asked of it.
 */
export function createStandInTwin(program: Program, options: StandInOptions): StandIn {
	return new StandInTwin(program, options);
}

/** Whether a twin is a stand-in, which wants to be told what a run does. */
export function isStandIn(twin: Twin | undefined): twin is StandIn {
	return twin instanceof StandInTwin;
}

class StandInTwin implements StandIn {
	readonly name = 'any';
	/** All there are. */
	readonly origins = [];
	readonly credentials = {};
	readonly parameters: ReadonlyMap<string, string>;
	readonly #options: StandInOptions;
	readonly #analysis: Analysis;
	readonly #pacer: Pacer;
	readonly #explorer: Explorer;
	/** Endpoints that were called: the first response of each holds no surprises. */
	readonly #called = new Set<Endpoint>();
	readonly #recent = new Map<Shape, Json[]>();
	readonly #seed: number;
	readonly #remarks = new Set<string>();
	#outage: { readonly endpoint: Endpoint; readonly status: number; calls: number } | undefined;
	#hopelessCalls = 0;
	#draws = 0;
	#count = 100;
	#run = 0;
	#attended: Endpoint | undefined;
	#previous: Endpoint | undefined;

	constructor(program: Program, options: StandInOptions) {
		this.#options = options;
		this.#seed = seedFor(options.seed, 'standin');
		const { parameterValues, unusable, wants = usualWant } = options;
		const invented = inventValues(program, {
			nowMs: options.now(),
			seed: options.seed,
			wants: (parameter) =>
				parameterValues?.has(parameter.attributes.name.value) === true ? 'never' : wants(parameter),
		});
		for (const { attributes } of parametersOf(program.workflow)) {
			const { name, default: preset } = attributes;
			if (unusable?.has(name.value) === true && preset !== undefined && !invented.has(name.value))
				invented.set(name.value, preset.value);
		}
		this.parameters = invented;
		this.#analysis = analyse(program, (name, preset) => {
			const text = parameterValues?.get(name) ?? this.parameters.get(name) ?? preset;
			return text === undefined ? OPEN : constant(text);
		});
		this.#pacer = new Pacer(
			this.#analysis,
			(entry) => 1 + Math.floor(fraction(this.#seed, entry, 1) * 2),
		);
		this.#explorer = new Explorer(this.#analysis);
	}

	attend(action: AnyNode, run: number): void {
		if (run !== this.#run) {
			this.#run = run;
			this.#pacer.beginRun();
			this.#explorer.beginRun();
		}
		this.#pacer.attend(action);
		this.#explorer.attend(action);
		if (action.kind === 'CallEndpoint')
			this.#attended = this.#analysis.endpoints.find(({ node }) => node === action);
	}

	handle(request: TwinRequest): TwinReply {
		const endpoint =
			this.#attended ?? matchRequest(request, this.#analysis.endpoints, this.#previous);
		this.#attended = undefined;
		if (endpoint === undefined)
			return {
				status: 200,
				statusMessage: 'OK',
				headers: [['Content-Type', 'application/json']],
				body: '{}',
			};
		this.#previous = endpoint;
		const wish = this.#wish(endpoint);
		const plan = planFor(endpoint, {
			analysis: this.#analysis,
			pacer: this.#pacer,
			wish,
			isBold: this.#options.failures === true,
		});
		this.#pacer.call(endpoint);
		this.#hopelessCalls = plan.isHopeless ? this.#hopelessCalls + 1 : 0;
		if (plan.isHopeless) this.#noteHopeless(endpoint);
		if (this.#hopelessCalls > ERRORS_MAX) return CUT;
		const making = {
			nowMs: this.#options.now(),
			origin: originOf(request.url),
			random: () => this.#random(),
			count: () => ++this.#count,
			recent: this.#recent,
		};
		const reply = respond(endpoint, plan, making, wish?.status ?? this.#failure(endpoint));
		return { ...reply, delayMs: DELAY_MS };
	}

	/** What would show something new; nothing when nobody says what runs. */
	#wish(endpoint: Endpoint): Wish | undefined {
		const isFirst = !this.#called.has(endpoint);
		this.#called.add(endpoint);
		if (isFirst || this.#run === 0) return undefined;
		const { failures } = this.#options;
		const wish = this.#explorer.next(endpoint, {
			recoverable: failures ?? this.#run >= RECOVERY_RUN,
			fatal: failures === true && this.#random() < FAILURE_SHARE,
		});
		if (wish?.status !== undefined && failures === undefined) this.#remarks.add(RECOVERY_REMARK);
		return wish;
	}

	remarks(): readonly string[] {
		return [...this.#remarks];
	}

	/** A run that nothing else ends gets an error, and whoever reads the summary should know that it was wanted. */
	#noteHopeless(endpoint: Endpoint): void {
		const loop = this.#pacer.hopelessLoop(endpoint);
		if (loop === undefined || loop.node.kind === 'ForEach') return;
		const text = loop.node.attributes.condition.value.slice(0, 80);
		const reason = loop.waitsForNull
			? ' A template that finds nothing writes an empty text, which is not null.'
			: '';
		this.#remarks.add(
			`The stand-in let a call fail, since nothing else seems to end the ${loop.node.kind} with the condition "${text}".${reason}`,
		);
	}

	/** The status of a call that fails by chance. Half of the failures last for some calls, as outages do. */
	#failure(endpoint: Endpoint): number | undefined {
		if (this.#options.failures !== true) return undefined;
		const outage = this.#outage;
		if (outage?.endpoint === endpoint && outage.calls-- > 0) return outage.status;
		if (this.#random() >= FAILURE_SHARE) return undefined;
		const known = [...(endpoint.response.members.get('status_code')?.uses.literals ?? [])]
			.map(Number)
			.filter((status) => status >= 400 && status <= 599);
		const choices = [...CHANCE_FAILURES, ...known];
		const status = choices[Math.floor(this.#random() * choices.length)] ?? 500;
		const calls = this.#random() < 0.5 ? 0 : Math.floor(this.#random() * OUTAGE_MAX);
		this.#outage = { endpoint, status, calls };
		return status;
	}

	#random(): number {
		return fraction(this.#seed, ++this.#draws, 2);
	}
}

function originOf(url: string): string {
	return URL.canParse(url) ? new URL(url).origin : 'https://host.example.com';
}
