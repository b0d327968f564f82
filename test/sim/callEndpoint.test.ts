import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import type { Version } from '../../src/base/version.ts';
import { evaluate, render } from '../../src/jpath/index.ts';
import type { ScriptedReply } from '../../src/memory/scriptedHttp.ts';
import type { SimBehaviour } from '../../src/sim/behaviour.ts';
import type { Limits } from '../../src/sim/limits.ts';
import type { HttpRequest } from '../../src/sim/ports.ts';
import cases from './actions/CallEndpoint.cases.json' with { type: 'json' };
import { outcomeOf, runWorkflow } from './runWorkflow.ts';

interface Case {
	readonly name: string;
	readonly version?: Version;
	readonly state?: Json;
	readonly behaviour?: Partial<SimBehaviour>;
	readonly limits?: Partial<Limits>;
	readonly allowUntrusted?: boolean;
	readonly url?: string;
	readonly method?: string;
	/** The content of CallEndpoint. */
	readonly children?: string;
	readonly reply?: ScriptedReply & { readonly bytes?: readonly number[] };
	readonly outcome?: string;
	readonly sent?: Partial<HttpRequest>;
	readonly sentBytes?: readonly number[];
	/** Values of expressions afterwards. */
	readonly at?: Readonly<Record<string, Json>>;
	/** What templates render to right after the response. */
	readonly texts?: Readonly<Record<string, string>>;
}

async function run(given: Case) {
	const { url = 'https://h/e', method = 'GET', children = '', texts = {}, reply } = given;
	const sets = Object.keys(texts).map(
		(template, index) => `<Set path="/text${index}" value="x${template}" />`,
	);
	const scripted =
		reply?.bytes === undefined ? reply : { ...reply, body: Uint8Array.from(reply.bytes) };
	const ran = await runWorkflow({
		actions: `<CallEndpoint url="${url}" method="${method}" savePath="/r">${children}</CallEndpoint>${sets.join('')}`,
		state: given.state ?? {},
		script: [scripted ?? { json: {} }],
		version: given.version ?? 'V2',
		allowUntrustedCertificates: given.allowUntrusted ?? false,
		...(given.behaviour === undefined ? {} : { behaviour: given.behaviour }),
		...(given.limits === undefined ? {} : { limits: given.limits }),
	});
	return ran;
}

for (const group of cases as unknown as readonly { about: string; cases: readonly Case[] }[])
	describe(group.about, () => {
		for (const given of group.cases)
			test(given.name, async () => {
				const ran = await run(given);
				expect(outcomeOf(ran)).toBe(given.outcome ?? 'ended');
				if (given.sent !== undefined) expect(ran.http.requests[0]).toMatchObject(given.sent);
				if (given.sentBytes !== undefined)
					expect(ran.http.requests[0]?.body).toEqual(Uint8Array.from(given.sentBytes));
				for (const [expression, value] of Object.entries(given.at ?? {}))
					expect(evaluate(expression, ran.result.state)).toEqual({ ok: true, value });
				const { state } = ran.result;
				for (const [index, [template, text]] of Object.entries(given.texts ?? {}).entries()) {
					const stored = render(`\${/text${index}}`, state);
					expect(stored, template).toEqual({ ok: true, value: `x${text}` });
				}
			});
	});

test('without savePath a response leaves nothing behind', async () => {
	const ran = await runWorkflow({
		actions: '<CallEndpoint url="https://h/e" method="GET" />',
		script: [{ json: { a: 1 } }],
	});
	expect(ran.result.state).toEqual({});
	expect(ran.result.totals.requestsByStatus).toEqual({ '200': 1 });
});

test('headers are found whatever their case in the next run too', async () => {
	const ran = await runWorkflow({
		actions: `<If condition="exists /r"><Set path="/seen" value="\${/r/headers/link}" /></If>
<Else><CallEndpoint url="https://h/e" method="GET" savePath="/r" /></Else>`,
		script: [{ headers: [['Link', '<https://h/2>']], body: '' }],
		runs: 2,
	});
	expect(ran.result.state.seen).toBe('<https://h/2>');
});

test('the ceiling of requests names its flag', async () => {
	const ran = await runWorkflow({
		actions: '<While condition="true"><CallEndpoint url="https://h/e" method="GET" /></While>',
		script: () => ({ json: {} }),
		limits: { requestsMax: 3 },
	});
	expect(outcomeOf(ran)).toBe('limit: The run sent 3 requests (limit --max-requests).');
	expect(ran.result.runs[0]?.fault?.action).toBe('CallEndpoint');
});
