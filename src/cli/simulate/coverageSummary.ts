import type { Source } from '../../base/source.ts';
import { type CoverageReport, coverageLine, coverageLines } from '../../coverage/report.ts';

/** Which actions ran, for the end of a simulation. */
export interface CoverageSummary {
	readonly report: CoverageReport;
	/** The workflow's text. */
	readonly source: Source;
	/** Whether somebody asked for it: then every line that never ran is shown, not just how many. */
	readonly isAsked: boolean;
}

/** The row of the summary. */
export function coverageRows(coverage: CoverageSummary | undefined): [string, string][] {
	return coverage === undefined ? [] : [['Coverage', coverageLine(coverage.report)]];
}

/** What stands below the summary. */
export function coverageText(coverage: CoverageSummary | undefined): string {
	return coverage?.isAsked === true ? coverageLines(coverage.report, coverage.source) : '';
}

/** What the summary for programs says of it. */
export function coverageJson(coverage: CoverageSummary | undefined): {
	readonly coverage?: CoverageReport;
} {
	return coverage?.isAsked === true ? { coverage: coverage.report } : {};
}
