import { createAtlassianTwin } from './atlassian/createAtlassianTwin.ts';
import { readOptions, SCENARIO_DEFAULT } from './atlassian/readOptions.ts';
import { SCENARIOS } from './atlassian/scenario.ts';
import type { TwinKind } from './twin.ts';

/** The embedded twins by name. Another API is one more row. */
export const TWINS: Readonly<Record<string, TwinKind>> = {
	atlassian: {
		title: 'Atlassian organization audit log (api.atlassian.com/admin/v1)',
		scenarios: Object.fromEntries(
			Object.entries(SCENARIOS).map(([name, scenario]) => [name, scenario.doc]),
		),
		scenarioDefault: SCENARIO_DEFAULT,
		check: (options) => readOptions(options).problems,
		create: createAtlassianTwin,
	},
};
