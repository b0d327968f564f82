import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { outcomeOf, runWorkflow, START_MS } from './runWorkflow.ts';

const PARAMETERS = `<Parameter name="host" label="Host" />
<Parameter name="password" label="Password" secret="true" />`;
const VALUES = { host: 'h', password: 'a secret value' };

describe('secret parameters', () => {
	const actions = `<Set path="/login/token" value="kept by the workflow" />
<Initialize path="/n" value="0" /><Set path="/n" value="\${/n + 1}" />
<If condition="/password != 'a secret value'"><Abort reason="The password is not there." /></If>`;

	test('are but a mark in the saved State, and what the workflow stores itself is there', async () => {
		const { store, result } = await runWorkflow({
			parameters: PARAMETERS,
			values: VALUES,
			actions,
			runs: 2,
		});
		expect(store.saved).toEqual([
			{ host: 'h', password: '🔐', login: { token: 'kept by the workflow' }, n: '1' },
			{ host: 'h', password: '🔐', login: { token: 'kept by the workflow' }, n: '2' },
		]);
		expect(result.state).toMatchObject({ password: 'a secret value' });
	});

	test('are there again when a run goes on from a saved State', async () => {
		const first = await runWorkflow({ parameters: PARAMETERS, values: VALUES, actions });
		const second = await runWorkflow({
			parameters: PARAMETERS,
			values: VALUES,
			actions,
			state: first.store.saved[0] ?? null,
			acceptsForeignState: false,
		});
		expect(outcomeOf(second)).toBe('ended');
		expect(second.result.state).toEqual({
			...VALUES,
			login: { token: 'kept by the workflow' },
			n: '2',
		});
	});

	test('leave no mark in the State of a workflow that has them no more', async () => {
		const { result } = await runWorkflow({
			actions: '<Set path="/seen" value="(${/password})" />',
			state: { password: '🔐', seen: '' },
		});
		expect(result.state).toEqual({ seen: '()' });
	});

	test('are not saved between actions either', async () => {
		const { store } = await runWorkflow({
			parameters: PARAMETERS,
			values: VALUES,
			actions,
			behaviour: { persistEvery: 'action' },
		});
		expect(JSON.stringify(store.saved)).not.toContain('a secret value');
	});
});

describe('a saved State', () => {
	const run = (state: Json, actions: string, acceptsForeignState = false) =>
		runWorkflow({
			parameters: '<Parameter name="host" label="Host" />',
			values: { host: 'h' },
			actions,
			state,
			acceptsForeignState,
		});

	test('of another workflow is refused, and stays as it is', async () => {
		const ran = await run({ offset: 1, cursor: 'x' }, '<Set path="/bookmark" value="1" />');
		expect(outcomeOf(ran)).toBe('not run: The saved State is that of another workflow.');
		expect(ran.result.fault?.explanation).toBe(
			'It holds "offset", "cursor", which this workflow never names.',
		);
		expect(ran.store.saved).toEqual([]);
	});

	test('of another workflow is taken when somebody insists', async () => {
		const ran = await run({ offset: 1 }, '<Set path="/bookmark" value="1" />', true);
		expect(ran.result.state).toEqual({ offset: 1, host: 'h', bookmark: '1' });
	});

	test.each([
		['a path that is written', '<Set path="/offset" value="1" />'],
		['a path in a template', '<Log type="INFO" message="${/offset/inner}" />'],
		['a condition', '<If condition="exists /offset"><ClearStatus /></If>'],
		['a path within a template within a template', '<Set path="/a" value="${/b[${/offset}]}" />'],
		[
			'the body of a request',
			'<CallEndpoint url="https://h" method="POST"><RequestBody type="a/b" encoding="UTF-8">${/offset}</RequestBody></CallEndpoint>',
		],
		[
			'the XML of a request',
			'<CallEndpoint url="https://h" method="POST"><XmlRequestBody><a b="${/offset}"/></XmlRequestBody></CallEndpoint>',
		],
		['a path that a template completes', '<Set path="/off${/host}" value="1" />'],
		['a path that is all template', '<Set path="${/host}" value="1" />'],
	])('is known by %s', async (_, actions) => {
		const ran = await run({ offset: 1 }, actions);
		expect(ran.result.runs).toHaveLength(1);
		expect(ran.result.notes).toEqual([]);
	});

	test('that shares only a parameter gives a note', async () => {
		const ran = await run({ host: 'h', offset: 1 }, '<Set path="/bookmark" value="1" />');
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.notes).toEqual([
			'The saved State may be that of another workflow: it holds "offset", which this one never names.',
		]);
	});

	test('that a QRadar has encrypted gives a note', async () => {
		const ran = await run(
			{ token: { value: '🔐➡c2VjcmV0⬅🔐' } },
			'<Log type="INFO" message="${/token}" />',
		);
		expect(ran.result.notes).toEqual([
			'The saved State holds values that a QRadar has encrypted, such as "/token": only that QRadar can read them.',
		]);
	});

	test('that is empty is anybody’s', async () => {
		expect(outcomeOf(await run({}, '<ClearStatus />'))).toBe('ended');
	});
});

