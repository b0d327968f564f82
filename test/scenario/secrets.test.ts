import { expect, test } from 'vitest';
import { createConcealer } from '../../src/scenario/concealer.ts';
import { createScenarioTwin } from '../../src/scenario/createScenarioTwin.ts';
import type { Exchange } from '../../src/scenario/exchange.ts';
import { readScenario } from '../../src/scenario/readScenario.ts';
import { recordReply } from '../../src/scenario/recordReply.ts';
import { scenarioOfExchanges } from '../../src/scenario/scenarioOfExchanges.ts';
import { writeScenario } from '../../src/scenario/writeScenario.ts';
import type { TwinFault } from '../../src/twin/twin.ts';
import { casesIn } from './readCase.ts';

interface More {
	readonly body?: string;
	readonly type?: string;
	readonly headers?: Readonly<Record<string, string>>;
	readonly reason?: string;
}

interface Case {
	readonly about: string;
	/** Values of parameters that are marked secret. */
	readonly secrets?: readonly string[];
	readonly parameters?: Readonly<Record<string, string>>;
	readonly exchanges: readonly (readonly [
		request: string,
		answer: string | TwinFault,
		more?: More,
	])[];
	readonly hidden?: readonly string[];
	readonly kept?: readonly string[];
}

function exchangeOf([line, answer, more = {}]: Case['exchanges'][number]): Exchange {
	const [method = '', url = ''] = line.split(' ');
	const { body, type = 'text/plain', headers = {}, reason = '' } = more;
	const request = { method, url, headers: [['Content-Type', type]] as const };
	return {
		request: body === undefined ? request : { ...request, body },
		outcome:
			typeof answer === 'string'
				? {
						status: Number(answer.slice(0, 3)),
						statusMessage: reason,
						headers: Object.entries(headers),
						body: answer.slice(4),
					}
				: { fault: answer },
		delayMs: 0,
	};
}

for (const { about, secrets = [], parameters = {}, ...rest } of casesIn<Case>('secrets.cases.json'))
	test.each(['json', 'yaml'] as const)(`${about}, in %s`, async (format) => {
		const { exchanges, hidden = [], kept = [] } = rest;
		const seen = exchanges.map(exchangeOf);
		const file = scenarioOfExchanges(seen, {
			name: '',
			description: '',
			nowMs: 0,
			parameters: new Map(Object.entries(parameters)),
			concealer: createConcealer(secrets, seen),
		});
		const text = await writeScenario(file, format);
		for (const secret of hidden) expect(text).not.toContain(secret);
		for (const other of kept) expect(text).toContain(other);

		// What is left is a scenario that answers these requests, with what was JSON still being JSON.
		const { scenario, diagnostics } = await readScenario(`r.${format}`, text);
		expect(diagnostics).toEqual([]);
		if (scenario === undefined) return;
		const twin = createScenarioTwin(scenario, { now: () => 0, random: () => 0 });
		for (const { request, outcome } of seen) {
			const reply = await twin.handle(request);
			if ('fault' in outcome) continue;
			expect(reply.status).toBe(outcome.status);
			if (String(outcome.body).startsWith('{')) JSON.parse(String(reply.body));
		}
		expect(twin.remarks()).toEqual([]);
	});

test.each([
	['UTF-8 that nothing says', 'text/xml', 'utf-8'],
	['UTF-16', 'text/plain; charset=UTF-16LE', 'utf-16le'],
	['UTF-16 by its byte order mark', 'text/plain', 'utf-16le'],
	['bytes among others', 'application/octet-stream', 'binary'],
])('a password with an accent is found in %s', (_, type, encoding) => {
	const password = 'pass "é" word';
	const before = encoding === 'binary' ? '\0\x01' : '';
	const text = `\uFEFF${before}<a b="pass &quot;é&quot; word">${password}</a>`;
	const bytes = encoding === 'utf-16le' ? Buffer.from(text, 'utf16le') : Buffer.from(text, 'utf8');
	const { base64 = '' } = recordReply(
		{ status: 200, statusMessage: '', headers: [['Content-Type', type]], body: bytes },
		{ delayMs: 0, concealer: createConcealer([password], []) },
	);
	const told = new TextDecoder(encoding === 'utf-16le' ? encoding : 'utf-8', { fatal: true });
	expect(told.decode(Buffer.from(base64, 'base64'))).toBe(
		`${before}<a b="redacted0001">redacted0001</a>`,
	);
});

test('a password is found in hexadecimal digits', () => {
	const { conceal } = createConcealer(['hunter-22'], []);
	expect(conceal('key=68756E7465722d3232;')).toBe('key=redacted0001;');
});
