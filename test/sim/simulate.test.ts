import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/base/json.ts';
import { createSource } from '../../src/base/source.ts';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink } from '../../src/memory/recordingSink.ts';
import { createScriptedHttp } from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import type { Ports } from '../../src/sim/ports.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { compileText, outcomeOf, runWorkflow, START_MS, workflowText } from './runWorkflow.ts';

const HOST = '<Parameter name="host" label="Host name" required="true" />';
const COUNT = '<Initialize path="/n" value="0" /><Set path="/n" value="${/n + 1}" />';

function memoryPorts(ports: Partial<Ports> = {}): Ports {
	return {
		clock: createVirtualClock(START_MS),
		http: createScriptedHttp([]),
		sink: createRecordingSink(),
		store: createMemoryStore(),
		random: createSeededRandom(1),
		...ports,
	};
}

describe('parameters', () => {
	test('are texts in the State, defaults filled in', async () => {
		const { result } = await runWorkflow({
			parameters: `${HOST}<Parameter name="limit" label="L" default="500" />`,
			values: { host: 'h' },
			actions: '<ClearStatus />',
		});
		expect(result.state).toEqual({ host: 'h', limit: '500' });
	});

	test('win over what an earlier run kept, and are removed when they have no value any more', async () => {
		const { result } = await runWorkflow({
			parameters: `${HOST}<Parameter name="port" label="Port" />`,
			values: { host: 'new', port: '' },
			state: { host: 'old', port: '443', kept: 1 },
			actions: '<If condition="exists /port"><Abort reason="port" /></If>',
		});
		expect(result.state).toEqual({ host: 'new', kept: 1 });
	});

	test('may be the empty text when told so', async () => {
		const { result } = await runWorkflow({
			parameters: '<Parameter name="port" label="Port" />',
			values: { port: '' },
			actions: '<ClearStatus />',
			behaviour: { emptyOptionalParameter: 'empty-text' },
		});
		expect(result.state).toEqual({ port: '' });
	});

	test('that are required and missing keep the workflow from running', async () => {
		const ran = await runWorkflow({ parameters: HOST, actions: '<Abort reason="ran" />' });
		expect(ran.result.runs).toEqual([]);
		expect(ran.result.fault).toMatchObject({
			message: 'The parameter "host" (Host name) has no value, but the workflow requires one.',
			help: 'Add <Value name="host" value="…" /> to the parameter values, or pass --set host=….',
		});
		expect(ran.result.status?.level).toBe('ERROR');
	});
});

describe('recurrence', () => {
	test('carries the State from run to run and starts every ten minutes', async () => {
		const { result, store } = await runWorkflow({ actions: COUNT, runs: 3 });
		expect(result.runs.map(({ startMs }) => startMs - START_MS)).toEqual([0, 600_000, 1_200_000]);
		expect(store.saved).toEqual([{ n: '1' }, { n: '2' }, { n: '3' }]);
		expect(result.totals.durationMs).toBe(1_200_000);
	});

	test('counts from the start of a run, and a longer run is followed at once', async () => {
		const { result } = await runWorkflow({
			actions: `${COUNT}<Sleep duration="\${/n * 40000}" />`,
			runs: 3,
			recurrenceMs: 60_000,
		});
		expect(result.runs.map(({ startMs }) => startMs - START_MS)).toEqual([0, 60_000, 140_000]);
	});

	test('is raised to the minimum that the workflow asks for, and says so', async () => {
		const { result, trace } = await runWorkflow({
			attributes: 'minimumRecurrence="180"',
			actions: COUNT,
			runs: 2,
			recurrenceMs: 60_000,
		});
		expect(result.runs[1]?.startMs).toBe(START_MS + 180_000);
		expect(trace[0]).toMatchObject({
			kind: 'note',
			message:
				'The recurrence of 60 seconds is raised to 180, the minimumRecurrence of the workflow.',
		});
	});

	test('goes on after Abort, and ends with terminate', async () => {
		const actions = (terminate: boolean) =>
			`${COUNT}<Abort reason="no" terminate="${terminate}" />`;
		const going = await runWorkflow({ actions: actions(false), runs: 3 });
		expect(going.result.runs.map(({ outcome }) => outcome)).toEqual(Array(3).fill('aborted'));
		const ended = await runWorkflow({ actions: actions(true), runs: 3 });
		expect(ended.result.runs).toHaveLength(1);
	});

	test('keeps the status until an action clears it', async () => {
		const { result } = await runWorkflow({
			actions:
				'<If condition="exists /seen"><Log type="INFO" message="x" /></If><Else><Set path="/seen" value="1" /><SetStatus type="WARN" message="slow" /></Else>',
			runs: 2,
		});
		expect(result.status).toEqual({ level: 'WARN', message: 'slow' });
	});
});

