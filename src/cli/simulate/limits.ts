import { LIMITS, type LimitName, type Limits } from '../../sim/limits.ts';
import type { Flags } from '../flags.ts';

/** The ceilings that were given on the command line. */
export function readLimits(flags: Flags): Partial<Limits> {
	const limits: Partial<Record<LimitName, number>> = {};
	for (const name of Object.keys(LIMITS) as LimitName[]) {
		const flag = LIMITS[name].flag.slice(2);
		const value = name.endsWith('Ms')
			? flags.durationMs(flag)
			: flags.wholeNumber(flag, { min: 1 });
		if (value !== undefined) limits[name] = value;
	}
	return limits;
}
