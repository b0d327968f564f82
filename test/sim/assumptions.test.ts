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
