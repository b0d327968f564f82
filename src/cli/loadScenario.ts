import { dirname, join } from 'node:path';
import { formatDiagnostic } from '../diagnostics/formatText.ts';
import { HostError } from '../host/hostError.ts';
import { readInput } from '../host/readInput.ts';
import { createSeededRandom } from '../memory/seededRandom.ts';
import { createScenarioTwin } from '../scenario/createScenarioTwin.ts';
import { readScenario } from '../scenario/readScenario.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Twin } from '../twin/twin.ts';
import type { Flags } from './flags.ts';
import { nearestSwitch } from './simulate/behaviour.ts';
import { frameColumns, type Terminal } from './terminal.ts';
import { UsageError } from './usageError.ts';

/** Recordings and HAR files are larger than documents that people write. */
const BYTES_MAX = 200 * 1024 * 1024;

/** Whether what was given for an API is a file and not one of our names. */
export function isScenarioPath(name: string): boolean {
	return /[\\/]|\.(?:json|ya?ml|har)$/i.test(name);
}

/** Reads a scenario or HAR file. What is wrong with it is shown, and there is none then. */
export async function loadScenario(
	path: string,
	{ stdin, stderr }: Pick<Terminal, 'stdin' | 'stderr'>,
): Promise<Scenario | undefined> {
	const read = (file: string) => readInput(file, { stdin: () => stdin, bytesMax: BYTES_MAX });
	const { source, scenario, diagnostics } = await readScenario(
		path,
		decode(path, await read(path)),
		{
			readFile: (name) => read(join(dirname(path), name)),
		},
	);
	for (const diagnostic of diagnostics)
		stderr.write(`${formatDiagnostic(source, diagnostic, stderr.colours, frameColumns(stderr))}\n`);
	return scenario;
}

/** What `--api` names, where that is a file. Broken: it was named, and is none that can be played. */
export async function loadScenarioOf(
	flags: Flags,
	terminal: Terminal,
): Promise<{ readonly scenario?: Scenario; readonly isBroken: boolean }> {
	const path = flags.text('api');
	if (path === undefined || !isScenarioPath(path)) return { isBroken: false };
	const scenario = await loadScenario(path, terminal);
	return scenario === undefined ? { isBroken: true } : { scenario, isBroken: false };
}

function decode(path: string, bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		throw new HostError(`"${path}" is not text in UTF-8.`);
	}
}

/** The API that plays a scenario. Throws `UsageError` for flags that shape other APIs. */
export function createTwinOfScenario(
	scenario: Scenario,
	flags: Flags,
	surroundings: {
		readonly now: () => number;
		readonly seed: number;
		/** The switches of `--profile` that are not about QRadar. */
		readonly profile: ReadonlyMap<string, string>;
	},
): Twin {
	for (const option of ['scenario', 'traffic'])
		if (flags.list(option).length > 0)
			throw new UsageError(
				`--${option} belongs to an API in a box, not to a scenario file: change the file.`,
			);
	const [unknown] = surroundings.profile.keys();
	if (unknown !== undefined)
		throw new UsageError(
			`There is no switch "${unknown}" for --profile with a scenario file.${nearestSwitch(unknown)}`,
		);
	const random = createSeededRandom(surroundings.seed);
	return createScenarioTwin(scenario, { now: surroundings.now, random: () => random.next() });
}
