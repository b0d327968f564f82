import { describe, expect, test } from 'vitest';
import { corpusPage } from '../../src/scripts/corpus/corpusPage.ts';
import { rowsOf } from '../../src/scripts/corpus/row.ts';
import { workflowText } from '../sim/runWorkflow.ts';

const NAMESPACE = 'http://qradar.ibm.com/UniversalCloudRESTAPI/WorkflowParameterValues/V2';
const parameters =
	'<Parameter name="host" label="Host" required="true"/><Parameter name="kind" label="Kind" required="true"/>';
const pages = workflowText({
	parameters,
	actions: `<CallEndpoint url="https://\${/host}/events" method="GET" savePath="/r"/>
<If condition="/r/status_code != 200"><Abort reason="Status \${/r/status_code}"/></If>
<If condition="/kind = 'audit'"><PostEvents path="/r/body/events" source="s"/></If>`,
});
const endless = workflowText({
	actions: `<While condition="true"><CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"/>
<If condition="/r/status_code != 200"><Abort reason="Status \${/r/status_code}"/></If></While>`,
});
const broken = workflowText({
	actions:
		'<Set path="/day" value="Monday"/><FormatDate pattern="yyyy" time="${/day}" savePath="/x"/>',
});
const values = (content: string) =>
	`<WorkflowParameterValues xmlns="${NAMESPACE}">${content}</WorkflowParameterValues>`;

async function rows(documents: Readonly<Record<string, string>>) {
	const inputs = Object.entries(documents).map(([path, document]) => ({ path, document }));
	const found = [];
	for await (const row of rowsOf(inputs, { seeds: 2, only: '' })) found.push(row);
	return found;
}

describe('the table of workflows', () => {
	test('has a row for each workflow, also for one that cannot be read', async () => {
		const found = await rows({
			'a/pages.xml': pages,
			'b/slip.xml': pages.replace('label="Host"', 'label="Host'),
			'c/values.xml': values(''),
			'c/other.xml': '<project/>',
		});
		expect(
			found.map(({ name, ends, isGood, isExplained }) => [name, ends, isGood, isExplained]),
		).toEqual([
			['a/pages.xml', '3 × ended', true, true],
			['b/slip.xml', 'refused', false, true],
		]);
		expect(found[1]?.remark).toMatch(/^It cannot be read, line 2: The quotation mark/);
		expect(found[0]).toMatchObject({ actions: 5, branches: 4 });
	});

	test('says of a run that stops what is wrong with the workflow', async () => {
		const [loop, date] = await rows({ 'endless.xml': endless, 'broken.xml': broken });
		expect(loop).toMatchObject({ ends: '3 × aborted', isGood: false, isExplained: true });
		expect(loop?.remark).toBe(
			'The stand-in let a call fail, since nothing else seems to end the While with the condition "true". It ended in line 4: Status 503.',
		);
		expect(date?.remark).toMatch(/^It ended in line 3: "Monday" is not a time/);
	});

	test('knows that an Abort may end the recurrences too', async () => {
		const [row] = await rows({
			'w.xml': workflowText({ actions: '<Abort reason="No more" terminate="true"/>' }),
		});
		expect(row).toMatchObject({ ends: '1 × aborted', isExplained: true });
	});

	test('tries each workflow with the values that lie beside it', async () => {
		const [filled, form, shared, wrong, unreadable] = await rows({
			'a/w.xml': pages,
			'a/v.xml': values(
				'<Value name="host" value="h.example.com"/><Value name="kind" value="none"/>',
			),
			'b/w.xml': pages,
			'b/v.xml': values('<Value name="host" value=""/><Value name="kind" value="&lt;kind&gt;"/>'),
			'c/w1.xml': pages,
			'c/w2.xml': broken,
			'c/v.xml': values('<Value name="host" value="h.example.com"/>'),
			'd/w.xml': pages,
			'd/v.xml': values('<Value name="hots" value="h.example.com"/>'),
			'e/w.xml': pages,
			'e/v.xml': values('<Value name="host" value="<host>"/>'),
		}).then((all) => [all[0], all[1], all[2], all[4], all[5]]);
		expect(filled?.values).toBe('3 × ended');
		expect(form?.values).toBe('a form');
		expect(shared?.values).toBe('3 × ended');
		expect(wrong?.values).toMatch(/^line 1: The workflow has no parameter "hots"\./);
		expect(unreadable?.values).toMatch(/^line 1: .*"<"/);
	});

	test('says how much ran, branches too', async () => {
		const page = corpusPage(await rows({ 'a/pages.xml': pages }), 2);
		expect(page).toContain(
			'1 workflow: 1 ends well in every run, 0 stop with what the remark says.',
		);
		expect(page).toMatch(
			/\| a\/pages\.xml \| V2 \| 3 × ended \| – \| 3 \| \d+ \| 5 \| \d+ % \| \d+ % \| 100 % \| 75 % \| {2}\|/,
		);
	});

	test('shows no word of a values document', async () => {
		const secret = 'Xq7-hidden-word-93';
		const page = corpusPage(
			await rows({
				'a/w.xml': pages,
				'a/v.xml': values(`<Value name="host" value="${secret}" extra="${secret}"/><${secret}/>`),
			}),
			1,
		);
		expect(page).not.toContain(secret);
	});
});
