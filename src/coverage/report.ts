import type { Source } from '../base/source.ts';
import type { Coverage } from './coverage.ts';

/** Lines of a document, both included and counted from 1. */
export interface LineRange {
	readonly from: number;
	readonly to: number;
}

/** Coverage in numbers and lines. Others script against these names. */
export interface CoverageReport {
	/** How many actions there are, and how many ran at least once. */
	readonly actions: number;
	readonly covered: number;
	readonly percent: number;
	/** How many branches Ifs have, one for "no condition held" where there is no Else, and how many were taken. */
	readonly branches: number;
	readonly branchesTaken: number;
	/** Where actions stand that never ran. */
	readonly notRun: readonly LineRange[];
	/** Every action, in the order of the document. */
	readonly lines: readonly {
		readonly line: number;
		readonly action: string;
		readonly times: number;
		readonly branches?: readonly {
			readonly branch: string;
			readonly line: number | null;
			readonly times: number;
		}[];
	}[];
}

/** What a coverage amounts to. Actions without a place in the document count as of line 0. */
export function reportCoverage(coverage: Coverage, source: Source): CoverageReport {
	const actions = coverage.actions();
	const lineOf = (span: { readonly start: number } | undefined) =>
		span === undefined ? 0 : source.positionAt(span.start).line;
	const covered = actions.filter(({ times }) => times > 0).length;
	const branches = actions.flatMap((action) => action.branches);
	const notRun: { from: number; to: number }[] = [];
	let isOpen = false;
	for (const { times, span } of actions) {
		const line = lineOf(span);
		const last = notRun.at(-1);
		if (times === 0 && isOpen && last !== undefined) last.to = Math.max(last.to, line);
		else if (times === 0) notRun.push({ from: line, to: line });
		isOpen = times === 0;
	}
	return {
		actions: actions.length,
		covered,
		percent: percentOf(covered, actions.length),
		branches: branches.length,
		branchesTaken: branches.filter(({ times }) => times > 0).length,
		notRun,
		lines: actions.map(({ action, span, times, branches: own }) => ({
			line: lineOf(span),
			action: action.kind,
			times,
			...(own.length === 0
				? {}
				: {
						branches: own.map(({ kind, span: place, times: count }) => ({
							branch: kind,
							line: place === undefined ? null : lineOf(place),
							times: count,
						})),
					}),
		})),
	};
}

/** A whole number that is 100 only when nothing is missing. */
function percentOf(part: number, whole: number): number {
	return whole === 0 ? 100 : Math.floor((part * 100) / whole);
}

/** `40-52, 77`. */
export function linesText(ranges: readonly LineRange[], max = 12): string {
	const shown = ranges
		.slice(0, max)
		.map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
	if (ranges.length > max) shown.push(`${ranges.length - max} more places`);
	return shown.join(', ');
}

/** One line: `83 % of 71 actions; not run: lines 40-52, 77`. */
export function coverageLine({ percent, actions, notRun }: CoverageReport): string {
	const whole = `${percent} % of ${actions} ${actions === 1 ? 'action' : 'actions'}`;
	if (notRun.length === 0) return whole;
	const isOne = notRun.length === 1 && notRun[0]?.from === notRun[0]?.to;
	return `${whole}; not run: line${isOne ? '' : 's'} ${linesText(notRun)}`;
}

/** How many columns of a line of the document are shown. */
const COLUMNS_MAX = 100;

/** The lines that never ran, with their text, and the branches that were never taken. */
export function coverageLines(report: CoverageReport, source: Source): string {
	const { branches, branchesTaken, lines } = report;
	const rows: [line: number, text: string][] = [];
	for (const { line, action, times, branches: own = [] } of lines) {
		const text = line === 0 ? `<${action}>` : source.lineAt(line).trim().slice(0, COLUMNS_MAX);
		if (times === 0) rows.push([line, text]);
		else if (own.some(({ branch, times: taken }) => branch === 'none' && taken === 0))
			rows.push([line, `${text}  (always true)`]);
	}
	if (branches === 0 && rows.length === 0) return '';
	const width = String(rows.at(-1)?.[0] ?? '').length + 2;
	return [
		`\nNever ran, and conditions that were never false (${branchesTaken} of ${branches} branches taken):`,
		...rows.map(([line, text]) => `${String(line).padStart(width)}  ${text}`),
		'',
	].join('\n');
}