describe('the EPS throttle', () => {
	const actions = `<Set path="/events" value="[1,2,3,4,5,6,7,8,9,10]" />
<PostEvents path="/events" source="h" /><PostEvents path="/events" source="h" />`;

	test('makes posting take as long as the events take', async () => {
		const ran = await runWorkflow({ actions, epsThrottle: 4 });
		expect(ran.result.totals.durationMs).toBe(5_000);
		expect(ran.sink.events.map(({ timeMs }) => timeMs - START_MS)).toEqual([
			...Array(10).fill(0),
			...Array(10).fill(2_500),
		]);
		expect(ran.result.notes).toEqual([
			'Posting was held up by the EPS throttle, 4 events a second.',
		]);
	});

	test('takes time that has passed anyway into account', async () => {
		const ran = await runWorkflow({
			actions: `<Set path="/e" value="1" /><PostEvent path="/e" source="h" /><Sleep duration="5000" /><PostEvent path="/e" source="h" />`,
			epsThrottle: 1,
		});
		expect(ran.result.totals.durationMs).toBe(7_000);
	});

	test('loses nothing to whole milliseconds', async () => {
		const ran = await runWorkflow({
			actions: `<Set path="/e" value="1" /><Set path="/i" value="0" /><While condition="/i &lt; 3000"><PostEvent path="/e" source="h" /><Set path="/i" value="\${/i + 1}" /></While>`,
			epsThrottle: 3_000,
		});
		expect(ran.result.totals.durationMs).toBe(1_000);
	});

	test('is not there unless asked for', async () => {
		expect((await runWorkflow({ actions })).result.totals.durationMs).toBe(0);
	});

	test('cannot hold a run up for ever', async () => {
		const ran = await runWorkflow({ actions, epsThrottle: 0.000_001 });
		expect(outcomeOf(ran)).toBe(
			'limit: The run lasted 2,678,400 seconds (limit --max-virtual-time).',
		);
	});
});

describe('an event that is longer than QRadar may take', () => {
	const actions = `<Set path="/e" value="${'€'.repeat(20)}" /><PostEvent path="/e" source="h" />
<Set path="/hex" value="${'61'.repeat(60)}" /><PostEvent path="/hex" source="h" encoding="HEX" />`;
	const NOTE =
		'An event is longer than 50 bytes: QRadar may cut it off at its maximum payload length (System Settings).';

	test('is posted whole, with a note', async () => {
		const ran = await runWorkflow({ actions, eventBytesMax: 50 });
		expect(ran.sink.events.map(({ payload }) => payload)).toEqual(['€'.repeat(20), 'a'.repeat(60)]);
		expect(ran.result.notes).toEqual([NOTE]);
		expect(ran.result.assumptions).toEqual(['largeEvent']);
	});

	test('may be cut at a whole character', async () => {
		const ran = await runWorkflow({
			actions,
			eventBytesMax: 50,
			behaviour: { largeEvent: 'truncate' },
		});
		expect(ran.sink.events.map(({ payload }) => payload)).toEqual(['€'.repeat(16), 'a'.repeat(50)]);
	});

	test('is found in a page of events, and in one that the workflow has changed', async () => {
		const page = Array.from({ length: 20 }, (_, index) => ({ text: 'x'.repeat(300), index }));
		const post = '<PostEvents path="/r/body" source="h" />';
		const change = '<Set path="/r/body[7]/text" value="${/long}" />';
		const isNoted = async (actions: string, eventBytesMax: number) => {
			const { result } = await runWorkflow({
				state: { long: 'y'.repeat(3_000) },
				actions: `<CallEndpoint url="https://h" method="GET" savePath="/r" />${actions}`,
				script: [{ json: page }],
				eventBytesMax,
			});
			return result.notes.some((note) => note.startsWith('An event is longer'));
		};
		expect(await isNoted(post, 100)).toBe(true);
		expect(await isNoted(post, 2_500)).toBe(false);
		expect(await isNoted(`${change}${post}`, 2_500)).toBe(true);
		expect(await isNoted(`${post}${change}${post}`, 2_500)).toBe(true);
	});

	test('need not be noted', async () => {
		expect((await runWorkflow({ actions })).result.notes).toEqual([]);
	});
});

test('what is worth knowing is said once in all runs, and in the trace', async () => {
	const ran = await runWorkflow({
		attributes: 'minimumRecurrence="180"',
		actions: '<Set path="/e" value="1" /><PostEvent path="/e" source="h" />',
		recurrenceMs: 60_000,
		epsThrottle: 1,
		runs: 3,
	});
	expect(ran.result.notes).toEqual([
		'The recurrence of 60 seconds is raised to 180, the minimumRecurrence of the workflow.',
		'Posting was held up by the EPS throttle, 1 events a second.',
	]);
	expect(ran.trace.filter(({ kind }) => kind === 'note')).toHaveLength(2);
});

test.each([
	['abc', 10, 1],
	['-5', 10, 1],
	['1e2', 10, 1],
	['99999999999999999999', 10, 1],
	[' 60 ', 60, 0],
	['5', 10, 0],
])(
	'a minimumRecurrence of "%s" lets 10 seconds be %i, with %i notes',
	async (text, seconds, notes) => {
		const { result } = await runWorkflow({
			attributes: `minimumRecurrence="${text}"`,
			actions: '<ClearStatus />',
			recurrenceMs: 10_000,
			runs: 2,
		});
		expect(result.totals.durationMs).toBe(seconds * 1_000);
		const odd = result.notes.filter((note) => note.includes('is not a whole number of seconds'));
		expect(odd).toHaveLength(notes);
	},
);
