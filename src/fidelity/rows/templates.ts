import type { KnownRow } from '../row.ts';

/** Texts with `${…}`, and what actions store of them. */
export const TEMPLATE_ROWS: readonly KnownRow[] = [
	{
		id: 'template-in-text',
		evidence: 'documented',
		behaviour: 'Each ${…} in a text is replaced by the text of its value.',
		source: 'IBM "State", four examples',
	},
	{
		id: 'nested-templates',
		evidence: 'observed',
		behaviour: 'Inner templates are rendered first, and their text becomes part of the expression.',
		source: '${/rateLimitErrorCount != ${/maxRetry}}: 138 uses',
	},
	{
		id: 'templates-in-paths',
		evidence: 'observed',
		behaviour: 'Paths are rendered before they are read as paths.',
		source: 'savePath="/get_${/report_type}_fields" in ObserveIT; CrowdStrike, XM Cyber',
	},
	{
		id: 'templates-in-conditions',
		evidence: 'observed',
		behaviour: 'Conditions are rendered before they are read, anew in each pass.',
		source: '821 of 1,346 conditions, though IBM "While" advises against it',
	},
	{
		id: 'missing-renders-empty',
		evidence: 'log',
		behaviour: 'A path that leads nowhere renders to nothing, without an error.',
		source: 'run log of Slack Business Plus: "/keep/lastEventHash  = "',
	},
	{
		id: 'objects-render-as-json',
		evidence: 'log',
		behaviour: 'Objects and arrays render as compact JSON, with their order and their numbers.',
		source: 'run logs of Slack Business Plus and IBM Spectrum Protect Plus',
	},
	{
		id: 'integers-render-as-digits',
		evidence: 'log',
		behaviour: 'Whole numbers render as digits: no ".0", no exponent.',
		source: 'run logs: 1708976532000 (Slack Business Plus), 1775331106165 (CyberArk EPM)',
	},
	{
		id: 'braces-are-text',
		evidence: 'observed',
		behaviour: 'A "$", "{" or "}" outside of ${…} is text.',
		source: 'JSON request bodies: 76 uses',
	},
	{
		id: 'scalars-stored-as-text',
		evidence: 'log',
		behaviour: 'Set, Initialize and Add store a number, true or false as text.',
		source:
			'run log of Slack Business Plus: "eventcount":"2", "devicetime":"1708976532000"; dataType exists since V2_1',
	},
	{
		id: 'json-stored-as-value',
		evidence: 'log',
		behaviour: 'They store text that is a JSON object or array as that value.',
		source: 'run log of Slack Business Plus; value="[]": 21 uses',
	},
	{
		id: 'lenient-json',
		evidence: 'observed',
		behaviour: 'That JSON may be lenient: single quotes, names and texts without quotes.',
		source: "ObserveIT: {'report_type': …} and [loginName,…]; the product reads JSON with Gson",
	},
	{
		id: 'json-must-be-whole',
		evidence: 'observed',
		behaviour: 'Text that only begins like JSON stays text.',
		source: '[Netskope_App_for_QRadar][Alert_Event]… as a log prefix: 115 uses',
	},
];
