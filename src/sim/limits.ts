import { Stop } from './completion.ts';

/** One ceiling on a run: its default, its flag on the command line, and how it is called in messages. */
export interface LimitSpec {
	readonly default: number;
	readonly flag: string;
	readonly doc: string;
}

const DAY_MS = 86_400_000;

/**
 * Ceilings on one run; the next recurrence starts counting anew. They are generous: an ordinary workflow
 * meets none of them in months of polling, an endless loop meets one within seconds.
 */
export const LIMITS = {
	actionsMax: {
		default: 1_000_000,
		flag: '--max-actions',
		doc: 'Actions in one run.',
	},
	requestsMax: {
		default: 10_000,
		flag: '--max-requests',
		doc: 'HTTP requests in one run.',
	},
	eventsMax: {
		default: 1_000_000,
		flag: '--max-events',
		doc: 'Events posted in one run.',
	},
	loopPassesMax: {
		default: 100_000,
		flag: '--max-loop-passes',
		doc: 'Passes of one While, DoWhile or ForEach, each time it is entered.',
	},
	stateBytesMax: {
		default: 64 * 1024 * 1024,
		flag: '--max-state-bytes',
		doc: 'Size of the State as JSON text, about.',
	},
	stateDepthMax: {
		default: 500,
		flag: '--max-state-depth',
		doc: 'How deep objects and arrays nest in the State.',
	},
	regexStepsMax: {
		default: 10_000_000,
		flag: '--max-regex-steps',
		doc: 'Steps of one RegexCapture or Split in search of its pattern.',
	},
	xpathStepsMax: {
		default: 100_000_000,
		flag: '--max-xpath-steps',
		doc: 'Steps of one XPathQuery.',
	},
	bodyBytesMax: {
		default: 100 * 1024 * 1024,
		flag: '--max-body-bytes',
		doc: 'Size of one response. The default is the product’s own limit.',
	},
	clockMaxMs: {
		default: 31 * DAY_MS,
		flag: '--max-virtual-time',
		doc: 'How long one run may take on the clock, sleeps included.',
	},
} as const satisfies Readonly<Record<string, LimitSpec>>;

export type LimitName = keyof typeof LIMITS;

/** The ceilings of a run. */
export type Limits = Readonly<Record<LimitName, number>>;

export const DEFAULT_LIMITS: Limits = Object.fromEntries(
	Object.entries(LIMITS).map(([name, spec]) => [name, spec.default]),
) as Limits;

/** Ends the run because a ceiling was reached. The message names the flag that raises it. */
export function limitReached(name: LimitName, what: string, help?: string): Stop {
	return new Stop('limit', {
		message: `${what} (limit ${LIMITS[name].flag}).`,
		isProductMessage: false,
		explanation: 'This ceiling is the simulator’s own: QRadar would have gone on.',
		help: help ?? `Raise the limit with ${LIMITS[name].flag}.`,
	});
}

/**
 * Ends the run because the caller's signal says so. A signal of `AbortSignal.timeout` counts as the
 * ceiling `--timeout`, any other as an interruption.
 */
export function interrupted(signal: AbortSignal): Stop {
	const reason: unknown = signal.reason;
	if (reason instanceof DOMException && reason.name === 'TimeoutError')
		return new Stop('limit', {
			message: 'The simulation took longer than it may (limit --timeout).',
			isProductMessage: false,
			help: 'Raise the limit with --timeout.',
		});
	return new Stop('interrupted', {
		message: typeof reason === 'string' ? reason : 'The simulation was interrupted.',
		isProductMessage: false,
	});
}
