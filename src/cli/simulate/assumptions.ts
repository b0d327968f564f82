import { HOST_UNKNOWNS } from '../../host/behaviour.ts';
import { JPATH_UNKNOWNS } from '../../jpath/behaviour.ts';
import { SIM_UNKNOWNS } from '../../sim/behaviour.ts';

/**
 * A line of the summary for every unknown that made a difference: what was assumed and how to choose otherwise, or
 * what the person chose.
 */
export function assumptionRows(
	keys: readonly string[],
	chosen: ReadonlyMap<string, string>,
): (readonly [label: string, text: string])[] {
	return [...JPATH_UNKNOWNS, ...SIM_UNKNOWNS, ...HOST_UNKNOWNS]
		.filter(({ key }) => key !== undefined && keys.includes(key))
		.map(({ key = '', question, choice, options }) => {
			const value = chosen.get(key);
			if (value !== undefined) return ['Chosen', `${question} ${key}=${value}.`] as const;
			const values = options.length === 0 ? '…' : options.map(shown).join('|');
			return ['Assumed', `${question} ${choice} (--profile ${key}=${values})`] as const;
		});
}

function shown(option: string | boolean): string {
	return option === '' ? '""' : String(option);
}
