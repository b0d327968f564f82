import { expect, test } from 'vitest';
import { withServer } from '../host/sendOne.ts';
import { startServer } from '../host/servers.ts';
import { simulate } from './runSimulate.ts';
import { workflow } from './workflows.ts';

const SECRET = '<Parameter name="s" label="S" required="true" secret="true" />';

/** A server that tells what it was asked, whole and in parts. */
function startEcho() {
	return startServer(({ url = '', headers, rawHeaders }, response) => {
		const { pathname, searchParams } = new URL(url, 'http://h');
		const caller = atob((headers['proxy-authorization'] ?? '').slice('Basic '.length));
		response.statusCode = 401;
		response.setHeader('Content-Type', 'application/json');
		response.setHeader('X-Path', pathname);
		response.end(JSON.stringify({ url, query: [...searchParams], rawHeaders, caller }));
	});
}

/** Everything that a run with a secret shows and writes, but events and the State. */
async function shownOf(
	actions: string,
	{ secret = 'unused', password = 'unused', argv = [] as readonly string[] },
) {
	const words = ['-w', '@w.xml', '-v', '--trace', '@t', '--record', '@r.json', ...argv];
	const { stdout, stderr, read } = await simulate({
		documents: { 'w.xml': workflow(actions, SECRET) },
		argv: [...words, '--set-env', 's=SECRET'],
		options: { environment: { SECRET: secret, QRADAR_WORKFLOW_PROXY_PASSWORD: password } },
	});
	return [stdout, stderr, read('t'), read('r.json')].join('\n');
}

test.each([
	['k1ng?d0me#p4rt&0ther', /k1ng|d0me|p4rt|0ther/],
	['k1ng//d0m//p4rt', /k1ng|d0m|p4rt/],
	['k1ng+d0m%41p4rt', /k1ng|d0m|p4rt/],
])('a secret that stands in an address as it is, %s', async (secret, parts) => {
	await withServer(startEcho(), async ({ url }) => {
		for (const place of ['/in/${/s}', '/e?key=${/s}']) {
			const actions = `<CallEndpoint method="GET" url="${url}${place}" savePath="/r">
				<QueryParameter name="page" value="seven" />
			</CallEndpoint>`;
			const shown = await shownOf(actions, {
				secret,
				argv: ['--profile', 'doubleSlash=single'],
			});
			expect(shown).toContain('seven');
			expect(shown).not.toMatch(parts);
		}
	});
});

test.each([
	['acme.invalid/api', '', /acme/],
	['acme.test/v1', '', /acme/],
	['münchen-x', '.invalid', /xn--|nchen/],
	['Tenant-7', '.invalid', /tenant-7/i],
])('a secret that is a host, or a part of one: %s%s', async (secret, rest, parts) => {
	await withServer(startEcho(), async ({ url }) => {
		const call = (address: string) =>
			`<CallEndpoint method="GET" url="${address}" savePath="/r" />`;
		const actions = call(url) + call(`https://\${/s}${rest}`);
		const shown = await shownOf(actions, { secret });
		expect(shown).toContain('"***');
		expect(shown).toMatch(/"origins": \[[^\]]*"https:\/\/redacted0001/);
		expect(shown).toContain('"url": "https://redacted0001');
		expect(shown).not.toMatch(parts);
	});
});

test.each(['pr0xy-pass', 'ab'])(
	'who calls a proxy that answers with that, %s',
	async (password) => {
		await withServer(startEcho(), async ({ url }) => {
			const argv = ['--proxy', `someone@${new URL(url).host}`];
			const actions =
				'<CallEndpoint method="GET" url="http://api.example.com/x" savePath="/r" /><Abort reason="${/r/body}" />';
			const shown = await shownOf(actions, { password, argv });
			expect(shown).toContain('Proxy-Authorization');
			expect(shown).not.toContain(btoa(`someone:${password}`).slice(0, 8));
			expect(shown).not.toContain(`someone:${password}`);
		});
	},
);
