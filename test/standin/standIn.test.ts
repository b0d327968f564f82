import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createStandInTwin } from '../../src/standin/createStandInTwin.ts';
import { compileText, START_MS, workflowText } from '../sim/runWorkflow.ts';
import { runUnderStandIn } from './standIn.ts';

const GUARDED = workflowText({
	actions: `<CallEndpoint url="https://api.example.com/events" method="GET" savePath="/r"/>
<If condition="/r/status_code = 429"><Sleep duration="\${/r/headers/retry-after * 1000}"/></If>
<ElseIf condition="/r/status_code != 200"><Abort reason="\${/r/body/error/message}"/></ElseIf>
<Else><PostEvents path="/r/body/events" source="s"/></Else>`,
});

describe('the stand-in', () => {
	test('gives the same replies for the same seed, and others for another', async () => {
		const replies = async (seed: number) => {
			const { trace } = await runUnderStandIn({ text: GUARDED, seed, failures: true, runs: 8 });
			return JSON.stringify(trace.filter(({ kind }) => kind === 'response'));
		};
		expect(await replies(3)).toBe(await replies(3));
		expect(await replies(3)).not.toBe(await replies(4));
	});

	test('lets calls fail only when it may', async () => {
		const without = await runUnderStandIn({ text: GUARDED, runs: 40, failures: false });
		expect(Object.keys(without.result.totals.requestsByStatus)).toEqual(['200']);
		expect(without.twin.remarks()).toEqual([]);
		const failing = await runUnderStandIn({ text: GUARDED, runs: 40, failures: true });
		expect(failing.notRun).toEqual([]);
		expect(Object.keys(failing.result.totals.requestsByStatus).length).toBeGreaterThan(2);
	});

	test('lets calls fail from the third run on where the workflow goes on after that, if nobody says', async () => {
		const retried = workflowText({
			actions: `<Set path="/tries" value="0"/><While condition="/tries &lt; 3"><CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"/>
<If condition="/r/status_code = 429 or /r/status_code >= 500"><Set path="/tries" value="\${/tries + 1}"/><If condition="/tries = 3"><Abort reason="Too often"/></If><Sleep duration="1000"/></If>
<Else><Set path="/tries" value="3"/></Else></While>
<If condition="/r/status_code != 200"><Abort reason="Status \${/r/status_code}"/></If><PostEvents path="/r/body/events" source="s"/>`,
		});
		for (const text of [GUARDED, retried])
			for (const seed of [1, 2, 3]) {
				const { ends, trace, notRun, twin } = await runUnderStandIn({ text, seed, runs: 5 });
				expect(twin.remarks().join()).toContain('let calls fail where the workflow goes on');
				expect(new Set(ends)).toEqual(new Set(['ended']));
				const failed = trace.filter((entry) => entry.kind === 'response' && entry.status >= 400);
				expect(failed.length).toBeGreaterThan(0);
				expect(Math.min(...failed.map(({ run }) => run))).toBe(3);
				expect(notRun).not.toContain('Sleep');
			}
	});

	test('leads into branches that no run has seen, once the first response of a call was as usual', async () => {
		const text = workflowText({
			actions: `<Initialize path="/last" value=""/><CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"/>
<If condition="count(/r/body/events) = 0"><Log type="INFO" message="none"/></If>
<ElseIf condition="/r/body/kind = 'a'"><If condition="/r/body/size &lt; 3"><Log type="INFO" message="few"/></If><Else><Log type="INFO" message="many"/></Else></ElseIf>
<ElseIf condition="not exists /r/body/kind"><Log type="INFO" message="nothing"/></ElseIf>
<Else><Log type="INFO" message="b"/></Else>
<If condition="/r/body/at > /last"><Set path="/last" value="\${/r/body/at}"/></If>
<ParseDate pattern="yyyy-MM-dd HH:mm" timeZone="UTC" date="\${/r/body/at}" savePath="/t"/>`,
		});
		for (const seed of [1, 2, 3, 4, 5]) {
			const { ends, coverage, sink } = await runUnderStandIn({ text, seed, runs: 12 });
			expect(new Set(ends)).toEqual(new Set(['ended']));
			expect(coverage.gaps(), `seed ${seed}`).toEqual([]);
			expect(sink.events).toEqual([]);
		}
	});

	test('gives every posted object an id of its own', async () => {
		const { sink } = await runUnderStandIn({ text: GUARDED, runs: 5 });
		const ids = sink.events.map(({ payload }) => (JSON.parse(payload) as { id: string }).id);
		expect(ids.length).toBeGreaterThan(10);
		expect(new Set(ids).size).toBe(ids.length);
	});

	test('ends a loop that nothing else ends with an error, and says so', async () => {
		const text = workflowText({
			actions: `<While condition="true"><CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"/>
<If condition="/r/status_code = 200"><PostEvents path="/r/body/list" source="s"/></If><Else><Abort reason="Status \${/r/status_code}"/></Else></While>`,
		});
		const { ends, twin } = await runUnderStandIn({ text });
		expect(ends).toEqual(Array(3).fill('aborted: Status 503'));
		expect(twin.remarks()).toEqual([
			'The stand-in let a call fail, since nothing else seems to end the While with the condition "true".',
		]);
	});

	test('cuts the connection where a workflow goes on after every error', async () => {
		const text = workflowText({
			actions:
				'<While condition="true"><CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"/></While>',
		});
		const { ends, result } = await runUnderStandIn({ text });
		expect(ends[0]).toContain('The stand-in cut the connection');
		expect(result.runs[0]?.requests).toBeLessThan(30);
	});

	test('goes by addresses when nobody tells it what runs', async () => {
		const text = workflowText({
			parameters: '<Parameter name="host" label="Host" required="true"/>',
			actions: `<CallEndpoint url="https://\${/host}/token" method="POST" savePath="/t"/>
<If condition="empty(/t/body/access_token)"><Abort reason="No token"/></If>
<DoWhile condition="/r/body/next != null"><CallEndpoint url="https://\${/host}/events" method="GET" savePath="/r"><QueryParameter name="next" value="\${/r/body/next}" omitIfEmpty="true"/></CallEndpoint><PostEvents path="/r/body/events" source="s"/></DoWhile>`,
		});
		const { ends, result } = await runUnderStandIn({ text, attended: false });
		expect(ends).toEqual(['ended', 'ended', 'ended']);
		expect(result.runs[0]?.requests).toBeGreaterThan(2);
	});

	test('answers what no endpoint asks for', () => {
		const twin = createStandInTwin(compileText(GUARDED), { now: () => START_MS, seed: 1 });
		const reply = twin.handle({ method: 'PUT', url: 'https://elsewhere.example/x', headers: [] });
		expect(reply).toMatchObject({ status: 200, body: '{}' });
	});
});

