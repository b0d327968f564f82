import type { Clock, Http } from '../sim/ports.ts';
import { createConcealer } from './concealer.ts';
import type { Exchange } from './exchange.ts';
import { inferEvents } from './inferEvents.ts';
import type { ScenarioFile } from './scenarioFile.ts';
import { scenarioOfExchanges } from './scenarioOfExchanges.ts';

export interface RecorderOptions {
	readonly http: Http;
	readonly clock: Clock;
	/** Values that must not be written down. What is sent as a credential is found without them. */
	readonly secrets: readonly string[];
	/** Values of the workflow's parameters, for a replay without them. Those that are secrets are replaced. */
	readonly parameters?: ReadonlyMap<string, string>;
	/** What the run's random choices come from, for a replay that makes the same. */
	readonly seed?: number;
	/** What the scenario shall be called. */
	readonly name: string;
}

/** An HTTP port that remembers what went through it. */
export interface Recorder extends Http {
	/** Takes note of a posted event: so the recording can say where answers hold events. */
	record(payload: string): void;
	/** What happened so far, without secrets. */
	scenario(): ScenarioFile;
	/** How many requests are remembered. */
	readonly count: number;
	/** Whether there was too much to remember, so that the end is missing. */
	readonly isFull: boolean;
}

const DESCRIPTION = 'Recorded by qradar-workflow. Secrets are replaced.';
/** What a recording may weigh, in bytes and characters. */
const LENGTH_MAX = 64 * 1024 * 1024;

/**
 * Records requests and answers on their way. The recording begins now: a run of the scenario whose clock starts at the
 * same instant meets the same answers.
 */
export function createRecorder(options: RecorderOptions): Recorder {
	const { http, clock, secrets, name, parameters, seed } = options;
	const exchanges: Exchange[] = [];
	const payloads = new Set<string>();
	let payloadLength = 0;
	const nowMs = clock.now();
	let length = 0;
	let isFull = false;
	const remember = (exchange: Exchange) => {
		const { request, outcome } = exchange;
		length += request.url.length + (request.body?.length ?? 0) + 1_000;
		if ('body' in outcome) length += outcome.body.length;
		isFull ||= length > LENGTH_MAX;
		if (!isFull) exchanges.push(exchange);
	};
	return {
		get count() {
			return exchanges.length;
		},
		get isFull() {
			return isFull;
		},
		async send(request, signal) {
			const sentMs = clock.now();
			const result = await http.send(request, signal);
			// What an interruption made of a request is no answer.
			if (signal?.aborted === true) return result;
			const { method, url, headers, body } = request;
			remember({
				request: { method, url, headers, ...(body === undefined ? {} : { body }) },
				outcome: result.ok ? result.reply : { fault: result.fault },
				delayMs: clock.now() - sentMs,
			});
			return result;
		},
		record(payload) {
			payloadLength += payload.length;
			if (payloadLength <= LENGTH_MAX) payloads.add(payload);
		},
		scenario() {
			const events = inferEvents(exchanges, payloads);
			return scenarioOfExchanges(exchanges, {
				name,
				description: isFull ? `${DESCRIPTION} The end is missing: it was too much.` : DESCRIPTION,
				nowMs,
				...(seed === undefined ? {} : { seed }),
				...(parameters === undefined ? {} : { parameters }),
				...(events === undefined ? {} : { events }),
				concealer: createConcealer(secrets, exchanges),
			});
		},
	};
}
