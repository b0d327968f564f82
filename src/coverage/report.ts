import type { Source } from '../base/source.ts';
import type { Span } from '../base/span.ts';
import { isAction } from '../model/build.ts';
import { attributesOf, visit } from '../model/visit.ts';
import type { Coverage } from './coverage.ts';
import type { Cause, Gap } from './gaps.ts';

/** Lines of a document, both included and counted from 1. */
export interface LineRange {
	readonly from: number;
	readonly to: number;
}

/** A stretch that never ran, or an If whose condition always held, and why. */
export interface GapReport extends LineRange {
	readonly cause: Cause;
	/** What the cause is about, and its line; null where nothing ran at all. */
	readonly decider: string | null;
	readonly line: number | null;
	/** The condition that decided it, or the path of a ForEach. */
	readonly condition?: string;
	/** How often the condition was tested. */
	readonly tests: number;
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
	/** The same by what decided it, with conditions that went one way only. */
	readonly gaps: readonly GapReport[];
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
	const lineOf = (span: Span | undefined) =>
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
		gaps: coverage
			.gaps()
			.map((gap) => reportGap(gap, lineOf))
			.sort((one, other) => one.from - other.from || one.to - other.to),
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
function linesText(ranges: readonly LineRange[], max = 12): string {
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

function reportGap(
	{ cause, decider, tests, actions }: Gap,
	lineOf: (span: Span | undefined) => number,
): GapReport {
	const place = decider?.nameSpan ?? decider?.span;
	const line = place === undefined ? null : lineOf(place);
	const lines: number[] = [];
	for (const action of actions)
		visit(action, (node) => {
			if (isAction(node)) lines.push(lineOf(node.nameSpan ?? node.span));
		});
	const { condition, items } = decider === undefined ? {} : attributesOf(decider);
	const text = (condition ?? items)?.value;
	return {
		from: lines[0] ?? line ?? 0,
		to: Math.max(...lines, lines[0] ?? line ?? 0),
		cause,
		decider: decider?.kind ?? null,
		line,
		...(text === undefined ? {} : { condition: text }),
		tests,
	};
}

/** How many columns of a condition are shown. */
const COLUMNS_MAX = 70;

/** What never ran and which way conditions never went, a line each, with what decided it. */
export function coverageLines({ branches, branchesTaken, gaps }: CoverageReport): string {
	if (gaps.length === 0) return '';
	const rows = gaps.map((gap) => [linesText([gap]), reasonText(gap)] as const);
	const width = Math.max(...rows.map(([lines]) => lines.length)) + 2;
	const title =
		branches === 0 ? 'Never ran:' : `Never taken (${branchesTaken} of ${branches} branches were):`;
	return `\n${[title, ...rows.map(([lines, reason]) => `${lines.padStart(width)}  ${reason}`)].join('\n')}\n`;
}

function reasonText({ cause, decider, line, condition, tests, from }: GapReport): string {
	const text = (condition ?? '').replaceAll(/\s+/g, ' ').trim();
	const quoted = text.length > COLUMNS_MAX ? `${text.slice(0, COLUMNS_MAX)}…` : text;
	const name = condition === undefined ? `${decider}` : `${decider} "${quoted}"`;
	const place = line === from ? '' : ` (line ${line})`;
	const often = tests > 1 ? ` in ${tests} tests` : '';
	switch (cause) {
		case 'never-true':
			return `${name}${place} was never true${often}`;
		case 'never-asked':
			return `${name}${place}: a condition before it always held`;
		case 'always-true':
			return `${name} was always true${often}`;
		case 'always-one':
			return `${name} or an ElseIf of it was always true${often}`;
		case 'no-elements':
			return `${name}${place} had nothing to go through`;
		case 'behind-abort':
			return `stands behind the Abort of line ${line}: no run gets there`;
		case 'run-ended':
			return `every run that came to line ${line} ended there`;
		case 'not-begun':
			return 'nothing ran';
	}
}
