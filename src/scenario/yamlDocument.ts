import type { Alias, CST, Document, Node, Pair, Scalar, YAMLError, YAMLMap, YAMLSeq } from 'yaml';
import { type Json, numberFromText, putMember } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { Finding } from './finding.ts';

/** How deep values may be nested. */
export const DEPTH_MAX = 200;
export const TOO_DEEP = `Values are nested more than ${DEPTH_MAX} deep.`;
/** How many values aliases may repeat: more are an attack ("billion laughs"), or by far too much. */
const REPEATED_MAX = 100_000;

/** A YAML document, or JSON read as such, as a value and with the place of everything in it. */
export interface YamlDocument {
	/** Undefined when there are errors. */
	readonly value: Json | undefined;
	readonly diagnostics: readonly Diagnostic[];
	/** The place of a finding; the nearest there is when the value itself is missing. */
	spanOf(finding: Pick<Finding, 'pointer' | 'isAboutName' | 'within'>): Span;
}

type Yaml = typeof import('./yaml.ts');

/** Reads YAML 1.2. Never throws: what is wrong, or too much, is a diagnostic. */
export async function readYaml(text: string): Promise<YamlDocument> {
	const yaml = await import('./yaml.ts');
	const document = parse(yaml, text);
	if ('message' in document) {
		const { message, start = 0 } = document;
		const diagnostics = [syntaxError(message, { start, end: start })];
		return { value: undefined, diagnostics, spanOf: () => ({ start: 0, end: 0 }) };
	}
	// The others follow from the first, more often than not.
	const errors = document.errors.slice(0, 1).map(problemOf);
	const reader = new Reader(yaml, document);
	const value = errors.length > 0 ? undefined : reader.read();
	return {
		value: reader.problem === undefined ? value : undefined,
		diagnostics: reader.problem === undefined ? errors : [...errors, reader.problem],
		spanOf: (finding) => spanOf(yaml, document, text, finding),
	};
}

interface Refusal {
	readonly message: string;
	readonly start?: number;
}

function parse(yaml: Yaml, text: string): Document.Parsed | Refusal {
	try {
		const tokens = [...new yaml.Parser().parse(text)];
		const deep = deeperToken(tokens);
		if (deep !== undefined) return { message: TOO_DEEP, start: deep.offset };
		// Duplicate names are looked for below: the package would compare each with all others.
		const composer = new yaml.Composer({ uniqueKeys: false, logLevel: 'silent' });
		const [document, another] = composer.compose(tokens, true, text.length);
		if (document === undefined) return { message: 'There is nothing in it.' };
		return another === undefined
			? (document as Document.Parsed)
			: { message: 'There are several documents in it. A file holds one scenario.' };
	} catch (problem) {
		return { message: `It cannot be read: ${problem instanceof Error ? problem.message : ''}.` };
	}
}

/**
 * The first of the tokens that are nested deeper than values may be. The package makes values of them by recursion;
 * running out of stack there is not always an exception: when a regular expression is compiled just then, V8 ends the
 * process.
 */
function deeperToken(tokens: readonly CST.Token[]): CST.Token | undefined {
	let level = tokens;
	for (let depth = 0; depth <= DEPTH_MAX + 2; depth++) level = level.flatMap(partsOf);
	return level[0];
}

function partsOf(token: CST.Token): CST.Token[] {
	if (token.type === 'document') return token.value === undefined ? [] : [token.value];
	if (!('items' in token)) return [];
	return token.items.flatMap(({ key, value }) => [key ?? [], value ?? []].flat());
}

const QUOTES_HELP =
	'Put a text that holds braces, brackets, commas, colons or "#" in quotes: url: "/users/{id}".';

function problemOf({ code, message, pos: [start, end] }: YAMLError): Diagnostic {
	const span = { start, end };
	switch (code) {
		case 'RESOURCE_EXHAUSTION':
			return syntaxError(TOO_DEEP, span);
		case 'TAB_AS_INDENT':
			return syntaxError('A line is indented with a tab.', span, 'YAML takes spaces only.');
		case 'UNEXPECTED_TOKEN':
			return syntaxError('The value ends before this.', span, QUOTES_HELP);
		default:
			return syntaxError(sentence(message), span);
	}
}

