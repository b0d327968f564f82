/** A story that an organization tells: steady traffic, and moments at which something particular happens. */
export interface Scenario {
	/** What it is for, in one sentence. */
	readonly doc: string;
	readonly traffic: Traffic;
	readonly moments?: readonly Moment[];
}

/** The steady part: events at random, from `historyMs` before the start of the scenario without end. */
export interface Traffic {
	/** How many events an hour, on average. */
	readonly perHour: number;
	/** How long before the start the traffic began. */
	readonly historyMs: number;
	/** How long after its time an event is processed when it is on time: at least, at most. */
	readonly lagMs: readonly [least: number, most: number];
	/** The share of events that are late, and how late they are: one of these each. */
	readonly lateShare: number;
	readonly lateLagsMs: readonly number[];
	/** The share of events that happen in the same millisecond as the one before. */
	readonly sameMillisecondShare: number;
	/** The share of events at a whole second, whose time is printed without a fraction; 0 means none. */
	readonly wholeSecondShare: number;
	/** The share of events that the system did, not a person. */
	readonly systemActorShare: number;
	/** The share of events without a location. */
	readonly noLocationShare: number;
	/** How long a processed event stays unseen, and how much longer at most, each by chance. */
	readonly visibilityDelayMs: number;
	readonly visibilityJitterMs: number;
	/** How many events come into being with each page that is read, for so many pages. */
	readonly arrivalsPerRequest: number;
	readonly arrivalRequestsMax: number;
}

