import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics/formatText.ts';
import { validate } from '../../src/validate/validate.ts';
import { isPlaceholder } from '../../src/values/placeholder.ts';

const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI';
const WORKFLOW = `<Workflow name="n" version="1" xmlns="${NAMESPACE}/Workflow/V2">
	<Parameters>
		<Parameter name="host" label="Host" required="true" />
		<Parameter name="apiToken" label="Token" required="true" secret="true" />
		<Parameter name="limit" label="Limit" required="true" default="100" />
		<Parameter name="zone" label="Zone" />
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

async function findings(values: string, workflow = WORKFLOW): Promise<string[]> {
	const checked = await validate(
		[
			{ name: 'workflow.xml', document: workflow },
			{ name: 'values.xml', document: values },
		],
		{ constraintsOf: () => ({ zone: { format: 'time-zone' } }) },
	);
	return checked.flatMap(({ source, diagnostics }) =>
		diagnostics.map(({ rule, layer, message, span }) => {
			const { line, column } = source.positionAt(span.start);
			return `${line}:${column} ${layer}/${rule}: ${message}`;
		}),
	);
}

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
	[
		'names are those of every object',
		valuesDocument({ ...GOOD, constructor: 'x', __proto__: 'y' }),
		['4:15 values/unknown-parameter: The workflow has no parameter "constructor".'],
	],
])('when %s', async (_, values, expected) => {
	expect(await findings(values)).toEqual(expected);
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
});

test.each([
	'<insert your API token>',
	'your-org-id',
	'yourOrgId',
	'YOUR_API_KEY',
	'my-token',
	'xxx',
	'XXXXXXXX',
	'xxxxxxxx-xxxx-xxxx',
	'***',
	'changeme',
	'change_me',
	'Insert your key here',
	'API_KEY',
	'[your domain]',
	'{token}',
	'${TOKEN}',
	'%TOKEN%',
	'App ID goes here',
])('"%s" is a placeholder', (value) => {
	expect(isPlaceholder(value)).toBe(true);
});

test.each([
	'',
	'0f1e2d3c-4b5a-4978-8796-a5b4c3d2e1f0',
	'Atlassian-AuditLogs',
	'https://api.atlassian.com',
	'ATCTT3xFfGN0abcdefXXXX',
	'UTC',
	'user_login',
	'true',
	'mycompany.example.org',
	'{"a": 1}',
	'[1, 2]',
	'key-12345',
	'x',
])('"%s" is a value', (value) => {
	expect(isPlaceholder(value)).toBe(false);
});
