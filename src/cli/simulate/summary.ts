import type { RunResult, SimulationResult } from '../../sim/simulationResult.ts';
import type { LedgerVerdict } from '../../twin/twin.ts';
import type { Colours } from '../terminal.ts';
import { wrapText } from '../wrapText.ts';
import { assumptionRows } from './assumptions.ts';
import {
	type CoverageSummary,
	coverageJson,
	coverageRows,
	coverageText,
} from './coverageSummary.ts';
import type { OtherReading } from './otherReading.ts';

/** What the end of a simulation tells. */
export interface Summary {
	readonly title: string;
	readonly result: SimulationResult;
	readonly verdict: LedgerVerdict | undefined;
	readonly isVirtual: boolean;
	/** How long it really took. */
	readonly elapsedMs: number;
	/** The switches that the person set. */
	readonly chosen: ReadonlyMap<string, string>;
	/** Further lines: where things were written, how to repeat it. */
	readonly notes: readonly (readonly [label: string, text: string])[];
	/** Which actions ran, where that was counted. */
	readonly coverage: CoverageSummary | undefined;
	/** How it goes the other way, where that may differ and could be tried. */
	readonly otherReading: OtherReading | undefined;
}

type RunJson = Pick<RunResult, 'outcome' | 'requests' | 'events' | 'durationMs'> & {
	readonly reason: string | null;
};

/** The summary for programs. Others script against these names. */
export function summaryJson({ result, verdict, coverage, otherReading }: Summary): string {
	const runs = result.runs.map(runJson);
	if (result.fault !== undefined && runs.length === 0) runs.push(notBegun(result.fault.message));
	return JSON.stringify({
		runs,
		...(verdict === undefined ? {} : { ledger: ledgerJson(verdict) }),
		// The unknowns that the runs depended on: only where there are any, for most runs depend on none.
		...(result.assumptions.length === 0 ? {} : { assumptions: result.assumptions }),
		...(otherReading === undefined ? {} : { otherwise: otherwiseJson(otherReading) }),
		...coverageJson(coverage),
	});
}

function runJson({ outcome, reason, requests, events, durationMs }: RunResult): RunJson {
	return { outcome, reason: reason ?? null, requests, events, durationMs };
}

function ledgerJson({ visible, delivered, lost, duplicated }: LedgerVerdict) {
	return { visible, delivered, lost, duplicated };
}

function otherwiseJson({ choice, runs, ledger }: OtherReading) {
	return [{ profile: choice, runs: runs.map(runJson), ledger: ledgerJson(ledger) }];
}

/** The summary for programs of a simulation that did not begin. */
export function refusalJson(reason: string): string {
	return JSON.stringify({ runs: [notBegun(reason)] });
}

function notBegun(reason: string): RunJson {
	return { outcome: 'failed', reason, requests: 0, events: 0, durationMs: 0 };
}

/** The summary for people. */
export function summaryText(summary: Summary, colours: Colours, columns: number): string {
	const { title, result, verdict, isVirtual, elapsedMs, notes } = summary;
	const { totals, status } = result;
	const rows: [string, string][] = [
		['Runs', runsText(result.runs, colours)],
		['Requests', countsText(totals.requests, totals.requestsByStatus)],
		['Events', countsText(totals.events, totals.eventsBySource)],
		[
			'Time',
			isVirtual
				? `${duration(totals.durationMs)} on the virtual clock, in ${duration(elapsedMs)}`
				: duration(elapsedMs),
		],
		['Status', status === undefined ? 'none' : `${status.level} ${status.message}`],
	];
	if (verdict !== undefined) rows.push(...ledgerRows(verdict, colours));
	if (summary.otherReading !== undefined) rows.push(otherwiseRow(summary.otherReading, colours));
	rows.push(...coverageRows(summary.coverage));
	for (const [label, text] of notes) rows.push([label, text]);
	for (const note of result.notes) rows.push(['Note', note]);
	for (const [label, text] of assumptionRows(result.assumptions, summary.chosen))
		rows.push([label, text]);
	const lines = coverageText(summary.coverage);
	return `\n${colours.bold(title)}\n${rows.map((row) => rowText(row, colours, columns)).join('')}${lines}`;
}

