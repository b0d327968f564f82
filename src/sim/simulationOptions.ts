import type { JpathBehaviour } from '../jpath/behaviour.ts';
import type { SimBehaviour } from './behaviour.ts';
import type { Limits } from './limits.ts';
import type { Ports } from './ports.ts';
import type { BeforeAction } from './runtime.ts';
import type { TraceListener } from './trace.ts';

/** What a simulation may be told. Everything but the ports has a default. */
export interface SimulationOptions {
	readonly ports: Ports;
	/** By name. Parameters without a value take their default. */
	readonly parameterValues?: ReadonlyMap<string, string>;
	/** What else must not show: how a proxy is told who calls. */
	readonly secrets?: readonly string[];
	/** How many times the workflow runs. Default 1; Infinity goes on until the signal. */
	readonly runs?: number;
	/** From the start of a run to the start of the next. Default ten minutes, QRadar's own. */
	readonly recurrenceMs?: number;
	readonly limits?: Partial<Limits>;
	/** The source of events whose action names none (V2_1). Default: the name of the workflow. */
	readonly logSourceIdentifier?: string;
	/** The EPS throttle of the log source, in events per second. Default: none, as in IBM's command line tool. */
	readonly epsThrottle?: number;
	/** How many bytes an event may have until a note says that QRadar may cut it. Default 32,000. */
	readonly eventBytesMax?: number;
	/** Runs although the saved State looks like that of another workflow. */
	readonly acceptsForeignState?: boolean;
	/** The log source's switch; what the workflow says wins over it. */
	readonly allowUntrustedCertificates?: boolean;
	readonly behaviour?: Partial<SimBehaviour>;
	readonly jpathBehaviour?: Partial<JpathBehaviour>;
	/** Ends the simulation soon after it is aborted. One of `AbortSignal.timeout` counts as `--timeout`. */
	readonly signal?: AbortSignal;
	readonly onTrace?: TraceListener;
	/** Called before each action; the run waits for what it returns. */
	readonly beforeAction?: BeforeAction;
	/**
	 * Called every few thousand actions: a promise that takes a turn of the machine's event loop lets
	 * signals and timers through. Default: none of that.
	 */
	readonly breathe?: () => Promise<void>;
}
