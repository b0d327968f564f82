import { didYouMean } from '../base/suggest.ts';
import { TWINS } from '../twin/index.ts';
import type { Twin } from '../twin/twin.ts';
import type { OptionSpec } from './command.ts';
import type { Flags } from './flags.ts';
import { UsageError } from './usageError.ts';

/** The options that shape a twin, for every command that makes one. */
export const TWIN_OPTIONS = {
	scenario: { kind: 'text', value: 'NAME', describe: 'the story the API plays' },
	profile: {
		kind: 'list',
		value: 'NAME=VALUE',
		describe: 'a switch for what nobody outside knows about the API; repeatable',
	},
	traffic: {
		kind: 'list',
		value: 'NAME=VALUE',
		describe: 'a number of the story changed, such as perHour=6000; repeatable',
	},
	seed: {
		kind: 'text',
		value: 'N',
		describe: 'decides every random choice; the same seed, the same run',
	},
	now: {
		kind: 'text',
		value: 'TIME',
		describe: 'when the clock starts: ISO 8601 or epoch milliseconds (now)',
	},
} as const satisfies Readonly<Record<string, OptionSpec>>;

/** Makes a twin from what was typed. Throws `UsageError` for what the twin will not take. */
export function createTwin(
	name: string,
	flags: Flags,
	surroundings: {
		readonly now: () => number;
		readonly seed: number;
		/** The switches of `--profile` that are about the API. */
		readonly profile: ReadonlyMap<string, string>;
		/** What lets a request in, where the person gave it. */
		readonly credentials?: Readonly<Record<string, string>>;
	},
): Twin {
	if (name === 'any')
		throw new UsageError(
			'"any" answers what a workflow seems to expect, so it needs one: simulate -w FILE --api any.',
		);
	const names = [...Object.keys(TWINS), 'any'];
	const kind = names.includes(name) ? TWINS[name] : undefined;
	if (kind === undefined)
		throw new UsageError(
			`There is no API "${name}".${didYouMean(name, names) || ` There are: ${names.join(', ')}. A scenario is a file: ./${name}.`}`,
		);
	const scenario = flags.text('scenario');
	const options = {
		now: surroundings.now,
		seed: surroundings.seed,
		...(scenario === undefined ? {} : { scenario }),
		profile: Object.fromEntries(surroundings.profile),
		traffic: trafficOf(flags),
		credentials: surroundings.credentials ?? {},
	};
	const problems = kind.check(options);
	if (problems.length > 0) throw new UsageError(problems.join('\n       '));
	return kind.create(options);
}

function trafficOf(flags: Flags): Record<string, unknown> {
	const traffic: Record<string, unknown> = {};
	for (const [name, text] of flags.pairs('traffic')) {
		try {
			traffic[name] = JSON.parse(text);
		} catch {
			throw new UsageError(`--traffic ${name} takes a number or a list of numbers, not "${text}".`);
		}
	}
	return traffic;
}

/** The seed that was typed, or that of a recording, or one of its own for this run. */
export function seedOf(flags: Flags, recorded?: number): number {
	return (
		flags.wholeNumber('seed', { min: 0 }) ?? recorded ?? Math.floor(Math.random() * 1_000_000_000)
	);
}
