import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { runCommand } from './runCommand.ts';
import { json, PULL, pull, simulate } from './runSimulate.ts';
import { values, workflow } from './workflows.ts';

test('a run ends with a summary, events and log lines before it in IBM’s form', async () => {
	const { code, stdout, stderr } = await pull(json({ events: [{ id: 1 }, { id: 2 }] }));
	expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
	expect(stdout).toMatch(
		/ \[INFO \]\[UniversalCloudRESTAPITest\] Received 2 events from API\n.*\{"id":1\}\n.*\{"id":2\}\n/,
	);
	expect(stdout).toMatch(
		/^Test 1\.0\n {2}Runs {6}1: ended well\n {2}Requests {2}1 \(200: 1\)\n {2}Events {4}2 \(API: 2\)\n/m,
	);
});

test('--format json prints the summary and nothing else', async () => {
	const { code, stdout } = await pull(json({ events: [{ id: 1 }] }), ['--format', 'json']);
	expect(code).toBe(0);
	expect(JSON.parse(stdout)).toEqual({
		runs: [
			{ outcome: 'ended', reason: null, requests: 1, events: 1, durationMs: expect.any(Number) },
		],
	});
});

test('--quiet leaves the summary', async () => {
	const { stdout } = await pull(json({ events: [{ id: 1 }] }), ['--quiet']);
	expect(stdout).toMatch(/^\nTest 1\.0\n/);
});

test('-v shows what the interpreter does, without secrets', async () => {
	const { stdout } = await pull(json({ events: [] }), ['-v']);
	expect(stdout).toContain('[DEBUG][WorkflowRunner] runOnce()');
	expect(stdout).toContain('set(/token, "***", true)');
	expect(stdout).not.toContain('very-secret');
});

test('state, events and trace are kept in files, and the next call goes on from there', async () => {
	const server = await json({ events: [{ id: 1 }] });
	const folder = testFolder();
	const file = (name: string) => join(folder, name);
	writeFileSync(file('w.xml'), PULL);
	const argv = [
		'-w',
		file('w.xml'),
		'-s',
		file('s.json'),
		'--events',
		file('e.jsonl'),
		'--trace',
		file('t.jsonl'),
	];
	const set = ['--set', `base=${server.url}`, '--set', 'token=very-secret', '--quiet'];
	for (let count = 0; count < 2; count++)
		expect((await runCommand(['simulate', ...argv, ...set])).code).toBe(0);
	await server.close();
	expect(JSON.parse(readFileSync(file('s.json'), 'utf8'))).toMatchObject({ page: '2' });
	const events = readFileSync(file('e.jsonl'), 'utf8').trimEnd().split('\n');
	expect(events.map((line) => JSON.parse(line))).toEqual(
		[1, 1].map((run) => ({ run, time: expect.any(Number), source: 'API', payload: '{"id":1}' })),
	);
	const trace = readFileSync(file('t.jsonl'), 'utf8');
	expect(trace).not.toContain('very-secret');
	const request = trace.split('\n').find((line) => line.includes('"kind":"request"')) ?? '';
	expect(JSON.parse(request)).toMatchObject({
		kind: 'request',
		action: 'CallEndpoint',
		line: 8,
		method: 'GET',
	});
	expect(existsSync(`${file('s.json')}.lock`)).toBe(false);
});

test('with --api nothing leaves the machine, credentials are filled in, and the ledger balances', async () => {
	const folder = testFolder();
	const out = join(folder, 'out');
	expect((await runCommand(['generate', 'atlassian-org-audit', '--out', out])).code).toBe(0);
	const argv = [
		'-w',
		join(out, 'workflow.xml'),
		'-wp',
		join(out, 'parameter-values.xml'),
		'--api',
		'atlassian',
	];
	const fixed = ['--scenario', 'quiet', '--seed', '1', '--now', '2026-01-01', '--format', 'json'];
	const first = await runCommand(['simulate', ...argv, ...fixed]);
	expect(first.stderr).toContain(
		'"orgID" and "apiToken" are set to what the API in a box lets in.',
	);
	expect(first.code).toBe(0);
	const { ledger } = JSON.parse(first.stdout) as { ledger: Record<string, number> };
	expect(Object.keys(ledger)).toEqual(['visible', 'delivered', 'lost', 'duplicated']);
	expect(ledger).toMatchObject({ lost: 0, duplicated: 0 });
	expect(ledger.visible).toBeGreaterThan(0);
	expect(await runCommand(['simulate', ...argv, ...fixed])).toEqual(first);
});

