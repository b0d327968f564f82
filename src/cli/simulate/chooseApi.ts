import type { Program } from '../../compile/program.ts';
import { createRealClock } from '../../host/realClock.ts';
import { createVirtualClock } from '../../memory/virtualClock.ts';
import type { Scenario } from '../../scenario/scenario.ts';
import type { Clock } from '../../sim/ports.ts';
import type { Twin } from '../../twin/twin.ts';
import { createTwin } from '../createTwin.ts';
import type { Flags } from '../flags.ts';
import { createTwinOfScenario } from '../loadScenario.ts';
import { UsageError } from '../usageError.ts';
import { readBehaviour, refuseUnknownSwitches } from './behaviour.ts';
import { refuseNetworkFlags } from './network.ts';
import { givenCredentials } from './parameterValues.ts';
import { createStandIn, STAND_IN } from './standIn.ts';

/** The clock of a simulation, and whether time passes at once on it. Throws `UsageError`. */
export function chooseClock(
	flags: Flags,
	scenarioNowMs: number | undefined,
): { readonly isVirtual: boolean; readonly clock: Clock } {
	const kind = flags.text('clock') ?? (flags.text('api') === undefined ? 'real' : 'virtual');
	const real = createRealClock();
	const now = flags.instant('now');
	const startMs = now ?? scenarioNowMs ?? real.now();
	if (kind === 'virtual') return { isVirtual: true, clock: createVirtualClock(startMs) };
	if (now !== undefined)
		throw new UsageError('--now sets a virtual clock: add --clock virtual, or --api.', 'simulate');
	return { isVirtual: false, clock: real };
}

/** The API in a box that `--api` names, if it does. Throws `UsageError`. */
export function chooseTwin(
	flags: Flags,
	{
		clock,
		seed,
		given,
		scenario,
		program,
	}: {
		readonly clock: Clock;
		readonly seed: number;
		readonly given: ReadonlyMap<string, string>;
		readonly scenario: Scenario | undefined;
		readonly program: Program | undefined;
	},
): Twin | undefined {
	const name = flags.text('api');
	const chosen = readBehaviour(flags);
	const { rest } = chosen;
	if (name !== undefined) {
		refuseNetworkFlags(flags);
		if (scenario !== undefined)
			return createTwinOfScenario(scenario, flags, { now: () => clock.now(), seed, profile: rest });
		if (name === STAND_IN)
			return (
				program &&
				createStandIn(program, flags, { now: () => clock.now(), seed, given, profile: rest })
			);
		return createTwin(name, flags, {
			now: () => clock.now(),
			seed,
			profile: rest,
			credentials: givenCredentials(name, given),
		});
	}
	refuseUnknownSwitches(chosen);
	for (const option of ['scenario', 'traffic'])
		if (flags.list(option).length > 0)
			throw new UsageError(`--${option} belongs to an API in a box: add --api NAME.`, 'simulate');
	return undefined;
}
