import type { KnownRow } from '../row.ts';

/** What leaves the workflow. */
export const EVENT_ROWS: readonly KnownRow[] = [
	{
		id: 'event-objects-as-json',
		evidence: 'log',
		behaviour: 'An object is posted as compact JSON, members in order, numbers unchanged.',
		source: 'run logs of IBM Spectrum Protect Plus and Slack Business Plus',
	},
	{
		id: 'event-texts-as-they-are',
		evidence: 'inferred',
		behaviour: 'A text is posted as it is, without quotes.',
		source: 'Imperva and Qualys post lines of text',
	},
	{
		id: 'post-events-needs-array',
		evidence: 'log',
		behaviour: 'PostEvents of an object ends the run: "Not a JSON Array: {…}".',
		source: 'issues 34, 57 and 283',
	},
	{
		id: 'post-events-needs-path',
		evidence: 'log',
		behaviour: 'PostEvents of what is not there ends the run: "/a/b is not valid".',
		source: 'issue 72',
	},
	{
		id: 'empty-array-posts-nothing',
		evidence: 'inferred',
		behaviour: 'An empty array posts nothing.',
		source: 'public workflows post without asking count() first',
	},
	{
		id: 'event-source',
		evidence: 'documented',
		behaviour: 'Events are posted under the source; without one, under the log source identifier.',
		source: 'IBM "PostEvents", V2_1; ${/identifier} 116 uses, ${/host} 34',
	},
	{
		id: 'event-encoding',
		evidence: 'inferred',
		behaviour:
			'encoding says how the events are encoded in the State; they are decoded and posted.',
		source: 'IBM "PostEvents"; Ariel posts BASE64',
	},
	{
		id: 'one-block-for-one-action',
		evidence: 'log',
		behaviour: 'Each PostEvent or PostEvents is one block: "Received N events from SOURCE".',
		source: 'run logs of Slack Business Plus and IBM Spectrum Protect Plus',
	},
	{
		id: 'console-of-events-and-logs',
		evidence: 'log',
		behaviour: 'The console shows events and Log lines as IBM’s command line tool does.',
		source: 'run logs of Slack Business Plus and IBM Spectrum Protect Plus',
	},
	{
		id: 'console-codes',
		evidence: 'inferred',
		behaviour: 'WARN and ERROR have codes of their own there, and DEBUG has none.',
		source: 'QRadar’s own log files; lines of level DEBUG in issue 108',
	},
	{
		id: 'console-verbose',
		evidence: 'log',
		behaviour: 'With -v it shows runs, parameters, actions and conditions in IBM’s words.',
		source: 'issues 86 and 108; lines for which no log is known are worded alike',
	},
];
