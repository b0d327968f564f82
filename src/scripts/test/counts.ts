/** How many checks passed and failed. */
export interface Counts {
	readonly passed: number;
	readonly failed: number;
}

/** What of vitest's JSON report matters for counting. */
interface Report {
	readonly success: boolean;
	readonly numPassedTests: number;
	readonly numFailedTests: number;
	readonly testResults: readonly {
		readonly status: string;
		readonly assertionResults: readonly { readonly status: string }[];
	}[];
}

/**
 * Counts a run of vitest from its JSON report. A file that fails without a failed test (it does not load) counts as
 * one failure; so does a run that went wrong in a way the report does not show, or that left no report.
 */
export function countTests(report: string | undefined, exitCode: number): Counts {
	const parsed = parse(report);
	if (parsed === undefined) return { passed: 0, failed: 1 };
	const brokenFiles = parsed.testResults.filter(
		(file) =>
			file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
	);
	const failed = parsed.numFailedTests + brokenFiles.length;
	const isWellEnded = exitCode === 0 && parsed.success;
	return {
		passed: parsed.numPassedTests,
		failed: failed === 0 && !isWellEnded ? 1 : failed,
	};
}

export function addCounts(counts: readonly Counts[]): Counts {
	return counts.reduce(
		(sum, { passed, failed }) => ({ passed: sum.passed + passed, failed: sum.failed + failed }),
		{ passed: 0, failed: 0 },
	);
}

function parse(report: string | undefined): Report | undefined {
	try {
		const parsed = JSON.parse(report ?? '') as Report;
		return Array.isArray(parsed.testResults) ? parsed : undefined;
	} catch {
		return undefined;
	}
}
