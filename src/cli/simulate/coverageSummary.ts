import type { Program } from '../../compile/program.ts';
import { type CoverageReport, coverageLine, coverageLines } from '../../coverage/report.ts';
import { coverageAdvice } from './coverageAdvice.ts';

/** Which actions ran, for the end of a simulation. */
export interface CoverageSummary {
	readonly report: CoverageReport;
	readonly program: Program;
	/** Whether somebody asked for it: then all that never ran is shown and why, not just where it stands. */
	readonly isAsked: boolean;
	/** Whether calls could be made to fail, and were not. */
	readonly couldFail: boolean;
}

/** The row of the summary. */
export function coverageRows(coverage: CoverageSummary | undefined): [string, string][] {
	return coverage === undefined ? [] : [['Coverage', coverageLine(coverage.report)]];
}

/** What stands below the summary. */
export function coverageText(coverage: CoverageSummary | undefined): string {
	if (coverage?.isAsked !== true) return '';
	return `${coverageLines(coverage.report)}${coverageAdvice(coverage)}`;
}

/** What the summary for programs says of it. */
export function coverageJson(coverage: CoverageSummary | undefined): {
	readonly coverage?: CoverageReport;
} {
	return coverage?.isAsked === true ? { coverage: coverage.report } : {};
}
