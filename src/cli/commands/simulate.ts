import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { createDeadline } from '../../host/deadline.ts';
import { secretsOfProxy } from '../../host/proxyFault.ts';
import { createRealRandom } from '../../host/realRandom.ts';
import { createSeededRandom } from '../../memory/seededRandom.ts';
import { createTwinHttp } from '../../memory/twinHttp.ts';
import { parametersOf } from '../../model/workflow.ts';
import type { Clock, Http } from '../../sim/ports.ts';
import { simulate } from '../../sim/simulate.ts';
import type { SimulationResult } from '../../sim/simulationResult.ts';
import type { Twin } from '../../twin/twin.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import type { Command } from '../command.ts';
import { seedOf } from '../createTwin.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadScenarioOf } from '../loadScenario.ts';
import { showProgress } from '../progress.ts';
import { chosenSwitches, readBehaviour } from '../simulate/behaviour.ts';
import { chooseClock, chooseTwin } from '../simulate/chooseApi.ts';
import { countRequests } from '../simulate/countRequests.ts';
import type { CoverageSummary } from '../simulate/coverageSummary.ts';
import { createEventOutput } from '../simulate/eventOutput.ts';
import { finishFiles, type Note } from '../simulate/finishFiles.ts';
import { readLimits } from '../simulate/limits.ts';
import { createNetwork, proxyOf } from '../simulate/network.ts';
import { type Closers, closeAll, openFiles, refuseSharedFiles } from '../simulate/openFiles.ts';
import { openRecording } from '../simulate/openRecording.ts';
import { SIMULATE_OPTIONS } from '../simulate/options.ts';
import { type OtherReading, simulateOtherReading } from '../simulate/otherReading.ts';
import {
	checkParameterValues,
	completeValues,
	givenValues,
	type ParameterValues,
	secretTexts,
} from '../simulate/parameterValues.ts';
import { firstError, programOf, readDocuments } from '../simulate/readDocuments.ts';
import { showFaults } from '../simulate/showFaults.ts';
import { showRemarks } from '../simulate/showRemarks.ts';
import { STAND_IN, watchRuns } from '../simulate/standIn.ts';
import {
	duration,
	refusalJson,
	type Summary,
	summaryJson,
	summaryText,
} from '../simulate/summary.ts';
import { createTraceOutput } from '../simulate/traceOutput.ts';
import type { Terminal } from '../terminal.ts';

/** `simulate`: runs a workflow against an API in a box or over the network. */
export const simulateCommand: Command = {
	synopsis: '-w FILE [-wp FILE] [--api NAME] …',
	description:
		'Runs a workflow as a log source would. Prints what IBM’s command line tool prints, and a summary. A run is ended (well), aborted (by its Abort), failed, stopped at a limit of ours, or interrupted. Leaves with 1 when a run did not end well, or the ledger has events lost or duplicated.',
	positionals: [],
	options: SIMULATE_OPTIONS,
	run,
};

/** Everything that was made out before the first action runs. */
interface Setup {
	readonly flags: Flags;
	readonly terminal: Terminal;
	readonly clock: Clock;
	readonly isVirtual: boolean;
	readonly startMs: number;
	readonly seed: number;
	readonly twin: Twin | undefined;
	/** The same API in a box once more, as it is at the start. */
	readonly createTwin: (clock: Clock) => Twin | undefined;
	readonly workflow: CheckedDocument;
	readonly values: ParameterValues;
}

async function run(flags: Flags, terminal: Terminal): Promise<ExitCode> {
	refuseSharedFiles(flags);
	const documents = await readDocuments(flags, terminal);
	const { scenario, isBroken } = await loadScenarioOf(flags, terminal);
	if (isBroken) return refuse('The file of --api cannot be played.', flags, terminal);
	const { isVirtual, clock } = chooseClock(flags, scenario?.nowMs);
	const seed = seedOf(flags, scenario?.seed);
	const { workflow, values: document } = documents;
	if (workflow.workflow === undefined) {
		programOf([workflow], { isForced: false, stderr: terminal.stderr });
		return refuse(firstError([workflow]), flags, terminal);
	}
	const given = givenValues(workflow.workflow, document?.values, { flags, terminal });
	const createTwinAt = (at: Clock) =>
		chooseTwin(flags, { clock: at, seed, given, scenario, program: workflow.program });
	const startMs = clock.now();
	const twin = createTwinAt(clock);
	const values = completeValues(workflow.workflow, given, twin);
	const checked = await withValueFindings(documents, values, startMs);
	const program = programOf(checked, { isForced: flags.has('force'), stderr: terminal.stderr });
	if (program === undefined) return refuse(firstError(checked), flags, terminal);
	noteCredentials(values, twin, terminal);
	return await runProgram(program, {
		flags,
		terminal,
		clock,
		isVirtual,
		startMs,
		seed,
		twin,
		createTwin: createTwinAt,
		workflow,
		values,
	});
}

