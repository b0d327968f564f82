/** What can go wrong with one reply. */
export type FaultAction =
	| {
			readonly kind: 'status';
			readonly status: 401 | 403 | 404 | 429 | 500 | 502 | 503 | 504;
			readonly retryAfterSeconds?: number;
	  }
	| { readonly kind: 'timeout' }
	| { readonly kind: 'reset' }
	| { readonly kind: 'truncatedJson' }
	| { readonly kind: 'loginPage' }
	| { readonly kind: 'redirect' }
	| { readonly kind: 'slow'; readonly delayMs: number }
	| { readonly kind: 'duplicateAcrossPages' }
	| { readonly kind: 'sameCursor' };

/** One line of a fault plan: which requests, and what happens to them. */
export interface Fault {
	/** Requests to this route only: `events`, `events-stream`, `event`, `event-actions`. */
	readonly route?: string;
	/** Only requests that carry a cursor (true), or that do not (false). */
	readonly withCursor?: boolean;
	/** Which of the requests so selected, counted from 1. Absent: all. */
	readonly calls?: readonly number[];
	/** Every so many of them, in place of `calls`. */
	readonly every?: number;
	readonly action: FaultAction;
}

const ROUTES = ['events', 'events-stream', 'event', 'event-actions'];
const STATUSES = [401, 403, 404, 429, 500, 502, 503, 504];
const KINDS: readonly FaultAction['kind'][] = [
	'status',
	'timeout',
	'reset',
	'truncatedJson',
	'loginPage',
	'redirect',
	'slow',
	'duplicateAcrossPages',
	'sameCursor',
];
const FAULTS_MAX = 1000;

/** Follows a plan: tells for each request what is to go wrong with it. The first matching line wins. */
export function createFaultPlan(faults: readonly Fault[]): {
	next(request: { readonly route: string; readonly hasCursor: boolean }): FaultAction | undefined;
} {
	const counts = faults.map(() => 0);
	return {
		next({ route, hasCursor }) {
			let action: FaultAction | undefined;
			for (const [line, fault] of faults.entries()) {
				if (fault.route !== undefined && fault.route !== route) continue;
				if (fault.withCursor !== undefined && fault.withCursor !== hasCursor) continue;
				const call = (counts[line] ?? 0) + 1;
				counts[line] = call;
				const isMeant =
					fault.every === undefined
						? fault.calls === undefined || fault.calls.includes(call)
						: call % fault.every === 0;
				if (isMeant) action ??= fault.action;
			}
			return action;
		},
	};
}

/** Reads a plan from plain data, with everything that is wrong with it in sentences. */
export function readFaults(data: unknown): {
	readonly faults: readonly Fault[];
	readonly problems: readonly string[];
} {
	if (!Array.isArray(data) || data.length > FAULTS_MAX)
		return { faults: [], problems: [`A fault plan is a list of at most ${FAULTS_MAX} faults.`] };
	const problems = (data as unknown[]).flatMap((one, place) =>
		problemsOf(one).map((problem) => `Fault ${place + 1}: ${problem}`),
	);
	return { faults: problems.length === 0 ? (data as Fault[]) : [], problems };
}

function problemsOf(fault: unknown): string[] {
	if (!isRecord(fault)) return ['it must be an object with an "action".'];
	const problems: string[] = [];
	for (const name of Object.keys(fault))
		if (!['route', 'withCursor', 'calls', 'every', 'action'].includes(name))
			problems.push(`it has no member "${name}".`);
	const { route, withCursor, calls, every, action } = fault;
	if (route !== undefined && !ROUTES.includes(route as string))
		problems.push(`"route" must be one of ${ROUTES.join(', ')}.`);
	if (withCursor !== undefined && typeof withCursor !== 'boolean')
		problems.push('"withCursor" must be true or false.');
	if (calls !== undefined && !(Array.isArray(calls) && calls.every(isCount)))
		problems.push('"calls" must be a list of whole numbers from 1.');
	if (every !== undefined && !isCount(every))
		problems.push('"every" must be a whole number from 1.');
	if (!isRecord(action) || !KINDS.includes(action.kind as FaultAction['kind']))
		return [...problems, `"action" must have a "kind": one of ${KINDS.join(', ')}.`];
	if (action.kind === 'status' && !STATUSES.includes(action.status as number))
		problems.push(`"status" must be one of ${STATUSES.join(', ')}.`);
	if (action.retryAfterSeconds !== undefined && !isAmount(action.retryAfterSeconds))
		problems.push('"retryAfterSeconds" must be a number from 0.');
	if (action.kind === 'slow' && !isAmount(action.delayMs))
		problems.push('"delayMs" must be a number from 0.');
	return problems;
}

function isRecord(value: unknown): value is Record<string, unknown> {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): boolean {
	return Number.isSafeInteger(value) && (value as number) >= 1;
}

function isAmount(value: unknown): boolean {
	return typeof value === 'number' && value >= 0 && value <= 86_400_000;
}
