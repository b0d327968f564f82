import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createConcealer } from '../../src/scenario/concealer.ts';
import { createScenarioTwin } from '../../src/scenario/createScenarioTwin.ts';
import type { Exchange, ExchangeReply } from '../../src/scenario/exchange.ts';
import { readScenario } from '../../src/scenario/readScenario.ts';
import { scenarioOfExchanges } from '../../src/scenario/scenarioOfExchanges.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import { findingsOf, twinOf } from './readCase.ts';

const SEED = Number(process.env.SCENARIO_SEED ?? Math.floor(Math.random() * 2 ** 31));

const LAUGHS = `a: &a [x, x, x, x, x, x, x, x, x]
${'bcdefghi'
	.split('')
	.map((name, index) => {
		const before = 'abcdefgh'.charAt(index);
		return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
	})
	.join('\n')}
routes: []
`;

test.each([
	['a billion laughs', 'x.yaml', LAUGHS, 'aliases repeat more than'],
	['a cycle', 'x.yaml', 'routes: &a [{ reply: { json: *a } }]', 'stands inside of what it names'],
	['deep YAML', 'x.yaml', `routes: ${'['.repeat(5_000)}`, 'nested more'],
	['deep YAML in blocks', 'x.yaml', `routes: ${'\n- '.repeat(1)}${'- '.repeat(20_000)}`, 'nested'],
	['deep YAML maps', 'x.yaml', `routes: ${'{a: '.repeat(50_000)}`, 'nested more'],
	['deep YAML keys', 'x.yaml', '? '.repeat(50_000), 'nested more'],
	['deep YAML by indent', 'x.yaml', stairs(1_500), 'nested more'],
	['deep JSON', 'x.json', `{"routes":${'['.repeat(50_000)}${']'.repeat(50_000)}}`, 'nested more'],
	['JSON with a deep body', 'x.json', `{"routes":[{"reply":{"json":${deep(100_000)}}}]}`, 'nested'],
	['many unknown members', 'x.json', `{${many(20_000)},"routes":[]}`, 'has no member'],
	['an unclosed giant', 'x.json', `{"routes":["${'x'.repeat(1_000_000)}`, '"'],
	['comments that are never closed', 'x.json', `{${'/* '.repeat(150_000)}`, ''],
	['quotes that close nothing', 'x.json', `{"${'\\"'.repeat(150_000)}`, 'is missing'],
	['zeros', 'x.yaml', '\0\0\0', ''],
	['tags of unknown kinds', 'x.yaml', 'routes: !!js/function "x"', 'Tags such as'],
	['bytes by a tag', 'x.yaml', 'routes: [{reply: {text: !!binary aGk=}}]', 'Tags such as'],
	['a name that is a map', 'x.yaml', '? { a: 1 }\n: 2', 'must be a text'],
])('%s is refused in a sentence', { timeout: 20_000 }, async (_, name, text, part) => {
	const [first = ''] = await findingsOf(name, text);
	expect(first).toContain(part);
	expect(first.length).toBeLessThan(1_000);
});

function stairs(steps: number): string {
	return Array.from({ length: steps }, (_, step) => `${' '.repeat(step)}a:`).join('\n');
}

function deep(depth: number): string {
	return '['.repeat(depth) + ']'.repeat(depth);
}

function many(count: number): string {
	return Array.from({ length: count }, (_, index) => `"member${index}":${index}`).join(',');
}

test('any text gives a scenario or findings, and never throws', async () => {
	const piece = fc.constantFrom(
		...['routes', ':', ' ', '\n', '- ', '[', ']', '{', '}', '"', "'", '&a', '*a', '|', '>', '#'],
		...[
			'reply',
			'match',
			'json',
			'${',
			'/state',
			'1',
			'null',
			'!!',
			'%',
			'@',
			'\t',
			',',
			'?',
			'<<',
		],
	);
	const text = fc.oneof(
		fc.string(),
		fc.array(piece, { maxLength: 40 }).map((all) => all.join('')),
	);
	await fc.assert(
		fc.asyncProperty(text, fc.constantFrom('a.json', 'a.yaml'), async (given, name) => {
			const { scenario, diagnostics } = await readScenario(name, given);
			expect((scenario === undefined) === diagnostics.length > 0).toBe(true);
			for (const { span } of diagnostics) expect(span.end).toBeGreaterThanOrEqual(span.start);
		}),
		{ seed: SEED, numRuns: 150 },
	);
});