describe('parameters that nobody gave a value', () => {
	const parameters = (declared: string, actions: string) =>
		Object.fromEntries(
			createStandInTwin(compileText(workflowText({ parameters: declared, actions })), {
				now: () => START_MS,
				seed: 1,
			}).parameters,
		);

	test('get what their uses call for', () => {
		const names = ['host', 'base', 'from', 'days', 'kind', 'flag', 'key'];
		const declared = names.map((name) => `<Parameter name="${name}" label="x" required="true"/>`);
		const values = parameters(
			declared.join(''),
			`<Set path="/url" value="https://\${/host}/v1"/>
<CallEndpoint url="\${/base}/events" method="GET" savePath="/r"/>
<ParseDate pattern="dd.MM.yyyy HH:mm" timeZone="UTC" date="\${/from}" savePath="/a"/>
<Set path="/b" value="\${time() - /days * 86400000}"/>
<If condition="'\${/kind}' = 'audit'"><Log type="INFO" message="x"/></If>
<If condition="\${/flag}"><Log type="INFO" message="x"/></If>
<CreateJWTAccessToken savePath="/t"><Header><Value name="alg" value="RS256"/></Header><Payload><Value name="iss" value="x"/></Payload><Secret value="\${/key}"/></CreateJWTAccessToken>`,
		);
		const { key = '', ...others } = values;
		expect(others).toEqual({
			host: 'host.example.com',
			base: 'https://host.example.com/standin/1',
			from: '01.01.2026 11:59',
			days: '3',
			kind: 'audit',
			flag: 'true',
		});
		expect(atob(key)).toContain('PRIVATE KEY');
	});

	test('are no instants when an instant is so many days away', () => {
		const declared =
			'<Parameter name="days" label="x" required="true"/><Parameter name="lag" label="x" required="true"/>';
		const actions = `<Set path="/from" value="\${time() - /days * 86400 * 1000}"/><FormatDate pattern="yyyy" timeZone="UTC" time="\${/from - /lag}" savePath="/a"/>`;
		expect(parameters(declared, actions)).toEqual({ days: '3', lag: '3' });
	});

	test('get the words that the language knows, where it knows no others', () => {
		expect(
			parameters(
				['zone', 'form', 'encoding', 'level', 'expression']
					.map((name) => `<Parameter name="${name}" label="x" required="true"/>`)
					.join(''),
				`<Set path="/a" value="\${time()}"/><FormatDate pattern="\${/form}" timeZone="\${/zone}" time="\${/a}" savePath="/b"/>
<PostEvent path="/b" encoding="\${/encoding}" source="s"/><Log type="\${/level}" message="x"/>
<RegexCapture pattern="\${/expression}" value="x" savePath="/c"/>`,
			),
		).toEqual({
			zone: 'UTC',
			form: "yyyy-MM-dd'T'HH:mm:ss.SSSX",
			encoding: 'UTF-8',
			level: 'INFO',
			expression: '(.+)',
		});
	});

	test('do not begin with the name of a member when they are secrets', () => {
		const { client_id: value } = parameters(
			'<Parameter name="client_id" label="x" required="true" secret="true"/>',
			'<CallEndpoint url="https://api.example.com/" method="GET" savePath="/r"><BearerAuthentication token="${/client_id}"/></CallEndpoint>',
		);
		expect(value).toBe('standin-token-1');
	});

	test('get a UUID when that is what people are asked for', () => {
		const { org } = parameters(
			'<Parameter name="org" label="Organization" description="A UUID." required="true"/>',
			'<CallEndpoint url="https://api.example.com/${/org}" method="GET" savePath="/r"/>',
		);
		expect(org).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}$/);
	});

	test('stay without one when the workflow looks whether they are there', () => {
		const declared = ['start', 'end', 'size', 'until']
			.map((name) => `<Parameter name="${name}" label="x"/>`)
			.join('');
		const actions = `<If condition="count(/start) > 0 and /start > time()"><Log type="INFO" message="x"/></If>
<If condition="not empty(/end)"><Set path="/x" value="\${/end * 1000}"/></If>
<If condition="/size = null"><Set path="/size" value="5"/></If><Set path="/y" value="\${/size * 2}"/>
<If condition="'\${/until}' != ''"><FormatDate pattern="yyyy" timeZone="UTC" time="\${/until}" savePath="/z"/></If>`;
		expect(parameters(declared, actions)).toEqual({});
	});

	test('stay without one when they have a default or may do without', () => {
		expect(
			parameters(
				'<Parameter name="a" label="x" required="true" default="1"/><Parameter name="b" label="x"/><Parameter name="c" label="x"/>',
				'<Set path="/x" value="${/a}${/b}"/><Set path="/y" value="${/c * 60}"/>',
			),
		).toEqual({ c: '3' });
	});
});

