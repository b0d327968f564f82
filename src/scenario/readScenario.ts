import { getMember, isJsonObject, type Json } from '../base/json.ts';
import { createSource, type Source } from '../base/source.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import { checkSchema } from './checkSchema.ts';
import { compileScenario, filesOf } from './compileScenario.ts';
import { importHar } from './importHar.ts';
import { locateFindings, readText } from './readText.ts';
import type { Scenario } from './scenario.ts';
import type { ScenarioFile } from './scenarioFile.ts';

export interface ReadScenarioOptions {
	/**
	 * Gives the bytes of a file that a reply names, by its path from the folder of the scenario. A rejection's message
	 * is shown. Without it no reply can take its body from a file.
	 */
	readonly readFile?: (path: string) => Promise<Uint8Array>;
}

export interface ReadScenarioResult {
	readonly source: Source;
	/** Undefined when there are findings. */
	readonly scenario: Scenario | undefined;
	readonly diagnostics: readonly Diagnostic[];
}

/** The first problem only is looked for in what is longer: a broken giant would give millions. */
const ALL_PROBLEMS_LENGTH_MAX = 1_000_000;
const SHOWN_MAX = 50;

/**
 * Reads a scenario: JSON, YAML when the name ends in `.yaml` or `.yml`, or a HAR file, which is told by its content.
 * Never throws: what is wrong comes back as diagnostics with their places.
 */
export async function readScenario(
	name: string,
	text: string,
	options: ReadScenarioOptions = {},
): Promise<ReadScenarioResult> {
	const clean = text.replace(/^\uFEFF/, '');
	const source = createSource(name, clean);
	const failed = (diagnostics: readonly Diagnostic[]) => ({
		source,
		scenario: undefined,
		diagnostics: sortDiagnostics(diagnostics).slice(0, SHOWN_MAX),
	});
	const format = /\.ya?ml$/i.test(name) ? 'yaml' : 'json';
	const written = { text: clean, format } as const;
	const read = await readText(clean, format);
	if (!read.ok) return failed(read.diagnostics);
	let { value } = read;
	let remarks: readonly string[] = [];
	if (isHar(value)) {
		const imported = await importHar(value);
		if (imported.findings.length > 0)
			return failed(await locateFindings(imported.findings, written));
		value = imported.file as unknown as Json;
		remarks = imported.remarks;
	}
	const isShort = clean.length > ALL_PROBLEMS_LENGTH_MAX;
	const misfits = await checkSchema(value, { isShort });
	if (misfits.length > 0) return failed(await locateFindings(misfits.slice(0, SHOWN_MAX), written));
	const file = value as unknown as ScenarioFile;
	const files = await readFiles(file, options);
	const { scenario, findings } = compileScenario(file, { name: titleOf(name), files, remarks });
	if (findings.length > 0)
		return failed(await locateFindings(findings.slice(0, SHOWN_MAX), written));
	return { source, scenario, diagnostics: [] };
}

function isHar(value: Json): value is { readonly log: Json } {
	return isJsonObject(value) && isJsonObject(getMember(value, 'log'));
}

/** `api/events.yaml` is called `events`. */
function titleOf(name: string): string {
	return name.replace(/^.*[\\/]/, '').replace(/\.[^.]*$/, '') || name;
}

async function readFiles(
	file: ScenarioFile,
	{ readFile }: ReadScenarioOptions,
): Promise<ReadonlyMap<string, Uint8Array | string>> {
	const files = new Map<string, Uint8Array | string>();
	for (const path of filesOf(file)) files.set(path, await readOne(path, readFile));
	return files;
}

async function readOne(
	path: string,
	readFile: ReadScenarioOptions['readFile'],
): Promise<Uint8Array | string> {
	const isInside =
		!/^(?:[\\/]|[a-z]:)/i.test(path) && !path.split(/[\\/]/).includes('..') && !path.includes('\0');
	if (!isInside)
		return `"${path}" is not in the folder of the scenario. Only files there, or in folders below, are served.`;
	if (readFile === undefined) return 'Files cannot be read here.';
	try {
		return await readFile(path);
	} catch (problem) {
		return problem instanceof Error ? problem.message : String(problem);
	}
}