const CALL =
	'<CallEndpoint url="https://api.atlassian.com/admin/v1/orgs/${/orgID}/events" method="GET" savePath="/r"><BearerAuthentication token="${/apiToken}" /></CallEndpoint><Log type="INFO" message="status ${/r/status_code}" />';
const CREDENTIALS =
	'<Parameter name="orgID" label="Org" required="true" /><Parameter name="apiToken" label="Token" required="true" secret="true" />';

test('the API in a box lets in the credentials that were given', async () => {
	const { stdout, stderr } = await simulate({
		documents: {
			'w.xml': workflow(CALL, CREDENTIALS),
			'v.xml': values({ orgID: 'acme', apiToken: 'my0wnKey' }),
		},
		argv: ['-w', '@w.xml', '-wp', '@v.xml', '--api', 'atlassian'],
	});
	expect(stdout).toContain('status 200');
	expect(stderr).toBe('');
});

test('an organization that the API in a box cannot be is refused, and said to be', async () => {
	const { stdout, stderr } = await simulate({
		documents: {
			'w.xml': workflow(CALL, CREDENTIALS),
			'v.xml': values({ orgID: 'a/b', apiToken: 'my0wnKey' }),
		},
		argv: ['-w', '@w.xml', '-wp', '@v.xml', '--api', 'atlassian'],
	});
	expect(stdout).toContain('status 404');
	expect(stderr).toContain('"orgID" has a value that the API in a box does not know');
});

test('several runs pass at once on a virtual clock', async () => {
	const { stdout } = await simulate({
		documents: { 'w.xml': workflow('<Sleep duration="3600000" />') },
		argv: ['-w', '@w.xml', '--clock', 'virtual', '--runs', '3', '-r', '7200', '--quiet'],
	});
	expect(stdout).toMatch(/3: ended well/);
	expect(stdout).toMatch(/5 h on the virtual clock/);
});

test('each value has one source that wins', async () => {
	const three = ['a', 'b', 'c']
		.map((name) => `<Parameter name="${name}" label="${name}" />`)
		.join('');
	const { stdout } = await simulate({
		documents: {
			'w.xml': workflow('<Log type="INFO" message="${/a} ${/b} ${/c}" />', three),
			'v.xml': values({ a: 'document', b: 'document', c: 'document' }),
		},
		argv: ['-w', '@w.xml', '-wp', '@v.xml', '--set', 'c=flag', '--set-env', 'b=SOME'],
		options: { environment: { SOME: 'variable' } },
	});
	expect(stdout).toContain('document variable flag');
});

test('an interruption ends the run, shows the summary so far and leaves with 130', async () => {
	const controller = new AbortController();
	const { code, stdout } = await simulate({
		documents: {
			'w.xml': workflow('<Log type="INFO" message="begun" /><Sleep duration="60000" />'),
		},
		argv: ['-w', '@w.xml', '-r', '1'],
		options: {
			signal: controller.signal,
			onOutput: (text) => {
				if (text.includes('begun')) controller.abort('Interrupted.');
			},
		},
	});
	expect(code).toBe(130);
	expect(stdout).toMatch(/1: interrupted/);
});

test('the State of an aborted run is kept only when asked for', async () => {
	const aborted = workflow('<Set path="/a" value="1" /><Abort reason="Enough" />');
	for (const [flag, isKept] of [
		['false', false],
		['true', true],
	] as const) {
		const { code, folder } = await simulate({
			documents: { 'w.xml': aborted },
			argv: ['-w', '@w.xml', '-s', '@s.json', '--persist-on-abort', flag],
		});
		expect(code).toBe(1);
		expect(existsSync(join(folder, 's.json'))).toBe(isKept);
	}
});

