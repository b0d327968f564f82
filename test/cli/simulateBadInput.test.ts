import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { freePort, startSecureServer, startServer } from '../host/servers.ts';
import { type Case, HELLO, json, PULL, pull, simulate } from './runSimulate.ts';
import { values, workflow } from './workflows.ts';

test.each<[string, Case, string]>([
	['no workflow', { argv: [] }, 'Name the workflow to run: -w FILE.'],
	[
		'a missing workflow',
		{ documents: { 'workflow.xml': HELLO }, argv: ['-w', '@workflw.xml'] },
		'Did you mean "workflow.xml"?',
	],
	['an empty workflow', { documents: { 'w.xml': '' }, argv: ['-w', '@w.xml'] }, 'is empty'],
	[
		'values for a workflow',
		{ documents: { 'v.xml': values({}) }, argv: ['-w', '@v.xml'] },
		'holds parameter values, but -w takes a workflow',
	],
	[
		'a workflow for values',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '-wp', '@w.xml'] },
		'is a workflow, but -wp takes parameter values',
	],
	[
		'both swapped',
		{ documents: { 'w.xml': HELLO, 'v.xml': values({}) }, argv: ['-w', '@v.xml', '-wp', '@w.xml'] },
		'swap -w and -wp.',
	],
	['standard input twice', { argv: ['-w', '-', '-wp', '-'] }, 'not both'],
	[
		'a parameter that is none',
		{ documents: { 'w.xml': PULL }, argv: ['-w', '@w.xml', '--set', 'tokn=x'] },
		'The workflow has no parameter "tokn". Did you mean "token"?',
	],
	[
		'a variable that is not set',
		{ documents: { 'w.xml': PULL }, argv: ['-w', '@w.xml', '--set-env', 'token=NOT_SET'] },
		'The environment has no variable "NOT_SET"',
	],
	[
		'an unknown API',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--api', 'atlasian'] },
		'There is no API "atlasian". Did you mean "atlassian"?',
	],
	[
		'a network flag in a box',
		{
			documents: { 'w.xml': HELLO },
			argv: ['-w', '@w.xml', '--api', 'atlassian', '--route', 'https://a=https://b'],
		},
		'--route does nothing with --api',
	],
	[
		'a switch misspelt beside an API that takes others',
		{
			documents: { 'w.xml': HELLO },
			argv: ['-w', '@w.xml', '--api', 'any', '--profile', 'integerDivison=real'],
		},
		'Did you mean "integerDivision"?',
	],
	[
		'--now on a real clock',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--now', '2026-01-01'] },
		'--now sets a virtual clock',
	],
	[
		'a bad route',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--route', 'nonsense'] },
		'has no "="',
	],
	[
		'a proxy with a password',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '-p', 'a:b@c:1'] },
		'QRADAR_WORKFLOW_PROXY_PASSWORD',
	],
	[
		'a switch of no behaviour',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--profile', 'x=1'] },
		'There is no switch "x"',
	],
	[
		'a wrong value of a switch',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--profile', 'emptyBody=x'] },
		'it takes missing, empty-text, null',
	],
	[
		'a state that is no JSON',
		{ documents: { 'w.xml': HELLO, 's.json': '{"a":' }, argv: ['-w', '@w.xml', '-s', '@s.json'] },
		'is cut off',
	],
	[
		'events in another file',
		{
			documents: { 'w.xml': HELLO, 'n.txt': 'mine' },
			argv: ['-w', '@w.xml', '--events', '@n.txt'],
		},
		'holds something else than events',
	],
	[
		'a trace in another file',
		{ documents: { 'w.xml': HELLO, 'n.txt': 'mine' }, argv: ['-w', '@w.xml', '--trace', '@n.txt'] },
		'holds something else than a trace',
	],
	[
		'seconds for --now',
		{
			documents: { 'w.xml': HELLO },
			argv: ['-w', '@w.xml', '--clock', 'virtual', '--now', '1767225600'],
		},
		'lead to the year 1970. Did you mean seconds? Then write 1767225600000.',
	],
	[
		'an authority that is none',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--ca', '@w.xml'] },
		'holds no certificate: neither PEM',
	],
	[
		'an authority in a box',
		{ documents: { 'w.xml': HELLO }, argv: ['-w', '@w.xml', '--api', 'atlassian', '--ca', 'x'] },
		'--ca does nothing with --api',
	],
])('%s is bad usage', async (_, given, message) => {
	const { code, stderr } = await simulate(given);
	expect(stderr).toContain(message);
	expect(stderr).not.toMatch(/\n\s+at /);
	expect(code).toBe(2);
});

