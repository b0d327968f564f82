import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { runCommand } from '../cli/runCommand.ts';
import { workflow } from '../cli/workflows.ts';
import { testFolder } from '../host/folder.ts';

const EXAMPLE = fileURLToPath(new URL('tickets.yaml', import.meta.url));

const TICKETS = workflow(
	`<CallEndpoint method="POST" url="\${/host}/oauth/token" savePath="/login" />
	<Set path="/cursor" value="" />
	<Set path="/more" value="true" />
	<While condition="/more = 'true'">
		<CallEndpoint method="GET" url="\${/host}/v1/events" savePath="/page">
			<BearerAuthentication token="\${/login/body/access_token}" />
			<QueryParameter name="cursor" value="\${/cursor}" omitIfEmpty="true" />
		</CallEndpoint>
		<If condition="/page/status_code = 429"><Sleep duration="\${/page/headers/retry-after * 1000}" /></If>
		<Else>
			<If condition="/page/status_code != 200"><Abort reason="\${/page/body/error}" /></If>
			<PostEvents path="/page/body/events" source="Tickets" />
			<Set path="/cursor" value="\${/page/body/next}" />
			<If condition="empty(/cursor)"><Set path="/more" value="false" /></If>
		</Else>
	</While>`,
	'<Parameter name="host" label="Host" required="true" />',
);

function run(...argv: string[]) {
	const folder = testFolder();
	writeFileSync(join(folder, 'w.xml'), TICKETS);
	const host = 'host=https://api.tickets.example';
	return runCommand(['simulate', '-w', join(folder, 'w.xml'), '--set', host, '--api', ...argv]);
}

test('the documented example is the one that is tested', () => {
	const page = readFileSync(new URL('../../docs/scenarios.md', import.meta.url), 'utf8');
	expect(page).toContain(`\`\`\`yaml\n${readFileSync(EXAMPLE, 'utf8')}\`\`\``);
});

test('the example fails first, as it says, and then gives every event', async () => {
	const { code, stdout, stderr } = await run(EXAMPLE, '--runs', '2', '--quiet');
	expect(code).toBe(1);
	expect(stderr).toContain('https://api.tickets.example closed the connection without an answer.');
	expect(stdout).toContain('Requests  6 (200: 4, 429: 1, connection-reset: 1)');
	expect(stdout).toContain('Ledger    3 visible, 3 delivered, 0 lost, 0 duplicated');
	expect(stdout).toContain('Events    3 (Tickets: 3)');
});

test('a request that no route answers is told at the end', async () => {
	const folder = testFolder();
	const scenario = join(folder, 'other.json');
	writeFileSync(
		scenario,
		'{"routes":[{"name":"login","match":{"method":"PUT","url":"/oauth/token"},"reply":{}}]}',
	);
	const { stderr } = await run(scenario, '--quiet');
	expect(stderr).toContain(
		'note  No route of the scenario answers POST https://api.tickets.example/oauth/token. The nearest is route "login", but the method is POST, not PUT.',
	);
});

test('a scenario is served over HTTP, faults and all', async () => {
	const folder = testFolder();
	const scenario = join(folder, 's.yaml');
	writeFileSync(
		scenario,
		`routes:
  - match: { url: /cut }
    reply: { fault: truncated, text: "0123456789" }
  - match: { url: /file }
    reply: { file: body.txt }
  - match: { url: /ok, host: api.example.com }
    reply: { json: { "host": "\${/request/host}" } }
`,
	);
	writeFileSync(join(folder, 'body.txt'), 'from a file');
	const controller = new AbortController();
	let url = '';
	let isReady: (() => void) | undefined;
	const ready = new Promise<void>((resolve) => {
		isReady = resolve;
	});
	const served = runCommand(['api', scenario, '--port', '0'], {
		signal: controller.signal,
		onOutput: (text) => {
			url = /http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? url;
			if (text.includes('Stop it')) isReady?.();
		},
	});
	await ready;
	try {
		expect(await (await fetch(`${url}/file`)).text()).toBe('from a file');
		const cut = await fetch(`${url}/cut`);
		expect(cut.status).toBe(200);
		await expect(cut.text()).rejects.toThrow();
		expect((await fetch(`${url}/ok`)).status).toBe(404);
	} finally {
		controller.abort();
	}
	const { code, stderr } = await served;
	expect(code).toBe(0);
	expect(stderr).toContain('/ok. The nearest is route 3 (/ok), but the host is');
});
