import type { KnownRow } from '../row.ts';

/** Expressions. */
export const JPATH_ROWS: readonly KnownRow[] = [
	{
		id: 'member-selection',
		evidence: 'documented',
		behaviour: 'A path selects members of members, by names bare or in quotes of either kind.',
		source: 'IBM "JPath, Basic selection"',
	},
	{
		id: 'array-index',
		evidence: 'documented',
		behaviour: 'An index in brackets counts from 0.',
		source: 'IBM "JPath, Basic selection"',
	},
	{
		id: 'text-index-since-v2',
		evidence: 'documented',
		behaviour: 'From V2 on an index of a text gives a character.',
		source: 'IBM "JPath, Basic selection"',
	},
	{
		id: 'step-maps-over-array',
		evidence: 'documented',
		behaviour: 'A step over an array takes that member of every element.',
		source: 'IBM "JPath, Basic selection", multiple nested',
	},
	{
		id: 'mapping-skips-missing',
		evidence: 'inferred',
		behaviour: 'Elements without the member are skipped.',
		source: 'count() of optional members serves as a counter in public workflows',
	},
	{
		id: 'computed-index',
		evidence: 'log',
		behaviour: 'An index may be computed, and a text of digits will do.',
		source: 'run log of IBM Spectrum Protect Plus: /itemList[/lastItem]/accessTime',
	},
	{
		id: 'query-gives-array',
		evidence: 'documented',
		behaviour: 'A query gives an array of the elements for which it holds, even of one or none.',
		source: 'IBM "JPath, Query"',
	},
	{
		id: 'query-element',
		evidence: 'documented',
		behaviour: 'In a query "@" is the element, "@name" its member, "/x" a path from the root.',
		source: 'IBM "JPath, Query" and "JPath, Arithmetic"',
	},
	{
		id: 'query-then-index',
		evidence: 'observed',
		behaviour: 'An index may follow a query.',
		source: '/data[@id = …][0] in OneLogin',
	},
	{
		id: 'logic',
		evidence: 'documented',
		behaviour: 'There are and, or, not, exists and parentheses.',
		source: 'IBM "JPath, Query"',
	},
	{
		id: 'precedence',
		evidence: 'inferred',
		behaviour:
			'From loose to tight: or, and, not and exists, comparison, + and -, then * / and %; equals from the left.',
		source: 'the 576 distinct conditions of public workflows make sense with it',
	},
	{
		id: 'exists-is-presence',
		evidence: 'inferred',
		behaviour: 'exists holds for everything that is there, null and the empty text included.',
		source: 'IBM "JPath, Query": "exists as an attribute"',
	},
	{
		id: 'arithmetic',
		evidence: 'documented',
		behaviour: 'There are +, -, * and / with parentheses.',
		source: 'IBM "JPath, Arithmetic"',
	},
	{
		id: 'remainder-since-v2',
		evidence: 'documented',
		behaviour: '"%" gives the remainder, from V2 on.',
		source: 'IBM "JPath, Arithmetic"; once in Miro',
	},
	{
		id: 'slash-selects-or-divides',
		evidence: 'documented',
		behaviour: '"/" begins a path where a value is expected, and divides where an operator is.',
		source: 'IBM "JPath, Arithmetic": /attr1 / /attr2',
	},
	{
		id: 'hyphen-in-names',
		evidence: 'observed',
		behaviour: 'A "-" without a space before it belongs to the name.',
		source: '/headers/retry-after and others: 57 uses',
	},
	{
		id: 'number-texts-count-as-numbers',
		evidence: 'log',
		behaviour: 'Arithmetic takes texts of digits as numbers, and "+" never joins texts.',
		source:
			'run logs of CyberArk EPM ("59" + 59 is 118) and IBM Spectrum Protect Plus (/counter + 1)',
	},
	{
		id: 'exact-integers',
		evidence: 'inferred',
		behaviour: 'Integers are exact up to 64 bits.',
		source: 'the product is written in Java',
	},
	{
		id: 'number-equals-its-text',
		evidence: 'log',
		behaviour: 'A number equals the text of that number.',
		source: 'run log of Slack Business Plus: /work/stopWhileLoop = 0 with "0" in the State',
	},
	{
		id: 'boolean-equals-its-text',
		evidence: 'log',
		behaviour: "true equals 'true'.",
		source: "run log of IBM Spectrum Protect Plus; ${empty(/x)} = 'true': 33 uses",
	},
	{
		id: 'missing-equals-null',
		evidence: 'log',
		behaviour: 'What is not there equals null.',
		source: 'run log of IBM Spectrum Protect Plus: /next_page != null after Delete',
	},
	{
		id: 'texts-compare-exactly',
		evidence: 'observed',
		behaviour: 'Texts are equal letter by letter, upper and lower case apart.',
		source: "/isFirstFetch = 'True' in public workflows",
	},
	{
		id: 'order-of-texts',
		evidence: 'observed',
		behaviour: 'Numbers are ordered as numbers, other texts as texts, so ISO dates compare.',
		source: '/event_timestamp > /last_ingested_date in public workflows',
	},
	{
		id: 'truth-of-conditions',
		evidence: 'observed',
		behaviour: "A condition is false for nothing, null, false, 'false' and '', and else true.",
		source: '${/poll_alert} in ObserveIT; While condition="/…/scrollCursor" in ZeroNetworks',
	},
	{
		id: 'paths-begin-with-slash',
		evidence: 'log',
		behaviour:
			'A path without "/" is refused: "The value \'host\' is not a valid JPath expression".',
		source: 'pull request 75',
	},
	{
		id: 'count',
		evidence: 'documented',
		behaviour: 'count() measures arrays, objects and texts.',
		source: 'IBM "JPath, Functions"; 282 uses',
	},
	{
		id: 'count-of-missing',
		evidence: 'log',
		behaviour: 'count() of what is not there is 0, without an error.',
		source: 'issue 261: count(/missing) > 0 returns false',
	},
	{
		id: 'extremes',
		evidence: 'observed',
		behaviour:
			'min() and max() work on numbers and on texts such as dates; of nothing they are null.',
		source: 'IBM "JPath, Functions"; ParseDate date="${max(…)}": 19 uses',
	},
	{
		id: 'empty',
		evidence: 'inferred',
		behaviour: "empty() holds for nothing, null, '', [] and {}.",
		source: 'IBM "JPath, Functions"; 85 uses',
	},
	{
		id: 'encodings',
		evidence: 'documented',
		behaviour: 'base64_encode, base64_decode, url_encode and url_decode work on UTF-8.',
		source: 'IBM "JPath, Functions"; BeyondTrust',
	},
	{
		id: 'url-encode-like-java',
		evidence: 'inferred',
		behaviour: 'url_encode writes a space as "+", as Java’s URLEncoder does.',
		source: 'Duo signs url_encode(…), and the server compares signatures',
	},
	{
		id: 'rounding',
		evidence: 'documented',
		behaviour: 'trunc, round, floor and ceil give whole numbers, from V2 on.',
		source: 'IBM "JPath, Functions"',
	},
	{
		id: 'parts-of-texts',
		evidence: 'documented',
		behaviour: 'left, right, upper, lower, pad_left and pad_right work on texts, from V2 on.',
		source: 'IBM "JPath, Functions"',
	},
	{
		id: 'substring-like-java',
		evidence: 'inferred',
		behaviour: 'substring counts from 0 and leaves out the end; outside of the text it fails.',
		source: 'substring((time() - …),0,10) takes the first ten digits in a public workflow',
	},
	{
		id: 'time',
		evidence: 'documented',
		behaviour: 'time() is now, in milliseconds since 1970.',
		source: 'IBM "State" and "JPath, Functions"; 145 uses',
	},
	{
		id: 'keys-and-values',
		evidence: 'documented',
		behaviour: 'keys() and values() give arrays, in the order of the object.',
		source: 'IBM "JPath, Functions"; Vectra XDR Health',
	},
];
