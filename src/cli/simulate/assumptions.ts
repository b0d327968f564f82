import { SWITCHES } from './behaviour.ts';

/**
 * A line of the summary for every unknown that made a difference: what was assumed and how to choose otherwise, or
 * what the person chose.
 */
export function assumptionRows(
	names: readonly string[],
	chosen: ReadonlyMap<string, string>,
): (readonly [label: string, text: string])[] {
	return Object.entries(SWITCHES)
		.filter(([name]) => names.includes(name))
		.map(([name, { question, choice, options, isOpen }]) => {
			const value = chosen.get(name);
			if (value !== undefined) return ['Chosen', `${question} ${name}=${value}.`] as const;
			const values = isOpen ? '…' : options.map(shown).join('|');
			return ['Assumed', `${question} ${choice} (--profile ${name}=${values})`] as const;
		});
}

function shown(option: string | boolean): string {
	return option === '' ? '""' : String(option);
}
