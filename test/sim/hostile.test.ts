import { describe, expect, test } from 'vitest';
import { outcomeOf, runWorkflow } from './runWorkflow.ts';

/** Whatever a workflow or an API does, a run ends, and says why. */
const CALL = '<CallEndpoint url="https://h/e" method="GET" savePath="/r" />';
const FIFTY_MEGABYTES = 50 * 1024 * 1024;

describe('an API that means harm', () => {
	test('nests a hundred thousand arrays, as JSON', async () => {
		const body = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const ran = await runWorkflow({ actions: CALL, script: [{ body }] });
		expect(outcomeOf(ran)).toMatch(/^limit: .*nests too deeply.*--max-state-depth/);
	});

	test('nests a hundred thousand objects with numbers that are kept as they came', async () => {
		const body = `${'{"1":'.repeat(100_000)}1.0${'}'.repeat(100_000)}`;
		const ran = await runWorkflow({ actions: CALL, script: [{ body }] });
		expect(outcomeOf(ran)).toMatch(/^limit: .*--max-state-depth/);
	});

	test('nests a hundred thousand arrays without an end', async () => {
		const ran = await runWorkflow({ actions: CALL, script: [{ body: '['.repeat(100_000) }] });
		expect(outcomeOf(ran)).toMatch(/^failed: The response says it is JSON, but it is not/);
	});

	test('nests a hundred thousand arrays in a text that Set reads', async () => {
		const text = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
		const ran = await runWorkflow({
			actions: `${CALL}<Set path="/a" value="\${/r/body}" /><Set path="/n" value="\${count(/a)}" />`,
			script: [{ headers: [['Content-Type', 'text/plain']], body: ` ${text}x` }],
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.state.n).toBe('200002');
		const whole = await runWorkflow({
			actions: `${CALL}<Set path="/a" value="\${/r/body} " />`,
			script: [{ headers: [['Content-Type', 'text/plain']], body: ` ${text}` }],
		});
		expect(outcomeOf(whole)).toMatch(/^limit: .*nests too deeply.*--max-state-depth/);
	});

	test('sends fifty megabytes of text, which are copied and copied', async () => {
		const ran = await runWorkflow({
			actions: `${CALL}<Set path="/a" value="\${/r/body}" /><Set path="/b" value="x\${/a}" />`,
			script: [{ headers: [['Content-Type', 'text/plain']], body: 'x'.repeat(FIFTY_MEGABYTES) }],
		});
		expect(outcomeOf(ran)).toMatch(/^limit: The State grew beyond .*--max-state-bytes/);
	});

	test('sends fifty megabytes to search, split and post', async () => {
		const ran = await runWorkflow({
			actions: `${CALL}<RegexCapture pattern="id=(\\d+)" value="\${/r/body}" savePath="/id" />
<Split value="\${/r/body}" delimiter="," savePath="/parts" /><Delete path="/r" /><Set path="/n" value="\${count(/parts)}" /><Delete path="/parts" />`,
			script: [{ headers: [['Content-Type', 'text/plain']], body: 'abcdefghi,'.repeat(400_000) }],
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.state).toEqual({ id: null, n: '400000' });
	});

	test('nests a hundred thousand elements of XML', async () => {
		const body = `${'<a>'.repeat(100_000)}x${'</a>'.repeat(100_000)}`;
		const ran = await runWorkflow({
			actions: `${CALL}<XPathQuery xmlPath="/r/body" xPathQuery="//a[last()]/text()" savePath="/a" />`,
			script: [{ headers: [['Content-Type', 'text/xml']], body }],
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.state.a).toEqual(['x']);
	});

	test('sends a cookie of a hundred thousand spaces', async () => {
		const cookie = `a${' '.repeat(100_000)}b`;
		const ran = await runWorkflow({
			actions: CALL,
			version: 'V2_1',
			script: [{ headers: [['Set-Cookie', cookie]], body: '' }],
		});
		expect(outcomeOf(ran)).toBe('ended');
	});

	test('sends a number of three hundred thousand digits', async () => {
		const body = `0.${'0'.repeat(300_000)}1`;
		const ran = await runWorkflow({
			actions: `${CALL}<Set path="/n" value="\${/r/body}" dataType="float" />`,
			script: [{ headers: [['Content-Type', 'text/plain']], body }],
			version: 'V2_1',
		});
		expect(outcomeOf(ran)).toBe('ended');
	});

	test('sends XML entities that grow and grow', async () => {
		const entities = Array.from(
			{ length: 12 },
			(_, index) => `<!ENTITY e${index + 1} "${`&e${index};`.repeat(10)}">`,
		);
		const body = `<!DOCTYPE a [<!ENTITY e0 "x">${entities.join('')}]><a>&e12;</a>`;
		const ran = await runWorkflow({
			actions: `${CALL}<XPathQuery xmlPath="/r/body" xPathQuery="string-length(/a)" savePath="/a" />`,
			script: [{ headers: [['Content-Type', 'text/xml']], body }],
		});
		expect(outcomeOf(ran)).toMatch(/^(?:failed|limit): /);
	});

	test('hides a credential in megabytes', async () => {
		const body = `${'x'.repeat(5_000_000)}<t>the-credential</t>`;
		const ran = await runWorkflow({
			actions: `${CALL}<RegexCapture pattern="&lt;t>(.*)&lt;/t>" value="\${/r/body}" savePath="/token" />
<CallEndpoint url="https://h/e" method="GET"><BearerAuthentication token="\${/token}" /></CallEndpoint>`,
			script: () => ({ headers: [['Content-Type', 'text/plain']], body }),
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(JSON.stringify(ran.trace)).not.toContain('the-credential');
	});

	test('has member names that JavaScript knows', async () => {
		const body = '{"__proto__":{"status_code":1},"constructor":1,"toString":2,"10":3,"":4}';
		const ran = await runWorkflow({
			actions: `${CALL}<Copy sourcePath="/r/body" targetPath="/__proto__" /><Set path="/a" value="\${/__proto__/toString}\${keys(/r/body)}" /><PostEvent path="/r/body" source="h" />`,
			script: [{ body }],
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.sink.events[0]?.payload).toBe(body);
		expect(({} as Record<string, unknown>).status_code).toBeUndefined();
	});

	test('sends ten thousand headers and cookies', async () => {
		const headers = Array.from(
			{ length: 10_000 },
			(_, index) => ['Set-Cookie', `c${index}=value-${index}`] as const,
		);
		const ran = await runWorkflow({
			version: 'V2_1',
			actions: `${CALL}<Set path="/n" value="\${count(/r/cookies)}" />`,
			script: [{ headers, body: '' }],
		});
		expect(ran.result.state.n).toBe('10000');
	});

	test('answers 401 for ever', async () => {
		const ran = await runWorkflow({
			actions:
				'<CallEndpoint url="https://h/e" method="GET" savePath="/r"><DigestAuthentication username="u" password="p" /></CallEndpoint>',
			script: (_, index) => ({
				status: 401,
				headers: [['WWW-Authenticate', `Digest realm="r", nonce="${index}", stale=true`]],
			}),
		});
		expect(ran.http.requests).toHaveLength(3);
		expect(ran.result.state.r).toMatchObject({ status_code: 401 });
	});
});

describe('a workflow that means harm', () => {
	test.each([
		['search', '<RegexCapture pattern="^((?:a+)+)+$" value="${/a}!" savePath="/b" />'],
		['search with references', '<RegexCapture pattern="(a*)*\\1c" value="${/a}" savePath="/b" />'],
		['split', '<Split value="${/a}!" delimiter="(?:a|aa)+$" savePath="/b" />'],
	])('tries everything in a %s', async (_, actions) => {
		const ran = await runWorkflow({
			state: { a: 'a'.repeat(3_000) },
			actions,
			limits: { regexStepsMax: 100_000 },
		});
		expect(outcomeOf(ran)).toMatch(/^(?:ended|limit: .*--max-regex-steps\)\.)$/);
	});

	test.each([
		[',', /this pattern\. This ceiling is the simulator’s own/],
		['(?:a|,)+!', /perhaps for years/],
	])('splits a very long text at %s', async (delimiter, explanation) => {
		const ran = await runWorkflow({
			state: { a: 'a,'.repeat(1_000) },
			actions: `<Split value="\${/a}" delimiter="${delimiter}" savePath="/b" />`,
			limits: { regexStepsMax: 1_000 },
		});
		expect(outcomeOf(ran)).toMatch(/^limit: .*--max-regex-steps\)\.$/);
		expect(ran.result.runs[0]?.fault?.explanation).toMatch(explanation);
	});

	test('asks for all nodes of all nodes of all nodes', async () => {
		const ran = await runWorkflow({
			state: { xml: `<a>${'<b/>'.repeat(2_000)}</a>` },
			actions:
				'<XPathQuery xmlPath="/xml" xPathQuery="//b[count(//b[count(//b) &gt; 1]) &gt; 1]" savePath="/n" />',
			limits: { xpathStepsMax: 1_000_000 },
		});
		expect(outcomeOf(ran)).toMatch(/^limit: .*--max-xpath-steps\)\.$/);
	});

	test('searches in a way that no computer finishes', async () => {
		const ran = await runWorkflow({
			state: { a: 'a'.repeat(40) },
			actions: '<RegexCapture pattern="((?:a|a?)*?)\\1\\1\\1b" value="${/a}c" savePath="/b" />',
		});
		expect(outcomeOf(ran)).toMatch(/^(?:ended|limit: The regular expression took more than .*)$/);
	});

	test('loops within loops within loops', async () => {
		const ran = await runWorkflow({
			state: { xs: Array.from({ length: 1_000 }, (_, index) => index) },
			actions: `<ForEach item="/a" items="/xs"><ForEach item="/b" items="/xs"><ForEach item="/c" items="/xs"><Set path="/n" value="1" /></ForEach></ForEach></ForEach>`,
			limits: { actionsMax: 100_000 },
		});
		expect(outcomeOf(ran)).toBe('limit: The run took 100,000 actions (limit --max-actions).');
	});

	test('goes over a million items', async () => {
		const ran = await runWorkflow({
			actions: `<Set path="/xs" value="\${range(1, 200000)}" /><ForEach item="/x" items="/xs"><ClearStatus /></ForEach>`,
		});
		expect(outcomeOf(ran)).toBe(
			'limit: The ForEach made 100,000 passes (limit --max-loop-passes).',
		);
	});

	test('doubles an object by reference', async () => {
		const ran = await runWorkflow({
			actions: `<Set path="/a" value="[1,2,3]" /><While condition="true"><Set path="/b" value="{}" /><Copy sourcePath="/a" targetPath="/b/x" /><Copy sourcePath="/a" targetPath="/b/y" /><Copy sourcePath="/b" targetPath="/a" /></While>`,
		});
		expect(outcomeOf(ran)).toMatch(/^limit: The State (?:grew beyond|nests too deeply)/);
	});

	test('posts what is far larger than it looks', async () => {
		const ran = await runWorkflow({
			actions: `<Set path="/a" value="[1,2,3]" /><Set path="/i" value="0" /><While condition="/i &lt; 18"><Set path="/b" value="{}" /><Copy sourcePath="/a" targetPath="/b/x" /><Copy sourcePath="/a" targetPath="/b/y" /><Copy sourcePath="/b" targetPath="/a" /><Delete path="/b" /><Set path="/i" value="\${/i + 1}" /></While><PostEvent path="/a" source="h" />`,
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.sink.events[0]?.payload.length).toBeGreaterThan(2_000_000);
		expect(ran.result.notes).toHaveLength(1);
	});

	test('makes texts longer than JavaScript has', async () => {
		const ran = await runWorkflow({
			state: { a: 'x'.repeat(20_000_000) },
			actions: `<Set path="/b" value="${'${/a}'.repeat(40)}" />`,
		});
		expect(outcomeOf(ran)).toBe('failed: The text is too long.');
	});

	test('nests brackets of an expression without an end', async () => {
		const ran = await runWorkflow({
			state: { a: `${'('.repeat(100_000)}1` },
			actions: '<If condition="${/a}"><ClearStatus /></If>',
		});
		expect(outcomeOf(ran)).toMatch(/^failed: /);
	});

	test('nests the elements of its body', async () => {
		const depth = 5_000;
		const ran = await runWorkflow({
			actions: `<CallEndpoint url="https://h/e" method="POST"><XmlRequestBody>${'<a>'.repeat(depth)}\${/x}${'</a>'.repeat(depth)}</XmlRequestBody></CallEndpoint>`,
			script: [{ json: {} }],
		}).then(outcomeOf, (error: Error) => error.message);
		expect(ran).toMatch(/^(?:ended|Elements stand more than [\d,]+ deep in one another\.)$/);
	});

	test('sleeps for ever, again and again', async () => {
		const ran = await runWorkflow({
			actions: '<While condition="true"><Sleep duration="86400000" /></While>',
		});
		expect(outcomeOf(ran)).toBe(
			'limit: The run lasted 2,678,400 seconds (limit --max-virtual-time).',
		);
	});

	test('asks for dates that no calendar has', async () => {
		for (const time of ['9007199254740991', '-9007199254740991', '253402300800000']) {
			const ran = await runWorkflow({
				actions: `<FormatDate pattern="yyyy-MM-dd'T'HH:mm:ss" timeZone="Europe/Berlin" time="${time}" savePath="/a" />`,
			});
			expect(outcomeOf(ran)).toMatch(/^(?:ended|failed: )/);
		}
	});
});