/** Small programs of everything that reads and writes, nonsense included. */
function anyProgram(): fc.Arbitrary<string> {
	const name = fc.constantFrom('a', 'r', 'body', 'items', 'headers', 'status_code', '"x y"', '*');
	const path = fc
		.array(fc.oneof(name, fc.constant('r')), { minLength: 1, maxLength: 4 })
		.chain((names) =>
			fc
				.constantFrom('', '', '[0]', '[@id = 1]', '[/a]', '[@ != null]')
				.map((end) => `/${names.join('/')}${end}`),
		);
	const operand = fc.oneof(
		path,
		fc.constantFrom('1', "'x'", 'null', 'true', 'time()', '-1', ''),
		path.chain((inner) =>
			fc.constantFrom(`count(${inner})`, `max(${inner})`, `empty(${inner})`, `keys(${inner})`),
		),
		path.map((inner) => `\${${inner}}`),
	);
	const expression = fc
		.tuple(operand, fc.constantFrom('=', '!=', '<', '>=', '+', '*', 'and', 'or'), operand)
		.map((parts) => parts.join(' '));
	const text = fc.oneof(
		path.map((one) => `\${${one}}`),
		expression.map((one) => `a\${${one}}b`),
		fc.constantFrom('[]', '0', '(', '[0-9]+_(\\d*)', ',', "yyyy-MM-dd'T'HH:mm[.SSS]", '//a/text()'),
	);
	const xml = (value: string) => value.replace(/[&<>"]/g, (char) => `&#${char.charCodeAt(0)};`);
	const leaf = fc.tuple(path, text, text, fc.nat(11)).map(([place, one, other, kind]) => {
		const [p, a, b] = [xml(place), xml(one), xml(other)];
		return [
			`<Set path="${p}" value="${a}"/>`,
			`<Add path="${p}" value="${a}"/>`,
			`<Initialize path="${p}" value="${a}"/>`,
			`<Delete path="${p}"/>`,
			`<Merge sourcePath="${p}" targetPath="/a"/>`,
			`<PostEvents path="${p}" source="${a}"/>`,
			`<RegexCapture pattern="${b}" value="${a}" savePath="${p}"/>`,
			`<Split value="${a}" delimiter="${b}" savePath="${p}"/>`,
			`<ParseDate pattern="${b}" date="${a}" savePath="${p}"/>`,
			`<XPathQuery xmlPath="${p}" xPathQuery="${b}" savePath="/a"/>`,
			`<CallEndpoint url="https://h/${a}" method="GET" savePath="${p}"/>`,
			`<CallEndpoint url="https://h/x" method="GET" savePath="/r"/>`,
		][kind];
	});
	const { action } = fc.letrec<{ action: string; block: string }>((tie) => ({
		block: fc.array(tie('action'), { minLength: 1, maxLength: 4 }).map((all) => all.join('')),
		action: fc.oneof(
			{ depthSize: 'small' },
			{ arbitrary: leaf.map((one) => one ?? ''), weight: 5 },
			{
				arbitrary: fc
					.tuple(expression, tie('block'), tie('block'))
					.map(([c, a, b]) => `<If condition="${xml(c)}">${a}</If><Else>${b}</Else>`),
				weight: 1,
			},
			{
				arbitrary: fc
					.tuple(expression, tie('block'))
					.map(([c, a]) => `<While condition="${xml(c)}">${a}</While>`),
				weight: 1,
			},
			{
				arbitrary: fc
					.tuple(path, tie('block'))
					.map(([p, a]) => `<ForEach item="/a" items="${xml(p)}">${a}</ForEach>`),
				weight: 1,
			},
		),
	}));
	return fc
		.array(action, { minLength: 1, maxLength: 8 })
		.map((actions) => workflowText({ version: 'V2_1', actions: actions.join('\n') }));
}

const SEED = 20_260_101;

test('the stand-in never throws, whatever the program and the request', () => {
	fc.assert(
		fc.property(
			anyProgram(),
			fc.array(fc.tuple(fc.webUrl(), fc.constantFrom('GET', 'POST', '')), { maxLength: 4 }),
			fc.integer(),
			fc.boolean(),
			(text, requests, seed, failures) => {
				const program = compileText(text);
				const twin = createStandInTwin(program, { now: () => START_MS, seed, failures });
				for (const [url, method] of [['https://h/x', 'GET'], ['', ''], ...requests]) {
					const { status } = twin.handle({ method: method ?? '', url: url ?? '', headers: [] });
					expect(Number.isInteger(status)).toBe(true);
				}
			},
		),
		{ seed: SEED, numRuns: 200 },
	);
});

test('a workflow of any size is looked at in a moment', () => {
	const nested = `${'<While condition="/a = 1"><If condition="/r/body/x = 1">'.repeat(60)}<CallEndpoint url="https://h/x" method="GET" savePath="/r"/>${'</If></While>'.repeat(60)}`;
	const long = Array.from(
		{ length: 3_000 },
		(_, index) =>
			`<If condition="/r/body/m${index} = 1"><Set path="/s${index}" value="\${/r/body/m${index}}"/></If>`,
	).join('');
	for (const actions of [nested, long]) {
		const program = compileText(workflowText({ actions }));
		const before = process.cpuUsage();
		const twin = createStandInTwin(program, { now: () => START_MS, seed: 1 });
		twin.handle({ method: 'GET', url: 'https://h/x', headers: [] });
		expect(process.cpuUsage(before).user / 1_000).toBeLessThan(5_000);
	}
});
