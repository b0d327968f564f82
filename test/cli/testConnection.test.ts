import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { testFolder } from '../host/folder.ts';
import { withServer } from '../host/sendOne.ts';
import { startSecureServer, startServer } from '../host/servers.ts';
import { runCommand } from './runCommand.ts';
import { values, workflow } from './workflows.ts';

const HOST = '<Parameter name="host" label="Host" required="true" />';
const TOKEN = '<Parameter name="token" label="Token" required="true" secret="true" />';

function withTests(tests: string, parameters = HOST): string {
	const text = workflow('<ClearStatus />', parameters);
	return tests === '' ? text : text.replace('</Actions>', `</Actions><Tests>${tests}</Tests>`);
}

async function testConnection(
	documents: Readonly<Record<string, string>>,
	argv: readonly string[] = [],
	signal?: AbortSignal,
) {
	const folder = testFolder();
	for (const [name, text] of Object.entries(documents)) writeFileSync(join(folder, name), text);
	return await runCommand(
		[
			'test-connection',
			'-w',
			join(folder, 'w.xml'),
			...argv.map((word) => word.replace(/^@/, folder)),
		],
		signal === undefined ? {} : { signal },
	);
}

const FOUR = `<DNSResolutionTest host="\${/host}" />
	<TCPConnectionTest host="\${/host}" />
	<SSLHandshakeTest host="\${/host}" />
	<HTTPConnectionThroughProxyTest url="https://\${/host}/" expectedResponseStatus="404" />`;

test('each test has a line with its time, and the whole a verdict', async () => {
	const server = startSecureServer('localhost', (_, response) => {
		response.statusCode = 404;
		response.end();
	});
	await withServer(server, async ({ url }) => {
		const route = `https://api.example.com=${url}`;
		const { code, stdout, stderr } = await testConnection(
			{ 'w.xml': withTests(FOUR), 'v.xml': values({ host: 'api.example.com' }) },
			['-wp', '@/v.xml', '--route', route, '-u'],
		);
		expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
		const lines = stdout.split('\n').filter((line) => /^\S/.test(line));
		const time = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/;
		expect(lines.map((line) => line.replace(time, 'TIME'))).toEqual([
			'ok      TIME  DNSResolutionTest  api.example.com',
			'ok      TIME  TCPConnectionTest  api.example.com:443',
			'ok      TIME  SSLHandshakeTest  api.example.com:443',
			'ok      TIME  HTTPConnectionThroughProxyTest  https://api.example.com/',
			'4 tests, all passed.',
		]);
	});
});

test('what fails says why, where it stands and what to do', async () => {
	const { code, stdout } = await testConnection(
		{ 'w.xml': withTests('<TCPConnectionTest host="${/host}" />') },
		['--set', 'host=https://api.example.com/v1'],
	);
	expect(code).toBe(1);
	expect(stdout).toMatch(
		/^failed .*TCPConnectionTest {2}https:\/\/api\.example\.com\/v1:443 {2}line \d+$/m,
	);
	expect(stdout.replace(/\s+/g, ' ')).toContain(
		'"https://api.example.com/v1" is not a host name: it begins with a scheme. Give the parameter "host" the host alone, api.example.com: --set host=….',
	);
	expect(stdout).toContain('1 test, 1 failed.');
});

test('a parameter without a value is named, and others need none', async () => {
	const { code, stdout } = await testConnection({
		'w.xml': withTests('<DNSResolutionTest host="${/host}" />', HOST + TOKEN),
	});
	expect(code).toBe(1);
	expect(stdout).toContain('"host" renders to nothing.\n');
	expect(stdout).toContain('--set host=…');
	expect(stdout).not.toContain('token');
});

test('for programs there is JSON', async () => {
	await withServer(
		startServer((_, response) => response.end()),
		async ({ port }) => {
			const tests = `<TCPConnectionTest host="localhost" port="${port}" /><SSLHandshakeTest host="a b" />`;
			const { code, stdout } = await testConnection({ 'w.xml': withTests(tests, '') }, [
				'--format',
				'json',
			]);
			expect(code).toBe(1);
			expect(JSON.parse(stdout)).toMatchObject({
				ok: false,
				tests: [
					{ test: 'TCPConnectionTest', target: `localhost:${port}`, ok: true, help: null },
					{
						test: 'SSLHandshakeTest',
						ok: false,
						message: '"a b" is not a host name: there is a space in it.',
					},
				],
			});
		},
	);
});

test('without a Tests section there is nothing to test, and nothing wrong', async () => {
	const { code, stdout } = await testConnection({ 'w.xml': withTests('') });
	expect({ code, stdout }).toEqual({
		code: 0,
		stdout: 'The workflow has no <Tests> section, so there is nothing to test.\n',
	});
});

test('secrets do not show', async () => {
	const tests = '<HTTPConnectionThroughProxyTest url="ftp://h/${/token}" />';
	const { stdout, stderr } = await testConnection({ 'w.xml': withTests(tests, TOKEN) }, [
		'--set',
		'token=very-secret',
	]);
	expect(stdout).toContain('ftp://h/***');
	expect(stdout + stderr).not.toContain('very-secret');
});

