import { describe, expect, test } from 'vitest';
import { createSource } from '../../src/base/source.ts';
import { compileWorkflow } from '../../src/compile/compile.ts';
import { createCoverage } from '../../src/coverage/coverage.ts';
import { coverageLine, coverageLines, reportCoverage } from '../../src/coverage/report.ts';
import { createMemoryStore } from '../../src/memory/memoryStore.ts';
import { createRecordingSink } from '../../src/memory/recordingSink.ts';
import { createScriptedHttp } from '../../src/memory/scriptedHttp.ts';
import { createSeededRandom } from '../../src/memory/seededRandom.ts';
import { createVirtualClock } from '../../src/memory/virtualClock.ts';
import { element, workflow } from '../../src/model/build.ts';
import { simulate } from '../../src/sim/simulate.ts';
import { compileText, START_MS, workflowText } from '../sim/runWorkflow.ts';

/** The first action stands in line 3. */
const ACTIONS = `<Set path="/a" value="1"/>
<If condition="/a = 1">
	<Log type="INFO" message="one"/>
</If>
<ElseIf condition="/a = 2">
	<Log type="INFO" message="two"/>
	<Abort reason="two"/>
</ElseIf>
<Else>
	<Log type="INFO" message="other"/>
</Else>
<If condition="/a = 3">
	<While condition="/b = 1">
		<Sleep duration="1"/>
	</While>
</If>
<If condition="true"><Log type="INFO" message="always"/></If>
<ForEach item="/x" items="/list">
	<If condition="/x = 'b'">
		<Add path="/found" value="\${/x}"/>
	</If>
</ForEach>`;

async function covered(actions: string, runs = 1) {
	const text = workflowText({ actions });
	const program = compileText(text);
	const coverage = createCoverage(program);
	await simulate(program, {
		ports: {
			clock: createVirtualClock(START_MS),
			http: createScriptedHttp([]),
			sink: createRecordingSink(),
			store: createMemoryStore(actions === ACTIONS ? { list: ['a', 'b'] } : undefined),
			random: createSeededRandom(1),
		},
		runs,
		beforeAction: (action) => coverage.count(action),
	});
	const source = createSource('w.xml', text);
	return { report: reportCoverage(coverage, source), source };
}

test('every action is counted, and every branch of an If', async () => {
	const { report } = await covered(ACTIONS, 2);
	const { lines, gaps, ...whole } = report;
	expect(gaps[0]).toEqual({
		from: 8,
		to: 9,
		cause: 'never-asked',
		decider: 'ElseIf',
		line: 7,
		condition: '/a = 2',
		tests: 0,
	});
	expect(gaps.map(({ cause }) => cause)).toEqual([
		'never-asked',
		'never-asked',
		'never-true',
		'always-true',
	]);
	expect(whole).toEqual({
		actions: 14,
		covered: 9,
		percent: 64,
		branches: 9,
		branchesTaken: 5,
		notRun: [
			{ from: 8, to: 12 },
			{ from: 15, to: 16 },
		],
	});
	expect(lines.slice(0, 3)).toEqual([
		{ line: 3, action: 'Set', times: 2 },
		{
			line: 4,
			action: 'If',
			times: 2,
			branches: [
				{ branch: 'If', line: 4, times: 2 },
				{ branch: 'ElseIf', line: 7, times: 0 },
				{ branch: 'Else', line: 11, times: 0 },
			],
		},
		{ line: 5, action: 'Log', times: 2 },
	]);
	expect(lines.at(-2)).toEqual({
		line: 21,
		action: 'If',
		times: 4,
		branches: [
			{ branch: 'If', line: 21, times: 2 },
			{ branch: 'none', line: null, times: 2 },
		],
	});
});

test('the text names the lines that never ran, and conditions that were never false', async () => {
	const { report } = await covered(ACTIONS);
	expect(coverageLine(report)).toBe('64 % of 14 actions; not run: lines 8-12, 15-16');
	expect(coverageLines(report)).toBe(`
Never taken (5 of 9 branches were):
    8-9  ElseIf "/a = 2" (line 7): a condition before it always held
     12  Else (line 11): a condition before it always held
  15-16  If "/a = 3" (line 14) was never true
     19  If "true" was always true
`);
});

