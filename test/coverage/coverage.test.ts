import { expect, test } from 'vitest';
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
	const { lines, ...whole } = report;
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
	const { report, source } = await covered(ACTIONS);
	expect(coverageLine(report)).toBe('64 % of 14 actions; not run: lines 8-12, 15-16');
	expect(coverageLines(report, source)).toBe(`
Never ran, and conditions that were never false (5 of 9 branches taken):
   8  <Log type="INFO" message="two"/>
   9  <Abort reason="two"/>
  12  <Log type="INFO" message="other"/>
  15  <While condition="/b = 1">
  16  <Sleep duration="1"/>
  19  <If condition="true"><Log type="INFO" message="always"/></If>  (always true)
`);
});

test('nothing is said where everything ran', async () => {
	const { report, source } = await covered('<Set path="/a" value="1"/>');
	expect(coverageLine(report)).toBe('100 % of 1 action');
	expect(coverageLines(report, source)).toBe('');
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
	expect(coverageLines(report, source)).toContain('0  <Sleep>');
});
