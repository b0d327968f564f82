import type { TwinFault, TwinRequest } from '../twin/twin.ts';

/** A request that was made, and what came of it. */
export interface Exchange {
	readonly request: TwinRequest;
	readonly outcome: ExchangeReply | { readonly fault: TwinFault };
	readonly delayMs: number;
}

/** An answer as it came, its body unpacked. */
export interface ExchangeReply {
	readonly status: number;
	readonly statusMessage: string;
	readonly headers: readonly (readonly [name: string, value: string])[];
	readonly body: string | Uint8Array;
}