test('nothing is said where everything ran', async () => {
	const { report } = await covered('<Set path="/a" value="1"/>');
	expect(coverageLine(report)).toBe('100 % of 1 action');
	expect(coverageLines(report)).toBe('');
});

test('one line is one line', async () => {
	const { report } = await covered('<If condition="false"><Sleep duration="1"/></If>');
	expect(coverageLine(report)).toBe('50 % of 2 actions; not run: line 3');
});

test('a workflow made in code has no lines', () => {
	const { program } = compileWorkflow(
		workflow({
			version: 'V2',
			attributes: { name: 'x', description: undefined, version: '1', minimumRecurrence: undefined },
			actions: [element('Sleep', { duration: '1' })],
		}),
	);
	const source = createSource('w.xml', '');
	const report = reportCoverage(createCoverage(program), source);
	expect(report.notRun).toEqual([{ from: 0, to: 0 }]);
	expect(coverageLines(report)).toContain('0  nothing ran');
});

/** Each stands in line 3 and below; expected is what is said of every gap. */
const GAPS = [
	{
		about: 'what stands behind an Abort is never reached',
		actions: `<If condition="true">
<Abort reason="x"/>
<Log type="INFO" message="never"/>
</If>
<Sleep duration="1"/>`,
		expected: [
			'3  If "true" was always true',
			'5  stands behind the Abort of line 4: no run gets there',
			'7  every run that came to line 3 ended there',
		],
	},
	{
		about: 'an action at which every run ended',
		actions: `<If condition="true">
<Split value="a" delimiter="(" savePath="/x"/>
<Log type="INFO" message="never"/>
</If>
<Sleep duration="1"/>`,
		expected: [
			'3  If "true" was always true',
			'5  every run that came to line 4 ended there',
			'7  every run that came to line 3 ended there',
		],
	},
	{
		about: 'loops that were never entered',
		actions: `<While condition="/a = 1">
<Sleep duration="1"/>
</While>
<ForEach item="/i" items="/list">
<If condition="/i = 1">
<Sleep duration="1"/>
</If>
</ForEach>`,
		expected: [
			'4  While "/a = 1" (line 3) was never true',
			'7-8  ForEach "/list" (line 6) had nothing to go through',
		],
	},
	{
		about: 'conditions that were tested often',
		actions: `<Set path="/list" value="[1, 2, 3]"/>
<ForEach item="/i" items="/list">
<If condition="/i = 1">
<Sleep duration="1"/>
</If>
<ElseIf condition="/i = 7">
<Sleep duration="7"/>
</ElseIf>
</ForEach>`,
		expected: ['9  ElseIf "/i = 7" (line 8) was never true in 2 tests'],
	},
	{
		about: 'a condition of which every side but none of them was seen',
		actions: `<Set path="/list" value="[1, 2, 3]"/>
<ForEach item="/i" items="/list">
<If condition="/i = 1">
<Sleep duration="1"/>
</If>
<ElseIf condition="/i > 1">
<Sleep duration="7"/>
</ElseIf>
</ForEach>`,
		expected: ['5  If "/i = 1" or an ElseIf of it was always true in 3 tests'],
	},
	{
		about: 'an If around which nothing runs',
		actions: `<If condition="false">
<If condition="true">
<Sleep duration="1"/>
</If>
<Else>
<Sleep duration="1"/>
</Else>
</If>`,
		expected: ['4-8  If "false" (line 3) was never true'],
	},
] as const;

describe('says why', () => {
	for (const { about, actions, expected } of GAPS)
		test(about, async () => {
			const { report } = await covered(actions);
			const rows = coverageLines(report).split('\n').slice(2, -1);
			expect(rows.map((row) => row.trim())).toEqual(expected);
		});

	test('long conditions in one line', async () => {
		const { report } = await covered(
			`<If condition="/a = 1 and&#10;  ${'/b = 2 and '.repeat(20)}/c = 3"><Sleep duration="1"/></If>`,
		);
		expect(coverageLines(report)).toContain('If "/a = 1 and /b = 2 and');
		expect(coverageLines(report).split('\n')[2]?.length).toBeLessThan(120);
	});
});
