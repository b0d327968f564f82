import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics/formatText.ts';
import { validate } from '../../src/validate/validate.ts';
import type { ParameterConstraints } from '../../src/values/constraint.ts';
import { isPlaceholder } from '../../src/values/placeholder.ts';

const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI';
const WORKFLOW = `<Workflow name="n" version="1" xmlns="${NAMESPACE}/Workflow/V2">
	<Parameters>
		<Parameter name="host" label="Host" required="true" />
		<Parameter name="apiToken" label="Token" required="true" secret="true" />
		<Parameter name="limit" label="Limit" required="true" default="100" />
		<Parameter name="zone" label="Zone" />
		<Parameter name="since" label="Since" />
		<Parameter name="until" label="Until" default="" />
		<Parameter name="lookback" label="Lookback" default="60" />
		<Parameter name="query" label="Query" />
		<Parameter name="orgID" label="ID" />
		<Parameter name="kind" label="Kind" default="todo" />
	</Parameters>
	<Actions><ClearStatus /></Actions>
</Workflow>`;

function valuesDocument(values: Readonly<Record<string, string>> | string, version = 'V2'): string {
	const body =
		typeof values === 'string'
			? values
			: Object.entries(values)
					.map(([name, value]) => `<Value name="${name}" value="${value}" />`)
					.join('\n\t');
	return `<WorkflowParameterValues xmlns="${NAMESPACE}/WorkflowParameterValues/${version}">\n\t${body}\n</WorkflowParameterValues>`;
}

/** The time in the tests: 2026-01-01. */
const NOW = 1_767_225_600_000;

async function findings(values: string, workflow = WORKFLOW): Promise<string[]> {
	const checked = await validate(
		[
			{ name: 'workflow.xml', document: workflow },
			{ name: 'values.xml', document: values },
		],
		{ constraintsOf: () => CONSTRAINTS, now: NOW },
	);
	return checked.flatMap(({ source, diagnostics }) =>
		diagnostics.map(({ rule, layer, message, span }) => {
			const { line, column } = source.positionAt(span.start);
			return `${line}:${column} ${layer}/${rule}: ${message}`;
		}),
	);
}

const CONSTRAINTS: ParameterConstraints = {
	zone: { format: 'time-zone' },
	limit: { format: 'integer', minimum: 1, maximum: 500 },
	since: { format: 'epoch-milliseconds', oldestDays: 180 },
	until: { format: 'epoch-milliseconds' },
	lookback: { format: 'integer', minimum: 0 },
	query: { format: 'integer', mayBeEmpty: true },
	orgID: { format: 'uuid' },
};

const GOOD = { host: 'example.com', apiToken: 'abc123' };

