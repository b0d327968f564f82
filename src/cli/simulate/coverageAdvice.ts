import type { Program } from '../../compile/program.ts';
import type { CoverageReport } from '../../coverage/report.ts';
import { parametersOf } from '../../model/workflow.ts';
import { shellWord } from '../shellWord.ts';

/** What is known about a simulation of which not everything ran. */
interface Covered {
	readonly report: CoverageReport;
	readonly program: Program;
	/** Whether calls could be made to fail, and were not. */
	readonly couldFail: boolean;
}

/** How to see more: whether conditions wait for calls that fail, or for other values of parameters. */
export function coverageAdvice({ report, program, couldFail }: Covered): string {
	const conditions = report.gaps.flatMap(({ condition }) => condition ?? []);
	const parameters = parametersOf(program.workflow)
		.map(({ attributes }) => attributes.name.value)
		.filter((name) => conditions.some((condition) => readsPlace(condition, name)));
	const advice: string[] = [];
	if (couldFail && conditions.some((condition) => /\/status_code\b/.test(condition)))
		advice.push('Some of it waits for calls that fail: --profile failures=true.');
	if (parameters.length > 0) {
		const flags = parameters.map((name) => `--set ${shellWord(`${name}=…`)}`).join(' ');
		advice.push(`Some of it depends on parameters: ${flags}`);
	}
	return advice.map((line) => `${line}\n`).join('');
}

/** Whether a condition reads what stands at `/name`, and nothing below. */
function readsPlace(condition: string, name: string): boolean {
	for (const quote of ['', "'", '"']) {
		const path = `/${quote}${name}${quote}`;
		for (let at = condition.indexOf(path); at >= 0; at = condition.indexOf(path, at + 1)) {
			const [before, after] = [condition.charAt(at - 1), condition.charAt(at + path.length)];
			if (!/[\w'"\]]/.test(before) && !/[\w/[-]/.test(after)) return true;
		}
	}
	return false;
}