test('a request may be anything', async () => {
	const twin = await twinOf({
		routes: [
			{
				match: { url: '/{a}', query: { q: { regex: '(x+x+)+y' } }, body: { json: { a: [1] } } },
				reply: { json: '${/request}' },
			},
			{ match: { method: 'POST' }, reply: { json: { body: '${/request/body}' } } },
		],
	});
	const body = fc.oneof(fc.json(), fc.string(), fc.uint8Array());
	await fc.assert(
		fc.asyncProperty(fc.webUrl({ withQueryParameters: true }), body, async (url, content) => {
			const reply = await twin.handle({ method: 'POST', url, headers: [], body: content });
			expect([200, 404]).toContain(reply.status);
		}),
		{ seed: SEED, numRuns: 150 },
	);
	const deepBody = await twin.handle({
		method: 'POST',
		url: 'https://a.example/',
		headers: [],
		body: deep(200_000),
	});
	expect(deepBody.status).toBe(200);
	expect((await twin.handle({ method: 'POST', url: 'no address', headers: [] })).status).toBe(400);
});

const header = fc.tuple(
	fc.stringMatching(/^[A-Za-z][A-Za-z0-9-]{0,8}$/),
	fc.stringMatching(/^[ -~]{0,20}$/),
);
const exchanges = fc.array(
	fc.record<Exchange>({
		request: fc.record({
			method: fc.constantFrom('GET', 'POST'),
			url: fc
				.tuple(fc.webPath(), fc.array(fc.tuple(fc.string({ maxLength: 5 }), fc.string())))
				.map(([path, query]) => `https://api.example.com/p${path}?${new URLSearchParams(query)}`),
			headers: fc.array(header, { maxLength: 2 }),
		}),
		outcome: fc.record({
			// No content, and not modified, have no body.
			status: fc.integer({ min: 200, max: 599 }).filter((status) => ![204, 304].includes(status)),
			statusMessage: fc.stringMatching(/^[ -~]{0,10}$/),
			headers: fc.array(header, { maxLength: 4 }),
			body: fc.oneof(
				fc.json(),
				fc.string({ unit: 'binary' }),
				fc.constant('${/count} ${'),
				fc.uint8Array(),
			),
		}),
		delayMs: fc.nat(100),
	}),
	{ maxLength: 8 },
);

test('what was recorded is answered again with the same bytes, through either kind of file', async () => {
	await fc.assert(
		fc.asyncProperty(exchanges, fc.constantFrom('json', 'yaml'), async (seen, format) => {
			const file = scenarioOfExchanges(seen, {
				name: 'recorded',
				description: '',
				nowMs: 1_767_225_600_000,
				concealer: createConcealer([], []),
			});
			const text = await writeScenario(file, format as 'json' | 'yaml');
			const { scenario, diagnostics } = await readScenario(`r.${format}`, text);
			expect(diagnostics).toEqual([]);
			if (scenario === undefined) return;
			const twin = createScenarioTwin(scenario, { now: () => 0, random: () => 0 });
			for (const { request, outcome } of seen) {
				if ('fault' in outcome) continue;
				const reply = await twin.handle(request);
				expect(reply.status).toBe(outcome.status);
				expect(bytesOf(reply.body)).toEqual(bytesOf(outcome.body));
			}
		}),
		{ seed: SEED, numRuns: 100 },
	);
});

/** So many requests, each for a page of its own. */
function pages(count: number, answer: (page: number) => Partial<ExchangeReply>): Exchange[] {
	return Array.from({ length: count }, (_, page) => ({
		request: {
			method: 'GET',
			url: `https://a.example/v1/events?limit=9&cursor=c${page}`,
			headers: [],
		},
		outcome: { status: 200, statusMessage: 'OK', headers: [], body: '{}', ...answer(page) },
		delayMs: 0,
	}));
}

test('a member "<<" is written so that it is a name, and nothing to take in', async () => {
	const seen = pages(1, () => ({
		headers: [['Content-Type', 'application/json']],
		body: '{"<<":{"a":1},"b":"<<"}',
	}));
	const file = scenarioOfExchanges(seen, {
		name: 'r',
		description: '',
		nowMs: 0,
		concealer: createConcealer([], seen),
	});
	const { scenario, diagnostics } = await readScenario('r.yaml', await writeScenario(file, 'yaml'));
	expect(diagnostics).toEqual([]);
	const twin = scenario && createScenarioTwin(scenario, { now: () => 0, random: () => 0 });
	const [exchange] = seen;
	const reply = exchange && (await twin?.handle(exchange.request));
	expect(reply?.body).toBe('{"<<":{"a":1},"b":"<<"}');
});

