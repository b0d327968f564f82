import { basename, dirname } from 'node:path';
import type { Source } from '../../base/source.ts';
import type { Program } from '../../compile/program.ts';
import { createCoverage } from '../../coverage/coverage.ts';
import { reportCoverage } from '../../coverage/report.ts';
import { type CheckedDocument, checkDocument } from '../../validate/checkDocument.ts';
import { endsText } from './endsText.ts';
import { findValues } from './findValues.ts';
import { type Trial, tryWorkflow } from './trial.ts';
import { tryValues } from './tryValues.ts';

/** How much of a workflow ran. */
export interface Share {
	readonly actions: number;
	readonly branches: number;
}

/** One workflow of the table. */
export interface Row {
	readonly name: string;
	readonly version: string;
	readonly actions: number;
	/** Sides of Ifs. */
	readonly branches: number;
	/** How the three runs ended. */
	readonly ends: string;
	/** How they ended with the values that lie beside the workflow, or what these are. */
	readonly values: string;
	readonly requests: number;
	readonly events: number;
	/** What ran when all goes well, and when calls fail too. */
	readonly covered: Share;
	readonly coveredWithFailures: Share;
	readonly remark: string;
	/** Whether every run ended well, or in a way that says what is wrong with the workflow. */
	readonly isExplained: boolean;
	/** Whether every run ended well. */
	readonly isGood: boolean;
}

/** How many seeds with failures there are for one without: there are more ways to fail. */
export const FAILURE_SEEDS = 5;

/** A document with its path. */
export interface Input {
	readonly path: string;
	readonly document: string | Uint8Array;
}

/** Tries every workflow among some documents, those whose path holds `only`. */
export async function* rowsOf(
	inputs: readonly Input[],
	{ seeds, only }: { readonly seeds: number; readonly only: string },
): AsyncGenerator<Row> {
	const placed = inputs.map(({ path, document }) => {
		const name = `${basename(dirname(path))}/${basename(path)}`;
		return { path, folder: dirname(path), checked: checkDocument(name, document) };
	});
	const values = findValues(placed);
	for (const { path, checked } of placed) {
		if (checked.kind !== 'workflow' || !path.includes(only)) continue;
		const { program } = checked;
		yield program === undefined
			? refusedRow(checked)
			: await rowOf({ ...checked, program }, { seeds, values: values.get(checked) });
	}
}

const NOTHING: Share = { actions: 0, branches: 0 };

/** What cannot be read runs nowhere. */
function refusedRow(document: CheckedDocument): Row {
	return {
		name: document.name,
		version: versionText(document),
		actions: 0,
		branches: 0,
		ends: 'refused',
		values: '–',
		requests: 0,
		events: 0,
		covered: NOTHING,
		coveredWithFailures: NOTHING,
		remark: errorText(document, 'It cannot be read'),
		isGood: false,
		isExplained: true,
	};
}

/** Tries a workflow with several seeds: the first that ends well is shown, what ran in any of them is covered. */
async function rowOf(
	document: CheckedDocument & { readonly program: Program },
	{ seeds, values }: { readonly seeds: number; readonly values: CheckedDocument | undefined },
): Promise<Row> {
	const { program, source, name } = document;
	const coverage = createCoverage(program);
	const trials: Trial[] = [];
	for (let seed = 1; seed <= seeds; seed++)
		trials.push(await tryWorkflow(program, { seed, coverage }));
	const withValues = await tryValues(document, values, coverage);
	const plain = reportCoverage(coverage, source);
	for (let seed = 1; seed <= seeds * FAILURE_SEEDS; seed++)
		await tryWorkflow(program, { seed, failures: true, coverage });
	const whole = reportCoverage(coverage, source);
	const shown = trials.find(({ isGood }) => isGood) ?? trials[0];
	if (shown === undefined) throw new Error('At least one seed is needed.');
	const { result, isGood } = shown;
	const refusal = errorText(document, 'The schema refuses it');
	return {
		name,
		version: versionText(document),
		actions: plain.actions,
		branches: plain.branches,
		ends: endsText(shown),
		values: withValues,
		requests: result.totals.requests,
		events: result.totals.events,
		covered: { actions: plain.covered, branches: plain.branchesTaken },
		coveredWithFailures: { actions: whole.covered, branches: whole.branchesTaken },
		remark: [refusal, remarkOf(trials, shown, source)].join(' ').trim(),
		isGood,
		isExplained: isGood || isProductLike(shown),
	};
}

function versionText({ version = 'V2' }: CheckedDocument): string {
	return version.replace('_', '.');
}

function isProductLike({ result }: Trial): boolean {
	return (
		result.runs.length > 0 &&
		result.runs.every(({ outcome }) => ['ended', 'aborted', 'failed'].includes(outcome))
	);
}

/** How runs stop: those that are shown, and, where these end well, those with another seed. */
function remarkOf(trials: readonly Trial[], shown: Trial, source: Source): string {
	if (!shown.isGood)
		return [...shown.remarks, `It ended in ${faultTexts(shown, source).join('; ')}`].join(' ');
	const seed = trials.indexOf(shown) + 1;
	const bad = trials.findIndex(({ isGood }) => !isGood);
	const other = trials[bad];
	if (other === undefined) return '';
	const faults = faultTexts(other, source).join('; ');
	return bad === 0
		? `With other parameters (seed ${seed}); with the defaults it ends in ${faults}`
		: `With other parameters (seed ${bad + 1}) it ends in ${faults}`;
}

/** Why QRadar would not even save it. */
function errorText({ diagnostics, source }: CheckedDocument, what: string): string {
	const error = diagnostics.find(
		({ severity, layer }) => severity === 'error' && (layer === 'schema' || layer === 'xml'),
	);
	if (error === undefined) return '';
	const { line } = source.positionAt(error.span.start);
	return `${what}, line ${line}: ${error.message}`;
}

const LENGTH_MAX = 80;

/** Every place at which a run stopped, and what it said there. */
function faultTexts({ result }: Trial, source: Source): readonly string[] {
	const faults = [result.fault, ...result.runs.map(({ fault }) => fault)];
	const byPlace = new Map<string, string>();
	for (const fault of faults) {
		if (fault === undefined) continue;
		const { span } = fault;
		const line = span === undefined ? '' : `line ${source.positionAt(span.start).line}: `;
		if (byPlace.has(line)) continue;
		const text = fault.message.replaceAll(/\s+/g, ' ');
		const short = text.length > LENGTH_MAX ? `${text.slice(0, LENGTH_MAX)}…` : text;
		byPlace.set(line, `${line}${/[.!?…]$/.test(short) ? short : `${short}.`}`);
	}
	return [...byPlace.values()];
}