test.each([
	['acme.test/v1', '', /acme/],
	['münchen-x', '.invalid', /xn--|nchen/],
	['münchen/x', '', /xn--|nchen/],
])('a host that is a secret, or a part of one, does not show: %s%s', async (token, rest, parts) => {
	const tests = `<DNSResolutionTest host="\${/token}${rest}" />
		<HTTPConnectionThroughProxyTest url="https://\${/token}${rest}" />`;
	const argv = ['--set', `token=${token}`];
	const { stdout, stderr } = await testConnection({ 'w.xml': withTests(tests, TOKEN) }, argv);
	expect(stdout).toContain(`There is no host "***${rest}"`);
	expect(stdout + stderr).not.toMatch(parts);
});

test('an authority of one’s own is trusted with --ca, and -u is not needed', async () => {
	const authority = fileURLToPath(new URL('../host/certificates/authority.crt', import.meta.url));
	await withServer(
		startSecureServer('issued', (_, response) => response.end()),
		async ({ port }) => {
			const tests = `<SSLHandshakeTest host="localhost" port="${port}" />
				<HTTPConnectionThroughProxyTest url="https://localhost:${port}/" />`;
			const documents = { 'w.xml': withTests(tests, '') };
			const refused = await testConnection(documents);
			expect(refused.stdout.replace(/\s+/g, ' ')).toMatch(
				/this machine does not know.* here --ca FILE trusts it.* Trust that authority with --ca FILE\. .* 2 tests, 2 failed/,
			);
			const { code, stdout } = await testConnection(documents, ['--ca', authority]);
			expect(stdout).toContain('2 tests, all passed.');
			expect(code).toBe(0);
		},
	);
});

const PORT = '<Parameter name="port" label="Port" default="443" />';
const URL_TEST = '<HTTPConnectionThroughProxyTest url="https://${/host}:${/port}/v1" />';

test.each([
	[
		'<DNSResolutionTest host="${/host}" />',
		'<insert host>',
		'"<insert host>" is not a host name: there are characters in it that no name has. Give the parameter "host" the host alone: --set host=….',
	],
	[
		'<DNSResolutionTest host="${/host}" />',
		'my host',
		'"my host" is not a host name: there is a space in it. Give the parameter "host" the host alone: --set host=….',
	],
	[
		'<DNSResolutionTest host="${/host}" />',
		' api.example.com ',
		'" api.example.com " is not a host name: there is a space in it. Give the parameter "host" the host alone, api.example.com: --set host=….',
	],
	[
		'<DNSResolutionTest host="x.${/host}" />',
		'https://api.example.com/',
		'"x.https://api.example.com/" is not a host name: it begins with a scheme. Give the parameter "host" the host alone, api.example.com: --set host=….',
	],
	[
		URL_TEST,
		'api.example.com:80',
		'"https://api.example.com:80:443/v1" is not an address. Check the parameters "host" and "port", of which it is made.',
	],
	[
		URL_TEST,
		'::1',
		'"https://::1:443/v1" is not an address: an IPv6 address stands in brackets, such as [::1]. Check the parameters "host" and "port", of which it is made.',
	],
	[
		'<HTTPConnectionThroughProxyTest url="${/host}/v1" />',
		'api.example.com',
		'"api.example.com/v1" is not an address: it must begin with https:// or http://. Give the parameter "host" the whole address: --set host=….',
	],
])('%s with "%s" says what is wrong and what to do', async (tests, host, message) => {
	const document = { 'w.xml': withTests(tests, HOST + PORT) };
	const { code, stdout } = await testConnection(document, ['--set', `host=${host}`]);
	expect(stdout.replace(/\s+/g, ' ')).toContain(message.replace(/\s+/g, ' '));
	expect(code).toBe(1);
});

test('documents with errors are not tested unless forced', async () => {
	const document = withTests('<DNSResolutionTest host="127.0.0.1" />', '').replace(
		'<ClearStatus />',
		'<ClearStatsu />',
	);
	const refused = await testConnection({ 'w.xml': document });
	expect(refused.code).toBe(1);
	expect(refused.stderr).toContain('ClearStatsu');
	expect(refused.stdout).toBe('');
});

test.each([
	[['--set', 'hots=x'], 'The workflow has no parameter "hots". Did you mean "host"?'],
	[['--timeout', 'soon'], '--timeout takes a span of time'],
	[['--route', 'x'], 'The route "x" has no "="'],
	[['-p', 'u:p@proxy'], 'Leave the password out'],
	[['--ca', 'none.pem'], 'There is no file "none.pem"'],
	[['--ca', fileURLToPath(import.meta.url)], 'holds no certificate: neither PEM'],
])('%j is bad usage: %s', async (argv, message) => {
	const { code, stderr } = await testConnection({ 'w.xml': withTests(FOUR) }, argv);
	expect(stderr).toContain(message);
	expect(stderr).not.toContain('simulate --help');
	expect(code).toBe(2);
});

test('an interrupted command leaves as such', async () => {
	const { code } = await testConnection(
		{ 'w.xml': withTests(FOUR) },
		['--set', 'host=localhost'],
		AbortSignal.abort(),
	);
	expect(code).toBe(130);
});
