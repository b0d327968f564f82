import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { runCommand } from '../cli/runCommand.ts';
import { workflow } from '../cli/workflows.ts';
import { testFolder } from '../host/folder.ts';
import { startServer } from '../host/servers.ts';

/** Logs in, asks for two pages with the token it was given, and posts them. */
const LOGIN = workflow(
	`<CallEndpoint method="POST" url="\${/base}/oauth/token" savePath="/login">
		<UrlEncodedFormRequestBody>
			<Parameter name="client_id" value="qradar" />
			<Parameter name="client_secret" value="\${/secret}" />
		</UrlEncodedFormRequestBody>
	</CallEndpoint>
	<If condition="/login/status_code != 200"><Abort reason="Login: \${/login/status_code}" /></If>
	<Set path="/cursor" value="" />
	<DoWhile condition="/cursor != ''">
		<CallEndpoint method="GET" url="\${/base}/v1/\${/tenant}/events" savePath="/page">
			<BearerAuthentication token="\${/login/body/access_token}" />
			<QueryParameter name="cursor" value="\${/cursor}" omitIfEmpty="true" />
			<QueryParameter name="until" value="\${time()}" />
			<QueryParameter name="sig" value="\${/login/body/access_token}" />
			<RequestHeader name="X-Api-Key" value="\${/secret}" />
		</CallEndpoint>
		<If condition="/page/status_code != 200"><Abort reason="Page: \${/page/status_code} \${/page/body}" /></If>
		<PostEvents path="/page/body/items" source="API" />
		<Set path="/cursor" value="\${/page/body/next}" />
	</DoWhile>
	<Delete path="/page" />`,
	`<Parameter name="base" label="Base" required="true" />
	<Parameter name="tenant" label="Tenant" required="true" />
	<Parameter name="secret" label="Secret" required="true" secret="true" />`,
);

const SECRET = 'S3cr3t/with+odd=signs';
const TOKEN = 'eyJhbGciOiJIUzI1NiJ9.very.secret-token';
const SESSION = 'session-0123456789';

/** An API that lets in only who has logged in. Its events hold what is easily lost. */
function api() {
	return startServer(async (request: IncomingMessage, response: ServerResponse) => {
		const body = await textOf(request);
		const url = new URL(request.url ?? '/', 'http://localhost');
		const send = (status: number, value: unknown) => {
			response.statusCode = status;
			response.setHeader('Content-Type', 'application/json');
			response.setHeader('Content-Encoding', 'gzip');
			response.setHeader('Set-Cookie', [`sid=${SESSION}; Path=/`, 'short=abc']);
			response.end(gzipSync(typeof value === 'string' ? value : JSON.stringify(value)));
		};
		if (url.pathname === '/oauth/token')
			return new URLSearchParams(body).get('client_secret') === SECRET
				? send(200, { access_token: TOKEN, expires_in: 3600, refresh_token: 'short' })
				: send(401, { error: 'client' });
		if (request.headers.authorization !== `Bearer ${TOKEN}`) return send(401, { error: 'token' });
		if (url.searchParams.get('sig') !== TOKEN) return send(401, { error: 'sig' });
		if (url.searchParams.get('cursor') === null)
			return send(
				200,
				`{"items": [{"id": 1.0, "text": "\${/not a template} \\u00e9 ü"}, {"id": 2, "sid": "${SESSION}"}], "next": "c-2"}`,
			);
		return send(200, { items: [{ id: 3, when: 'late' }], next: '' });
	});
}

async function textOf(request: IncomingMessage): Promise<string> {
	let text = '';
	for await (const chunk of request) text += String(chunk);
	return text;
}

function payloadsIn(path: string): string[] {
	return readFileSync(path, 'utf8')
		.trimEnd()
		.split('\n')
		.map((line) => (JSON.parse(line) as { payload: string }).payload);
}

