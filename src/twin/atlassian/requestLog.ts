/** One request as the twin saw it. Never holds a key. */
export interface LoggedRequest {
	/** Counted from 1 over the twin's life. */
	readonly number: number;
	readonly atMs: number;
	readonly method: string;
	readonly path: string;
	readonly parameters: readonly (readonly [name: string, value: string])[];
	/** Parameters that the endpoint does not know, and ignored. */
	readonly ignored: readonly string[];
	readonly status: number;
	/** The fault that was played, by kind. */
	readonly fault?: string;
	/** How many events the page held. */
	readonly count?: number;
}

const REQUESTS_KEPT = 10_000;

/** Keeps the last ten thousand requests. */
export function createRequestLog(): {
	add(request: Omit<LoggedRequest, 'number'>): void;
	all(): readonly LoggedRequest[];
	readonly total: number;
} {
	const kept: LoggedRequest[] = [];
	let total = 0;
	return {
		add(request) {
			total++;
			kept.push({ number: total, ...request });
			if (kept.length >= REQUESTS_KEPT * 2) kept.splice(0, kept.length - REQUESTS_KEPT);
		},
		all: () => kept.slice(-REQUESTS_KEPT),
		get total() {
			return total;
		},
	};
}
