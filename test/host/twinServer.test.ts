import { expect, test } from 'vitest';
import { serveTwin, type TwinServer } from '../../src/host/twinServer.ts';
import { createUndiciHttp } from '../../src/host/undiciHttp.ts';
import type { Twin, TwinReply, TwinRequest } from '../../src/twin/twin.ts';
import { request } from './servers.ts';

function createTwin(handle: (request: TwinRequest) => TwinReply): Twin {
	return {
		name: 'test',
		origins: ['https://api.example.com'],
		handle,
		credentials: {},
		ledger: {
			visible: () => 0,
			record: () => undefined,
			from: () => undefined,
			verdict: () => {
				throw new Error('Not asked for.');
			},
		},
	};
}

function reply(body: string, changes: Partial<TwinReply> = {}): TwinReply {
	return { status: 200, statusMessage: 'OK', headers: [['X-A', '1']], body, ...changes };
}

async function withTwin(
	handle: (request: TwinRequest) => TwinReply,
	run: (server: TwinServer) => Promise<void>,
): Promise<void> {
	const server = await serveTwin({ twin: createTwin(handle), port: 0 });
	try {
		await run(server);
	} finally {
		await server.close();
	}
}

async function get(url: string, options: Parameters<typeof createUndiciHttp>[0] = {}) {
	const http = createUndiciHttp({ timeoutMs: 200, ...options });
	const result = await http.send(request(url, { method: 'POST', body: 'in' }));
	await http.close();
	return result.ok ? Buffer.from(result.reply.body as Uint8Array).toString() : result.fault.kind;
}

test('a twin sees the address that the client meant', async () => {
	await withTwin(
		({ method, url, body }) => reply(`${method} ${url} ${Buffer.from(body ?? '').toString()}`),
		async ({ url }) => {
			expect(await get(`${url}/a?b=1`)).toBe(`POST ${url}/a?b=1 in`);
			const routes = [{ from: 'https://api.example.com', to: url }];
			expect(await get('https://api.example.com/a?b=1', { routes })).toBe(
				'POST https://api.example.com/a?b=1 in',
			);
		},
	);
});

test('faults and delays of a twin happen on the wire', async () => {
	await withTwin(
		({ url }) =>
			url.endsWith('reset')
				? reply('', { fault: 'reset' })
				: url.endsWith('timeout')
					? reply('', { fault: 'timeout' })
					: reply('late', { delayMs: 50 }),
		async ({ url }) => {
			expect(await get(`${url}/reset`)).toBe('connection-reset');
			expect(await get(`${url}/timeout`)).toBe('timeout');
			const before = performance.now();
			expect(await get(`${url}/late`)).toBe('late');
			expect(performance.now() - before).toBeGreaterThan(45);
		},
	);
});

test('a port in use is named, with what to do', async () => {
	await withTwin(
		() => reply(''),
		async ({ url }) => {
			const port = Number(new URL(url).port);
			await expect(serveTwin({ twin: createTwin(() => reply('')), port })).rejects.toThrow(
				`Port ${port} is in use by another program. Choose another with --port`,
			);
		},
	);
});
