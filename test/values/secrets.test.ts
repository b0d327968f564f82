import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDiagnostic } from '../../src/diagnostics/formatText.ts';
import { toReport } from '../../src/validate/report.ts';
import { validate } from '../../src/validate/validate.ts';
import { maskSecrets } from '../../src/values/mask.ts';
import cases from './secrets.cases.json' with { type: 'json' };

const SEED = 20261121;
const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI';
const WORKFLOW = `<Workflow name="n" version="1" xmlns="${NAMESPACE}/Workflow/V2">
	<Parameters>
		<Parameter name="host" label="Host" />
		<Parameter name="orgID" label="Organization" />
		<Parameter name="apiToken" label="Token" secret="true" />
		<Parameter name="pin" label="PIN" secret="true" />
	</Parameters>
	<Actions><ClearStatus /></Actions>
</Workflow>`;

/** One that nobody can tell from a word, and one of which everybody can tell what it is. */
const SECRETS = ['correcthorse', 'ATCTT3xFfGN0aZ81QmXr77LpKd'];

function around(body: string): string {
	return `<WorkflowParameterValues xmlns="${NAMESPACE}/WorkflowParameterValues/V2">\n\t${body}\n</WorkflowParameterValues>`;
}

/** Everything that a check of values shows, as text and as JSON, with the workflow beside them or alone. */
async function shownOf(values: string, isPaired: boolean): Promise<string> {
	const documents = [
		...(isPaired ? [{ name: 'workflow.xml', document: WORKFLOW }] : []),
		{ name: 'values.xml', document: values },
	];
	const checked = await validate(documents, {
		constraintsOf: () => ({ orgID: { format: 'uuid' } }),
	});
	const texts = checked.flatMap(({ source, diagnostics }) =>
		diagnostics.map((diagnostic) => formatDiagnostic(source, diagnostic)),
	);
	return texts.length === 0 ? '' : `${texts.join('\n')}\n${JSON.stringify(toReport(checked))}`;
}

describe('no finding shows a secret', () => {
	test.each(cases)('$about', async ({ values, document }) => {
		for (const secret of SECRETS) {
			const text = (document ?? around(values ?? '')).replaceAll('{S}', secret);
			expect(await shownOf(text, true), 'Every case has a finding.').not.toBe('');
			for (const isPaired of [true, false])
				expect(await shownOf(text, isPaired)).not.toContain(secret);
		}
	});

	test('whatever slip of the pen there is around it', async () => {
		const secret = 'correcthorse';
		const text = around(
			`<Value name="host" value="h" />\n\t<Value name="apiToken" value="${secret}" />\n\t<Value name='pin' value='1' />`,
		);
		const begin = text.indexOf(secret);
		const slip = fc.record({
			at: fc.integer({ min: 0, max: text.length - 1 }),
			removed: fc.integer({ min: 0, max: 3 }),
			added: fc.constantFrom('', '"', "'", '<', '>', '=', '&', '/', ' ', '<!--', 'x', '</', '">'),
		});
		const spared = slip.filter(
			({ at, removed }) => at + removed <= begin || at >= begin + secret.length,
		);
		await fc.assert(
			fc.asyncProperty(fc.array(spared, { minLength: 1, maxLength: 3 }), async (slips) => {
				let slipped = text;
				for (const { at, removed, added } of [...slips].sort((a, b) => b.at - a.at))
					slipped = slipped.slice(0, at) + added + slipped.slice(at + removed);
				// What became the name of an element is one: names are shown.
				const isName = new RegExp(`</?${secret}`).test(slipped);
				if (slipped.includes(secret) && !isName)
					expect(await shownOf(slipped, true)).not.toContain(secret);
			}),
			{ seed: SEED, numRuns: 200 },
		);
	});
});

test('what is known to be harmless is shown', async () => {
	const shown = await shownOf(
		around('<Value name="host" value="example.com " /><Value name="zon" value="UTC" />'),
		true,
	);
	expect(shown).toContain('<Value name="host" value="example.com " />');
	expect(shown).toContain('<Value name="zon" value="•••" />');
});

test('a workflow is shown but for the defaults of secret parameters', () => {
	const text =
		'<?xml version="1.0"?>\n<Workflow name="n"><Parameter name="a" default="x"/><Parameter name="b" secret="true" default="x"/><Set path="/a" value="x"/></Workflow>';
	expect(maskSecrets(text)).toBe(
		text.replace('secret="true" default="x"', 'secret="true" default="•"'),
	);
});

test.each([
	['<Header><Value name="alg" value="RS256"/><Value name="kid" value="${/id"/></Header>', ''],
	['<Payload><Value name="aud" value="https://example.com/"/></Payload>', ''],
	[
		'<UrlEncodedFormRequestBody><Parameter name="client_secret" value="${/a"/><Parameter name="client_secret" value="S"/></UrlEncodedFormRequestBody>',
		'value="S"',
	],
	['<Actions><Value name="a" value="S"/><Set path="/a" value="b"/></Actions>', 'value="S"'],
])('the parts of a program are shown: %s', (part, hidden) => {
	const text = `<Workflow name="n">${part}</Workflow>`;
	const expected = hidden === '' ? text : text.replace(hidden, hidden.replace('S', '•'));
	expect(maskSecrets(text)).toBe(expected);
});

test('the masked text has the length and the lines of the text', () => {
	const piece = fc.constantFrom(
		...['<', '>', '"', "'", '=', ' ', '\n', '\r\n', 'Value', 'name', 'value', '<!--', '-->', '<?'],
		...['<Workflow', '<WorkflowParameterValues', '😀', '&', '/', '<![CDATA[', ']]>', '\u2028'],
	);
	fc.assert(
		fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
			const text = pieces.join('');
			const masked = maskSecrets(text);
			expect(masked.length).toBe(text.length);
			expect(masked.replace(/[^\r\n]/g, '.')).toBe(text.replace(/[^\r\n]/g, '.'));
		}),
		{ seed: SEED, numRuns: 2000 },
	);
});

test('a million slips take no time', () => {
	for (const unit of ['<', '"', '<a b="', '<!--', "='", '<Value name="a" value="b" ', 'a=" '])
		expect(maskSecrets(unit.repeat(200_000)).length).toBe(unit.length * 200_000);
	const attributes = Array.from({ length: 100_000 }, (_, index) => `a${index}="b"`).join(' ');
	expect(maskSecrets(`<Value ${attributes} name="a" name="a"/>`)).toContain('name="a"');
});