/** Some events of one kind at a known instant, once or again and again. */
export interface Moment {
	/** When the first one happens, from the start of the scenario; negative: before it. */
	readonly atMs: number;
	readonly count: number;
	/** From one to the next. */
	readonly spacingMs: number;
	/** How long after its time each is processed; a list is gone through in turn. */
	readonly lagMs: readonly number[];
	/** After how long the moment comes again. */
	readonly everyMs?: number;
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** On time and in order: each event is processed a quarter of a second after it happened. */
const CALM: Traffic = {
	perHour: 60,
	historyMs: 3 * HOUR,
	lagMs: [250, 250],
	lateShare: 0,
	lateLagsMs: [500, 5 * SECOND, 4 * MINUTE, 45 * MINUTE, 26 * HOUR],
	sameMillisecondShare: 0,
	wholeSecondShare: 0,
	systemActorShare: 0.05,
	noLocationShare: 0.05,
	visibilityDelayMs: 0,
	visibilityJitterMs: 0,
	arrivalsPerRequest: 0,
	arrivalRequestsMax: 0,
};

const BUSY: Traffic = {
	...CALM,
	perHour: 400,
	historyMs: 2 * DAY,
	lagMs: [200, 1000],
	lateShare: 0.02,
	sameMillisecondShare: 0.03,
	wholeSecondShare: 0.05,
};

/** The scenarios by name; the first is the default. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
	busy: {
		doc: 'Some hundred events an hour, a few of them late, in the same millisecond or at a whole second.',
		traffic: BUSY,
	},
	quiet: {
		doc: 'About 60 events an hour, each on time and in order.',
		traffic: CALM,
	},
	late: {
		doc:
			'Quiet, but at the start and every hour after it event A happens before event B and appears ' +
			'after it; another comes 45 minutes late.',
		traffic: CALM,
		moments: [
			// A: near 3 min 45 s before the start, processed 15 s after it. B: 15 s before, seen at once.
			{ atMs: -224_863, count: 1, spacingMs: 0, lagMs: [4 * MINUTE], everyMs: HOUR },
			{ atMs: -15_217, count: 1, spacingMs: 0, lagMs: [0], everyMs: HOUR },
			{ atMs: -25 * MINUTE + 389, count: 1, spacingMs: 0, lagMs: [45 * MINUTE], everyMs: HOUR },
		],
	},
	'many-pages': {
		doc: '700 events wait from the hour before the start: more than ten pages of /events. Then quiet.',
		traffic: { ...CALM, historyMs: 0 },
		moments: [{ atMs: -HOUR + 2_137, count: 700, spacingMs: 5_003, lagMs: [250] }],
	},
	'same-millisecond': {
		doc:
			'Three events in one millisecond, split by the default page boundary of both endpoints, the ' +
			'third visible two minutes after the start; three more every hour.',
		traffic: { ...CALM, historyMs: 0 },
		moments: [
			// 199 older ones put the boundary of events-stream (200) inside, 29 newer ones that of /events (30).
			{ atMs: -50 * MINUTE + 137, count: 199, spacingMs: 10_007, lagMs: [250] },
			{ atMs: -10 * MINUTE + 411, count: 2, spacingMs: 0, lagMs: [250], everyMs: HOUR },
			{ atMs: -10 * MINUTE + 411, count: 1, spacingMs: 0, lagMs: [12 * MINUTE], everyMs: HOUR },
			{ atMs: -9 * MINUTE + 523, count: 29, spacingMs: 15_013, lagMs: [250] },
		],
	},
	burst: {
		doc: 'Quiet, but 1,000 events happen inside one millisecond ten minutes before the start, and hourly.',
		traffic: CALM,
		moments: [{ atMs: -10 * MINUTE + 411, count: 1000, spacingMs: 0, lagMs: [400], everyMs: HOUR }],
	},
	empty: {
		doc: 'An organization in which nothing ever happens.',
		traffic: { ...CALM, perHour: 0, historyMs: 0 },
	},
	'arriving-while-paging': {
		doc: '600 events in the hour before the start, and three new ones with each page that is read.',
		traffic: {
			...CALM,
			perHour: 600,
			historyMs: HOUR,
			arrivalsPerRequest: 3,
			arrivalRequestsMax: 200,
		},
	},
	months: {
		doc: 'Half a year of history and no end: 60 events an hour, a few of them late.',
		traffic: {
			...CALM,
			historyMs: 180 * DAY,
			lagMs: [200, 1000],
			lateShare: 0.01,
			sameMillisecondShare: 0.01,
			wholeSecondShare: 0.02,
		},
	},
};

/** The most that each number of the traffic may be; a share is at most 1. */
const TRAFFIC_MAX: Readonly<Record<keyof Traffic, number>> = {
	perHour: 10_000_000,
	historyMs: 400 * DAY,
	lagMs: 50 * SECOND,
	lateShare: 1,
	lateLagsMs: 180 * DAY,
	sameMillisecondShare: 1,
	wholeSecondShare: 1,
	systemActorShare: 1,
	noLocationShare: 1,
	visibilityDelayMs: DAY,
	visibilityJitterMs: DAY,
	arrivalsPerRequest: 1000,
	arrivalRequestsMax: 1000,
};

/**
 * A scenario's traffic with overrides, and what is wrong with them in sentences. Values may be typed or
 * text, as a command line gives them: `400`, `0.05`, `500,5000`.
 */
export function readTraffic(
	traffic: Traffic,
	overrides: Readonly<Record<string, unknown>>,
): { readonly traffic: Traffic; readonly problems: readonly string[] } {
	const problems: string[] = [];
	const result: Record<string, unknown> = { ...traffic };
	for (const [name, given] of Object.entries(overrides)) {
		if (given === undefined) continue;
		if (!Object.hasOwn(TRAFFIC_MAX, name)) {
			problems.push(`The traffic has no "${name}"; it has ${Object.keys(TRAFFIC_MAX).join(', ')}.`);
			continue;
		}
		const key = name as keyof Traffic;
		const max = TRAFFIC_MAX[key];
		const isList = key === 'lagMs' || key === 'lateLagsMs';
		const numbers = (Array.isArray(given) ? given : String(given).split(',')).map((one) =>
			String(one).trim() === '' ? Number.NaN : Number(one),
		);
		const fits = numbers.length > 0 && numbers.every((one) => one >= 0 && one <= max);
		const isWhole = name.endsWith('Share') || name === 'perHour' || numbers.every(Number.isInteger);
		const [least = 0, most = least] = numbers;
		if (!fits || !isWhole || (!isList && numbers.length > 1) || (least > most && key === 'lagMs'))
			problems.push(
				`The traffic's "${name}" must be ${isList ? 'numbers' : 'a number'} from 0 to ${max}.`,
			);
		else if (key === 'lagMs') result[key] = [least, most];
		else result[key] = isList ? numbers : least;
	}
	return { traffic: result as unknown as Traffic, problems };
}
