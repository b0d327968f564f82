import { createRealClock } from '../../host/realClock.ts';
import { serveTwin } from '../../host/twinServer.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import { TWINS } from '../../twin/index.ts';
import type { Twin } from '../../twin/twin.ts';
import { type Command, PROGRAM } from '../command.ts';
import { createTwin, seedOf, TWIN_OPTIONS } from '../createTwin.ts';
import { EXIT, type ExitCode } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { createTwinOfScenario, isScenarioPath, loadScenario } from '../loadScenario.ts';
import type { Terminal } from '../terminal.ts';
import { TWIN_HINTS } from '../twinParameters.ts';
import { UsageError } from '../usageError.ts';

const DEFAULT_PORT = 8123;

/** `api`: serves a twin over HTTP until it is interrupted. */
export const apiCommand: Command = {
	synopsis: 'NAME|FILE [--port N] [--scenario NAME]',
	description: describeTwins(),
	positionals: [
		{
			name: 'name',
			describe: `The API: ${Object.keys(TWINS).join(', ')}, or a scenario or HAR file`,
		},
	],
	options: {
		port: {
			kind: 'text',
			value: 'N',
			describe: `where to listen (${DEFAULT_PORT}); 0 takes any free port`,
		},
		...TWIN_OPTIONS,
		speed: { kind: 'text', value: 'FACTOR', describe: 'how fast its clock runs (1)' },
		clock: {
			kind: 'choice',
			choices: ['real', 'virtual'],
			describe: 'virtual: its clock stands still at --now (real)',
		},
		quiet: { kind: 'flag', describe: 'Do not print a line for each request' },
	},
	run,
};

async function run(flags: Flags, terminal: Terminal): Promise<ExitCode> {
	const { stdout, signal } = terminal;
	const port = flags.wholeNumber('port', { min: 0, max: 65535 }) ?? DEFAULT_PORT;
	const seed = seedOf(flags);
	const name = flags.textOr('name', '');
	const scenario = isScenarioPath(name) ? await loadScenario(name, terminal) : undefined;
	if (isScenarioPath(name) && scenario === undefined) return EXIT.problemsFound;
	const surroundings = {
		now: twinClock(flags, scenario?.nowMs),
		seed,
		profile: flags.pairs('profile'),
	};
	const twin =
		scenario === undefined
			? createTwin(name, flags, surroundings)
			: createTwinOfScenario(scenario, flags, surroundings);
	const server = await serveTwin({
		twin,
		port,
		onReply: ({ method, path }, status) => {
			if (!flags.has('quiet'))
				stdout.write(`${stdout.colours.dim(String(status))} ${method} ${path}\n`);
		},
		onError: (error) => {
			terminal.stderr.write(`error  ${error instanceof Error ? error.message : String(error)}\n`);
		},
	});
	stdout.write(
		scenario === undefined
			? welcome(twin, server.url, { seed, flags, terminal })
			: welcomeToScenario(scenario, server.url, terminal),
	);
	await new Promise<void>((resolve) => {
		if (signal.aborted) resolve();
		signal.addEventListener('abort', () => resolve(), { once: true });
	});
	await server.close();
	for (const remark of twin.remarks?.() ?? [])
		terminal.stderr.write(`${terminal.stderr.colours.cyan('note')}  ${remark}\n`);
	return EXIT.clean;
}

function describeTwins(): string {
	const scenarios = Object.entries(TWINS).flatMap(([name, kind]) => [
		`Scenarios of ${name} (${kind.title}):`,
		...Object.entries(kind.scenarios).map(
			([scenario, doc]) =>
				`  ${scenario}${scenario === kind.scenarioDefault ? ' (default)' : ''}: ${doc}`,
		),
	]);
	return [
		'Serves an API in a box over HTTP, until you stop it with Ctrl-C.',
		'',
		...scenarios,
	].join('\n');
}

function twinClock(flags: Flags, scenarioNowMs: number | undefined): () => number {
	const speed = flags.number('speed', { min: 0.001, max: 1_000_000 }) ?? 1;
	const isVirtual = flags.text('clock') === 'virtual';
	if (isVirtual && flags.text('speed') !== undefined)
		throw new UsageError(
			'--speed has no effect on a clock that stands still (--clock virtual).',
			'api',
		);
	const { now } = createRealClock();
	const beganMs = now();
	const startMs = flags.instant('now') ?? scenarioNowMs ?? beganMs;
	return isVirtual ? () => startMs : () => startMs + Math.floor((now() - beganMs) * speed);
}

function welcome(
	twin: Twin,
	url: string,
	{
		seed,
		flags,
		terminal,
	}: { readonly seed: number; readonly flags: Flags; readonly terminal: Terminal },
): string {
	const { bold, dim } = terminal.stdout.colours;
	const kind = TWINS[twin.name];
	const hints = TWIN_HINTS[twin.name];
	const scenario = flags.text('scenario') ?? kind?.scenarioDefault ?? '';
	const routes = twin.origins.map((origin) => ` --route ${origin}=${url}`).join('');
	const values = Object.entries(hints?.parameters ?? {}).map(
		([kindOfValue, [name = kindOfValue]]) => {
			const value = twin.credentials[kindOfValue] ?? '';
			return ` --set ${PARAMETER_SPELLING[name] ?? name}=${value}`;
		},
	);
	const lines = [
		`${bold('Ready')} at ${bold(url)}`,
		`  ${kind?.title ?? twin.name}, scenario ${scenario}, seed ${seed}`,
		...Object.entries(twin.credentials).map(([name, value]) => `  ${name.padEnd(8)} ${value}`),
		...(hints === undefined
			? []
			: [
					dim('Look at it:'),
					`  curl -H '${hints.authorization(twin.credentials)}' '${url}${hints.firstPath(twin.credentials)}'`,
				]),
		dim('Run a workflow against it:'),
		`  ${PROGRAM} simulate -w workflow.xml${routes}${values.join('')}`,
		dim('Stop it with Ctrl-C.'),
	];
	return `${lines.join('\n')}\n`;
}

function welcomeToScenario(
	{ name, origins, routes }: Scenario,
	url: string,
	{ stdout }: Terminal,
): string {
	const { bold, dim } = stdout.colours;
	const flags = origins.map((origin) => ` --route ${origin}=${url}`).join('');
	return `${bold('Ready')} at ${bold(url)}
  ${name}, ${routes.length} ${routes.length === 1 ? 'route' : 'routes'}
${dim('Run a workflow against it:')}
  ${PROGRAM} simulate -w workflow.xml${flags}
${dim('Stop it with Ctrl-C.')}
`;
}

/** How our templates spell the parameters that hold credentials. */
const PARAMETER_SPELLING: Readonly<Record<string, string>> = {
	orgid: 'orgID',
	apitoken: 'apiToken',
};
