import { type Json, parseJson } from '../base/json.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Finding } from './finding.ts';
import { isDeeperThan } from './isDeeperThan.ts';
import { DEPTH_MAX, readYaml, TOO_DEEP } from './yamlDocument.ts';

/** What a file is written in. */
export type TextFormat = 'json' | 'yaml';

export type TextResult =
	| { readonly ok: true; readonly value: Json }
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What is read with places: the package that knows them takes a second for a megabyte. */
const PLACED_LENGTH_MAX = 10 * 1024 * 1024;

/**
 * Reads a document. JSON that is none, for a comment or a comma too many, is read as YAML, of which JSON is a part: so
 * a person may write it as editors do, and what is wrong has its place.
 */
export async function readText(text: string, format: TextFormat): Promise<TextResult> {
	if (format === 'json') {
		const value = tryJson(text);
		if (value !== undefined)
			return isDeeperThan(DEPTH_MAX, value.value)
				? failed(TOO_DEEP)
				: { ok: true, value: value.value };
	}
	if (text.length > PLACED_LENGTH_MAX)
		return failed(
			format === 'json'
				? 'This is not JSON.'
				: 'This is too long for YAML: 10 million characters at most. Write it as JSON.',
		);
	const { value, diagnostics } = await readYaml(text);
	return value === undefined ? { ok: false, diagnostics } : { ok: true, value };
}

/** Findings with their places in the text. */
export async function locateFindings(
	findings: readonly Finding[],
	text: string,
): Promise<Diagnostic[]> {
	if (findings.length === 0) return [];
	const document = text.length > PLACED_LENGTH_MAX ? undefined : await readYaml(text);
	return findings.map((finding) => {
		const { rule, layer = 'schema', message, help, pointer } = finding;
		const place = document === undefined ? ` It is at /${pointer.join('/')}.` : '';
		return {
			rule,
			layer,
			severity: 'error',
			message: message + place,
			...(help === undefined ? {} : { help }),
			span: document?.spanOf(finding) ?? { start: 0, end: 0 },
		};
	});
}

function tryJson(text: string): { readonly value: Json } | undefined {
	try {
		return { value: parseJson(text) };
	} catch {
		return undefined;
	}
}

function failed(message: string): TextResult {
	const span = { start: 0, end: 0 };
	return {
		ok: false,
		diagnostics: [{ rule: 'invalid-syntax', layer: 'schema', severity: 'error', message, span }],
	};
}