test('ten thousand pages are recorded, read and told again', {
	timeout: 60_000,
}, async () => {
	const seen = pages(10_000, (page) => ({ body: `{"page":${page},"text":"${'x'.repeat(200)}"}` }));
	const file = scenarioOfExchanges(seen, {
		name: 'r',
		description: '',
		nowMs: 0,
		concealer: createConcealer(['a-secret'], seen),
	});
	const { scenario } = await readScenario('r.yaml', await writeScenario(file, 'yaml'));
	expect(scenario?.routes.length).toBe(10_000);
	if (scenario === undefined) return;
	const twin = createScenarioTwin(scenario, { now: () => 0, random: () => 0 });
	for (const { request, outcome } of seen)
		expect((await twin.handle(request)).body).toBe('body' in outcome && outcome.body);
});

test('a session that changes with each of thousands of answers is concealed', {
	timeout: 60_000,
}, () => {
	const session = (page: number) => `sess-${(page * 7_919 + 100_000).toString(36)}-${page}`;
	const seen = pages(3_000, (page) => ({
		headers: [['Set-Cookie', `sid=${session(page)}; Path=/`]],
		body: `{"page":${page},"sid":"${session(page)}","text":"${'Lorem ipsum '.repeat(200)}"}`,
	}));
	const file = scenarioOfExchanges(seen, {
		name: 'r',
		description: '',
		nowMs: 0,
		concealer: createConcealer([], seen),
	});
	expect(JSON.stringify(file)).not.toContain('sess-');
});

test('a recording of many megabytes is read again from either kind of file', {
	timeout: 60_000,
}, async () => {
	const bytes = Uint8Array.from({ length: 10_000_000 }, (_, index) => index % 251);
	const seen = pages(2, (page) => ({ body: page === 0 ? bytes : 'y'.repeat(5_000_000) }));
	const file = scenarioOfExchanges(seen, {
		name: 'r',
		description: '',
		nowMs: 0,
		concealer: createConcealer(['a-secret'], seen),
	});
	for (const format of ['json', 'yaml'] as const) {
		const read = await readScenario(`r.${format}`, await writeScenario(file, format));
		expect(read.diagnostics).toEqual([]);
		if (read.scenario === undefined) return;
		const twin = createScenarioTwin(read.scenario, { now: () => 0, random: () => 0 });
		for (const { request, outcome } of seen) {
			const { body } = await twin.handle(request);
			const isSame = Buffer.from(body).equals(Buffer.from('body' in outcome ? outcome.body : ''));
			expect(isSame).toBe(true);
		}
	}
});

function bytesOf(body: string | Uint8Array): string {
	return Buffer.from(typeof body === 'string' ? new TextEncoder().encode(body) : body).toString(
		'hex',
	);
}

test('no secret that a run has shown stands in its recording, in any of its forms', async () => {
	const secret = fc
		.stringMatching(/^[A-Za-z0-9+/=_.:-]{12,30}$/)
		.filter((text) => /[A-Za-z]/.test(text));
	await fc.assert(
		fc.asyncProperty(secret, fc.constantFrom('json', 'yaml'), async (token, format) => {
			const reply = (body: string) => ({
				status: 200,
				statusMessage: 'OK',
				headers: [['Set-Cookie', `s=${token}`]] as const,
				body,
			});
			const seen: Exchange[] = [
				{
					request: { method: 'POST', url: 'https://a.example/login', headers: [] },
					outcome: reply(JSON.stringify({ value: token, note: btoa(`user:${token}`) })),
					delayMs: 0,
				},
				{
					request: {
						method: 'GET',
						url: `https://a.example/${encodeURIComponent(token)}/x?k=${encodeURIComponent(token)}`,
						headers: [['Authorization', `Bearer ${token}`]],
					},
					outcome: reply(`<a>${token}</a>`),
					delayMs: 0,
				},
			];
			const text = await writeScenario(
				scenarioOfExchanges(seen, {
					name: 'r',
					description: '',
					nowMs: 0,
					concealer: createConcealer([], seen),
				}),
				format as 'json' | 'yaml',
			);
			expect(text).not.toContain(token);
			expect(text).not.toContain(btoa(`user:${token}`).slice(8, -4));
			expect(text).not.toContain(encodeURIComponent(token));
		}),
		{ seed: SEED, numRuns: 100 },
	);
});