describe('the State of a run that did not end well', () => {
	const actions = `${COUNT}<If condition="/n = 2"><Abort reason="two" /></If>`;

	test('is not saved, but the next run goes on from it', async () => {
		const { result, store } = await runWorkflow({ actions, runs: 3 });
		expect(result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'aborted', 'ended']);
		expect(store.saved).toEqual([{ n: '1' }, { n: '3' }]);
		expect(result.assumptions).toEqual(['persistOnAbort', 'persistEvery', 'stateAfterAbort']);
	});

	test('is forgotten when told so: the next run starts from the last good one', async () => {
		const { result, store } = await runWorkflow({
			actions,
			runs: 3,
			behaviour: { stateAfterAbort: 'last-saved' },
		});
		expect(result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'aborted', 'aborted']);
		expect(store.saved).toEqual([{ n: '1' }]);
		expect(result.state).toEqual({ n: '1' });
	});

	test('is saved when told so', async () => {
		const { result, store } = await runWorkflow({
			actions,
			runs: 3,
			behaviour: { persistOnAbort: true },
		});
		expect(result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'aborted', 'ended']);
		expect(store.saved).toEqual([{ n: '1' }, { n: '2' }, { n: '3' }]);
	});

	test('is saved up to the last action when that is when it is saved', async () => {
		const { store } = await runWorkflow({ actions, behaviour: { persistEvery: 'action' } });
		expect(store.saved).toEqual([{ n: '0' }, { n: '1' }]);
	});
});

describe('files', () => {
	test('events are safe before the State that has moved past them is saved', async () => {
		const order: string[] = [];
		const ports = memoryPorts({
			sink: {
				post: (events) => {
					order.push(`post ${events.length}`);
				},
				flush: async () => {
					order.push('flush begins');
					await Promise.resolve();
					order.push('flush ends');
				},
			},
			store: {
				load: async () => undefined,
				save: async () => {
					order.push('save');
				},
			},
		});
		const program = compileText(
			workflowText({
				actions: '<Set path="/e" value="[1,2]" /><PostEvents path="/e" source="h" />',
			}),
		);
		await simulate(program, { ports });
		expect(order).toEqual(['post 2', 'flush begins', 'flush ends', 'save']);
	});

	test.each<[string, Partial<Ports>, string]>([
		[
			'a State that cannot be read keeps the workflow from running',
			{ store: failingStore('load') },
			'not run: The State could not be read: disk on fire',
		],
		[
			'a State that cannot be saved is a failed run',
			{ store: failingStore('save') },
			'failed: The State could not be saved: disk on fire',
		],
		[
			'a State that is no object keeps the workflow from running',
			{ store: createMemoryStore([1]) },
			'not run: The saved State is not a JSON object.',
		],
		[
			'events that cannot be written are a failed run',
			{ sink: { post: fail, flush: async () => {} } },
			'failed: The events could not be written: disk on fire',
		],
		[
			'events that cannot be written later are a failed run',
			{ sink: { post: async () => fail(), flush: async () => {} } },
			'failed: The events could not be written: disk on fire',
		],
		[
			'events that cannot be made safe are a failed run, and the State stays',
			{ sink: { post: () => {}, flush: async () => fail() } },
			'failed: The events could not be written: disk on fire',
		],
	])('%s', async (_, ports, outcome) => {
		const program = compileText(
			workflowText({ actions: '<Set path="/e" value="1" /><PostEvent path="/e" source="h" />' }),
		);
		const result = await simulate(program, { ports: memoryPorts(ports) });
		const [run] = result.runs;
		expect(
			run === undefined ? `not run: ${result.fault?.message}` : `${run.outcome}: ${run.reason}`,
		).toBe(outcome);
		expect(result.state).toEqual({});
	});
});

function fail(): never {
	throw new Error('disk on fire');
}

function failingStore(what: 'load' | 'save') {
	return {
		load: async (): Promise<Json | undefined> => (what === 'load' ? fail() : undefined),
		save: async () => fail(),
	};
}

