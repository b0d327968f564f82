import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	stringifyJson,
} from '../base/json.ts';
import type { TextFormat } from './readText.ts';
import type { ScenarioFile } from './scenarioFile.ts';

/** YAML takes a second and a hundred megabytes to read for each million characters: nobody edits so much by hand. */
const YAML_LENGTH_MAX = 2_000_000;

/**
 * A scenario as text that `readScenario` reads back to the same. It must not be deeper than that allows. As YAML a long
 * one is written in the part of YAML that JSON is.
 */
export async function writeScenario(file: ScenarioFile, format: TextFormat): Promise<string> {
	const value = file as unknown as Json;
	const json = `${printIndented(value, format === 'json' ? '\t' : '  ')}\n`;
	if (format === 'json' || json.length > YAML_LENGTH_MAX) return json;
	const { Scalar, stringify } = await import('./yaml.ts');
	/** Older readers take a bare one for more than a name. */
	const merge = Object.assign(new Scalar('<<'), { type: Scalar.QUOTE_DOUBLE });
	const keyOf = (name: string) => (name === '<<' ? merge : name);
	return stringify(ordered(value, keyOf), { lineWidth: 0, aliasDuplicateObjects: false });
}

/** JSON for people, its members in their order. In YAML, tabs indent nothing. */
function printIndented(value: Json, step: string, indent = ''): string {
	const deeper = indent + step;
	if (isJsonArray(value)) {
		if (value.length === 0) return '[]';
		const items = value.map((item) => deeper + printIndented(item, step, deeper));
		return `[\n${items.join(',\n')}\n${indent}]`;
	}
	if (!isJsonObject(value)) return stringifyJson(value);
	const members = memberNames(value).map((name) => {
		const member = printIndented(getMember(value, name) ?? null, step, deeper);
		return `${deeper}${JSON.stringify(name)}: ${member}`;
	});
	return members.length === 0 ? '{}' : `{\n${members.join(',\n')}\n${indent}}`;
}

/** Objects as maps, which keep any name in its place. */
function ordered(value: Json, keyOf: (name: string) => unknown): unknown {
	if (isJsonArray(value)) return value.map((item) => ordered(item, keyOf));
	if (!isJsonObject(value)) return value;
	return new Map(
		memberNames(value).map((name) => [keyOf(name), ordered(getMember(value, name) ?? null, keyOf)]),
	);
}