test('--identifier is the source of events whose action names none', async () => {
	const v21 = workflow('<PostEvent path="/a" />').replaceAll('/V2"', '/V2_1"');
	const { stdout } = await simulate({
		documents: { 'w.xml': v21.replace('<PostEvent', '<Set path="/a" value="x" /><PostEvent') },
		argv: ['-w', '@w.xml', '--identifier', 'My-Source'],
	});
	expect(stdout).toContain('Received 1 events from My-Source');
});

const STUMBLING =
	'<CallEndpoint url="https://api.atlassian.com/admin/v1/orgs/${/orgID}/events" method="GET" savePath="/r"><BearerAuthentication token="${/apiToken}" /><QueryParameter name="from" value="${/from}" omitIfEmpty="true" /></CallEndpoint>' +
	'<PostEvents path="/r/body/data" source="s" /><Set path="/from" value="${time()}" /><If condition="empty(/stumbled)"><Set path="/stumbled" value="1" /><Abort reason="once" /></If>';

test('what depends on the State of a run that did not end well is told both ways', async () => {
	const argv = ['-w', '@w.xml', '--api', 'atlassian', '--scenario', 'quiet', '--runs', '3', '-q'];
	const fixed = ['--seed', '1', '--now', '2026-01-01'];
	const told = { documents: { 'w.xml': workflow(STUMBLING, CREDENTIALS) } };
	const { stdout } = await simulate({ ...told, argv: [...argv, ...fixed] });
	const row = (label: string) => new RegExp(`^  ${label} +(.*)$`, 'm').exec(stdout)?.[1];
	expect(row('Runs')).toBe('3: 1 aborted, 2 ended well');
	expect(row('Ledger')).toMatch(/ 0 duplicated$/);
	expect(row('Otherwise')).toMatch(/ [1-9]\d* duplicated/);
	expect(stdout).toMatch(/^ {2}Otherwise[^(]*\(--profile\s+stateAfterAbort=last-saved\)/m);

	const { stdout: written } = await simulate({
		...told,
		argv: [...argv, ...fixed, '--format', 'json'],
	});
	const { otherwise, ledger } = JSON.parse(written);
	expect(ledger).toMatchObject({ duplicated: 0 });
	expect(otherwise).toEqual([
		{
			profile: 'stateAfterAbort=last-saved',
			runs: Array(3).fill(expect.objectContaining({ outcome: 'aborted', reason: 'once' })),
			ledger: expect.objectContaining({ duplicated: expect.any(Number) }),
		},
	]);
	const chosen = [...argv, ...fixed, '--profile', 'stateAfterAbort=last-saved'];
	const { stdout: other } = await simulate({ ...told, argv: chosen });
	expect(other).toContain(`${otherwise[0].ledger.duplicated} duplicated`);
	expect(other).toMatch(/Otherwise .* 0 duplicated/);
});

test('events that are posted twice are a problem', async () => {
	const twice = `${CALL}<PostEvents path="/r/body/data" source="s" /><PostEvents path="/r/body/data" source="s" />`;
	const { code, stdout } = await simulate({
		documents: { 'w.xml': workflow(twice, CREDENTIALS) },
		argv: ['-w', '@w.xml', '--api', 'atlassian', '--scenario', 'quiet', '--seed', '1', '-q'],
	});
	expect(stdout).toMatch(/[1-9]\d* duplicated/);
	expect(code).toBe(1);
});

test('what was posted beside the events of the API is counted', async () => {
	const own = '<Set path="/own" value="mine" /><PostEvent path="/own" source="s" />';
	const { stdout } = await simulate({
		documents: { 'w.xml': workflow(`${CALL}${own}`, CREDENTIALS) },
		argv: ['-w', '@w.xml', '--api', 'atlassian', '--seed', '1', '-q'],
	});
	expect(stdout).toMatch(/^ {2}Besides {3}1 that the API did not give$/m);
});
