import type { JsonObject } from '../base/json.ts';
import type { RunFault } from './faults.ts';
import type { OutcomeKind, Status } from './trace.ts';

/** How one run went. */
export interface RunResult {
	/** Counted from 1. */
	readonly run: number;
	readonly outcome: OutcomeKind;
	/** Why it did not end well: the error status of the log source. */
	readonly reason: string | undefined;
	readonly fault: RunFault | undefined;
	readonly requests: number;
	readonly events: number;
	readonly startMs: number;
	/** On the clock, which may be virtual. */
	readonly durationMs: number;
}

/** All runs together. */
export interface SimulationTotals {
	readonly requests: number;
	/** By status, or by the kind of failure. */
	readonly requestsByStatus: Readonly<Record<string, number>>;
	readonly events: number;
	readonly eventsBySource: Readonly<Record<string, number>>;
	/** From the first start to the last end, on the clock. */
	readonly durationMs: number;
}

/** What came of a simulation. */
export interface SimulationResult {
	readonly runs: readonly RunResult[];
	/** What kept the workflow from running at all: a parameter without value, a State that cannot be read. */
	readonly fault: RunFault | undefined;
	/** The State that the next run would start from. Holds secrets. */
	readonly state: JsonObject;
	/** The status of the log source. */
	readonly status: Status | undefined;
	readonly totals: SimulationTotals;
	/** Keys of `SIM_SWITCHES` and `JPATH_SWITCHES` that made a difference. */
	readonly assumptions: readonly string[];
	/** What is worth knowing and no fault, each once, in the order it came up. */
	readonly notes: readonly string[];
}
