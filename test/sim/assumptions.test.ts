import { describe, expect, test } from 'vitest';
import { runWorkflow } from './runWorkflow.ts';

describe('what a run depends on', () => {
	const optional = '<Parameter name="port" label="Port" />';
	test.each([
		[
			'an optional parameter that is tested',
			'<If condition="exists /port"><ClearStatus /></If>',
			true,
		],
		['one that is compared', '<If condition="/port = \'\'"><ClearStatus /></If>', true],
		['one that is only shown', '<Log type="INFO" message="${/port}" />', false],
		['one that may be empty', '<If condition="empty(/port)"><ClearStatus /></If>', false],
	])('%s', async (_, actions, isSaid) => {
		const { result } = await runWorkflow({ parameters: optional, values: { port: '' }, actions });
		expect(result.assumptions.includes('emptyOptionalParameter')).toBe(isSaid);
	});

	test.each([
		['the case of a header', [['Link', 'x']], 'a', '${/r/headers/link}', ['headerNames']],
		['the case of a header that is as written', [['Link', 'x']], 'a', '${/r/headers/Link}', []],
		['the character set of a text', [['Content-Type', 'text/plain']], 'ä', 'x', ['bodyCharset']],
		['no character set', [['Content-Type', 'text/plain']], 'a', 'x', []],
		['an expression', [], '', '${1 / 2}', ['emptyBody', 'integerDivision']],
	] as const)('%s', async (_, headers, body, message, expected) => {
		const { result } = await runWorkflow({
			actions: `<CallEndpoint url="https://h/e" method="GET" savePath="/r" /><Log type="INFO" message="${message}" />`,
			script: [{ headers, body: new TextEncoder().encode(body) }],
		});
		expect(result.assumptions).toEqual(expected);
	});
});

describe('a run that did not end well', () => {
	const said = async (given: Partial<Parameters<typeof runWorkflow>[0]>) =>
		(await runWorkflow({ actions: '', ...given })).result.assumptions;
	const changed = '<Set path="/n" value="1" /><Abort reason="no" />';

	test('depends on what is saved, and only then', async () => {
		expect(await said({ actions: changed })).toEqual(['persistOnAbort', 'persistEvery']);
		expect(await said({ actions: '<Abort reason="no" />', runs: 2 })).toEqual([]);
		expect(await said({ actions: changed, isForgetful: true })).toEqual([]);
	});

	test('matters to the next one, if there is one', async () => {
		expect(await said({ actions: changed, isForgetful: true, runs: 2 })).toEqual([
			'stateAfterAbort',
		]);
	});
});

test('a switch that was chosen is said to matter as well', async () => {
	const { result } = await runWorkflow({
		actions:
			'<CallEndpoint url="https://h/e" method="GET" savePath="/r" /><Set path="/l" value="${/r/headers/link}" /><Delete path="/r" />',
		script: [{ headers: [['Link', 'x']], body: 'text' }],
		behaviour: { headerNames: 'exact' },
	});
	expect(result.state).toEqual({ l: '' });
	expect(result.assumptions).toEqual(['headerNames']);
});

test.each([
	['yyyy-MM-dd HH:mm', '2024-01-01 00:00', ['defaultTimeZone']],
	['yyyy-MM-dd HH:mmX', '2024-01-01 00:00+02', []],
])('a date depends on the zone that is not named: %s', async (pattern, date, expected) => {
	const { result } = await runWorkflow({
		actions: `<ParseDate pattern="${pattern}" date="${date}" savePath="/d" />`,
	});
	expect(result.assumptions).toEqual(expected);
});

test('cookies that are not sent back are noted, once, where their server is asked again', async () => {
	const call = (host: string, inside = '') =>
		`<CallEndpoint url="https://${host}/e" method="GET" savePath="/r">${inside}</CallEndpoint>`;
	const notes = async (actions: string) => {
		const script = () => ({ headers: [['Set-Cookie', 'session=1']] as const, body: 'text' });
		return (await runWorkflow({ version: 'V2_1', actions, script })).result.notes;
	};
	const cookie = '<RequestCookie name="session" value="1" />';
	expect(await notes(call('a') + call('b') + call('a', cookie))).toEqual([]);
	expect(await notes(call('a') + call('a') + call('a'))).toEqual([
		expect.stringContaining('whether QRadar sends cookies back by itself is not known'),
	]);
});
