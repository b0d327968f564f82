import type { Json } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { shorten } from '../diagnostics/quoting.ts';
import type { Finding } from './finding.ts';
import { isDeeperThan } from './isDeeperThan.ts';
import { tryJson } from './tryJson.ts';
import { DEPTH_MAX, readYaml, TOO_DEEP } from './yamlDocument.ts';

/** What a file is written in. */
export type TextFormat = 'json' | 'yaml';

export type TextResult =
	| { readonly ok: true; readonly value: Json }
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/** What is longer was not written by hand, and says nothing twice. */
const BY_HAND_LENGTH_MAX = 1_000_000;
/** What is read with places: the package that knows them takes a second for a megabyte. */
const PLACED_LENGTH_MAX = 10 * 1024 * 1024;

/**
 * Reads a document. JSON that is none, for a comment or a comma too many, is read as YAML, of which JSON is a part: so
 * a person may write it as editors do, and what is wrong has its place.
 */
export async function readText(text: string, format: TextFormat): Promise<TextResult> {
	// JSON is YAML, and read a hundred times as fast.
	const json = format === 'json' || /^\s*\{/.test(text) ? tryJson(text) : undefined;
	if (json !== undefined) {
		if (isDeeperThan(DEPTH_MAX, json)) return failed(TOO_DEEP);
		const repeated = text.length > BY_HAND_LENGTH_MAX ? undefined : repeatedMember(text);
		return repeated === undefined
			? { ok: true, value: json }
			: failed(`There are two members "${shorten(repeated.name)}".`, repeated.span);
	}
	if (text.length > PLACED_LENGTH_MAX)
		return failed(
			format === 'json'
				? 'This is not JSON.'
				: 'This is too long for YAML: 10 million characters at most. Write it as JSON.',
		);
	const { value, diagnostics } = await readYaml(plainOf(text, format));
	return value === undefined ? { ok: false, diagnostics } : { ok: true, value };
}

/** What is never closed is found too, up to the end: looked for once, and not again from everything like it behind. */
const STRING_OR_COMMENT =
	/"[^"\\]*(?:\\[\s\S][^"\\]*)*(?:"|\\?$)|(\/\/[^\n]*|\/\*[\s\S]*?\*\/)|\/\*[\s\S]*/g;

/** The text with blanks in place of the comments that editors allow in JSON, everything else where it was. */
function plainOf(text: string, format: TextFormat): string {
	if (format === 'yaml') return text;
	return text.replace(STRING_OR_COMMENT, (found, comment?: string) =>
		comment === undefined ? found : comment.replace(/[^\n]/g, ' '),
	);
}

/** Findings with their places in the text. */
export async function locateFindings(
	findings: readonly Finding[],
	{ text, format }: { readonly text: string; readonly format: TextFormat },
): Promise<Diagnostic[]> {
	if (findings.length === 0) return [];
	const isLong = text.length > PLACED_LENGTH_MAX;
	const document = isLong ? undefined : await readYaml(plainOf(text, format));
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

/** The first member of JSON whose object has one of that name already: reading it forgets one of them. */
function repeatedMember(text: string): { readonly name: string; readonly span: Span } | undefined {
	const open: Set<string>[] = [];
	for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"(?:\s*:)?|[{}]/g)) {
		if (token === '{') open.push(new Set());
		else if (token === '}') open.pop();
		else if (token.endsWith(':')) {
			const written = token.slice(0, token.lastIndexOf('"') + 1);
			const name = String(tryJson(written));
			const names = open.at(-1);
			if (names?.has(name)) return { name, span: { start: index, end: index + written.length } };
			names?.add(name);
		}
	}
	return undefined;
}

function failed(message: string, span: Span = { start: 0, end: 0 }): TextResult {
	return {
		ok: false,
		diagnostics: [{ rule: 'invalid-syntax', layer: 'schema', severity: 'error', message, span }],
	};
}