test.each<[string, string, string[]]>([
	['nothing is wrong', valuesDocument(GOOD), []],
	[
		'a required value is missing',
		valuesDocument({ host: 'example.com' }),
		['1:2 values/missing-value: No value for the required parameter "apiToken" (Token).'],
	],
	[
		'a required value is empty',
		valuesDocument({ ...GOOD, apiToken: '' }),
		['3:25 values/missing-value: The required parameter "apiToken" (Token) is empty.'],
	],
	[
		'a name is not declared',
		valuesDocument({ ...GOOD, zon: 'UTC' }),
		['4:15 values/unknown-parameter: The workflow has no parameter "zon". Did you mean "zone"?'],
	],
	[
		'a name is misspelt that is required',
		valuesDocument({ host: 'example.com', apitoken: 'abc123' }),
		[
			'3:15 values/unknown-parameter: The workflow has no parameter "apitoken". Did you mean "apiToken"?',
		],
	],
	[
		'the attribute of a value is missing, as the schema says',
		valuesDocument('<Value name="host" value="a" /><Value name="apiToken" />'),
		['2:34 schema/missing-attribute: <Value> needs the attribute "value".'],
	],
	[
		'a value is given twice',
		valuesDocument(
			'<Value name="host" value="a" /><Value name="apiToken" value="b" /><Value name="host" value="c" />',
		),
		['2:81 values/duplicate-value: The parameter "host" is given twice.'],
	],
	[
		'the versions differ',
		valuesDocument(GOOD, 'V1'),
		[
			'1:2 values/version-mismatch: The workflow is V2, its values are V1; both must be of one version.',
		],
	],
	[
		'a placeholder is left in',
		valuesDocument({ ...GOOD, apiToken: '&lt;insert your API token>' }),
		['3:32 values/placeholder-value: The value of "apiToken" (Token) is still a placeholder.'],
	],
	[
		'white space stands around a value',
		valuesDocument({ ...GOOD, apiToken: 'abc123 ' }),
		['3:32 values/surrounding-space: The value of "apiToken" (Token) has white space around it.'],
	],
	[
		'a template knows more about a value',
		valuesDocument({ ...GOOD, zone: 'Europe/Berln' }),
		[
			'4:28 values/invalid-value: "zone" (Zone): "Europe/Berln" is not a time zone. Did you mean "Europe/Berlin"?',
		],
	],
	...(
		[
			['utc', 'UTC'],
			['europe/berlin', 'Europe/Berlin'],
			['EST', 'America/New_York'],
			['MST', 'America/Phoenix'],
			['HST', 'Pacific/Honolulu'],
		] as const
	).map(([zone, near]): [string, string, string[]] => [
		`Java knows no zone ${zone}`,
		valuesDocument({ ...GOOD, zone }),
		[
			`4:28 values/invalid-value: "zone" (Zone): "${zone}" is not a time zone. Did you mean "${near}"?`,
		],
	]),
	['Java knows the zone', valuesDocument({ ...GOOD, zone: 'UTC+02:00' }), []],
	[
		'a value that has a default is emptied',
		valuesDocument({ ...GOOD, lookback: '' }),
		[
			'4:25 values/empty-value: The value of "lookback" (Lookback) is empty, and the workflow cannot work with that.',
		],
	],
	[
		'a required value that has a default is emptied',
		valuesDocument({ ...GOOD, limit: '' }),
		['4:22 values/missing-value: The required parameter "limit" (Limit) is empty.'],
	],
	['an empty value means something', valuesDocument({ ...GOOD, query: '', since: '' }), []],
	[
		'a time lies in the future',
		valuesDocument({ ...GOOD, since: String(NOW + 1), until: String(NOW) }),
		[`4:29 values/invalid-value: "since" (Since): "${NOW + 1}" lies in the future.`],
	],
	[
		'a time is older than what the API keeps',
		valuesDocument({ ...GOOD, since: '1693309396000', until: '1693309396000' }),
		[
			'4:29 values/invalid-value: "since" (Since): "1693309396000" lies more than 180 days back, and the API keeps no more.',
		],
	],
	[
		'an ID is none, it is not quoted',
		valuesDocument({ ...GOOD, orgID: 'ab' }),
		['4:29 values/invalid-value: "orgID" (ID): The value, of 2 characters, is not a UUID.'],
	],
	[
		'a credential stands where a zone belongs, it is not quoted',
		valuesDocument({ ...GOOD, zone: 'ATCTT3xFfGN0aZ81QmXr77LpKd' }),
		['4:28 values/invalid-value: "zone" (Zone): The value, of 26 characters, is not a time zone.'],
	],
	['a value is the default', valuesDocument({ ...GOOD, kind: 'todo' }), []],
	[
		'a value is a placeholder and not the default',
		valuesDocument({ ...GOOD, kind: 'changeme' }),
		['4:28 values/placeholder-value: The value of "kind" (Kind) is still a placeholder.'],
	],
	[
		'a space that nobody sees stands behind a value',
		valuesDocument({ ...GOOD, host: 'example.com\u200b' }),
		['2:28 values/surrounding-space: The value of "host" (Host) has white space around it.'],
	],
	[
		'name and value are swapped',
		valuesDocument('<Value name="host" value="h" /><Value name="s3cret" value="apiToken" />'),
		[
			'2:46 values/unknown-parameter: "apiToken" is the name of a parameter and stands here as a value: name and value are swapped.',
		],
	],
	[
		'a name looks like a credential',
		valuesDocument({ ...GOOD, ATCTT3xFfGN0aZ81QmXr77LpKd: 'x' }),
		[
			'4:15 values/unknown-parameter: The workflow has no parameter of this name, which is not shown because it may hold a value.',
		],
	],
	[
		'names are those of every object',
		valuesDocument({ ...GOOD, constructor: 'x', __proto__: 'y' }),
		['4:15 values/unknown-parameter: The workflow has no parameter "constructor".'],
	],
])('when %s', async (_, values, expected) => {
	expect(await findings(values)).toEqual(expected);
});

