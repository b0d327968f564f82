import { didYouMean } from '../../base/suggest.ts';
import type { AtlassianTwinOptions } from './atlassianTwin.ts';
import { type Fault, readFaults } from './faults.ts';
import { type AtlassianProfile, readProfile } from './profile.ts';
import { readTraffic, SCENARIOS, type Scenario } from './scenario.ts';

/** The default scenario. */
export const SCENARIO_DEFAULT = 'busy';

/** Options with every default filled in, and what is wrong with them in sentences for people. */
export function readOptions(options: AtlassianTwinOptions): {
	readonly scenario: Scenario;
	readonly profile: AtlassianProfile;
	readonly faults: readonly Fault[];
	readonly problems: readonly string[];
} {
	const problems: string[] = [];
	const given = options.scenario ?? SCENARIO_DEFAULT;
	const named =
		typeof given !== 'string'
			? given
			: Object.hasOwn(SCENARIOS, given)
				? SCENARIOS[given]
				: undefined;
	if (named === undefined) {
		const names = Object.keys(SCENARIOS);
		problems.push(
			`There is no scenario "${String(given)}".${didYouMean(String(given), names)} ` +
				`There are ${names.join(', ')}.`,
		);
	}
	const base = named ?? (SCENARIOS[SCENARIO_DEFAULT] as Scenario);
	const traffic = readTraffic(base.traffic, options.traffic ?? {});
	const profile = readProfile((options.profile as Readonly<Record<string, unknown>>) ?? {});
	const faults = readFaults(options.faults ?? []);
	return {
		scenario: { ...base, traffic: traffic.traffic },
		profile: profile.profile,
		faults: faults.faults,
		problems: [...problems, ...traffic.problems, ...profile.problems, ...faults.problems],
	};
}
