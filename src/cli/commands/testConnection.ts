import { type ConnectionTestResult, runConnectionTest } from '../../host/connectionTests.ts';
import { parseRoute } from '../../host/httpRoute.ts';
import type { ProxyAddress } from '../../host/proxyAddress.ts';
import { secretsOfProxy } from '../../host/proxyFault.ts';
import { readCertificates } from '../../host/readCertificates.ts';
import { parametersOf } from '../../model/workflow.ts';
import { Redactor } from '../../sim/redact.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { isSecretParameter } from '../../values/mask.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { showProgress } from '../progress.ts';
import { proxyOf } from '../simulate/network.ts';
import { SIMULATE_OPTIONS } from '../simulate/options.ts';
import { givenValues } from '../simulate/parameterValues.ts';
import { programOf, readDocuments } from '../simulate/readDocuments.ts';
import type { Terminal } from '../terminal.ts';
import { type PlannedTest, planTests } from '../testConnection/planTests.ts';
import { createTestReport, type TestReport } from '../testConnection/report.ts';
import { UsageError } from '../usageError.ts';

const NAME = 'test-connection';
const { workflow, values, proxy, untrusted, ca, set, route } = SIMULATE_OPTIONS;

/** `test-connection`: what QRadar's Test button does with the Tests section. */
export const testConnectionCommand: Command = {
	synopsis: '-w FILE [-wp FILE]',
	description:
		'Runs the <Tests> section of a workflow over the network, as the Test button of a log source does: names, connections, certificates, and a request through the proxy. Nothing else is sent.',
	positionals: [],
	options: {
		...present({ workflow, values, set, 'set-env': SIMULATE_OPTIONS['set-env'] }),
		...present({ proxy, untrusted, ca, route }),
		timeout: {
			kind: 'text',
			value: 'TIME',
			describe: 'how long each test may take (15s)',
		},
		format: { kind: 'choice', choices: ['text', 'json'], describe: 'json: for programs' },
		force: { kind: 'flag', describe: 'Test in spite of errors that validation finds' },
	},
	async run(flags, terminal) {
		try {
			return await run(flags, terminal);
		} catch (error) {
			// What is shared with simulate names that command.
			if (!(error instanceof UsageError) || error.command === undefined) throw error;
			throw new UsageError(error.message, NAME);
		}
	},
};

async function run(flags: Flags, terminal: Terminal): Promise<ExitCode> {
	const documents = await readDocuments(flags, terminal);
	const all = [documents.workflow, ...(documents.values === undefined ? [] : [documents.values])];
	const program = programOf(all, { isForced: flags.has('force'), stderr: terminal.stderr });
	if (program === undefined) return EXIT.problemsFound;
	const given = givenValues(program.workflow, documents.values?.values, { flags, terminal });
	const tests = planTests(program, given, { now: () => Date.now(), random: Math.random });
	const proxy = proxyOf(flags, terminal.environment);
	const redactor = new Redactor([
		...secretsOf(documents.workflow, given),
		...(proxy === undefined ? [] : secretsOfProxy(proxy)),
	]);
	for (const { target } of tests) redactor.learnFrom(target);
	const report = createTestReport(terminal.stdout, {
		isJson: flags.text('format') === 'json',
		source: documents.workflow.source,
		redactor,
	});
	await perform(tests, { report, redactor, proxy }, flags, terminal);
	report.conclude();
	if (terminal.signal.aborted) return EXIT.interrupted;
	return report.isGood ? EXIT.clean : EXIT.problemsFound;
}

async function perform(
	tests: readonly PlannedTest[],
	{
		report,
		redactor,
		proxy,
	}: {
		readonly report: TestReport;
		readonly redactor: Redactor;
		readonly proxy: ProxyAddress | undefined;
	},
	flags: Flags,
	{ signal, stderr }: Terminal,
): Promise<void> {
	const options = { ...(await networkOptions(flags)), ...(proxy === undefined ? {} : { proxy }) };
	for (const test of tests) {
		if (signal.aborted) return;
		const { plan } = test;
		const timeMs = Date.now();
		const began = performance.now();
		const progress = showProgress(stderr, () => `${test.name} ${redactor.redact(test.target)}`);
		const result: ConnectionTestResult =
			plan.kind === 'obstacle'
				? { ok: false, message: plan.message, help: plan.help }
				: await runConnectionTest(plan, { ...options, signal }).finally(() => progress.stop());
		progress.stop();
		if (signal.aborted) return;
		report.add(test, result, { timeMs, durationMs: Math.round(performance.now() - began) });
	}
}

async function networkOptions(flags: Flags) {
	const authorities = await Promise.all(flags.list('ca').map(readCertificates));
	const timeoutMs = flags.durationMs('timeout');
	return {
		routes: flags.list('route').map(parseRoute),
		allowUntrustedCertificates: flags.has('untrusted'),
		certificateAuthorities: authorities.flat(),
		...(timeoutMs === undefined ? {} : { timeoutMs }),
	};
}

/** Addresses may hold secrets, and messages show them. */
function secretsOf({ workflow }: CheckedDocument, given: ReadonlyMap<string, string>): string[] {
	return (workflow === undefined ? [] : parametersOf(workflow))
		.filter(isSecretParameter)
		.map(
			({ attributes: { name, default: preset } }) => given.get(name.value) ?? preset?.value ?? '',
		);
}

/** Options of another command that are there for certain. */
function present<Value>(options: Readonly<Record<string, Value | undefined>>) {
	const entries = Object.entries(options).filter(
		(entry): entry is [string, Value] => entry[1] !== undefined,
	);
	return Object.fromEntries(entries);
}