test('an old time is a warning', async () => {
	const [, values] = await validate(
		[
			{ name: 'workflow.xml', document: WORKFLOW },
			{ name: 'values.xml', document: valuesDocument({ ...GOOD, since: '1693309396000' }) },
		],
		{ constraintsOf: () => CONSTRAINTS, now: NOW },
	);
	expect(values?.diagnostics.map(({ severity }) => severity)).toEqual(['warning']);
});

test('a parameter may have the name of what every object inherits', async () => {
	const names = ['__proto__', 'constructor', 'toString'];
	const workflow = `<Workflow name="n" version="1" xmlns="${NAMESPACE}/Workflow/V2"><Parameters>${names
		.map((name) => `<Parameter name="${name}" label="${name}" required="true" />`)
		.join('')}</Parameters><Actions><ClearStatus /></Actions></Workflow>`;
	const given = (value: string) =>
		valuesDocument(names.map((name) => `<Value name="${name}" value="${value}" />`).join(''));
	expect(await findings(given('x'), workflow)).toEqual([]);
	const about = (found: string[]) => found.map((text) => text.replace(/^\S+ /, ''));
	expect(about(await findings(given(''), workflow))).toEqual(
		names.map(
			(name) => `values/missing-value: The required parameter "${name}" (${name}) is empty.`,
		),
	);
	expect(about(await findings(valuesDocument(''), workflow))).toEqual(
		names.map(
			(name) => `values/missing-value: No value for the required parameter "${name}" (${name}).`,
		),
	);
});

test('help lists so many names', async () => {
	const names = Array.from({ length: 200 }, (_, index) => `p${index}`);
	const workflow = WORKFLOW.replace(
		'<Parameters>',
		`<Parameters>${names.map((name) => `<Parameter name="${name}" label="L" />`).join('')}`,
	);
	const checked = await validate([
		{ name: 'workflow.xml', document: workflow },
		{ name: 'values.xml', document: valuesDocument({ ...GOOD, unheard: 'x' }) },
	]);
	const [finding] = checked.flatMap(({ diagnostics }) => diagnostics);
	expect(finding?.help).toMatch(/^It has p0, p1, .*, p29, … and 180 more\.$/);
});

test('a workflow with more parameters than can be checked is refused', async () => {
	const parameters = Array.from(
		{ length: 20_000 },
		(_, index) => `<Parameter name="p${index}" label="L" />`,
	).join('');
	const found = await findings(
		valuesDocument(GOOD),
		WORKFLOW.replace('<Parameters>', `<Parameters>${parameters}`),
	);
	expect(found).toHaveLength(1);
	expect(found[0]).toContain('values/value-limit');
});

test('no finding shows a secret', async () => {
	const documents = [
		valuesDocument({ ...GOOD, apiToken: ' sEcReT-123 ' }),
		valuesDocument({ ...GOOD, apiToken: 'sEcReT-123', zon: 'sEcReT-123' }).replace('/>', '/'),
		valuesDocument(
			'<Value name="apiToken" value="sEcReT-123" /><Value name="apiToken" value="sEcReT-123" />',
		),
		valuesDocument('<Value value="sEcReT-123" name="apiToken" oops="1" />'),
	];
	for (const values of documents) {
		const checked = await validate([
			{ name: 'workflow.xml', document: WORKFLOW },
			{ name: 'values.xml', document: values },
		]);
		const shown = checked
			.flatMap(({ source, diagnostics }) =>
				diagnostics.map((diagnostic) => formatDiagnostic(source, diagnostic)),
			)
			.join('\n');
		expect(shown).not.toBe('');
		expect(shown.replace(/"zon" value="sEcReT-123"/, '')).not.toContain('sEcReT');
	}
});

const MEGABYTE = 1024 * 1024;

