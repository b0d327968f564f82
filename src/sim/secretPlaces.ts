import { getMember, isJsonArray, isJsonObject, type Json } from '../base/json.ts';
import { attributeSpecs } from '../catalog/catalog.ts';
import type { Program } from '../compile/program.ts';
import type { Path } from '../jpath/ast.ts';
import { parseExpression } from '../jpath/parse.ts';
import type { ResolvedPath } from '../jpath/path.ts';
import type { Template } from '../jpath/template.ts';
import { collectPaths } from '../jpath/visit.ts';
import { attributesOf, visit } from '../model/visit.ts';
import type { AnyNode, Attribute } from '../model/workflow.ts';
import { isSecretName } from './redact.ts';

/** Member names from the root of the State. */
type Names = readonly string[];

/** In the place of a name that is known only when the workflow runs. */
const ANY = 'any\u{E000}';

/** Shorter texts on the way into a credential are words such as `Bearer`, not secrets. */
const LENGTH_MIN = 8;

/**
 * The places of the State whose values a workflow sends as credentials, found by reading the workflow: from
 * the headers and authentication elements back through every Set, Copy and the like. So a token is known to
 * be a secret from the moment the response with it arrives, before anything about it is shown.
 */
export class SecretPlaces {
	readonly #byFirstName = new Map<string, Names[]>();

	constructor(program: Program) {
		for (const names of findSecretPlaces(program)) {
			const [first] = names;
			if (first === undefined) continue;
			const siblings = this.#byFirstName.get(first);
			if (siblings === undefined) this.#byFirstName.set(first, [names]);
			else siblings.push(names);
		}
	}

	/** The secrets in a value that is about to be written to a place. */
	secretsIn(place: ResolvedPath, value: Json): string[] {
		const found: string[] = [];
		for (const names of this.#byFirstName.get(String(place[0])) ?? []) {
			if (!place.every((step, index) => isStep(step, names[index]))) continue;
			collectTexts(value, names.slice(place.length), found);
		}
		return found.filter((text) => text.length >= LENGTH_MIN);
	}

	/** Whether the value at a place is one that is sent as a credential. */
	has(place: ResolvedPath): boolean {
		return (this.#byFirstName.get(String(place[0])) ?? []).some(
			(names) =>
				names.length === place.length && place.every((step, index) => isStep(step, names[index])),
		);
	}
}

/** How many texts below one place are taken for secrets: a list of keys, not a page of events. */
const TEXTS_MAX = 100;

function isStep(step: string | number, name: string | undefined): boolean {
	return step === name || name === ANY;
}

/** The texts at the end of a path, through arrays on the way and in arrays at its end. */
function collectTexts(value: Json | undefined, names: Names, found: string[]): void {
	if (found.length >= TEXTS_MAX) return;
	if (isJsonArray(value)) for (const item of value) collectTexts(item, names, found);
	else if (typeof value === 'string') {
		if (names.length === 0) found.push(value);
	} else if (isJsonObject(value)) {
		const [name, ...rest] = names;
		if (name === ANY) for (const member of Object.values(value)) collectTexts(member, rest, found);
		else if (name !== undefined) collectTexts(getMember(value, name), rest, found);
	}
}

interface Flow {
	readonly target: Names;
	readonly sources: readonly Names[];
}

function findSecretPlaces(program: Program): Names[] {
	const flows: Flow[] = [];
	const secret = new Map<string, Names>();
	const pending: Names[] = [];
	const add = (names: Names) => {
		const key = JSON.stringify(names);
		if (names.length === 0 || names.length > 20 || secret.has(key)) return;
		secret.set(key, names);
		pending.push(names);
	};
	visit(program.workflow, (node) => {
		for (const attribute of credentialsOf(node)) readBy(program, attribute).forEach(add);
		const flow = flowOf(program, node);
		if (flow !== undefined) flows.push(flow);
	});
	for (let names = pending.pop(); names !== undefined; names = pending.pop())
		for (const { target, sources } of flows) {
			const rest = names.slice(target.length);
			if (target.every((name, index) => isStep(name, names?.[index]) || name === ANY))
				for (const source of sources) add([...source, ...rest]);
		}
	return [...secret.values()];
}

/** The attributes of a node whose values are sent as credentials. */
function credentialsOf(node: AnyNode): Attribute[] {
	const attributes = attributesOf(node);
	const found: Attribute[] = [];
	for (const [name, spec] of Object.entries(attributeSpecs(node.kind)))
		if (spec.secret === true && attributes[name] !== undefined) found.push(attributes[name]);
	const isNamed =
		node.kind === 'RequestHeader' ||
		node.kind === 'QueryParameter' ||
		node.kind === 'FormParameter';
	const { name, value } = attributes;
	const isSecret = node.kind === 'RequestCookie' || (isNamed && isSecretName(name?.value ?? ''));
	if (isSecret && value !== undefined) found.push(value);
	return found;
}

/** Where an action writes, and what it makes that from. */
function flowOf(program: Program, node: AnyNode): Flow | undefined {
	const { path, value, sourcePath, targetPath, item, items, savePath, xmlPath } =
		attributesOf(node);
	switch (node.kind) {
		case 'Set':
		case 'Initialize':
			return flow(program, path, value);
		case 'Add':
			return flow(program, path, value);
		case 'Copy':
		case 'Merge':
			return flow(program, targetPath, sourcePath);
		case 'ForEach':
			return flow(program, item, items);
		case 'RegexCapture':
		case 'Split':
			return flow(program, savePath, value);
		case 'XPathQuery':
			return flow(program, savePath, xmlPath);
		default:
			return undefined;
	}
}

function flow(
	program: Program,
	target: Attribute | undefined,
	source: Attribute | undefined,
): Flow | undefined {
	if (target === undefined || source === undefined) return undefined;
	const { template, expression = parsed(withoutHoles(template)) } = program.compiledOf(target);
	if (expression?.kind !== 'path') return undefined;
	return { target: namesOf(expression), sources: readBy(program, source) };
}

/** The places that an attribute reads. */
function readBy(program: Program, attribute: Attribute): Names[] {
	const { template, expression } = program.compiledOf(attribute);
	const paths = expression === undefined ? pathsIn(template) : collectPaths(expression);
	return paths.map(namesOf).filter(([first]) => first !== ANY);
}

/** What a template reads, with `ANY` for what is made up as it runs: `${/tokens/${/name}}`. */
function pathsIn(template: Template): Path[] {
	return template.parts.flatMap((part) => {
		if (part.kind === 'text') return [];
		const expression = part.expression ?? parsed(withoutHoles(part.inner));
		return expression === undefined ? [] : collectPaths(expression);
	});
}

function withoutHoles({ parts }: Template): string {
	return parts.map((part) => (part.kind === 'text' ? part.text : ANY)).join('');
}

function parsed(text: string) {
	const reading = parseExpression(text);
	return reading.ok ? reading.expression : undefined;
}

/** The names of a path up to its first brackets; what only begins or ends as written is `ANY`. */
function namesOf(path: Path): Names {
	const names: string[] = [];
	for (const step of path.steps) {
		if (step.kind !== 'member') break;
		names.push(step.name.includes(ANY) ? ANY : step.name);
	}
	return names;
}
