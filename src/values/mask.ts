import { suggest } from '../base/suggest.ts';
import { looksLikeCredential } from '../diagnostics/quoting.ts';
import { type ElementNode, parametersOf, type Workflow } from '../model/workflow.ts';
import { isTrue } from './schema.ts';
import { splitMarkup, type Tag } from './splitMarkup.ts';

const MASK = '•';

/** Names whose values are credentials more often than not, whatever the workflow says of them. */
const SECRET_NAME = /token|secret|passw|pwd|api_?-?key|private|credential|auth/i;

/** Whether a parameter's value must not be shown: marked secret, or called like one that should be. */
export function isSecretParameter({ attributes }: ElementNode<'Parameter'>): boolean {
	return isTrue(attributes.secret?.value) || SECRET_NAME.test(attributes.name.value);
}

export interface MaskOptions {
	/** The workflows that a values document belongs to. */
	readonly workflows?: readonly Workflow[];
	/** Names of parameters whose values are not shown either, though no workflow has them secret. */
	readonly concealed?: ReadonlySet<string>;
}

/**
 * Whether a text in the place of a parameter's name can be quoted. Where a quotation mark is missing or too many, more
 * than a name is there; and what looks like a credential was pasted in the wrong place.
 */
export function isPlainName(name: string): boolean {
	return /^[\p{L}\p{N}_.:-]{1,60}$/u.test(name) && !looksLikeCredential(name);
}

/**
 * A document's text with what may be secret made unreadable, character for character, so that places stay right: for
 * showing parts of it in messages. Works on text that is not even XML.
 *
 * Of a values document, and of one that cannot be told, nothing is shown but what is known to be harmless: names of
 * elements and of the language's attributes, and the names of parameters. A value is shown only in a tag without
 * slips, when the workflows that the document belongs to know its parameter and none has it secret, and when it does
 * not look like a credential that was pasted in the wrong place. Of a workflow, the defaults of secret parameters
 * are hidden.
 */
export function maskSecrets(
	text: string,
	{ workflows = [], concealed = new Set() }: MaskOptions = {},
): string {
	const known = knownParameters(workflows, concealed);
	const masked: string[] = [];
	/** Undefined until the root element, which decides. */
	let isWorkflow: boolean | undefined;
	/** Whether text that stands between tags here would be the value of something. */
	let hidesText = true;
	/** The element of a workflow that was opened last. */
	let container = '';
	/** Where the next piece begins. */
	let end = 0;

	for (const piece of splitMarkup(text)) {
		const at = end;
		end += piece.text.length;
		if (piece.kind !== 'tag') {
			masked.push(!hidesText || isDeclaration(piece.text) ? piece.text : hide(piece.text));
			continue;
		}
		const { localName } = piece;
		// A root with a slip in it decides for values: nothing then tells what the rest is.
		if (/ParameterVal/i.test(localName)) isWorkflow = false;
		else if (!localName.startsWith('!'))
			isWorkflow ??=
				localName === 'Workflow' && !/ParameterVal/i.test(text.slice(at, at + ROOT_TAG_MAX));
		const isHolder = nearestHolder(localName) !== undefined;
		const isShown = isWorkflow === true && (!isHolder || isProgram(piece, container));
		if (!isHolder) container = /^<\/|\/>$/.test(piece.text) ? '' : localName;
		hidesText = !(isShown || (isWorkflow === true && /^<\/|\/>$/.test(piece.text)));
		masked.push(isShown ? piece.text : maskTag(piece, { known, isWorkflow: isWorkflow === true }));
	}
	return masked.join('');
}

interface KnownParameters {
	/** The names of all parameters. */
	readonly names: ReadonlySet<string>;
	/** The names of those whose values may be shown. */
	readonly open: ReadonlySet<string>;
}

function knownParameters(
	workflows: readonly Workflow[],
	concealed: ReadonlySet<string>,
): KnownParameters {
	const parameters = workflows.flatMap(parametersOf);
	const names = new Set(parameters.map(({ attributes }) => attributes.name.value));
	const open = new Set(names);
	for (const parameter of parameters)
		if (isSecretParameter(parameter)) open.delete(parameter.attributes.name.value);
	for (const name of concealed) open.delete(name);
	return { names, open };
}

/** Within so much, a root that is to be one of values says so. */
const ROOT_TAG_MAX = 300;

/** Elements of a workflow, or pasted into one, whose attributes hold values of parameters. */
const VALUE_HOLDERS = ['Value', 'Parameter'];
/** What an attribute may be called without being hidden. Anything else might be a piece of a value that broke out. */
const WORDS = [
	'name',
	'value',
	'label',
	'description',
	'required',
	'secret',
	'default',
	'version',
	'encoding',
];

const nearestHolder = createNearest(VALUE_HOLDERS);
const nearestWord = createNearest(WORDS);