function sentence(message: string): string {
	const [line = ''] = message.split('\n');
	const quote = /^Missing closing (["'])quote/.exec(line)?.[1];
	if (quote !== undefined) return `A text that begins with ${quote} is never closed.`;
	const bracket = /must (?:be sufficiently indented and )?end with a ([\]}])$/.exec(line)?.[1];
	if (bracket !== undefined)
		return `A "${bracket}" is missing here, or what stands in the brackets is not indented enough.`;
	return `${line.charAt(0).toUpperCase()}${line.slice(1)}${line.endsWith('.') ? '' : '.'}`;
}

function syntaxError(message: string, span: Span, help?: string): Diagnostic {
	const advice = help === undefined ? {} : { help };
	return { rule: 'invalid-syntax', layer: 'schema', severity: 'error', message, ...advice, span };
}

const CORE_TAG = /^tag:yaml\.org,2002:(?:str|int|float|bool|null|map|seq)$/;
const TAG_HELP = 'Leave it out, or put the whole text in quotes. Bytes are given with "base64".';
const MERGE_HELP =
	'Write its members out, or name the whole value with &name and repeat it as *name.';

/** Turns nodes into values. Stops at the first problem. */
class Reader {
	problem: Diagnostic | undefined;
	readonly #yaml: Yaml;
	readonly #document: Document.Parsed;
	/** Anchored nodes that are being read: an alias to one of them would never end. */
	readonly #open = new Set<Node>();
	#repeated = 0;
	#aliases = 0;

	constructor(yaml: Yaml, document: Document.Parsed) {
		this.#yaml = yaml;
		this.#document = document;
	}

	read(): Json {
		return this.#value(this.#document.contents, 0);
	}

