import type { KnownRow } from '../row.ts';

/** The organizations API of Atlassian, as the twin plays it. */
export const ATLASSIAN_ROWS: readonly KnownRow[] = [
	{
		id: 'twin-bearer-key',
		evidence: 'documented',
		behaviour: 'Requests carry the API key as a bearer token; others get 401.',
		source: 'Atlassian, REST reference of the organizations API',
	},
	{
		id: 'twin-only-get',
		evidence: 'documented',
		behaviour: 'Any method but GET gets 405 with ADMIN-405-1.',
		source: 'Atlassian, REST reference of the organizations API',
	},
	{
		id: 'twin-invalid-date',
		evidence: 'documented',
		behaviour: 'from and to are epoch milliseconds; anything else gets 400 with ADMIN-400-3.',
		source: 'Atlassian, REST reference of the organizations API',
	},
	{
		id: 'twin-invalid-cursor',
		evidence: 'documented',
		behaviour: 'A cursor that was not handed out by that endpoint gets 400 with ADMIN-400-1.',
		source: 'Atlassian, REST reference of the organizations API',
	},
	{
		id: 'twin-unknown-parameters-ignored',
		evidence: 'observed',
		behaviour: 'Parameters that the API does not know are ignored.',
		source: 'collectors in the field send some without reports of errors',
	},
	{
		id: 'twin-events-newest-first',
		evidence: 'observed',
		behaviour: '/events comes newest first by time, and ends with a null cursor and no links.',
		source: 'a capture of 30 events in hashicorp-forge/grove',
	},
	{
		id: 'twin-stream-in-order-of-processing',
		evidence: 'documented',
		behaviour:
			'/events-stream comes in the order in which events were processed, oldest first unless told otherwise.',
		source: 'Atlassian, Poll events migration guide',
	},
	{
		id: 'twin-late-events',
		evidence: 'documented',
		behaviour:
			'An event can be processed minutes after it happened; the stream has it behind newer ones, /events before them.',
		source: 'Atlassian, Poll events migration guide: "a few minutes"',
	},
	{
		id: 'twin-next-link',
		evidence: 'observed',
		behaviour:
			'meta.next is the bare cursor, links.next a whole address that can be asked as it is.',
		source: 'captures in hashicorp-forge/grove; elastic/integrations atlassian_cloud',
	},
	{
		id: 'twin-rate-headers',
		evidence: 'documented',
		behaviour:
			'Replies carry X-RateLimit-Limit, -Remaining and -Reset; beyond the limit 429 comes.',
		source: 'Atlassian, REST reference, rate limiting',
	},
];