for (const ending of ['json', 'yaml'])
	test(`a login and what follows is recorded in .${ending} without secrets, and told again`, async () => {
		const folder = testFolder();
		const file = (name: string) => join(folder, name);
		writeFileSync(file('w.xml'), LOGIN);
		const recording = file(`run.${ending}`);
		const server = await api();
		const set = [
			'--set',
			`base=${server.url}`,
			'--set',
			'tenant=acme',
			'--set',
			`secret=${SECRET}`,
		];
		const shared = ['simulate', '-w', file('w.xml'), '--quiet', '--format', 'json'];
		const live = await runCommand([
			...shared,
			...set,
			...['--events', file('live.jsonl'), '--record', recording],
		]);
		await server.close();
		expect(live).toMatchObject({ code: 0, stderr: '' });

		const text = readFileSync(recording, 'utf8');
		for (const secret of [SECRET, encodeURIComponent(SECRET), TOKEN, SESSION, '"short"'])
			expect(text).not.toContain(secret);

		// The server is gone. The recording knows the parameters, and takes any secret.
		const again = await runCommand([
			...shared,
			...['--set', 'secret=another', '--events', file('again.jsonl'), '--api', recording],
		]);
		expect(again).toMatchObject({ code: 0 });
		const withoutCookie = (payload: string) => payload.replace(SESSION, 'redacted0003');
		expect(payloadsIn(file('again.jsonl')).map(cleaned)).toEqual(
			payloadsIn(file('live.jsonl')).map(withoutCookie).map(cleaned),
		);
		const facts = (stdout: string) => {
			const { runs } = JSON.parse(stdout) as { runs: { durationMs: number }[] };
			return runs.map(({ durationMs: _, ...rest }) => rest);
		};
		expect(facts(again.stdout)).toEqual(facts(live.stdout));
	});

/** Which number a placeholder has is not told. */
function cleaned(payload: string): string {
	return payload.replace(/redacted\d+/, 'redacted');
}

test.each(['json', 'yaml'])(
	'a run of our connector against its twin is told again byte for byte, from .%s',
	async (ending) => {
		const folder = testFolder();
		const file = (name: string) => join(folder, name);
		await runCommand(['generate', 'atlassian-org-audit', '--out', folder]);
		const shared = [
			'simulate',
			'-w',
			file('workflow.xml'),
			'--runs',
			'3',
			'--seed',
			'1',
			'--format',
		];
		const faults = ['--scenario', 'quiet', '--now', '2026-01-01'];
		const recording = file(`run.${ending}`);
		const first = await runCommand([
			...shared,
			'json',
			...['-wp', file('parameter-values.xml'), '--api', 'atlassian', ...faults],
			...['--events', file('first.jsonl'), '--record', recording],
		]);
		const again = await runCommand([
			...shared,
			'json',
			...['--api', recording, '--events', file('again.jsonl')],
		]);
		expect(again.code).toBe(0);
		expect(readFileSync(file('again.jsonl'), 'utf8')).toBe(
			readFileSync(file('first.jsonl'), 'utf8'),
		);
		const [before, after] = [first, again].map(({ stdout }) => JSON.parse(stdout));
		expect(after.runs).toEqual(before.runs);
		expect(after.ledger).toMatchObject({ lost: 0, duplicated: 0 });
		// At another hour too: what follows the clock is met whatever it is.
		const later = await runCommand([...shared, 'json', '--api', recording, '--now', '2026-01-02']);
		expect(JSON.parse(later.stdout).runs).toEqual(before.runs);
	},
);

test('random texts in the requests of a live run are the same again', async () => {
	const folder = testFolder();
	const file = (name: string) => join(folder, name);
	const server = await startServer((request, response) => void response.end(request.url));
	const call = `<CallEndpoint method="POST" url="${server.url}/a" savePath="/r"><QueryParameter name="id" value="\${random_string(8)}" /><RequestBody type="application/json" encoding="UTF-8">{"nonce":"\${random_string(8)}","part":\${random_number()}}</RequestBody></CallEndpoint><PostEvent path="/r/body" source="s" />`;
	writeFileSync(file('w.xml'), workflow(call));
	const run = ['simulate', '-w', file('w.xml')];
	await runCommand([...run, '--record', file('r.yaml'), '--events', file('live.jsonl')]);
	await server.close();
	const again = await runCommand([
		...run,
		'--api',
		file('r.yaml'),
		'--events',
		file('again.jsonl'),
	]);
	expect(again.stderr).toBe('');
	const payloads = (name: string) => readFileSync(file(name), 'utf8').replaceAll(/"time":\d+/g, '');
	expect(payloads('again.jsonl')).toBe(payloads('live.jsonl'));
});

test('a run that fails leaves what happened so far, and its failures happen again', async () => {
	const folder = testFolder();
	const file = (name: string) => join(folder, name);
	const call = (url: string) => `<CallEndpoint method="GET" url="${url}" savePath="/r" />`;
	const server = await startServer((_, response) => void response.end('fine'));
	const gone = await startServer(() => undefined);
	await gone.close();
	writeFileSync(file('w.xml'), workflow(call(`${server.url}/a`) + call(`${gone.url}/b`)));
	const live = await runCommand(['simulate', '-w', file('w.xml'), '--record', file('r.json')]);
	await server.close();
	const again = await runCommand(['simulate', '-w', file('w.xml'), '--api', file('r.json')]);
	expect(live.stdout).toContain('2 (200: 1, connection-refused: 1)');
	expect(again.stdout).toContain('2 (200: 1, connection-refused: 1)');
	expect([live.code, again.code]).toEqual([1, 1]);
	expect(again.stderr).toBe(live.stderr);
});

