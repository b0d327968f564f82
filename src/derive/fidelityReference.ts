import { GROUPS, type Group } from '../base/openQuestion.ts';
import { fidelityRows } from '../fidelity/fidelityRows.ts';
import { EVIDENCE, type Evidence, type FidelityRow } from '../fidelity/row.ts';
import { printSwitch } from '../fidelity/selectRows.ts';
import { codeOf, table } from './markdown.ts';

/** The fidelity table as a page: how we know what the product does, group by group. */
export function fidelityReference(rows: readonly FidelityRow[] = fidelityRows()): string {
	const groups = Object.keys(GROUPS) as Group[];
	return `${[
		'# Fidelity',
		'What this project does, how we know that the product does it, and what to switch where nobody knows. The page is ' +
			'generated from `src/fidelity`: change it there, then `npm run docs`. `qradar-workflow fidelity` prints the same. ' +
			'Every row is held by a case in the named file, and every value of a switch by one of its own.',
		table(
			['Class', 'Rows', 'Meaning'],
			(Object.keys(EVIDENCE) as Evidence[]).map((evidence) => [
				evidence,
				String(rows.filter((row) => row.evidence === evidence).length),
				EVIDENCE[evidence],
			]),
		),
		'Public sources: IBM’s documentation by page name, the published schemas by file name, issues, pull requests and ' +
			'discussions by their number in IBM’s repository of workflows, published run logs and workflows by product. Uses are ' +
			'counted over 121 published workflows.',
		...groups.flatMap((group) => groupSection(group, rows)),
	].join('\n\n')}\n`;
}

function groupSection(group: Group, rows: readonly FidelityRow[]): string[] {
	const own = rows.filter((row) => row.group === group);
	const [first] = own;
	if (first === undefined) return [];
	return [
		`## ${GROUPS[group]}`,
		`Held by ${codeOf(first.test)}.`,
		table(
			['Row', 'Class', 'Behaviour', 'Source', 'Switch'],
			own.map((row) => [
				codeOf(row.id),
				row.evidence,
				row.behaviour,
				row.source,
				row.switch === undefined
					? row.fixed === undefined
						? ''
						: `None: ${row.fixed}`
					: codeOf(printSwitch(row.switch)),
			]),
		),
	];
}