test.each([
	['one letter', 'a'.repeat(MEGABYTE)],
	['words in an open bracket', `[${'key '.repeat(MEGABYTE / 4)}x`],
	['words behind "my"', `my_${'a_'.repeat(MEGABYTE / 2)}!`],
	['spaces inside', `a${' '.repeat(MEGABYTE)}b`],
	['spaces at both ends', `${' '.repeat(MEGABYTE)}b${' '.repeat(MEGABYTE)}`],
	['spaces in angle brackets', `a&lt;${' '.repeat(MEGABYTE)}>b`],
	['spaces that nobody sees', '\u200b '.repeat(MEGABYTE / 2)],
	['angle brackets', '&lt;'.repeat(MEGABYTE)],
	['capitals behind "your"', `your${'A'.repeat(MEGABYTE)}!`],
	['groups of x', `${'xxxx-'.repeat(MEGABYTE / 4)}y`],
	['dots and slashes', `https://${'a.'.repeat(MEGABYTE / 2)}/`],
	['digits', '1'.repeat(MEGABYTE)],
])('a value of a megabyte is checked: %s', async (_, value) => {
	const values = { ...GOOD, zone: value, since: value, lookback: value, orgID: value, host: value };
	for (const finding of await findings(valuesDocument(values)))
		expect(finding.length).toBeLessThan(400);
	expect(isPlaceholder(value)).toBe(false);
});

describe('values go with the workflow of their folder that they fit best', () => {
	const other = WORKFLOW.replaceAll('apiToken', 'clientSecret');
	test('and not with its neighbour', async () => {
		const checked = await validate([
			{ name: 'a/one.xml', document: other },
			{ name: 'a/two.xml', document: WORKFLOW },
			{ name: 'a/values.xml', document: valuesDocument(GOOD) },
			{ name: 'b/values.xml', document: valuesDocument({ anything: 'goes' }) },
		]);
		expect(checked.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
	});

	test.each([
		['workflow.xml', './values.xml'],
		['a/workflow.xml', './a/values.xml'],
		['a/b/../workflow.xml', 'a//values.xml'],
		['a\\workflow.xml', 'a/values.xml'],
		['../workflow.xml', '.././values.xml'],
		['/a/workflow.xml', '/x/../../a/values.xml'],
	])('however the folder is written: %s and %s', async (workflow, values) => {
		const checked = await validate([
			{ name: workflow, document: WORKFLOW },
			{ name: values, document: valuesDocument({ host: 'h' }) },
		]);
		expect(checked.flatMap(({ diagnostics }) => diagnostics.map(({ rule }) => rule))).toEqual([
			'missing-value',
		]);
	});

	test('and not with one of a folder of the same name elsewhere', async () => {
		const checked = await validate([
			{ name: 'workflow.xml', document: WORKFLOW, folder: '/a' },
			{ name: 'values.xml', document: valuesDocument({ host: 'h' }), folder: '/b' },
		]);
		expect(checked.flatMap(({ diagnostics }) => diagnostics)).toEqual([]);
	});

	test('of those lying beside, only its own are checked', async () => {
		const checked = await validate([{ name: 'one.xml', document: WORKFLOW }], {
			beside: [
				{ name: 'two.xml', document: other },
				{ name: 'one-values.xml', document: valuesDocument({ host: 'h', apiToken: '' }) },
				{ name: 'two-values.xml', document: valuesDocument({ host: 'h', clientSecret: '' }) },
			],
		});
		expect(checked.map(({ name, diagnostics }) => [name, diagnostics.length])).toEqual([
			['one.xml', 0],
			['one-values.xml', 1],
		]);
	});

	test('of several lying beside a lone workflow, those that share no name are another’s', async () => {
		const checked = await validate([{ name: 'one.xml', document: WORKFLOW }], {
			beside: [
				{ name: 'one-values.xml', document: valuesDocument(GOOD) },
				{ name: 'two-values.xml', document: valuesDocument({ clientSecret: 'abc' }) },
			],
		});
		expect(checked.map(({ name }) => name)).toEqual(['one.xml', 'one-values.xml']);
	});

	test('and those that cannot be read are reported where no other workflow is', async () => {
		const broken = { name: 'values.xml', document: valuesDocument(GOOD).replace('/>', '/') };
		const given = [{ name: 'one.xml', document: WORKFLOW }];
		const alone = await validate(given, { beside: [broken] });
		expect(alone.map(({ name }) => name)).toEqual(['one.xml', 'values.xml']);
		const among = await validate(given, { beside: [broken, { name: 'two.xml', document: other }] });
		expect(among.map(({ name }) => name)).toEqual(['one.xml']);
	});
});