	#value(node: Node | null | undefined, depth: number): Json {
		if (node === null || node === undefined || this.problem !== undefined) return null;
		if (depth > DEPTH_MAX) return this.#fail(node, TOO_DEEP);
		// A tag that is passed over would leave a text where something else was meant.
		if (node.tag !== undefined && !CORE_TAG.test(node.tag))
			return this.#fail(node, 'Tags such as !name mean nothing in a scenario.', TAG_HELP);
		if (this.#aliases > 0 && ++this.#repeated > REPEATED_MAX)
			return this.#fail(node, `Its aliases repeat more than ${REPEATED_MAX} values.`);
		if (this.#yaml.isAlias(node)) return this.#alias(node, depth);
		if (this.#yaml.isScalar(node)) return this.#scalar(node);
		this.#open.add(node);
		const value = this.#yaml.isSeq<Node>(node)
			? this.#array(node, depth)
			: this.#object(node as YAMLMap<Node, Node>, depth);
		this.#open.delete(node);
		return value;
	}

	#alias(alias: Alias, depth: number): Json {
		const target = alias.resolve(this.#document) as Node | undefined;
		if (target === undefined)
			return this.#fail(alias, `There is no anchor "&${alias.source}" before this.`);
		if (this.#open.has(target))
			return this.#fail(alias, `The alias "*${alias.source}" stands inside of what it names.`);
		this.#aliases++;
		const value = this.#value(target, depth);
		this.#aliases--;
		return value;
	}

	#scalar(node: Scalar): Json {
		const { value, source = '' } = node;
		if (typeof value === 'number') {
			if (/^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?$/.test(source))
				return numberFromText(source);
			return Number.isFinite(value) ? value : this.#fail(node, `JSON has no number ${source}.`);
		}
		if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
		return source;
	}

	#array(node: YAMLSeq<Node>, depth: number): Json {
		const items: Json[] = [];
		for (const item of node.items) {
			items.push(this.#value(this.#yaml.isScalar(item) ? item : (item as Node), depth + 1));
			if (this.problem !== undefined) break;
		}
		return items;
	}

	#object(node: YAMLMap<Node, Node>, depth: number): Json {
		const object: Record<string, Json> = {};
		const names = new Set<string>();
		for (const pair of node.items) {
			const name = nameOf(this.#yaml, pair);
			if (name === undefined) return this.#fail(pair.key, 'A name of a member must be a text.');
			if (name === '<<' && (pair.key as Scalar).type === 'PLAIN')
				return this.#fail(pair.key, 'YAML 1.2 has no "<<" to take in another object.', MERGE_HELP);
			if (names.has(name)) return this.#fail(pair.key, `There are two members "${name}".`);
			names.add(name);
			putMember(object, name, this.#value(pair.value, depth + 1));
			if (this.problem !== undefined) break;
		}
		return object;
	}

	#fail(node: Node, message: string, help?: string): null {
		const [start, end] = node.range ?? [0, 0];
		this.problem ??= syntaxError(message, { start, end }, help);
		return null;
	}
}

function nameOf(yaml: Yaml, { key }: Pair<Node, Node | null>): string | undefined {
	if (!yaml.isScalar(key)) return undefined;
	return typeof key.value === 'string' ? key.value : (key.source ?? String(key.value));
}

function spanOf(
	yaml: Yaml,
	document: Document.Parsed,
	text: string,
	{ pointer, isAboutName = false, within }: Pick<Finding, 'pointer' | 'isAboutName' | 'within'>,
): Span {
	let node: Node | null | undefined = document.contents;
	let name: Node | undefined;
	for (const step of pointer) {
		if (yaml.isAlias(node)) node = node.resolve(document) as Node | undefined;
		let next: Node | null | undefined;
		if (yaml.isSeq<Node>(node)) {
			next = node.items[Number(step)];
			if (next !== undefined) name = undefined;
		} else if (yaml.isMap<Node, Node>(node)) {
			const pair: Pair<Node, Node | null> | undefined = node.items.find(
				(item) => nameOf(yaml, item) === String(step),
			);
			next = pair?.value;
			if (pair !== undefined) name = pair.key;
			// A member without a value has its name and no more.
			if (pair !== undefined && next === null) return rangeOf(pair.key);
		}
		if (next === undefined || next === null) return headOf(yaml, node, name);
		node = next;
	}
	if (isAboutName && name !== undefined) return rangeOf(name);
	if (!yaml.isScalar(node)) return headOf(yaml, node, name);
	return within === undefined ? rangeOf(node) : partOf(node, text, within);
}

/** A map or a sequence may be long: its name is where a person looks, or else how it begins. */
function headOf(yaml: Yaml, node: Node | null | undefined, name: Node | undefined): Span {
	if (name !== undefined) return rangeOf(name);
	const first = yaml.isMap<Node, Node>(node) ? node.items[0]?.key : node;
	const { start, end } = rangeOf(first ?? node);
	return yaml.isScalar(first) ? { start, end } : { start, end: Math.min(end, start + 1) };
}

function rangeOf(node: Node | null | undefined): Span {
	const [start, end] = node?.range ?? [0, 0];
	return { start, end };
}

/** A part of a text, where the text stands in the document as it is, if need be indented. */
function partOf(node: Scalar, text: string, within: Span): Span {
	const { start, end } = rangeOf(node);
	const written = text.slice(start, end);
	const quoted = /^(["'])(.*)\1$/s.exec(written)?.[2];
	if (node.type === 'BLOCK_LITERAL') return partOfBlock(node, written, within) ?? { start, end };
	if (node.value !== written && node.value !== quoted) return { start, end };
	const from = start + (quoted === undefined ? 0 : 1);
	return { start: from + within.start, end: from + within.end };
}

/** Behind `|`, each line of the text stands on a line of the document, indented. */
function partOfBlock(node: Scalar, written: string, within: Span): Span | undefined {
	const before = String(node.value).slice(0, within.start).split('\n');
	const line = String(node.value).split('\n')[before.length - 1] ?? '';
	const lines = written.split('\n');
	const indented = lines[before.length]?.replace(/\r$/, '') ?? '';
	if (!indented.endsWith(line)) return undefined;
	const lineStart = lines.slice(0, before.length).join('\n').length + 1;
	const column = indented.length - line.length + (before.at(-1)?.length ?? 0);
	const start = rangeOf(node).start + lineStart + column;
	return { start, end: start + within.end - within.start };
}