/** What is wrong has been shown; programs that read the summary learn it too. */
function refuse(reason: string, flags: Flags, { stdout }: Terminal): ExitCode {
	if (flags.text('format') === 'json') stdout.write(`${refusalJson(reason)}\n`);
	return EXIT.problemsFound;
}

/** The documents with what is wrong between them, which is said of the values where there are any. */
async function withValueFindings(
	{ workflow, values }: Awaited<ReturnType<typeof readDocuments>>,
	effective: ParameterValues,
	now: number,
): Promise<CheckedDocument[]> {
	if (workflow.workflow === undefined) return [workflow];
	const found = await checkParameterValues(workflow.workflow, values?.values, effective, now);
	if (values !== undefined)
		return [workflow, { ...values, diagnostics: [...values.diagnostics, ...found] }];
	const moved = found.map((diagnostic) => atParameter(diagnostic, workflow));
	return [{ ...workflow, diagnostics: [...workflow.diagnostics, ...moved] }];
}

/** Without a document to point into, a finding about a value points to where its parameter is declared. */
function atParameter(diagnostic: Diagnostic, { workflow }: CheckedDocument): Diagnostic {
	const parameters = workflow === undefined ? [] : parametersOf(workflow);
	const parameter = parameters.find(({ attributes }) =>
		diagnostic.message.includes(`"${attributes.name.value}"`),
	);
	const span = parameter?.attributes.name.span ?? workflow?.nameSpan ?? diagnostic.span;
	if (diagnostic.rule !== 'missing-value') return { ...diagnostic, span };
	const name = parameter?.attributes.name.value ?? 'NAME';
	return { ...diagnostic, span, help: `Add --set ${name}=…, or parameter values with -wp FILE.` };
}

function noteCredentials(
	{ fromTwin, fromScenario, refusedByTwin }: ParameterValues,
	twin: Twin | undefined,
	{ stderr }: Terminal,
): void {
	if (twin === undefined) return;
	const note = (names: readonly string[], one: string, many: string) => {
		if (names.length === 0) return;
		const list = names.map((name) => `"${name}"`).join(' and ');
		stderr.write(`${stderr.colours.cyan('note')}  ${list} ${names.length === 1 ? one : many}\n`);
	};
	if (fromScenario.length > 0)
		stderr.write(
			`${stderr.colours.cyan('note')}  ${twin.name === STAND_IN ? 'Invented' : 'As in the scenario'}: ${fromScenario.join(', ')}.\n`,
		);
	const given = 'set to what the API in a box lets in.';
	note(fromTwin, `is ${given}`, `are ${given}`);
	const advice = 'so it will refuse requests: leave it out for a trial.';
	note(
		refusedByTwin,
		`has a value that the API in a box does not know, ${advice}`,
		`have values that the API in a box does not know, ${advice.replace('leave it', 'leave them')}`,
	);
}

async function runProgram(
	program: NonNullable<CheckedDocument['program']>,
	setup: Setup,
): Promise<ExitCode> {
	const { flags, terminal, clock, twin, workflow, values } = setup;
	const { stdout, stderr } = terminal;
	const isJson = flags.text('format') === 'json';
	const isQuiet = flags.has('quiet') || isJson;
	const deadline = createDeadline(terminal.signal, flags.durationMs('timeout'));
	const closers: Closers = [() => deadline.clear()];
	try {
		const files = await openFiles(flags, terminal, closers);
		const consulted = new Set<string>();
		const network = await chooseHttp(setup, { closers, consulted });
		const proxy = proxyOf(flags, terminal.environment);
		const secrets = proxy === undefined ? [] : secretsOfProxy(proxy);
		const recording = openRecording(setup, network, secrets);
		if (recording !== undefined) closers.push(async () => void (await recording.finish()));
		const ledgers = [twin?.ledger, recording].filter((one) => one !== undefined);
		const sink = createEventOutput(files.events, ledgers);
		const http = countRequests(recording?.http ?? network);
		const began = performance.now();
		const { behaviour, jpathBehaviour, hostBehaviour } = readBehaviour(flags);
		const progress = showProgress(stderr, () => {
			const time = duration(performance.now() - began);
			return `${http.count} requests, ${sink.count} events, ${time}`;
		});
		closers.push(() => progress.stop());
		const lines = isJson ? stderr : stdout;
		const onTrace = createTraceOutput({
			source: workflow.source,
			file: files.trace,
			output: {
				...lines,
				write(text) {
					progress.clear();
					lines.write(text);
				},
			},
			isVerbose: flags.has('verbose'),
			showsEvents: !isQuiet,
			showsLogs: !isQuiet,
		});
		const { coverage, ...watch } = watchRuns(program, workflow.source, setup);
		const options = {
			...simulationOptions(setup),
			parameterValues: values.texts,
			secrets,
			signal: deadline.signal,
			behaviour,
			jpathBehaviour,
		};
		const result = await simulate(program, {
			...options,
			...watch,
			ports: { clock, http, sink, store: files.state.store, random: chooseRandom(setup) },
			...(onTrace === undefined ? {} : { onTrace }),
		});
		const written = await finishFiles(setup, { files, recording, sink });
		const elapsedMs = performance.now() - began;
		const otherReading = await simulateOtherReading(result, {
			...setup,
			program,
			options,
			hostBehaviour,
			state: files.state.loaded(),
			watch: (twin) => watchRuns(program, workflow.source, { twin, flags }),
		});
		const assumptions = [...result.assumptions, ...consulted];
		progress.stop();
		const code = conclude(
			setup,
			{ ...result, assumptions },
			{
				elapsedMs,
				notes: [
					...written.notes,
					files.state.note(result, { ...behaviour, areEventsSafe: sink.isWhole }),
				].filter((note) => note !== undefined),
				coverage: coverage?.(),
				otherReading,
			},
		);
		if (written.problem !== undefined) throw written.problem;
		return code;
	} finally {
		await closeAll(closers);
	}
}

