import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createScriptedHttp } from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createTwinHttp } from '../../src/memory/twinHttp.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import type { HttpRequest } from '../../src/sim/ports.ts';
import type { Ledger, Twin, TwinReply } from '../../src/twin/twin.ts';

const REQUEST: HttpRequest = {
	method: 'GET',
	url: 'https://api.example.com/e?x=1',
	headers: [['A', '1']],
	tls: { protocol: 'TLSv1.2', allowUntrustedServerCertificate: false },
	bodyBytesMax: 100,
};
const REPLY: TwinReply = { status: 200, statusMessage: 'OK', headers: [], body: 'x' };

function twin(handle: Twin['handle']): Twin {
	return {
		name: 'example',
		origins: ['https://api.example.com'],
		handle,
		ledger: {} as Ledger,
		credentials: {},
	};
}

describe('the virtual clock', () => {
	test('stands still until somebody sleeps, and never goes back', async () => {
		const clock = createVirtualClock(1_000);
		expect(clock.now()).toBe(1_000);
		await clock.sleep(500);
		clock.advance(-100);
		expect(clock.now()).toBe(1_500);
	});

	test('does not sleep when the signal is aborted', async () => {
		const clock = createVirtualClock(0);
		await clock.sleep(500, AbortSignal.abort());
		expect(clock.now()).toBe(0);
	});
});

describe('seeded random numbers', () => {
	test('are the same for the same seed, on every machine', () => {
		const random = createSeededRandom(42);
		expect([random.next(), random.next(), random.next()].map((value) => value.toFixed(9))).toEqual([
			'0.456255805',
			'0.564175358',
			'0.574377717',
		]);
	});

	test('are spread evenly from 0 to 1, and differ between neighbouring seeds', () => {
		const counts = Array<number>(10).fill(0);
		for (let seed = 0; seed < 1_000; seed++) {
			const random = createSeededRandom(seed);
			for (let draw = 0; draw < 20; draw++) {
				const value = random.next();
				expect(value >= 0 && value < 1).toBe(true);
				const bin = Math.floor(value * 10);
				counts[bin] = (counts[bin] ?? 0) + 1;
			}
		}
		for (const count of counts) expect(Math.abs(count - 2_000)).toBeLessThan(200);
	});
});

test('the memory store gives back what was saved last', async () => {
	const store = createMemoryStore({ a: 1 });
	expect(await store.load()).toEqual({ a: 1 });
	await store.save({ a: 2 });
	expect(await store.load()).toEqual({ a: 2 });
	expect(await createMemoryStore().load()).toBeUndefined();
});

test('scripted HTTP answers in order, then 404', async () => {
	const http = createScriptedHttp([{ status: 201, json: { a: 1 } }]);
	expect(await http.send(REQUEST)).toEqual({
		ok: true,
		reply: {
			status: 201,
			statusMessage: 'Created',
			headers: [['Content-Type', 'application/json']],
			body: '{"a":1}',
		},
	});
	expect(await http.send(REQUEST)).toMatchObject({ reply: { status: 404 } });
	expect(http.requests).toEqual([REQUEST, REQUEST]);
});

describe('HTTP to a twin', () => {
	test('hands the request over and moves the clock by the delay', async () => {
		const clock = createVirtualClock(0);
		const http = createTwinHttp(
			twin((request) => ({ ...REPLY, body: JSON.stringify(request), delayMs: 250 })),
			clock,
		);
		const result = await http.send(REQUEST);
		expect(result).toMatchObject({ ok: true, reply: { status: 200 } });
		const { method, url, headers } = REQUEST;
		expect(result.ok && result.reply.body).toBe(JSON.stringify({ method, url, headers }));
		expect(clock.now()).toBe(250);
	});

	test.each<[string, Partial<TwinReply>, string, number]>([
		['no reply', { fault: 'timeout' }, 'timeout', 60_000],
		['a reply that comes too late', { delayMs: 90_000 }, 'timeout', 60_000],
		['a connection that is cut', { fault: 'reset', delayMs: 10 }, 'connection-reset', 10],
	])('%s is a fault', async (_, reply, kind, durationMs) => {
		const clock = createVirtualClock(0);
		const http = createTwinHttp(
			twin(() => ({ ...REPLY, ...reply })),
			clock,
		);
		expect(await http.send(REQUEST)).toMatchObject({ ok: false, fault: { kind } });
		expect(clock.now()).toBe(durationMs);
	});

	test.each([
		['a redirect is followed', '/next', { ok: true, reply: { body: 'GET /next' } }],
		['a redirect to itself is a fault', '/a', { ok: false, fault: { kind: 'redirects' } }],
		[
			'a redirect to another origin is met there',
			'https://elsewhere.example/',
			{ ok: false, fault: { kind: 'host-not-found' } },
		],
	])('%s', async (_, location, expected) => {
		const http = createTwinHttp(
			twin(({ method, url }) => {
				const { pathname } = new URL(url);
				return pathname === '/next'
					? { ...REPLY, body: `${method} ${pathname}` }
					: { ...REPLY, status: 302, headers: [['Location', location]] };
			}),
			createVirtualClock(0),
		);
		const url = new URL('/a', REQUEST.url).href;
		expect(await http.send({ ...REQUEST, url })).toMatchObject(expected);
	});

	test('a packed body is unpacked, and what was said about it is gone', async () => {
		const body = Uint8Array.from(gzipSync('{"a":1}'));
		const headers = [
			['Content-Encoding', 'gzip'],
			['Content-Length', '27'],
			['ETag', 'x'],
		] as const;
		const http = createTwinHttp(
			twin(() => ({ ...REPLY, headers, body })),
			createVirtualClock(0),
		);
		const result = await http.send(REQUEST);
		expect(result.ok && new TextDecoder().decode(result.reply.body as Uint8Array)).toBe('{"a":1}');
		expect(result).toMatchObject({ reply: { headers: [['ETag', 'x']] } });
	});

	test('another origin is not there', async () => {
		const http = createTwinHttp(
			twin(() => REPLY),
			createVirtualClock(0),
		);
		const result = await http.send({ ...REQUEST, url: 'https://elsewhere.example/' });
		expect(result).toMatchObject({ ok: false, fault: { kind: 'host-not-found' } });
	});
});
