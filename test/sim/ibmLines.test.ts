import { expect, test } from 'vitest';
import { ibmLines } from '../../src/sim/ibmLines.ts';
import { runWorkflow } from './runWorkflow.ts';

const ACTIONS = `<Initialize path="/bookmark" value="5" />
<Set path="/events" value='[{"id":1,"name":"é"},{"id":2}]' />
<If condition="/current_file &gt; /bookmark"><Abort reason="no" /></If>
<PostEvents path="/events" source="Slack" />
<Delete path="/events" />
<Log type="INFO" message="counter (start): 0" />
<Log type="DEBUG" message="quiet" />
<SetStatus type="WARN" message="slow" />
<ClearStatus />
<Sleep duration="1500" />
<Abort reason="That is all." />`;

async function lines(verbose: boolean): Promise<string[]> {
	const { trace } = await runWorkflow({
		parameters:
			'<Parameter name="apiUrl" label="URL" /><Parameter name="key" label="Key" secret="true" />',
		values: { apiUrl: 'apiurl-values', key: 'abcdefgh' },
		actions: ACTIONS,
	});
	return trace.flatMap((entry) => ibmLines(entry, { verbose, host: 'QRadar1' }));
}

test('the console shows events, logs, status and failures as IBM’s tool does', async () => {
	expect(await lines(false)).toEqual([
		'2026-01-01 12:00:00 [INFO ][UniversalCloudRESTAPITest] Received 2 events from Slack',
		'2026-01-01 12:00:00 [INFO ][UniversalCloudRESTAPITest] {"id":1,"name":"é"}',
		'2026-01-01 12:00:00 [INFO ][UniversalCloudRESTAPITest] {"id":2}',
		'2026-01-01 12:00:00 [INFO ][LogAction] [NOT:0000006000][QRadar1/- -] [-/- -]counter (start): 0',
		'2026-01-01 12:00:00 [WARN ][SetStatusAction] slow',
		'2026-01-01 12:00:01 [ERROR][WorkflowRunner] That is all.',
	]);
});

test('the verbose console follows the interpreter in IBM’s words', async () => {
	const verbose = (await lines(true)).map((line) => line.slice('2026-01-01 12:00:00 '.length));
	expect(verbose.slice(0, 11)).toEqual([
		'[DEBUG][WorkflowRunner] runOnce()',
		'[DEBUG][Workflow] Executing Workflow Test 1.0',
		'[DEBUG][WorkflowState] set(/apiUrl, "apiurl-values", false)',
		'[DEBUG][WorkflowState] set(/key, "***", true)',
		'[DEBUG][InitializeAction] InitializeAction.execute()',
		'[DEBUG][WorkflowState] set(/bookmark, "5", false)',
		'[DEBUG][SetAction] SetAction.execute()',
		'[DEBUG][WorkflowState] set(/events, [{"id":1,"name":"é"},{"id":2}], false)',
		'[DEBUG][IfAction] IfAction.execute()',
		'[DEBUG][WorkflowState] evaluate(/current_file > /bookmark) returns false',
		'[DEBUG][IfAction] No conditions passed and no else section. Doing nothing.',
	]);
	expect(verbose).toContain('[DEBUG][LogAction] quiet');
});

test('the verbose console tells of requests, notes, what was kept, and why a run failed', async () => {
	const { trace } = await runWorkflow({
		actions: `<CallEndpoint url="https://h/e" method="POST" savePath="/r"><BearerAuthentication token="a-token" /><RequestBody type="application/json" encoding="UTF-8">{}</RequestBody></CallEndpoint>
<If condition="/n = 1"><PostEvents path="/r" source="h" /></If><Set path="/n" value="1" />`,
		script: () => ({ status: 429, json: {} }),
		runs: 2,
		epsThrottle: 1,
	});
	const verbose = trace.flatMap((entry) => ibmLines(entry, { verbose: true }));
	const texts = verbose.map((line) => line.slice('2026-01-01 12:00:00 '.length));
	const header = '{"Content-Type":"application/json"}';
	const response = `{"status_code":429,"status_message":"Too Many Requests","headers":${header},"body":{}}`;
	expect(texts.slice(2)).toEqual([
		'[DEBUG][CallEndpointAction] CallEndpointAction.execute()',
		'[DEBUG][CallEndpointAction] POST https://h/e',
		'[DEBUG][CallEndpointAction] > Authorization: ***',
		'[DEBUG][CallEndpointAction] > Content-Type: application/json; charset=UTF-8',
		'[DEBUG][CallEndpointAction] > {}',
		'[DEBUG][CallEndpointAction] 429 Too Many Requests',
		`[DEBUG][WorkflowState] set(/r, ${response}, false)`,
		'[DEBUG][IfAction] IfAction.execute()',
		'[DEBUG][WorkflowState] evaluate(/n = 1) returns false',
		'[DEBUG][IfAction] No conditions passed and no else section. Doing nothing.',
		'[DEBUG][SetAction] SetAction.execute()',
		'[DEBUG][WorkflowState] set(/n, "1", false)',
		'[DEBUG][WorkflowState] save()',
		'[DEBUG][WorkflowRunner] runOnce()',
		'[DEBUG][Workflow] Executing Workflow Test 1.0',
		...texts.slice(2, 10),
		'[DEBUG][WorkflowState] evaluate(/n = 1) returns true',
		'[DEBUG][PostEventsAction] PostEventsAction.execute()',
		`[ERROR][WorkflowRunner] Not a JSON Array: ${response}`,
		'[DEBUG][PostEventsAction] An array is needed here, but an object is there.',
	]);
});
