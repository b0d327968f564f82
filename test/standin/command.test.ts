import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { TEMPLATES } from '../../templates/templates.ts';
import { simulate } from '../cli/runSimulate.ts';
import { workflow } from '../cli/workflows.ts';

const PAGES = workflow(
	`<DoWhile condition="/r/body/next != null">
	<CallEndpoint method="GET" url="https://\${/host}/events" savePath="/r"><QueryParameter name="next" value="\${/r/body/next}" omitIfEmpty="true" /></CallEndpoint>
	<If condition="/r/status_code != 200"><Abort reason="Status \${/r/status_code}" /></If>
	<PostEvents path="/r/body/events" source="API" />
	</DoWhile>`,
	'<Parameter name="host" label="Host" required="true" />',
);
const documents = { 'w.xml': PAGES };
const START = ['-w', '@w.xml', '--api', 'any', '--now', '2026-01-01T12:00:00Z', '--seed', '7'];

test('simulate --api any runs a workflow without values or an API, and says how much of it ran', async () => {
	const { code, stdout, stderr } = await simulate({
		documents,
		argv: [...START, '--runs', '3', '-q'],
	});
	expect(code).toBe(0);
	expect(stderr).toContain('Invented: host.');
	expect(stdout).toContain('3: ended well');
	expect(stdout).toMatch(/Coverage {2}80 % of 5 actions; not run: line \d+\n/);
	expect(stdout).not.toContain('Never ran');
	expect(stdout).not.toContain('Ledger');
});

test('the same seed and time give the same events', async () => {
	const run = () => simulate({ documents, argv: [...START, '--events', '@events.jsonl'] });
	const [one, other] = [await run(), await run()];
	expect(one.read('events.jsonl')).toBe(other.read('events.jsonl'));
});

test('--coverage says what never ran and why, and how to see more; as JSON when asked for', async () => {
	const text = await simulate({ documents, argv: [...START, '--coverage', '-q'] });
	expect(text.stdout).toMatch(
		/Never taken.*\n +\d+ {2}If "\/r\/status_code != 200" was never true in \d tests\n/,
	);
	expect(text.stdout).toContain('calls that fail: --profile failures=true.');
	expect(text.stdout).not.toContain('--set');
	const failing = await simulate({
		documents,
		argv: [...START, '--coverage', '-q', '--profile', 'failures=true'],
	});
	expect(failing.stdout).not.toContain('--profile failures=true.');
	const json = await simulate({ documents, argv: [...START, '--coverage', '--format', 'json'] });
	const summary = JSON.parse(json.stdout) as Record<string, unknown>;
	expect(Object.keys(summary)).toEqual(['runs', 'coverage']);
	expect(summary.coverage).toMatchObject({ actions: 5, covered: 4, percent: 80 });
	const plain = await simulate({ documents, argv: [...START, '--format', 'json'] });
	expect(Object.keys(JSON.parse(plain.stdout) as object)).toEqual(['runs']);
});

test('coverage can be had of runs against other APIs too', async () => {
	const { stdout } = await simulate({
		documents: { 'w.xml': workflow('<If condition="false"><Sleep duration="1" /></If>') },
		argv: ['-w', '@w.xml', '--clock', 'virtual', '--coverage'],
	});
	expect(stdout).toMatch(/Coverage {2}50 % of 2 actions; not run: line \d+\n/);
});

test('--coverage names the parameters on which conditions depend', async () => {
	const { stdout } = await simulate({
		documents: {
			'w.xml': workflow(
				`<If condition="count(/query) &gt; 0 and /queryTime/x = 1"><Sleep duration="1" /></If>
<If condition="'\${/'the mode'}' = 'all'"><Sleep duration="1" /></If><If condition="/r/lag = 1"><Sleep duration="1" /></If>`,
				['query', 'the mode', 'lag', 'queryTime', 'other']
					.map((name) => `<Parameter name="${name}" label="x" />`)
					.join(''),
			),
		},
		argv: [...START, '--coverage', '-q'],
	});
	expect(stdout).toContain("Some of it depends on parameters: --set query=… --set 'the mode=…'\n");
});

test('calls fail when --profile failures=true', async () => {
	const { stdout } = await simulate({
		documents,
		argv: [...START, '--runs', '30', '-q', '--profile', 'failures=true'],
	});
	expect(stdout).toMatch(/aborted/);
	expect(stdout).toContain('100 % of 5 actions');
});

test('no call fails when --profile failures=false', async () => {
	const skipped = workflow(
		'<CallEndpoint method="GET" url="https://api.example.com/" savePath="/r" /><If condition="/r/status_code = 429"><Sleep duration="1" /></If>',
	);
	const skipping = (...more: string[]) =>
		simulate({ documents: { 'w.xml': skipped }, argv: [...START, '--runs', '4', '-q', ...more] });
	expect((await skipping()).stdout).toContain('429: 1');
	expect((await skipping()).stderr).toContain('With failures=false it never does');
	expect((await skipping('--profile', 'failures=false')).stdout).not.toContain('429');
});

test('values that cannot be used are replaced, others are not', async () => {
	const values = `<WorkflowParameterValues xmlns="http://qradar.ibm.com/UniversalCloudRESTAPI/WorkflowParameterValues/V2"><Value name="host" value="<HOST>" /></WorkflowParameterValues>`;
	const written = { ...documents, 'v.xml': values.replace('<HOST>', '&lt;your host&gt;') };
	const argv = [...START, '-wp', '@v.xml', '--trace', '@trace.jsonl'];
	const placeholder = await simulate({ documents: written, argv });
	expect(placeholder.stderr).toContain('Invented: host.');
	const given = await simulate({
		documents: { ...documents, 'v.xml': values.replace('<HOST>', 'mine.example.com') },
		argv,
	});
	expect(given.stderr).not.toContain('Invented');
	expect(given.read('trace.jsonl')).toContain('https://mine.example.com/events');
});

for (const { name } of TEMPLATES)
	test(`our own ${name} runs as it was published, with nothing but invented values`, async () => {
		const url = new URL(`../../workflows/${name}/workflow.xml`, import.meta.url);
		const published = { 'w.xml': readFileSync(url, 'utf8') };
		for (const seed of ['1', '2', '3'])
			for (const more of [[], ['--set', 'query=word', '--set', 'startTime=1767200000000']]) {
				const { code, stdout } = await simulate({
					documents: published,
					argv: [...START.slice(0, -1), seed, '--runs', '4', '-q', ...more],
				});
				expect(stdout, `seed ${seed}`).toContain('4: ended well');
				expect(code).toBe(0);
			}
	});

test('switches and stories of other APIs are refused', async () => {
	for (const [words, message] of [
		[['--traffic', 'perHour=1'], '--traffic belongs to an API that we know'],
		[['--profile', 'quirk=1'], 'failures=true'],
		[['--route', 'https://a=https://b'], 'nothing leaves the machine'],
	] as const) {
		const { code, stderr } = await simulate({ documents, argv: [...START, ...words] });
		expect(code).toBe(2);
		expect(stderr).toContain(message);
	}
});
