import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
	putMember,
	removeMember,
} from '../base/json.ts';
import type { Program } from '../compile/program.ts';
import type { Template } from '../jpath/template.ts';
import { collectPaths } from '../jpath/visit.ts';
import { parametersOf } from '../model/workflow.ts';
import type { Stop } from './completion.ts';
import { failure } from './faults.ts';
import type { Parameter } from './parameters.ts';

/** What stands for a secret where the State is written down. The product marks what it encrypts with the same sign. */
const SECRET_MARK = '🔐';

/**
 * The State as it is written down: with a mark instead of the secret parameters, which every run writes to the State
 * anew. What the workflow itself stores elsewhere, such as a token, stays: the next run may need it.
 */
export function stateToSave(state: JsonObject, parameters: readonly Parameter[]): JsonObject {
	const secrets = parameters.filter(
		({ isSecret, name }) => isSecret && getMember(state, name) !== undefined,
	);
	if (secrets.length === 0) return state;
	const saved = { ...state };
	for (const { name } of secrets) putMember(saved, name, SECRET_MARK);
	return saved;
}

/** A State that was written down, without the marks. */
export function stateFromSaved(saved: JsonObject): JsonObject {
	const marked = memberNames(saved).filter((name) => getMember(saved, name) === SECRET_MARK);
	if (marked.length === 0) return saved;
	const state = { ...saved };
	for (const name of marked) removeMember(state, name);
	return state;
}

/** Why a saved State cannot be one of this workflow, if it cannot. */
export function checkOrigin(state: JsonObject, program: Program): Stop | undefined {
	const { known, unknown } = comparedNames(state, program) ?? { known: [], unknown: [] };
	if (known.length > 0 || unknown.length === 0) return undefined;
	return failure('The saved State is that of another workflow.', {
		explanation: `It holds ${listed(unknown)}, which this workflow never names.`,
		help: 'Name the state file of this workflow, or one that does not exist yet. Nothing was changed.',
	});
}

/** What is odd about a saved State, but no reason not to run. */
export function notesOn(state: JsonObject, program: Program): string[] {
	const notes: string[] = [];
	const { known, unknown } = comparedNames(state, program) ?? { known: [], unknown: [] };
	const parameters = new Set(
		parametersOf(program.workflow).map(({ attributes }) => attributes.name.value),
	);
	if (unknown.length > 0 && known.every((name) => parameters.has(name)))
		notes.push(
			`The saved State may be that of another workflow: it holds ${listed(unknown)}, which this one never names.`,
		);
	const encrypted = encryptedPlace(state);
	if (encrypted !== undefined)
		notes.push(
			`The saved State holds values that a QRadar has encrypted, such as ${encrypted}: only that QRadar can read them.`,
		);
	return notes;
}

function listed(names: readonly string[]): string {
	const shown = names.slice(0, 5).map((name) => `"${name.slice(0, 40)}"`);
	return names.length > shown.length
		? `${shown.join(', ')} and ${names.length - shown.length} more`
		: shown.join(', ');
}

/** The members of a State, told apart by whether the workflow names them; undefined when it may name any. */
function comparedNames(
	state: JsonObject,
	program: Program,
): { readonly known: readonly string[]; readonly unknown: readonly string[] } | undefined {
	const { names, beginnings } = namesIn(program);
	if (beginnings.includes('')) return undefined;
	const known: string[] = [];
	const unknown: string[] = [];
	for (const name of memberNames(state)) {
		const isKnown = names.has(name) || beginnings.some((beginning) => name.startsWith(beginning));
		(isKnown ? known : unknown).push(name);
	}
	return { known, unknown };
}

/** The members of the State that a workflow names, and how those begin that it makes up with templates. */
function namesIn(program: Program): {
	readonly names: ReadonlySet<string>;
	readonly beginnings: readonly string[];
} {
	const names = new Set(
		parametersOf(program.workflow).map(({ attributes }) => attributes.name.value),
	);
	const beginnings: string[] = [];
	for (const { kind, template, expression } of program.texts()) {
		for (const { steps } of collectPaths(expression ?? template))
			if (steps[0]?.kind === 'member') names.add(steps[0].name);
		const beginning = kind === 'path' ? beginningOf(template) : undefined;
		if (beginning?.isWhole === true) names.add(beginning.text);
		else if (beginning !== undefined) beginnings.push(beginning.text);
	}
	return { names, beginnings };
}

/** The first step of a path with holes: all of it, or what stands before the first hole. */
function beginningOf(
	template: Template,
): { readonly text: string; readonly isWhole: boolean } | undefined {
	if (template.isStatic) return undefined;
	const [first] = template.parts;
	const text = first?.kind === 'text' ? first.text.trim() : '';
	const [, step = '', rest = ''] = /^\/["']?([^/"'[]*)(.*)$/s.exec(text) ?? [];
	return { text: step, isWhole: rest !== '' };
}

/** How the product marks what it has encrypted. Source: run log of Slack Business Plus. */
const ENCRYPTED = '🔐➡';

function encryptedPlace(state: JsonObject): string | undefined {
	for (const name of memberNames(state)) {
		const waiting: Json[] = [getMember(state, name) ?? null];
		for (let value = waiting.pop(); value !== undefined; value = waiting.pop()) {
			if (typeof value === 'string') {
				if (value.startsWith(ENCRYPTED)) return `"/${name.slice(0, 40)}"`;
			} else if (isJsonArray(value)) for (const item of value) waiting.push(item);
			else if (isJsonObject(value)) for (const member of Object.values(value)) waiting.push(member);
		}
	}
	return undefined;
}