test('an interrupted run is recorded too', async () => {
	const folder = testFolder();
	const path = join(folder, 'w.xml');
	const controller = new AbortController();
	const server = await startServer((_, response) => void response.end('fine'));
	writeFileSync(
		path,
		workflow(
			`<CallEndpoint method="GET" url="${server.url}/a" savePath="/r" /><Log type="INFO" message="begun" /><Sleep duration="60000" />`,
		),
	);
	const recording = join(folder, 'r.yml');
	const { code } = await runCommand(['simulate', '-w', path, '--record', recording], {
		signal: controller.signal,
		onOutput: (text) => {
			if (text.includes('begun')) controller.abort('Interrupted.');
		},
	});
	await server.close();
	expect(code).toBe(130);
	expect(readFileSync(recording, 'utf8')).toContain('url: /a');
});

/** A workflow of one request, and how to run it with `--record`. */
async function oneRequest(onRequest: () => void = () => undefined) {
	const folder = testFolder();
	const server = await startServer((_, response) => {
		onRequest();
		response.end('fine');
	});
	const file = (name: string) => join(folder, name);
	writeFileSync(
		file('w.xml'),
		workflow(`<CallEndpoint method="GET" url="${server.url}/a" savePath="/r" />`),
	);
	const record = (...more: string[]) =>
		runCommand(['simulate', '-w', file('w.xml'), '--record', file('run.yaml'), ...more]);
	return { folder, file, record, server };
}

test('what is there already is not replaced, unless that is asked for', async () => {
	const { file, record, server } = await oneRequest();
	writeFileSync(file('run.yaml'), '');
	expect((await record()).stdout).toContain('1 request in');
	writeFileSync(file('run.yaml'), 'precious');
	const refused = await record();
	expect(refused).toMatchObject({ code: 2, stdout: '' });
	expect(refused.stderr).toContain('run.yaml" is there already, so nothing was run.');
	expect(readFileSync(file('run.yaml'), 'utf8')).toBe('precious');
	expect((await record('--force')).code).toBe(0);
	expect(readFileSync(file('run.yaml'), 'utf8')).toContain('url: /a');
	await server.close();
});

test('of two recordings to one file at a time neither is lost', async () => {
	const { folder, file, record, server } = await oneRequest(() =>
		writeFileSync(file('run.yaml'), 'the other one'),
	);
	const { code, stdout } = await record();
	await server.close();
	expect(code).toBe(0);
	expect(readFileSync(file('run.yaml'), 'utf8')).toBe('the other one');
	const beside = readdirSync(folder).find((name) => /^run-\d+\.yaml$/.test(name)) ?? '';
	expect(readFileSync(file(beside), 'utf8')).toContain('url: /a');
	expect(stdout.replaceAll(/\s+/g, ' ')).toContain(`${beside}, for meanwhile`);
});

test('a run that is killed leaves nothing behind', async () => {
	let names: string[] = [];
	const { folder, record, server } = await oneRequest(() => {
		names = readdirSync(folder);
	});
	await record();
	await server.close();
	expect(names).toEqual(['w.xml']);
});

test.each([
	[['--record', 'run.txt'], 'ends in .json, .yaml or .yml, not "run.txt"'],
	[['--record', 'no/such/folder.json'], 'Cannot write "no/such/folder.json"'],
	[['--api', 'none.yaml'], 'There is no file "none.yaml"'],
])('%j is refused before anything runs', async (argv, message) => {
	const path = join(testFolder(), 'w.xml');
	writeFileSync(path, workflow('<Log type="INFO" message="Hello" />'));
	const { code, stdout, stderr } = await runCommand(['simulate', '-w', path, ...argv]);
	expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
	expect(stderr).toContain(message);
});

test('a scenario with findings is shown with its places, and nothing runs', async () => {
	const folder = testFolder();
	writeFileSync(join(folder, 'w.xml'), workflow('<Log type="INFO" message="Hello" />'));
	writeFileSync(join(folder, 's.yaml'), 'routes:\n  - macth: {}\n    reply: {}\n');
	for (const argv of [
		['simulate', '-w', join(folder, 'w.xml'), '--api', join(folder, 's.yaml')],
		['api', join(folder, 's.yaml'), '--port', '0'],
	]) {
		const { code, stdout, stderr } = await runCommand(argv);
		expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
		expect(stderr).toContain(
			's.yaml:2:5  error  A route has no member "macth". Did you mean "match"?',
		);
	}
});
