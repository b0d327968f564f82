import type { Evidence, FidelityRow, Switch } from './row.ts';

/** The rows of some classes of evidence that hold all of the words, in whatever case. */
export function selectRows(
	rows: readonly FidelityRow[],
	{ classes, words }: { readonly classes: readonly Evidence[]; readonly words: readonly string[] },
): FidelityRow[] {
	const wanted = words.map((word) => word.toLowerCase());
	return rows.filter((row) => {
		if (classes.length > 0 && !classes.includes(row.evidence)) return false;
		const { id, group, behaviour, source, fixed = '' } = row;
		const text = [id, group, behaviour, source, fixed, row.switch?.name ?? '']
			.join(' ')
			.toLowerCase();
		return wanted.every((word) => text.includes(word));
	});
}

/** How a switch is typed, its default first: `--profile integerDivision=truncate|real`. */
export function printSwitch({ name, default: preset, alternatives, isOpen }: Switch): string {
	const values = [preset, ...alternatives].map((value) => (value === '' ? '""' : value));
	return `--profile ${name}=${values.join('|')}${isOpen ? '|…' : ''}`;
}
