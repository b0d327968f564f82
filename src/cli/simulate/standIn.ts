import type { Source } from '../../base/source.ts';
import type { Program } from '../../compile/program.ts';
import { createCoverage } from '../../coverage/coverage.ts';
import { reportCoverage } from '../../coverage/report.ts';
import type { BeforeAction } from '../../sim/runtime.ts';
import { createStandInTwin, isStandIn, type StandIn } from '../../standin/createStandInTwin.ts';
import type { Twin } from '../../twin/twin.ts';
import { isPlaceholder } from '../../values/placeholder.ts';
import type { Flags } from '../flags.ts';
import { UsageError } from '../usageError.ts';
import { nearestSwitch } from './behaviour.ts';
import type { CoverageSummary } from './coverageSummary.ts';

/** What `--api` calls the stand-in for any API. */
export const STAND_IN = 'any';

/** Makes the stand-in for the APIs that a workflow calls. Throws `UsageError` for flags that shape other APIs. */
export function createStandIn(
	program: Program,
	flags: Flags,
	surroundings: {
		readonly now: () => number;
		readonly seed: number;
		readonly given: ReadonlyMap<string, string>;
		/** The switches of `--profile` that are not about QRadar. */
		readonly profile: ReadonlyMap<string, string>;
	},
): StandIn {
	for (const option of ['scenario', 'traffic'])
		if (flags.list(option).length > 0)
			throw new UsageError(`--${option} belongs to an API that we know, not to --api any.`);
	const { now, seed, given, profile } = surroundings;
	for (const [name, text] of profile)
		if (name !== 'failures' || !/^(?:true|false)$/.test(text))
			throw new UsageError(
				`With --api any, --profile takes failures=true beside the switches about QRadar, not "${name}=${text}".${nearestSwitch(name)}`,
			);
	const failures = profile.get('failures');
	const isReal = (text: string) => text !== '' && !isPlaceholder(text);
	return createStandInTwin(program, {
		now,
		seed,
		parameterValues: new Map([...given].filter(([, text]) => isReal(text))),
		unusable: new Set([...given].filter(([, text]) => !isReal(text)).map(([name]) => name)),
		...(failures === undefined ? {} : { failures: failures === 'true' }),
	});
}

/** What is told of every action of a run: the stand-in learns where the run is, and coverage is counted. */
export interface Watch {
	readonly beforeAction?: BeforeAction;
	/** What ran, where that was asked for or the stand-in answers. */
	readonly coverage?: () => CoverageSummary;
}

export function watchRuns(
	program: Program,
	source: Source,
	{ twin, flags }: { readonly twin: Twin | undefined; readonly flags: Flags },
): Watch {
	const standIn = isStandIn(twin) ? twin : undefined;
	const isAsked = flags.has('coverage');
	if (standIn === undefined && !isAsked) return {};
	const coverage = createCoverage(program);
	return {
		beforeAction: (action, { run }) => {
			standIn?.attend(action, run);
			coverage.count(action);
		},
		coverage: () => ({
			report: reportCoverage(coverage, source),
			program,
			isAsked,
			couldFail:
				standIn !== undefined && !/^failures=true$/m.test(flags.list('profile').join('\n')),
		}),
	};
}
