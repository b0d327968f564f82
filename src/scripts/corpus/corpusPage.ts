import { FAILURE_SEEDS, type Row } from './row.ts';
import { RUNS } from './trial.ts';

/** The page that shows how every workflow of a folder fares under the stand-in. */
export function corpusPage(rows: readonly Row[], seeds: number): string {
	const good = rows.filter(({ isGood }) => isGood).length;
	const sum = (count: (row: Row) => number) => rows.reduce((total, row) => total + count(row), 0);
	const actions = sum((row) => row.actions);
	const share = (count: (row: Row) => number) =>
		actions === 0 ? 0 : Math.floor((sum(count) * 100) / actions);
	return `# Public workflows under the stand-in

Written by \`npm run corpus -- DIR\`: every workflow document below a folder is run under \`--api any\` for ${RUNS}
recurrences, nobody having written a line about its API. Runs, requests and events are those of the first seed with
which all runs end well, else of seed 1. Coverage is the share of actions that ran at least once: with any of ${seeds}
seeds when all goes well, and with any of ${seeds * FAILURE_SEEDS} more when calls may fail (\`--profile failures=true\`).

${rows.length} workflows: ${good} end well in every run, ${rows.length - good} stop with what the remark says.
${share((row) => row.covered)} % of ${actions.toLocaleString('en-US')} actions run when all goes well, ${share((row) => row.coveredWithFailures)} % with failures.

| workflow | schema | runs | requests | events | actions | coverage | with failures | remark |
| --- | --- | --- | ---: | ---: | ---: | ---: | ---: | --- |
${rows.map(rowText).join('\n')}
`;
}

function rowText(row: Row): string {
	return `| ${[
		cell(row.name),
		row.version,
		row.ends,
		row.requests.toLocaleString('en-US'),
		row.events.toLocaleString('en-US'),
		row.actions,
		`${row.percent} %`,
		`${row.percentWithFailures} %`,
		cell(row.remark),
	].join(' | ')} |`;
}

function cell(text: string): string {
	return text.replaceAll(/[|<>]/g, (char) => `&#${char.charCodeAt(0)};`).replaceAll(/\s+/g, ' ');
}
