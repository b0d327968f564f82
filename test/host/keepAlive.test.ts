import type { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { createUndiciHttp } from '../../src/host/undiciHttp.ts';
import { fault, text, withServer } from './sendOne.ts';
import { request, startServer } from './servers.ts';

/** A server that closes the connection instead of answering, for so many requests. Notes the methods it saw. */
function closing(count: number, seen: string[]) {
	return startServer((incoming, response) => {
		seen.push(incoming.method ?? '');
		if (seen.length <= count) incoming.socket.destroy();
		else response.end('at last');
	});
}

test('one connection serves many requests', async () => {
	const sockets = new Set<Socket>();
	await withServer(
		startServer((incoming, response) => {
			sockets.add(incoming.socket);
			response.end('ok');
		}),
		async ({ url }) => {
			const http = createUndiciHttp();
			for (let count = 0; count < 20; count++)
				expect(text(await http.send(request(`${url}/${count}`)))).toBe('ok');
			await http.close();
		},
	);
	expect(sockets.size).toBe(1);
});

test('connections that the server closes after its answer do not disturb the next request', async () => {
	await withServer(
		startServer((incoming, response) => {
			response.end('ok', () => setTimeout(() => incoming.socket.destroy(), 1));
		}),
		async ({ url }) => {
			const http = createUndiciHttp();
			for (let count = 0; count < 100; count++)
				expect(text(await http.send(request(`${url}/${count}`)))).toBe('ok');
			await http.close();
		},
	);
});

test.each([
	['GET', 3, 'at last', 4],
	['DELETE', 1, 'at last', 2],
	['GET', 4, 'connection-reset', 4],
	['POST', 1, 'connection-reset', 1],
	['PUT', 1, 'connection-reset', 1],
] as const)(
	'%s, closed without an answer %i times, ends with "%s" after %i requests',
	async (method, count, expected, requests) => {
		const seen: string[] = [];
		await withServer(closing(count, seen), async ({ url }) => {
			const http = createUndiciHttp();
			const result = await http.send(request(url, { method }));
			expect(`${text(result)} ${fault(result)}`).toContain(expected);
			await http.close();
		});
		expect(seen).toEqual(Array(requests).fill(method));
	},
);

test('a GET with a body is not sent again', async () => {
	const seen: string[] = [];
	await withServer(closing(1, seen), async ({ url }) => {
		const http = createUndiciHttp();
		expect(fault(await http.send(request(url, { body: '{}' })))).toMatch(
			/closed the connection without an answer\. The request was not sent again/,
		);
		await http.close();
	});
	expect(seen).toEqual(['GET']);
});

test('a request that is interrupted is not sent again', async () => {
	const seen: string[] = [];
	await withServer(
		startServer((incoming) => {
			seen.push(incoming.method ?? '');
		}),
		async ({ url }) => {
			const http = createUndiciHttp();
			const controller = new AbortController();
			setTimeout(() => controller.abort(), 50);
			expect(fault(await http.send(request(url), controller.signal))).toMatch(/was interrupted/);
			expect(fault(await http.send(request(url), controller.signal))).toMatch(/was interrupted/);
			await http.close();
		},
	);
	expect(seen).toEqual(['GET']);
});
