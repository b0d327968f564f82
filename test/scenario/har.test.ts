import { expect, test } from 'vitest';
import { createScenarioTwin } from '../../src/scenario/createScenarioTwin.ts';
import { readScenario } from '../../src/scenario/readScenario.ts';
import { casesIn } from './readCase.ts';

interface Case {
	readonly about: string;
	readonly entries: readonly unknown[];
	readonly now?: string;
	readonly exchanges: readonly (readonly [request: string, answer: string, body?: string])[];
	readonly remarks?: readonly string[];
	/** Of the last answer. */
	readonly cookies?: readonly string[];
}

for (const { about, entries, now, exchanges, remarks, cookies } of casesIn<Case>('har.cases.json'))
	test(about, async () => {
		const text = JSON.stringify({ log: { version: '1.2', creator: { name: 'test' }, entries } });
		const { scenario, diagnostics } = await readScenario('browser.har', `\uFEFF${text}`);
		expect(diagnostics).toEqual([]);
		if (scenario === undefined) return;
		if (now !== undefined) expect(new Date(scenario.nowMs ?? 0).toISOString()).toBe(now);
		const twin = createScenarioTwin(scenario, { now: () => 0, random: () => 0 });
		let last: readonly (readonly [string, string])[] = [];
		for (const [line, answer, body] of exchanges) {
			const [method = '', url = ''] = line.split(' ');
			const reply = await twin.handle({
				method,
				url,
				headers: [],
				...(body === undefined ? {} : { body }),
			});
			last = reply.headers;
			const location = reply.headers.find(([name]) => name === 'Location')?.[1];
			const content =
				location ??
				(typeof reply.body === 'string' ? reply.body : new TextDecoder().decode(reply.body));
			expect(/^\d+$/.test(answer) ? String(reply.status) : `${reply.status} ${content}`).toBe(
				answer,
			);
		}
		if (cookies !== undefined)
			expect(last.filter(([name]) => name === 'set-cookie').map(([, value]) => value)).toEqual(
				cookies,
			);
		if (remarks !== undefined) expect(twin.remarks()).toEqual(remarks);
	});
