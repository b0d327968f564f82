import type { JsonObject } from '../base/json.ts';
import type { ActionName } from '../catalog/actions.ts';
import type { Program } from '../compile/program.ts';
import type { JpathBehaviour } from '../jpath/behaviour.ts';
import type { Action, ActionNode } from '../model/workflow.ts';
import type { SimBehaviour } from './behaviour.ts';
import type { Completing, Stop } from './completion.ts';
import type { Limits } from './limits.ts';
import type { Ports } from './ports.ts';
import type { Redactor } from './redact.ts';
import type { Run } from './run.ts';
import type { SecretPlaces } from './secretPlaces.ts';
import type { Throttle } from './throttle.ts';
import type { TraceListener } from './trace.ts';

/**
 * What an action does. It gives a promise only where it waits for the world, so that a run of ordinary
 * actions allocates none.
 */
export type ActionRuntime<N extends ActionName> = (node: ActionNode<N>, run: Run) => Completing;

/** What a debugger may see of a run that is paused between two actions. */
export interface RunView {
	/** The run, counted from 1. */
	readonly run: number;
	readonly timeMs: number;
	/** How many actions have begun in this run. */
	readonly actions: number;
	/** The State as it is now, for good: cheap, for it is shared and not copied. Holds secrets. */
	snapshot(): JsonObject;
}

/** Called before each action; the run waits for what it returns. */
export type BeforeAction = (action: Action, view: RunView) => void | Promise<void>;

/** What stays the same for all runs of a simulation. */
export interface Environment {
	readonly program: Program;
	readonly ports: Ports;
	readonly limits: Limits;
	readonly behaviour: SimBehaviour;
	readonly jpathBehaviour: Partial<JpathBehaviour> | undefined;
	readonly redactor: Redactor;
	readonly secretPlaces: SecretPlaces;
	/** What is worth knowing and no fault, each once. */
	readonly notes: Set<string>;
	/** How often nonces of digest authentication were answered. */
	readonly nonceCounts: Map<string, number>;
	/** The source of events whose action names none. */
	readonly logSourceIdentifier: string;
	/** The EPS throttle of the log source, when it has one. */
	readonly throttle: Throttle | undefined;
	/** How long an event may be without a note. */
	readonly eventBytesMax: number;
	/** The log source's setting, where the workflow says nothing. */
	readonly allowUntrustedCertificates: boolean;
	readonly signal: AbortSignal | undefined;
	readonly trace: TraceListener | undefined;
	readonly beforeAction: BeforeAction | undefined;
	/** Called after each action; a stop ends the run. */
	readonly afterAction: ((run: Run) => Promise<Stop | undefined>) | undefined;
	/** Lets the machine do other things for a moment. */
	readonly breathe: () => Promise<void>;
}