test.each<[string, Case, string]>([
	['not XML', { documents: { 'w.xml': 'Hello' }, argv: ['-w', '@w.xml'] }, 'w.xml:1:1  error'],
	[
		'an HTML login page',
		{
			documents: { 'w.xml': '<!DOCTYPE html><html><body><form></form></body></html>' },
			argv: ['-w', '@w.xml', '--force'],
		},
		'w.xml:1:',
	],
	[
		'a wrong namespace',
		{ documents: { 'w.xml': HELLO.replace('Workflow/V2', 'Workflow/V7') }, argv: ['-w', '@w.xml'] },
		'Unknown namespace',
	],
	[
		'a broken expression',
		{
			documents: { 'w.xml': workflow('<Set path="/a" value="${/b +}" />') },
			argv: ['-w', '@w.xml'],
		},
		'^',
	],
	[
		'a missing value',
		{ documents: { 'w.xml': PULL }, argv: ['-w', '@w.xml', '--set', 'base=https://a.example'] },
		'Add --set token=…',
	],
	[
		'a placeholder',
		{
			documents: {
				'w.xml': PULL,
				'v.xml': values({ base: 'https://a.example', token: 'your-api-token' }),
			},
			argv: ['-w', '@w.xml', '-wp', '@v.xml'],
		},
		'is still a placeholder',
	],
])('%s is not run, and the finding is shown with its place', async (_, given, message) => {
	const { code, stdout, stderr } = await simulate(given);
	expect(stderr).toContain(message);
	expect(stderr).toMatch(/Not run: \d+ errors?\./);
	expect({ code, stdout }).toEqual({ code: 1, stdout: '' });

	const inJson = await simulate({ ...given, argv: [...given.argv, '--format', 'json'] });
	expect({ ...inJson, stderr: '' }).toMatchObject({ code: 1, stderr: '' });
	expect(inJson.stderr).toContain(message);
	const { runs } = JSON.parse(inJson.stdout) as { runs: { reason: string }[] };
	expect(runs).toEqual([
		{ outcome: 'failed', reason: expect.any(String), requests: 0, events: 0, durationMs: 0 },
	]);
	expect(inJson.stderr).toContain(runs[0]?.reason);
});

test('--format json prints a summary when the scenario cannot be played', async () => {
	const { code, stdout } = await simulate({
		documents: { 'w.xml': HELLO, 's.json': '{"version":' },
		argv: ['-w', '@w.xml', '--api', '@s.json', '--format', 'json'],
	});
	expect(code).toBe(1);
	expect(JSON.parse(stdout)).toMatchObject({ runs: [{ outcome: 'failed', requests: 0 }] });
});

test('--force runs what validation would stop', async () => {
	const broken = workflow('<Log type="INFO" message="before" /><Set path="/a" value="${/b +}" />');
	const { code, stdout, stderr } = await simulate({
		documents: { 'w.xml': broken },
		argv: ['-w', '@w.xml', '--force'],
	});
	expect(code).toBe(1);
	expect(stdout).toContain('before');
	expect(stderr).toContain('run-failed');
});

test('a constant that no run can take is told of, and the run goes as far as QRadar would', async () => {
	const slip =
		'<FormatDate pattern="yyyy" timeZone="Asia/Jeruslem" savePath="/a" /><Log type="INFO" message="unreachable" />';
	const { code, stdout, stderr } = await simulate({
		documents: { 'w.xml': workflow(`<Log type="INFO" message="before" />${slip}`) },
		argv: ['-w', '@w.xml'],
	});
	expect(code).toBe(1);
	expect(stdout).toContain('before');
	expect(stdout).not.toContain('unreachable');
	expect(stderr).toMatch(/^note {2}".*w\.xml" has 1 error that QRadar meets only when it runs/);
	expect(stderr).toContain('run-failed');

	const unreached = await simulate({
		documents: { 'w.xml': workflow(`<If condition="1 = 2">${slip}</If>`) },
		argv: ['-w', '@w.xml'],
	});
	expect(unreached.code).toBe(0);
	expect(unreached.stderr).toContain('1 error that QRadar meets only when it runs');
});

test('invalid JSON from the API fails the run, with the line of the call', async () => {
	const { code, stderr, stdout } = await pull(json('{"events":['));
	expect(code).toBe(1);
	expect(stderr).toMatch(/w\.xml:8:\d+ {2}error .*run-failed/);
	expect(stdout).toMatch(/1: failed/);
});

test('a response of 10 MB arrives', async () => {
	const events = Array.from({ length: 10 }, (_, id) => ({ id, text: 'x'.repeat(1024 * 1024) }));
	const { code, stdout } = await pull(json({ events }), ['--format', 'json']);
	expect({ code, runs: JSON.parse(stdout).runs }).toMatchObject({
		code: 0,
		runs: [{ outcome: 'ended', events: 10 }],
	});
});

