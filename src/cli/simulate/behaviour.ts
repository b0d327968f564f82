import { DEFAULT_SIM_BEHAVIOUR, SIM_UNKNOWNS, type SimBehaviour } from '../../sim/behaviour.ts';
import type { Flags } from '../flags.ts';
import { UsageError } from '../usageError.ts';

/** The switches of `--profile` that are about QRadar, and those left for the API. */
export function readBehaviour(flags: Flags): {
	readonly behaviour: Partial<SimBehaviour>;
	readonly rest: ReadonlyMap<string, string>;
} {
	const behaviour: Record<string, string | boolean> = {};
	const rest = new Map<string, string>();
	for (const [name, text] of flags.pairs('profile')) {
		if (!Object.hasOwn(DEFAULT_SIM_BEHAVIOUR, name)) {
			rest.set(name, text);
			continue;
		}
		const options = SIM_UNKNOWNS.find(({ key }) => key === name)?.options ?? [];
		const value = options.length === 0 ? text : options.find((option) => String(option) === text);
		if (value === undefined)
			throw new UsageError(
				`The switch "${name}" cannot be "${text}": it takes ${options.join(', ')}.`,
				'simulate',
			);
		behaviour[name] = value;
	}
	const persist = flags.text('persist-on-abort');
	if (persist !== undefined) behaviour.persistOnAbort = persist === 'true';
	return { behaviour: behaviour as Partial<SimBehaviour>, rest };
}
