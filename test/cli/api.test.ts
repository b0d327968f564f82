import { expect, test } from 'vitest';
import { createUndiciHttp } from '../../src/host/undiciHttp.ts';
import { request, startServer } from '../host/servers.ts';
import { runCommand } from './runCommand.ts';

/** Runs `api` until `use` is done with it. */
async function withApi(
	argv: readonly string[],
	use: (welcome: string, url: string) => Promise<void>,
) {
	const controller = new AbortController();
	let used: Promise<void> | undefined;
	const running = runCommand(['api', ...argv], {
		signal: controller.signal,
		onOutput(text) {
			const url = /^Ready at (\S+)$/m.exec(text)?.[1];
			if (url === undefined || used !== undefined) return;
			used = use(text, url).finally(() => controller.abort());
		},
	});
	const result = await running;
	await used;
	return result;
}

test('api serves a twin, says how to reach it, and ends when interrupted', async () => {
	const argv = ['atlassian', '--port', '0', '--seed', '7', '--scenario', 'quiet'];
	const { code, stdout } = await withApi(argv, async (welcome, url) => {
		const [, header = '', address = ''] = /curl -H '([^']*)' '([^']*)'/.exec(welcome) ?? [];
		expect(address.startsWith(url)).toBe(true);
		const [name = '', value = ''] = header.split(': ');
		const http = createUndiciHttp();
		const result = await http.send(request(address, { headers: [[name, value]] }));
		await http.close();
		expect(result.ok && result.reply.status).toBe(200);
		const body = result.ok ? Buffer.from(result.reply.body as Uint8Array).toString() : '';
		expect((JSON.parse(body) as { data: unknown[] }).data).toHaveLength(2);
	});
	expect(code).toBe(0);
	expect(stdout).toMatch(
		/--route https:\/\/api\.atlassian\.com=http:\/\/127\.0\.0\.1:\d+ --set orgID=/,
	);
	expect(stdout).toMatch(/^200 GET \/admin\/v1\/orgs\//m);
});

test('the same seed and start give the same API', async () => {
	const argv = [
		'atlassian',
		'--port',
		'0',
		'--seed',
		'7',
		'--now',
		'2026-01-01',
		'--clock',
		'virtual',
	];
	const welcomes: string[] = [];
	for (let count = 0; count < 2; count++)
		await withApi(argv, async (welcome, url) => {
			welcomes.push(welcome.replaceAll(url, 'URL'));
		});
	expect(welcomes[0]).toBe(welcomes[1]);
});

test('a port in use is bad usage, with what to do', async () => {
	const server = await startServer(() => undefined);
	const { code, stderr } = await runCommand(['api', 'atlassian', '--port', String(server.port)]);
	await server.close();
	expect(code).toBe(2);
	expect(stderr).toContain(
		`Port ${server.port} is in use by another program. Choose another with --port`,
	);
});
