/** One HTTP request as the simulator, or the listener around a twin, hands it over. */
export interface TwinRequest {
	readonly method: string;
	/** Absolute, as the client meant it: links in the reply point back to this origin. */
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: string | Uint8Array;
}

/** What comes back. A `fault` says that the network shows something else than this reply. */
export interface TwinReply {
	readonly status: number;
	readonly statusMessage: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string | Uint8Array;
	/**
	 * `timeout`: no reply ever comes. `reset`: the connection is cut. Status and body mean nothing then. `truncated`: it
	 * is cut in the middle of the body. Or what a client made out in an earlier run, in its words.
	 */
	readonly fault?: 'timeout' | 'reset' | 'truncated' | TwinFault;
	/** How long the reply takes to come. A virtual clock moves by it, a real listener waits for it. */
	readonly delayMs?: number;
}

/** Why no reply came, as the simulator names it (`HttpFaultKind`). */
export const TWIN_FAULT_KINDS = [
	'invalid-url',
	'host-not-allowed',
	'host-not-found',
	'connection-refused',
	'connection-reset',
	'timeout',
	'tls',
	'body-too-large',
	'redirects',
	'other',
] as const;

/** A failed request of an earlier run, to be met again. A listener can only cut the connection. */
export interface TwinFault {
	readonly kind: (typeof TWIN_FAULT_KINDS)[number];
	/** A sentence for people. */
	readonly message: string;
	/** The message the product would show, where one is known. */
	readonly productMessage?: string;
}

/**
 * An API in a box: requests in, replies out, and a ledger that knows every event the API ever had to give.
 * Time and chance are passed in, so the same requests at the same instants give the same bytes.
 */
export interface Twin {
	readonly name: string;
	/** The origins of the real API, which a simulator routes here. None: it stands for every API there is. */
	readonly origins: readonly string[];
	handle(request: TwinRequest): TwinReply | Promise<TwinReply>;
	/** Absent where nobody can say which events there were to give. */
	readonly ledger?: Ledger;
	/** What a person should know when it is over, in sentences. */
	remarks?(): readonly string[];
	/** Parameter values with which a workflow reaches this twin, by kind: `orgId`, `apiKey` and so on. */
	readonly credentials: Readonly<Record<string, string>>;
	/** Values of workflow parameters by their own names, for those that are given none: a recording knows them. */
	readonly parameters?: ReadonlyMap<string, string>;
}

/** What every twin needs to come to life. A twin may take more. */
export interface TwinOptions {
	/** The clock, in epoch milliseconds. The instant at creation is the start of the scenario. */
	readonly now: () => number;
	readonly seed: number;
	/** One of the twin's scenarios by name. */
	readonly scenario?: string;
	/** Switches for what nobody outside knows about the real API, by name. */
	readonly profile?: Readonly<Record<string, unknown>>;
	/** Overrides of the scenario's traffic, by name: `perHour`, `lateShare` and so on. */
	readonly traffic?: Readonly<Record<string, unknown>>;
	/** Faults to play, as data. */
	readonly faults?: readonly unknown[];
	/** What lets a request in, by kind, so that a workflow meets the twin with its own values. */
	readonly credentials?: Readonly<Record<string, string>>;
}

/** Keeps what the API had to give against what arrived at the sink. */
export interface Ledger {
	/** How many events of the collection were visible to a reader at that instant. */
	visible(atMs: number): number;
	/** Books one posted payload. */
	record(payload: string, source: string, timeMs: number): void;
	/** Fixes the start of the collection; without it, the first answered request decides. */
	from(timeMs: number): void;
	verdict(atMs: number, options?: { readonly from?: number }): LedgerVerdict;
}

/** The balance of a collection. `visible = delivered + lost`, always. */
export interface LedgerVerdict {
	/** Events that the collector could have seen (see the twin's ledger for the exact definition). */
	readonly visible: number;
	/** How many of them arrived at least once. */
	readonly delivered: number;
	/** How many of them never arrived. */
	readonly lost: number;
	/** Events that arrived more than once. */
	readonly duplicated: number;
	/** Deliveries beyond the first, over all events. */
	readonly repeats: number;
	/** Events that arrived with the right id and another body than the API served. */
	readonly altered: number;
	/** Events that arrived although they lie outside the collection, such as those older than its start. */
	readonly outside: number;
	/** Events visible at the asked instant that the collector has not had its chance to read yet. */
	readonly waiting: number;
	/** Posted payloads that are not events of the API, such as heartbeats. */
	readonly unknown: number;
	/** The first twenty, oldest first. */
	readonly lostIds: readonly string[];
	/** The first twenty, in order of arrival. */
	readonly duplicatedIds: readonly string[];
	/**
	 * From the instant an event could first be read, which is not before the first answered request, to its
	 * first delivery; the median to three digits. Absent when nothing was delivered.
	 */
	readonly latenessMs?: { readonly max: number; readonly median: number };
}

/** A row of the table of twins: how to list one, check what a person asked of it, and make it. */
export interface TwinKind {
	readonly title: string;
	readonly scenarios: Readonly<Record<string, string>>;
	readonly scenarioDefault: string;
	/** What is wrong with these options, in sentences for people; empty when `create` will take them. */
	check(options: TwinOptions): readonly string[];
	create(options: TwinOptions): Twin & { readonly ledger: Ledger };
}