function simulationOptions({ flags, isVirtual }: Setup) {
	const recurrence = flags.number('recurrence', { min: 0.001 });
	const goesOn = recurrence !== undefined && !isVirtual;
	const runs = flags.wholeNumber('runs', { min: 1 }) ?? (goesOn ? Number.POSITIVE_INFINITY : 1);
	const identifier = flags.text('identifier');
	const epsThrottle = flags.number('eps', { min: 0.001 });
	const eventBytesMax = flags.wholeNumber('event-bytes', { min: 1 });
	return {
		runs,
		limits: readLimits(flags),
		allowUntrustedCertificates: flags.has('untrusted'),
		acceptsForeignState: flags.has('force'),
		breathe: () => new Promise<void>((resolve) => setImmediate(resolve)),
		...(recurrence === undefined ? {} : { recurrenceMs: recurrence * 1000 }),
		...(identifier === undefined ? {} : { logSourceIdentifier: identifier }),
		...(epsThrottle === undefined ? {} : { epsThrottle }),
		...(eventBytesMax === undefined ? {} : { eventBytesMax }),
	};
}

async function chooseHttp(
	{ flags, terminal, twin, clock, workflow, values }: Setup,
	{ closers, consulted }: { readonly closers: Closers; readonly consulted: Set<string> },
): Promise<Http> {
	if (twin !== undefined)
		return createTwinHttp(twin, clock, {
			...readBehaviour(flags).hostBehaviour,
			consulted: (key) => consulted.add(key),
		});
	const network = await createNetwork(flags, terminal, {
		workflow: workflow.source.text,
		parameters: values.texts,
		consulted: (key) => consulted.add(key),
	});
	closers.push(() => network.close());
	return network;
}

function chooseRandom({ flags, twin, seed }: Setup) {
	const isTold = ['seed', 'record'].some((option) => flags.text(option) !== undefined);
	const isRepeatable = twin !== undefined || isTold;
	return isRepeatable ? createSeededRandom(seed) : createRealRandom();
}

/** What is known beside the result when it is over. */
interface Aftermath {
	readonly elapsedMs: number;
	readonly coverage: CoverageSummary | undefined;
	/** What became of files. */
	readonly notes: readonly Note[];
	readonly otherReading: OtherReading | undefined;
}

function conclude(
	setup: Setup,
	result: SimulationResult,
	{ elapsedMs, notes: written, coverage, otherReading }: Aftermath,
): ExitCode {
	const { flags, terminal, clock, twin, workflow, isVirtual, seed } = setup;
	const { stdout, stderr, signal } = terminal;
	const attributes = workflow.workflow?.attributes;
	const notes = [...written];
	if (twin !== undefined && flags.text('seed') === undefined)
		notes.push(['Repeat', `with --seed ${seed}`]);
	const summary: Summary = {
		title: `${attributes?.name.value} ${attributes?.version.value}`,
		result,
		verdict: twin?.ledger?.verdict(clock.now()),
		isVirtual,
		elapsedMs,
		chosen: chosenSwitches(flags),
		notes,
		coverage,
		otherReading,
	};
	showFaults(result, workflow.source, stderr);
	showRemarks(twin, secretTexts(workflow, setup.values), terminal);
	if (flags.text('format') === 'json') stdout.write(`${summaryJson(summary)}\n`);
	else stdout.write(summaryText(summary, stdout.colours, stdout.columns));
	if (signal.aborted) return EXIT.interrupted;
	const isGood =
		result.fault === undefined && result.runs.every(({ outcome }) => outcome === 'ended');
	const { lost = 0, duplicated = 0 } = summary.verdict ?? {};
	return isGood && lost + duplicated === 0 ? EXIT.clean : EXIT.problemsFound;
}
