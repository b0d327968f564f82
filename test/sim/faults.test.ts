import { describe, expect, test } from 'vitest';
import { DEFAULT_LIMITS, LIMITS } from '../../src/sim/limits.ts';
import { runWorkflow } from './runWorkflow.ts';

/** The fault of the only run, with the text that it points at. */
async function faultOf(actions: string) {
	const { result, text } = await runWorkflow({ actions });
	const fault = result.runs[0]?.fault;
	return { ...fault, at: text.slice(fault?.span?.start, fault?.span?.end) };
}

describe('a fault says where it came about', () => {
	test.each([
		[
			'an operand of an expression, entities counted as they are written',
			'<If condition="1 &lt; /a + 1"><ClearStatus /></If>',
			'/a',
		],
		['an operand inside of a template', '<Set path="/a" value="&amp;x ${/b * 2} y" />', '/b'],
		[
			'the hole, when a template in it made the expression',
			'<Set path="/a" value="x ${${/b}} y" />',
			'${${/b}}',
		],
		[
			'the attribute, when what it renders to is wrong',
			'<Set path="a${/b}" value="1" />',
			'a${/b}',
		],
		[
			'the attribute with a word that is not in the list',
			'<Log type="LOUD" message="x" />',
			'LOUD',
		],
		[
			'the action, when no attribute is to blame',
			'<Set path="/a/b" value="1" /><PostEvents path="/a" source="h" />',
			'PostEvents',
		],
	])('%s', async (_, actions, at) => {
		expect((await faultOf(actions)).at).toBe(at);
	});

	test('and which action, the innermost of nested ones', async () => {
		const fault = await faultOf(
			'<If condition="true"><Copy sourcePath="/a" targetPath="/b" /></If>',
		);
		expect(fault).toMatchObject({
			action: 'Copy',
			message: '/a is not valid',
			isProductMessage: true,
			explanation: 'There is nothing at that path in the State.',
		});
	});

	test('and what the expression was, when it was made from a template', async () => {
		const fault = await faultOf(
			'<Set path="/n" value="7" /><Set path="/a" value="${/x + ${/n}}" />',
		);
		expect(fault.explanation).toBe('In the expression "/x + 7".');
		expect(fault.help).toContain('Initialize');
	});
});

describe('the tables of this room', () => {
	test('every ceiling has a flag of its own', () => {
		const flags = Object.values(LIMITS).map(({ flag }) => flag);
		expect(new Set(flags).size).toBe(flags.length);
		expect(flags.filter((flag) => !/^--max-[a-z-]+$/.test(flag))).toEqual([]);
		expect(DEFAULT_LIMITS.eventsMax).toBe(1_000_000);
	});
});