const LABEL_WIDTH = 10;

function rowText(
	[label, text]: readonly [string, string],
	{ dim }: Colours,
	columns: number,
): string {
	const lines = wrapText(text, columns - LABEL_WIDTH - 2);
	return lines
		.map((line, index) => `  ${dim((index === 0 ? label : '').padEnd(LABEL_WIDTH))}${line}\n`)
		.join('');
}

function runsText(runs: readonly RunResult[], colours: Colours): string {
	const counts = new Map<string, number>();
	for (const { outcome } of runs) counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
	const parts = [...counts].map(([outcome, count]) => {
		const colour = outcome === 'ended' ? colours.green : colours.red;
		return colour(
			runs.length === count
				? (OUTCOMES[outcome] ?? outcome)
				: `${count} ${OUTCOMES[outcome] ?? outcome}`,
		);
	});
	return runs.length === 0 ? 'none' : `${runs.length}: ${parts.join(', ')}`;
}

const OUTCOMES: Readonly<Record<string, string>> = {
	ended: 'ended well',
	limit: 'stopped at a limit',
};

function countsText(total: number, counts: Readonly<Record<string, number>>): string {
	const entries = Object.entries(counts);
	if (entries.length === 0) return format(total);
	const shown = entries.slice(0, 12).map(([name, count]) => `${name}: ${format(count)}`);
	if (entries.length > shown.length) shown.push(`${entries.length - shown.length} more`);
	return `${format(total)} (${shown.join(', ')})`;
}

function ledgerRows(verdict: LedgerVerdict, colours: Colours): [string, string][] {
	const { lostIds, latenessMs } = verdict;
	const rows: [string, string][] = [['Ledger', ledgerText(verdict, colours)]];
	const besides = besidesText(verdict);
	if (besides !== '') rows.push(['Besides', besides]);
	if (lostIds.length > 0) rows.push(['Lost', lostIds.slice(0, 5).join(' ')]);
	if (latenessMs !== undefined)
		rows.push([
			'Delivery',
			`${duration(latenessMs.median)} after it was visible (median), ${duration(latenessMs.max)} at most`,
		]);
	return rows;
}

function ledgerText(
	{ visible, delivered, lost, duplicated, waiting }: LedgerVerdict,
	{ red }: Colours,
): string {
	const bad = (count: number, word: string) =>
		count === 0 ? `0 ${word}` : red(`${format(count)} ${word}`);
	const parts = [
		`${format(visible)} visible`,
		`${format(delivered)} delivered`,
		bad(lost, 'lost'),
		bad(duplicated, 'duplicated'),
	];
	if (waiting > 0) parts.push(`${format(waiting)} not read yet`);
	return parts.join(', ');
}

/** What was posted and is in no column of the books. */
function besidesText({ outside, altered, unknown }: LedgerVerdict): string {
	return [
		[outside, 'from before the start of the collection'],
		[altered, 'other than the API gave them'],
		[unknown, 'that the API did not give'],
	]
		.flatMap(([count, what]) => (count === 0 ? [] : [`${format(Number(count))} ${what}`]))
		.join(', ');
}

/** Nobody knows which of the two holds, so both are told. */
function otherwiseRow({ choice, ledger }: OtherReading, colours: Colours): [string, string] {
	return ['Otherwise', `${ledgerText(ledger, colours)} (--profile ${choice})`];
}

function format(count: number): string {
	return count.toLocaleString('en-US');
}

const UNITS: readonly (readonly [name: string, ms: number])[] = [
	['d', 86_400_000],
	['h', 3_600_000],
	['min', 60_000],
	['s', 1000],
];

/** `2 h 5 min`, `12 s`, `0.4 s`: the two largest units. */
export function duration(ms: number): string {
	if (ms < 10_000) return `${Number((ms / 1000).toFixed(ms < 1000 ? 2 : 1))} s`;
	const parts: string[] = [];
	let rest = Math.round(ms / 1000) * 1000;
	for (const [name, unitMs] of UNITS) {
		const count = Math.floor(rest / unitMs);
		if (count > 0) parts.push(`${count} ${name}`);
		rest -= count * unitMs;
	}
	return parts.slice(0, 2).join(' ');
}