/** Elements of a workflow in which `<Value>` and `<Parameter>` are parts of the program. */
const PROGRAM_CONTAINERS = ['Header', 'Payload', 'UrlEncodedFormRequestBody'];

/** Whether a tag is a part of the program, and holds no credential that was written into it. */
function isProgram({ text }: Tag, container: string): boolean {
	return PROGRAM_CONTAINERS.includes(container) && (text.includes('${') || !SECRET_NAME.test(text));
}

/**
 * Finds the word that one is, or is a slip of the pen from, as `Parameters` is not. Remembers, for documents say
 * the same again and again.
 */
function createNearest(words: readonly string[]): (given: string) => string | undefined {
	const known = new Map<string, string | undefined>();
	return (given) => {
		if (known.has(given)) return known.get(given);
		if (given.length > NEAREST_LENGTH_MAX || given === 'Parameters') return undefined;
		if (known.size >= NEAREST_MAX) known.clear();
		const found = words.includes(given) ? given : suggest(given, words);
		known.set(given, found);
		return found;
	};
}

const NEAREST_LENGTH_MAX = 40;
const NEAREST_MAX = 10_000;

/** The XML declaration, which holds nothing but what findings about it must show. */
function isDeclaration(text: string): boolean {
	return /^<\?xml(?:\s+(?:version|encoding|standalone)\s*=\s*(?:"[\w.-]{0,20}"|'[\w.-]{0,20}'))*\s*\?>$/.test(
		text,
	);
}

interface Surroundings {
	readonly known: KnownParameters;
	readonly isWorkflow: boolean;
}

function maskTag(tag: Tag, surroundings: Surroundings): string {
	const values = new Map(
		tag.parts.flatMap(({ kind, name, value }): [string, string][] =>
			kind === 'value' ? [[name ?? '', value ?? '']] : [],
		),
	);
	const isShown = (name: string, value: string) => {
		if (/^xmlns(?::[\w.-]{1,20})?$|^xsi:\w{1,40}$/.test(name)) return isPlainAddress(value);
		if (name === 'name') return isShownName(value, values, surroundings);
		if (nearestHolder(tag.localName) === 'Parameter')
			return isShownOfParameter(tag, { name, values, surroundings });
		return name === 'value' && isOpenValue(tag, values, surroundings);
	};
	return tag.parts
		.map(({ kind, text, name = '', value = '' }) => {
			if (kind === 'mark' || (kind === 'word' && isKnownWord(text, tag))) return text;
			return kind === 'value' && isShown(name, value) ? text : hide(text);
		})
		.join('');
}

function isKnownWord(word: string, { name }: Tag): boolean {
	if (word === name) return !looksLikeCredential(word);
	if (/^xmlns(?::[\w.-]{1,20})?$|^xsi:\w{1,40}$/.test(word)) return true;
	return /^[A-Za-z]+$/.test(word) && nearestWord(word) !== undefined;
}

type Values = ReadonlyMap<string, string>;

/** A parameter's name, unless it is what was pasted where the name belongs, or swapped with it. */
function isShownName(name: string, values: Values, { known }: Surroundings): boolean {
	if (known.names.has(name)) return !looksLikeCredential(name);
	if (!isPlainName(name)) return false;
	const value = values.get('value') ?? '';
	if (known.names.has(value)) return false;
	return isWord(name) || !(isWord(value) && SECRET_NAME.test(value));
}

function isWord(text: string): boolean {
	return /^[A-Za-z_]\w{0,60}$/.test(text);
}

function isOpenValue(tag: Tag, values: Values, { known }: Surroundings): boolean {
	if (!tag.isClean || tag.localName !== 'Value' || values.size !== 2) return false;
	return (
		known.open.has(values.get('name') ?? '') && !looksLikeCredential(values.get('value') ?? '')
	);
}

/** Of a parameter that is declared without slips everything may be shown but a default that is a secret. */
function isShownOfParameter(
	{ isClean, localName }: Tag,
	{
		name,
		values,
		surroundings,
	}: { readonly name: string; readonly values: Values; readonly surroundings: Surroundings },
): boolean {
	if (!isClean || !surroundings.isWorkflow || !WORDS.includes(name)) return false;
	if (name !== 'default') return name !== 'value';
	const parameter = values.get('name');
	const isKnown =
		localName === 'Parameter' && [...values.keys()].every((word) => WORDS.includes(word));
	return (
		isKnown &&
		parameter !== undefined &&
		!SECRET_NAME.test(parameter) &&
		!isTrue(values.get('secret'))
	);
}

function isPlainAddress(text: string): boolean {
	return (
		/^[a-z]{2,10}:[\w./:# -]{1,200}$/i.test(text) && !text.split('/').some(looksLikeCredential)
	);
}

/** White space stays, so that lines and columns do. */
function hide(text: string): string {
	return text.replace(/\S+/g, (word) => MASK.repeat(word.length));
}
