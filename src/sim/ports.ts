import type { Json } from '../base/json.ts';

/** Everything a run may ask of the world outside. The simulator reaches it through these and nothing else. */
export interface Ports {
	readonly clock: Clock;
	readonly http: Http;
	readonly sink: EventSink;
	readonly store: StateStore;
	readonly random: Random;
}

/** Time. A virtual clock passes at once; a real one does not. */
export interface Clock {
	/** Milliseconds since 1970-01-01T00:00Z. */
	now(): number;
	/** Ends after `durationMs`, or at once when the signal is aborted. */
	sleep(durationMs: number, signal?: AbortSignal): Promise<void>;
}

/** Numbers from 0 (inclusive) to 1 (exclusive). */
export interface Random {
	next(): number;
}

/** One request, ready to send: address complete, headers in order, body encoded. */
export interface HttpRequest {
	readonly method: string;
	/** Absolute, with its query. */
	readonly url: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body?: string | Uint8Array;
	readonly tls: {
		/** As SSLConfiguration names it, for example `TLSv1.2`. */
		readonly protocol: string;
		readonly allowUntrustedServerCertificate: boolean;
	};
	/** What one response may weigh. Source: product message "Body exceeds the currently supported maximum of 100 MB". */
	readonly bodyBytesMax: number;
}

/** One response. The body is decompressed; text is what an in-process twin gives, bytes what the network gives. */
export interface HttpReply {
	readonly status: number;
	readonly statusMessage: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string | Uint8Array;
}

/** Why no response came: each kind has its explanation for people. */
export type HttpFaultKind =
	| 'invalid-url'
	| 'host-not-allowed'
	| 'host-not-found'
	| 'connection-refused'
	| 'connection-reset'
	| 'timeout'
	| 'tls'
	| 'body-too-large'
	| 'redirects'
	| 'other';

export interface HttpFault {
	readonly kind: HttpFaultKind;
	/** A sentence for people, with what to do where there is something to do. No secrets. */
	readonly message: string;
	/** The message the product would show, where one is known. */
	readonly productMessage?: string;
}

export type HttpResult =
	| { readonly ok: true; readonly reply: HttpReply }
	| { readonly ok: false; readonly fault: HttpFault };

/** Sends requests. Never rejects: what goes wrong is a value. */
export interface Http {
	send(request: HttpRequest, signal?: AbortSignal): Promise<HttpResult>;
}

/** An event as it leaves the workflow. */
export interface PostedEvent {
	readonly run: number;
	readonly timeMs: number;
	/** The log source identifier it is posted under. */
	readonly source: string;
	/** The exact text that QRadar would receive. Computed when first read. */
	readonly payload: string;
	/** The value it was made from. */
	readonly value: Json;
}

/** Where events go. */
export interface EventSink {
	/** One block per PostEvent or PostEvents action, in order. */
	post(events: readonly PostedEvent[]): void | Promise<void>;
	/** Ends when everything posted is safe. Called before a State that has moved past it is saved. */
	flush(): Promise<void>;
}

/** Keeps the State between runs. Throws are turned into a failed run with the message. */
export interface StateStore {
	/** The saved State, or undefined when there is none yet. */
	load(): Promise<Json | undefined>;
	/** Whether it forgets everything when the simulation is over: then nothing depends on what is saved when. */
	readonly isForgetful?: boolean;
	/** Saves it so that a kill at any moment leaves the old or the new State, never a torn one. */
	save(state: Json): Promise<void>;
}