describe('ceilings', () => {
	test('an endless loop ends with the place and the flag', async () => {
		const ran = await runWorkflow({
			actions:
				'<Set path="/a" value="1" />\n<While condition="true">\n\t<Set path="/a" value="${/a + 1}" />\n</While>',
			limits: { actionsMax: 1_000 },
		});
		expect(outcomeOf(ran)).toBe('limit: The run took 1,000 actions (limit --max-actions).');
		const { fault } = ran.result.runs[0] ?? {};
		expect(fault?.action).toBe('Set');
		expect(createSource('w', ran.text).positionAt(fault?.span?.start ?? 0).line).toBe(5);
	});

	test('a hundred thousand passes neither overflow nor wait', async () => {
		const ran = await runWorkflow({
			actions:
				'<Set path="/i" value="0" /><While condition="/i &lt; 100000"><Set path="/i" value="${/i + 1}" /></While>',
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.state).toEqual({ i: '100000' });
	});

	test('a hundred thousand items in a ForEach that waits for each', async () => {
		const items = Array.from({ length: 100_000 }, (_, index) => index);
		const ran = await runWorkflow({
			state: { items },
			actions: '<ForEach item="/x" items="/items"><Sleep duration="1" /></ForEach>',
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.totals.durationMs).toBe(100_000);
	});

	test('a thousand nested blocks', async () => {
		const depth = 1_000;
		const ran = await runWorkflow({
			actions: `${'<If condition="true">'.repeat(depth)}<Sleep duration="1" /><Set path="/a" value="1" />${'</If>'.repeat(depth)}`,
		});
		expect(outcomeOf(ran)).toBe('ended');
		expect(ran.result.state).toEqual({ a: '1' });
	});

	test('a text that doubles without end meets one', async () => {
		const ran = await runWorkflow({
			actions:
				'<Set path="/a" value="xxxxxxxxxx" /><While condition="true"><Set path="/a" value="${/a}${/a}" /></While>',
		});
		expect(outcomeOf(ran)).toBe(
			'limit: The State grew beyond 67,108,864 bytes (limit --max-state-bytes).',
		);
	});
});

test('a run waits for the hook before each action, which may look at the State for good', async () => {
	const seen: [string, Json][] = [];
	const { result } = await runWorkflow({
		actions: '<Set path="/a" value="1" /><If condition="/a = 1"><Set path="/a" value="2" /></If>',
		beforeAction: async (action, view) => {
			await Promise.resolve();
			seen.push([`${view.actions} ${action.kind}`, view.snapshot()]);
		},
	});
	expect(result.state).toEqual({ a: '2' });
	expect(seen).toEqual([
		['1 Set', {}],
		['2 If', { a: '1' }],
		['3 Set', { a: '1' }],
	]);
});

test('the same inputs give the same trace', async () => {
	const run = () =>
		runWorkflow({
			actions: `${COUNT}<Set path="/r" value="\${random_string(9)}" /><CallEndpoint url="https://h/\${time()}" method="GET" savePath="/x" /><Sleep duration="10" />`,
			script: () => ({ json: { a: [1] } }),
			runs: 3,
		});
	const [first, second] = [await run(), await run()];
	expect(first.trace.length).toBeGreaterThan(20);
	expect(first.trace).toEqual(second.trace);
});

test('a run goes the same way whether or not somebody listens', async () => {
	const given = {
		actions: `<While condition="\${random_number()} &lt; 0.9">${COUNT}</While>`,
	};
	const heard = await runWorkflow(given);
	const clock = createVirtualClock(START_MS);
	const unheard = await simulate(compileText(workflowText(given)), {
		ports: memoryPorts({ clock }),
	});
	expect(heard.result.state).not.toEqual({});
	expect(unheard.state).toEqual(heard.result.state);
});

test('a body nested a hundred thousand deep meets a ceiling', async () => {
	const ran = await runWorkflow({
		actions: '<CallEndpoint url="https://h/e" method="GET" savePath="/r" />',
		script: [{ body: `${'['.repeat(100_000)}1.0${']'.repeat(100_000)}` }],
	});
	expect(outcomeOf(ran)).toBe('limit: The State nests too deeply at /r (limit --max-state-depth).');
});

test('a fault of ours is thrown, not reported as the workflow’s', async () => {
	const program = compileText(workflowText({ actions: '<ClearStatus />' }));
	const broken = { ...program, workflow: structuredClone(program.workflow) };
	const ran = simulate(
		{ ...broken, workflow: { ...broken.workflow, children: [] } },
		{ ports: memoryPorts() },
	);
	await expect(ran).resolves.toMatchObject({ runs: [{ outcome: 'ended' }] });
	const set = compileText(workflowText({ actions: '<Set path="/a" value="1" />' }));
	await expect(
		simulate({ ...set, workflow: structuredClone(set.workflow) }, { ports: memoryPorts() }),
	).rejects.toThrow('The text is of another workflow.');
});
