import { didYouMean } from '../../base/suggest.ts';

/** One row of the fidelity table. */
export interface Unknown {
	readonly question: string;
	/** What can be chosen, the default first; where it is open, only those worth trying. */
	readonly options: readonly (string | number | boolean | null)[];
	/** Set where any whole number from this one up will do; up to `openTo`, where that is set. */
	readonly openFrom?: number;
	readonly openTo?: number;
	readonly evidence: string;
	/** How sure the default is: `high` documented, `medium` seen by others in the field, `low` inferred. */
	readonly confidence: 'high' | 'medium' | 'low';
}

/**
 * What nobody outside Atlassian knows for certain about the organization API, one switch each. Every default is the
 * reading that the evidence favours.
 */
export const ATLASSIAN_UNKNOWNS = {
	lastPage: {
		question: 'What does meta.next of events-stream hold on the last page?',
		options: ['nonEmptyOnly', 'docs', 'elastic', 'toBoundedNull'],
		evidence:
			'"A cursor is now returned on the last page of events" (Poll events migration guide), against ' +
			'a null on an empty page in the mock server of elastic/integrations atlassian_cloud. Taken: ' +
			'a cursor on every page with events, null on an empty one. docs: always a cursor; elastic: ' +
			'null below the limit; toBoundedNull: null on the last page of a request with `to`.',
		confidence: 'low',
	},
	streamFromField: {
		question: 'Do from and to of events-stream compare with processedAt or with time?',
		options: ['processedAt', 'time'],
		evidence:
			'go-atlassian comments "earliest processedAt", and the Elastic integration resumes with it; ' +
			'the REST reference says "date and time of the event".',
		confidence: 'low',
	},
	streamPageSize: {
		question: 'What does meta.page_size of events-stream say?',
		options: ['requested', 'default'],
		evidence: "Elastic's mock shows 200 even with limit=2.",
		confidence: 'low',
	},
	eventsDefaultLimit: {
		question: 'How large is a page of /events without limit?',
		options: [30, 25],
		openFrom: 1,
		evidence:
			'page_size 30 in a capture of 2022 (hashicorp-forge/grove fixtures); the docs show 25.',
		confidence: 'medium',
	},
	streamDefaultLimit: {
		question: 'How large is a page of /events-stream without limit?',
		options: [200],
		openFrom: 1,
		evidence: 'Poll events migration guide: "new default 200".',
		confidence: 'high',
	},
	limitMax: {
		question: 'What is the largest limit?',
		options: [500, 200, 1000],
		openFrom: 1,
		openTo: 10_000,
		evidence: 'A comment in go-atlassian says 500 for events-stream; nothing is known for /events.',
		confidence: 'low',
	},
	limitAboveMax: {
		question: 'What happens to a limit above the maximum?',
		options: ['clamp', 'reject'],
		evidence: 'Collectors send 1000 without reports of errors (Splunk TA and others).',
		confidence: 'low',
	},
	cursorRemembersLimit: {
		question: 'Does a cursor remember the page size?',
		options: [true, false],
		evidence: 'Undocumented. The Splunk TA sends the cursor alone and is not known to slow down.',
		confidence: 'low',
	},
	cursorTtlMs: {
		question: 'How long does a cursor work?',
		options: [null, 3_600_000, 86_400_000],
		openFrom: 0,
		evidence: 'Undocumented; Sentinel keeps cursors between polls (PersistentToken paging).',
		confidence: 'low',
	},
	fromAfterTo: {
		question: 'What does a from after to give?',
		options: ['empty', 'reject'],
		evidence: 'Undocumented; the sibling Jira API answers with an empty page.',
		confidence: 'low',
	},
	defaultFrom: {
		question: 'Where does a request without from begin?',
		options: ['retention', 'sevenDays'],
		evidence: 'A live test of jira.js gets data without from; the web page shows the last 7 days.',
		confidence: 'low',
	},
	toBound: {
		question: 'Is an event exactly at `to` inside?',
		options: ['inclusive', 'exclusive'],
		evidence: 'Undocumented; inclusive in the sibling Jira API.',
		confidence: 'low',
	},
	emptyParameter: {
		question: 'What does a parameter with empty text mean?',
		options: ['absent', 'reject'],
		evidence: 'Undocumented.',
		confidence: 'low',
	},
	queryMatch: {
		question: 'How does q find its term?',
		options: ['exactTerm', 'contains'],
		evidence:
			'"Single query term for searching events" (REST reference); the web page searches exact terms: ' +
			'user name, e-mail, group, site, activity name.',
		confidence: 'low',
	},
	timeFraction: {
		question: 'How many digits has the fraction of time?',
		options: ['instant', 'always3', 'micros'],
		evidence:
			'Three, or none when the milliseconds are zero: reported by hashicorp-forge/grove and one more ' +
			"collector, and how Java's Instant prints. Six have not been seen.",
		confidence: 'high',
	},
	unauthorizedBody: {
		question: 'What is the body of 401?',
		options: ['gateway', 'errors'],
		evidence: 'The REST reference lists no ADMIN code for 401; the gateway shape is from memory.',
		confidence: 'low',
	},
	foreignOrganization: {
		question: 'How is a known key refused for another organization?',
		options: ['forbidden', 'notFound'],
		evidence: 'ADMIN-403-3 and ADMIN-404-2 both exist in the REST reference.',
		confidence: 'low',
	},
	plan: {
		question: 'What does an organization without Guard get?',
		options: ['guard', 'noneForbidden', 'noneEmpty'],
		evidence: 'Databricks lists 401 or 403; nothing is stored without a plan (Atlassian support).',
		confidence: 'medium',
	},
	resetFormat: {
		question: 'How is X-RateLimit-Reset printed?',
		options: ['minuteFloor', 'minuteCeil', 'seconds', 'epochSeconds'],
		evidence:
			'ISO 8601 in UTC (REST introduction), seen with minutes only (grove PR 38, JRACLOUD-69262). ' +
			'Whether rounded down or up is unknown; down means that it can lie in the past.',
		confidence: 'medium',
	},
	rateWindow: {
		question: 'When does the minute of a rate limit begin?',
		options: ['firstRequest', 'clockMinute'],
		evidence: 'Undocumented. Taken: the reading that is harder on the client.',
		confidence: 'low',
	},
	retryAfter: {
		question: 'Does 429 carry Retry-After?',
		options: [false, true],
		evidence: "Not in the organization API's documentation; documented for Jira.",
		confidence: 'medium',
	},
	rateLimitBody: {
		question: 'What is the body of 429?',
		options: ['errors', 'empty'],
		evidence: 'The REST reference lists ADMIN-429-1.',
		confidence: 'medium',
	},
	eventsPerPath: {
		question: 'How many requests a minute may /events get, by path?',
		options: [10],
		openFrom: 1,
		evidence: 'REST reference: 10 a minute by user and by path, from the end of May 2025.',
		confidence: 'high',
	},
	eventsPerKey: {
		question: 'How many requests a minute may /events get, by key?',
		options: [10],
		openFrom: 1,
		evidence: 'REST reference: 10 a minute by user and by path, from the end of May 2025.',
		confidence: 'high',
	},
	// The other routes have the same budget, each its own.
	streamPerPath: {
		question: 'How many requests a minute may /events-stream get, by path?',
		options: [50],
		openFrom: 1,
		evidence: 'README of elastic/integrations atlassian_cloud.',
		confidence: 'medium',
	},
	streamPerKey: {
		question: 'How many requests a minute may /events-stream get, by key?',
		options: [60],
		openFrom: 1,
		evidence: 'README of elastic/integrations atlassian_cloud.',
		confidence: 'medium',
	},
	retentionDays: {
		question: 'After how many days is an event gone?',
		options: [180],
		openFrom: 1,
		evidence: 'Atlassian support, "View audit log activities".',
		confidence: 'high',
	},
	eventByIdGoneAtMs: {
		question: 'When does the look-up of one event end?',
		options: [Date.UTC(2026, 11, 21), null],
		openFrom: 0,
		evidence: '"Upcoming deprecation of the single-event lookup endpoint": 21 December 2026.',
		confidence: 'high',
	},
	eventByIdGoneStatus: {
		question: 'With which status does it fail then?',
		options: [410, 404],
		evidence: '"Requests will fail", no status given.',
		confidence: 'low',
	},
} as const satisfies Readonly<Record<string, Unknown>>;

