import type { TemplateParameter } from '../../src/generate/template.ts';

/**
 * The parameters of the connector. The first six are those of the published connector that this one replaces,
 * with the same names and defaults, so that its values document keeps working.
 */
export const PARAMETERS: readonly TemplateParameter[] = [
	{
		name: 'identifier',
		label: 'Log Source Identifier',
		description:
			'Must be the same as the Log Source Identifier of the log source: every event is posted under it.',
		required: true,
		default: 'Atlassian-AuditLogs',
	},
	{
		name: 'orgID',
		label: 'Atlassian Organization ID',
		description: 'The organization ID that is shown next to the API key, a UUID.',
		required: true,
		constraint: { format: 'uuid' },
		example: '0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
	},
	{
		name: 'apiToken',
		label: 'Atlassian API Token',
		description: 'An API key of the organization that may read audit log events.',
		required: true,
		secret: true,
		example: 'ATCTT3xFfGN0-example',
	},
	{
		name: 'query',
		label: 'Query',
		description:
			'A single term that events must contain. Leave it empty to collect everything, which is faster and misses nothing: searching is limited to 10 requests a minute and can miss events that Atlassian lists late.',
		default: '',
	},
	{
		name: 'timeZone',
		label: 'Time Zone',
		description:
			'The time zone of times in messages for people. It never changes which events are collected.',
		default: 'UTC',
		constraint: { format: 'time-zone' },
	},
	{
		name: 'startTime',
		label: 'Start Time',
		description:
			'Where to begin, in milliseconds since 1970-01-01T00:00Z, for example 1693309396000. Empty: the lookback. Changing it later reads again from the new time. Atlassian keeps 180 days.',
		default: '',
		constraint: { format: 'epoch-milliseconds', oldestDays: 180 },
	},
	{
		name: 'baseURL',
		label: 'Base URL',
		description:
			'The address of the API, without a slash at the end. Another one for Atlassian Government.',
		default: 'https://api.atlassian.com',
		constraint: { format: 'base-url' },
	},
	{
		name: 'pageSize',
		label: 'Page Size',
		description: 'How many events one request asks for; Atlassian gives 500 at most.',
		default: '200',
		constraint: { format: 'integer', minimum: 1, maximum: 500 },
	},
	{
		name: 'pageLimit',
		label: 'Page Limit',
		description: 'How many pages one run reads at most; the next run goes on from there.',
		default: '20',
		constraint: { format: 'integer', minimum: 1, maximum: 1000 },
	},
	{
		name: 'lookback',
		label: 'Lookback',
		description:
			'How many minutes before its first run the collection begins, when there is no start time.',
		default: '60',
		constraint: { format: 'integer', minimum: 0, maximum: 259_200 },
	},
	{
		name: 'lateness',
		label: 'Lateness',
		description:
			'How many minutes an event may appear late and still be found when searching, or after Atlassian has dropped the cursor.',
		default: '60',
		constraint: { format: 'integer', minimum: 1, maximum: 10_080 },
	},
	{
		name: 'heartbeat',
		label: 'Heartbeat',
		description:
			'After how many minutes without an event one is posted that says the connection works; 0 for never.',
		default: '60',
		constraint: { format: 'integer', minimum: 0, maximum: 10_080 },
	},
];