test('a response over the ceiling fails the run and names it', async () => {
	const { code, stderr } = await pull(json({ events: ['x'.repeat(10_000)] }), [
		'--max-body-bytes',
		'5000',
	]);
	expect(code).toBe(1);
	expect(stderr).toContain('limit --max-body-bytes');
});

test('an API that never answers fails the run', async () => {
	const { code, stderr } = await pull(
		startServer(() => undefined),
		['--http-timeout', '100ms'],
	);
	expect(code).toBe(1);
	expect(stderr).toContain(
		'accepted the request but did not answer within 0.1 seconds (limit --http-timeout).',
	);
});

test('an unreachable host fails the run', async () => {
	const { code, stderr } = await simulate({
		documents: { 'w.xml': PULL },
		argv: [
			'-w',
			'@w.xml',
			'--set',
			'base=https://no-such-host.invalid',
			'--set',
			'token=very-secret',
		],
	});
	expect(code).toBe(1);
	expect(stderr).toContain('There is no host "no-such-host.invalid"');
});

test('a port where nothing listens fails the run', async () => {
	const { code, stderr } = await simulate({
		documents: { 'w.xml': PULL },
		argv: [
			'-w',
			'@w.xml',
			'--set',
			`base=http://127.0.0.1:${await freePort()}`,
			'--set',
			'token=very-secret',
		],
	});
	expect(code).toBe(1);
	expect(stderr).toContain('Nothing accepts connections at');
});

test('an untrusted certificate fails the run, and -u accepts it', async () => {
	const serve = () =>
		startSecureServer('localhost', (_, response) => response.end('{"events":[]}'));
	const refused = await pull(serve());
	expect(refused.code).toBe(1);
	expect(refused.stderr).toMatch(/is self-signed.*-u/s);
	expect((await pull(serve(), ['-u'])).code).toBe(0);
});

test('a certificate of a private authority fails the run, and --ca trusts that authority', async () => {
	const serve = () => startSecureServer('issued', (_, response) => response.end('{"events":[]}'));
	const refused = await pull(serve());
	expect(refused.code).toBe(1);
	expect(refused.stderr).toContain('comes from an authority that this machine does not know');
	const authority = fileURLToPath(new URL('../host/certificates/authority.crt', import.meta.url));
	expect((await pull(serve(), ['--ca', authority])).code).toBe(0);
});

test('an expired certificate fails the run, and is said to be that', async () => {
	const { code, stderr } = await pull(
		startSecureServer('expired', (_, response) => response.end('{"events":[]}')),
	);
	expect(code).toBe(1);
	expect(stderr).toMatch(/The certificate of "localhost:\d+" has expired/);
});

test('a proxy that is down fails the run, and is named', async () => {
	const port = await freePort();
	const { code, stderr } = await pull(json({ events: [] }), ['-p', `127.0.0.1:${port}`]);
	expect(code).toBe(1);
	expect(stderr).toContain(`Nothing accepts connections at the proxy "127.0.0.1:${port}"`);
});

test('redirects in a circle fail the run', async () => {
	const { code, stderr } = await pull(
		startServer((_, response) => response.writeHead(302, { Location: '/again' }).end()),
	);
	expect(code).toBe(1);
	expect(stderr).toContain('redirects in a circle: it leads back to');
});

test('a host that only a response names is not called', async () => {
	const follow = workflow(
		`<CallEndpoint method="GET" url="\${/base}/" savePath="/first" />
		<CallEndpoint method="GET" url="\${/first/body/next}" savePath="/second" />`,
		'<Parameter name="base" label="Base" required="true" />',
	);
	const server = await json({ next: 'https://evil.example/next' });
	const { code, stderr } = await simulate({
		documents: { 'w.xml': follow },
		argv: ['-w', '@w.xml', '--set', `base=${server.url}`],
	});
	await server.close();
	expect(code).toBe(1);
	expect(stderr).toContain('--allow-host evil.example');
});

test('a ceiling ends the run and names its flag', async () => {
	const endless = workflow('<While condition="true"><Set path="/a" value="1" /></While>');
	const { code, stderr, stdout } = await simulate({
		documents: { 'w.xml': endless },
		argv: ['-w', '@w.xml', '--max-actions', '1000', '--format', 'json'],
	});
	expect(code).toBe(1);
	expect(stderr).toContain('--max-actions');
	expect(JSON.parse(stdout)).toMatchObject({ runs: [{ outcome: 'limit' }] });
});

test('--timeout ends an endless simulation', async () => {
	const endless = workflow('<While condition="true"><Set path="/a" value="1" /></While>');
	const limits = ['--max-actions', '1e12', '--max-loop-passes', '1e12'];
	const { code, stderr } = await simulate({
		documents: { 'w.xml': endless },
		argv: ['-w', '@w.xml', '--timeout', '200ms', ...limits],
	});
	expect(code).toBe(1);
	expect(stderr).toContain('limit --timeout');
});