type Table = typeof ATLASSIAN_UNKNOWNS;

/** What is chosen, by the names of the switches. */
export type AtlassianProfile = {
	readonly [Name in keyof Table]:
		| Table[Name]['options'][number]
		| (Table[Name] extends { readonly openFrom: number } ? number : never);
};

/** Every switch at its default. */
export const DEFAULT_PROFILE = Object.fromEntries(
	Object.entries(ATLASSIAN_UNKNOWNS).map(([name, { options }]) => [name, options[0]]),
) as unknown as AtlassianProfile;

/**
 * The profile that these overrides describe, and what is wrong with them in sentences. Values may be typed
 * or text, as a command line gives them: `500`, `true`, `null`.
 */
export function readProfile(overrides: Readonly<Record<string, unknown>>): {
	readonly profile: AtlassianProfile;
	readonly problems: readonly string[];
} {
	const problems: string[] = [];
	const profile: Record<string, unknown> = { ...DEFAULT_PROFILE };
	for (const [name, given] of Object.entries(overrides)) {
		if (given === undefined) continue;
		if (!Object.hasOwn(ATLASSIAN_UNKNOWNS, name)) {
			problems.push(
				`The Atlassian profile has no switch "${name}".${didYouMean(name, Object.keys(ATLASSIAN_UNKNOWNS))}`,
			);
			continue;
		}
		const row: Unknown = ATLASSIAN_UNKNOWNS[name as keyof AtlassianProfile];
		const values: readonly unknown[] = row.options;
		const known = values.filter((one) => one === given || String(one) === given);
		const value = known.length > 0 ? known[0] : numeric(given);
		if (values.includes(value) || isOpen(value, row)) profile[name] = value;
		else problems.push(wrongValue(name, given, row));
	}
	return { profile: profile as unknown as AtlassianProfile, problems };
}

const OPEN_TO = 1e13;

function isOpen(value: unknown, row: Unknown): boolean {
	const { openFrom, openTo = OPEN_TO } = row;
	if (openFrom === undefined || !Number.isSafeInteger(value)) return false;
	return Number(value) >= openFrom && Number(value) <= openTo;
}

function numeric(given: unknown): unknown {
	return typeof given === 'string' && /^\d{1,15}$/.test(given) ? Number(given) : given;
}

function wrongValue(name: string, given: unknown, row: Unknown): string {
	const values = row.options.map(String);
	const open =
		row.openFrom === undefined
			? ''
			: `, or a whole number from ${row.openFrom} to ${row.openTo ?? OPEN_TO}`;
	return `The switch "${name}" cannot be "${String(given)}": it takes ${values.join(', ')}${open}.`;
}
