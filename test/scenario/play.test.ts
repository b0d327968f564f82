import { expect, test } from 'vitest';
import { createTwinHttp } from '../../src/memory/twinHttp.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import type { TwinReply } from '../../src/twin/twin.ts';
import { casesIn, twinOf } from './readCase.ts';

interface Case {
	readonly about: string;
	readonly scenario: unknown;
	/** A request, the status and body of its answer (or the status alone), what else it has, and answered headers. */
	readonly exchanges: readonly (readonly [
		request: string,
		answer: string,
		more?: { readonly headers?: Readonly<Record<string, string>>; readonly body?: string },
		headers?: string,
	])[];
	readonly remarks?: readonly string[];
	/** How many events the ledger has seen. */
	readonly visible?: number;
}

for (const { about, scenario, exchanges, remarks = [], visible } of casesIn<Case>(
	'play.cases.json',
))
	test(about, async () => {
		const twin = await twinOf(scenario);
		for (const [line, answer, { headers = {}, body } = {}, answered] of exchanges) {
			const [method = '', address = ''] = line.split(' ');
			const reply = await twin.handle({
				method,
				url: new URL(address, 'https://api.example.com').href,
				headers: Object.entries(headers),
				...(body === undefined ? {} : { body }),
			});
			const shown = `${reply.status} ${textOf(reply)}`;
			expect(/^\d+$/.test(answer) ? String(reply.status) : shown).toBe(answer);
			if (answered !== undefined)
				expect(reply.headers.map((pair) => pair.join(': ')).join(', ')).toBe(answered);
		}
		expect(twin.remarks()).toEqual(remarks);
		if (visible !== undefined) expect(twin.ledger?.visible(Number.MAX_SAFE_INTEGER)).toBe(visible);
	});

function textOf({ body }: TwinReply): string {
	return typeof body === 'string' ? body : new TextDecoder().decode(body);
}

test.each([
	['timeout', 'timeout', 60_000],
	['reset', 'connection-reset', 0],
	['truncated', 'connection-reset', 0],
	[{ kind: 'tls', message: 'The certificate has expired.' }, 'tls', 0],
] as const)('the fault %j reaches the workflow as %s', async (fault, kind, durationMs) => {
	const clock = createVirtualClock(0);
	const http = createTwinHttp(await twinOf({ routes: [{ reply: { fault } }] }), clock);
	const result = await http.send({
		method: 'GET',
		url: 'https://any.example/',
		headers: [],
		tls: { protocol: 'TLSv1.2', allowUntrustedServerCertificate: false },
		bodyBytesMax: 1000,
	});
	expect(result).toMatchObject({ ok: false, fault: { kind } });
	expect(clock.now()).toBe(durationMs);
});

test('redirects are followed as over a network', async () => {
	const twin = await twinOf({
		routes: [
			{ match: { url: '/old' }, reply: { status: 302, headers: { Location: '/new' } } },
			{ match: { url: '/new' }, reply: { text: 'here' } },
		],
	});
	const result = await createTwinHttp(twin, createVirtualClock(0)).send({
		method: 'GET',
		url: 'https://any.example/old',
		headers: [],
		tls: { protocol: 'TLSv1.2', allowUntrustedServerCertificate: false },
		bodyBytesMax: 1000,
	});
	expect(result).toMatchObject({ ok: true, reply: { status: 200, body: 'here' } });
});

test('a delay is that of the clock', async () => {
	const twin = await twinOf({ routes: [{ reply: { delay: '1.5s' } }] });
	const reply = await twin.handle({ method: 'GET', url: 'https://a.example/', headers: [] });
	expect(reply.delayMs).toBe(1_500);
});

test('the ledger counts the events that answers held', async () => {
	const twin = await twinOf({
		events: { array: '/data', id: '/id' },
		routes: [{ reply: { json: { data: [{ id: 1 }, { id: 2 }, { id: 3 }, { id: 4, a: 1 }] } } }],
	});
	await twin.handle({ method: 'GET', url: 'https://a.example/', headers: [] });
	for (const payload of ['{"id":1}', '{"id":2}', '{"id":2}', '{"id":4,"a":2}', 'heartbeat'])
		twin.ledger?.record(payload, 'source', 1_767_225_601_000);
	expect(twin.ledger?.verdict(1_767_225_700_000)).toEqual({
		visible: 4,
		delivered: 3,
		lost: 1,
		duplicated: 1,
		repeats: 1,
		altered: 1,
		outside: 0,
		waiting: 0,
		unknown: 1,
		lostIds: ['3'],
		duplicatedIds: ['2'],
		latenessMs: { max: 1000, median: 1000 },
	});
});

test('without declared events there is no ledger', async () => {
	expect((await twinOf({ routes: [] })).ledger).toBeUndefined();
});
