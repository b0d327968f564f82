import { FAILURE_SEEDS, type Row, type Share } from './row.ts';
import { RUNS } from './trial.ts';

/** The page that shows how every workflow of a folder fares under the stand-in. */
export function corpusPage(rows: readonly Row[], seeds: number): string {
	const good = rows.filter(({ isGood }) => isGood).length;
	const sum = (count: (row: Row) => number) => rows.reduce((total, row) => total + count(row), 0);
	const whole = {
		actions: sum(({ actions }) => actions),
		branches: sum(({ branches }) => branches),
	};
	const shareOf = (share: (row: Row) => Share) => {
		const actions = percentOf(
			sum((row) => share(row).actions),
			whole.actions,
		);
		const branches = percentOf(
			sum((row) => share(row).branches),
			whole.branches,
		);
		return `${actions} of actions and ${branches} of branches`;
	};
	return `# Public workflows under the stand-in

Written by \`npm run corpus -- DIR\`: every workflow document below a folder is run under \`--api any\` for ${RUNS}
recurrences, nobody having written a line about its API. Runs, requests and events are those of the first seed with
which all runs end well, else of seed 1. "With values" are runs with the document of parameter values that lies beside
the workflow, its blanks filled in; "a form" is one that is all blanks.

Coverage is the share of actions that ran at least once, and of branches that were taken, for an If without Else also
its being left out: with any of ${seeds} seeds when all goes well, and with any of ${seeds * FAILURE_SEEDS} more when calls may fail
(\`--profile failures=true\`).

${rows.length} workflow${rows.length === 1 ? '' : 's'}: ${good} end${good === 1 ? 's' : ''} well in every run, ${rows.length - good} stop with what the remark says.
Of ${count(whole.actions)} actions with ${count(whole.branches)} branches run: ${shareOf(({ covered }) => covered)} when all goes well,
${shareOf(({ coveredWithFailures }) => coveredWithFailures)} with failures.

| workflow | schema | runs | with values | requests | events | actions | run | branches | run, failures | branches, failures | remark |
| --- | --- | --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- |
${rows.map(rowText).join('\n')}
`;
}

function rowText(row: Row): string {
	const { covered, coveredWithFailures, actions, branches } = row;
	return `| ${[
		cell(row.name),
		row.version,
		row.ends,
		cell(row.values),
		count(row.requests),
		count(row.events),
		actions,
		percentOf(covered.actions, actions),
		percentOf(covered.branches, branches),
		percentOf(coveredWithFailures.actions, actions),
		percentOf(coveredWithFailures.branches, branches),
		cell(row.remark),
	].join(' | ')} |`;
}

function count(number: number): string {
	return number.toLocaleString('en-US');
}

/** A whole number that is 100 only when nothing is missing. */
function percentOf(part: number, whole: number): string {
	return whole === 0 ? '–' : `${Math.floor((part * 100) / whole)} %`;
}

function cell(text: string): string {
	return text.replaceAll(/[|<>]/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll(/\s+/g, ' ');
}
