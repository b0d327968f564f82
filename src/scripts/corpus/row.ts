import type { Source } from '../../base/source.ts';
import { createCoverage } from '../../coverage/coverage.ts';
import { reportCoverage } from '../../coverage/report.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { RUNS, type Trial, tryWorkflow } from './trial.ts';

/** One workflow of the table. */
export interface Row {
	readonly name: string;
	readonly version: string;
	readonly actions: number;
	/** How the three runs ended. */
	readonly ends: string;
	readonly requests: number;
	readonly events: number;
	/** Actions that ran when all goes well, and when calls fail too, in percent. */
	readonly percent: number;
	readonly percentWithFailures: number;
	readonly covered: number;
	readonly coveredWithFailures: number;
	readonly remark: string;
	/** Whether every run ended well, or in a way that says what is wrong with the workflow. */
	readonly isExplained: boolean;
	/** Whether every run ended well. */
	readonly isGood: boolean;
}

/** How many seeds with failures there are for one without: there are more ways to fail. */
export const FAILURE_SEEDS = 5;

/** Tries a workflow with several seeds: the first that ends well is shown, what ran in any of them is covered. */
export async function rowOf(
	document: CheckedDocument,
	options: { readonly name: string; readonly seeds: number },
): Promise<Row> {
	const { program, source, version = 'V2' } = document;
	if (program === undefined) throw new Error(`${options.name} is no workflow.`);
	const coverage = createCoverage(program);
	const trials: { readonly seed: number; readonly trial: Trial }[] = [];
	for (let seed = 1; seed <= options.seeds; seed++)
		trials.push({ seed, trial: await tryWorkflow(program, { seed, failures: false, coverage }) });
	const plain = reportCoverage(coverage, source);
	for (let seed = 1; seed <= options.seeds * FAILURE_SEEDS; seed++)
		await tryWorkflow(program, { seed, failures: true, coverage });
	const whole = reportCoverage(coverage, source);
	const shown = trials.find(({ trial }) => trial.isGood) ?? trials[0];
	if (shown === undefined) throw new Error('At least one seed is needed.');
	const { result, isGood } = shown.trial;
	return {
		name: options.name,
		version: version.replace('_', '.'),
		actions: plain.actions,
		ends: endsText(shown.trial),
		requests: result.totals.requests,
		events: result.totals.events,
		percent: plain.percent,
		percentWithFailures: whole.percent,
		covered: plain.covered,
		coveredWithFailures: whole.covered,
		remark: [refusal(document), remarkOf(shown, trials[0]?.trial, source)].join(' ').trim(),
		isGood,
		isExplained: isGood || isProductLike(shown.trial),
	};
}

function endsText({ result }: Trial): string {
	const ends = result.runs.map(({ outcome }) => outcome);
	if (ends.length === 0) return 'not run';
	const [first] = ends;
	return ends.every((end) => end === first) ? `${ends.length} × ${first}` : ends.join(', ');
}

function isProductLike({ result }: Trial): boolean {
	return (
		result.runs.length === RUNS ||
		result.runs.some(({ outcome }) => outcome === 'aborted' || outcome === 'failed')
	);
}

function remarkOf(
	shown: { readonly seed: number; readonly trial: Trial },
	first: Trial | undefined,
	source: Source,
): string {
	const { trial, seed } = shown;
	if (trial.isGood)
		return first === trial || first === undefined
			? ''
			: `With other parameters (seed ${seed}); with the defaults it ends in ${faultText(first, source)}`;
	return [...trial.remarks, `It ended in ${faultText(trial, source)}`].join(' ');
}

/** Why QRadar would not even save it. */
function refusal({ diagnostics, source }: CheckedDocument): string {
	const error = diagnostics.find(
		({ severity, layer }) => severity === 'error' && (layer === 'schema' || layer === 'xml'),
	);
	if (error === undefined) return '';
	const { line } = source.positionAt(error.span.start);
	return `The schema refuses it, line ${line}: ${error.message}`;
}

const LENGTH_MAX = 80;

function faultText({ result }: Trial, source: Source): string {
	const run = result.runs.find(({ fault }) => fault !== undefined);
	const fault = result.fault ?? run?.fault;
	if (fault === undefined) return '';
	const line = fault.span === undefined ? '' : `line ${source.positionAt(fault.span.start).line}: `;
	const text = fault.message.replaceAll(/\s+/g, ' ');
	const short = text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
	return `${line}${/[.!?…]$/.test(short) ? short : `${short}.`}`;
}
