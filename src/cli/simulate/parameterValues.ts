import { didYouMean } from '../../base/suggest.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { looksLikeCredential } from '../../diagnostics/quoting.ts';
import { element } from '../../model/build.ts';
import type { Workflow, WorkflowParameterValues } from '../../model/workflow.ts';
import { parametersOf } from '../../model/workflow.ts';
import type { Twin } from '../../twin/twin.ts';
import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { checkValues, checkValueTexts } from '../../values/check.ts';
import { isPlaceholder } from '../../values/placeholder.ts';
import { isTrue } from '../../values/schema.ts';
import type { Flags } from '../flags.ts';
import { loadConstraints } from '../templateConstraints.ts';
import type { Terminal } from '../terminal.ts';
import { credentialKind } from '../twinParameters.ts';
import { UsageError } from '../usageError.ts';

/** The values a simulation runs with. */
export interface ParameterValues {
	readonly texts: ReadonlyMap<string, string>;
	/** Names of parameters whose value the twin gave. */
	readonly fromTwin: readonly string[];
	/** Names of parameters that have the value of the recording. */
	readonly fromScenario: readonly string[];
	/** Names of parameters for which the document gives credentials that the twin will refuse. */
	readonly refusedByTwin: readonly string[];
}

/** The values that somebody gave: the document's, over them those of flags. */
export function givenValues(
	workflow: Workflow,
	document: WorkflowParameterValues | undefined,
	sources: { readonly flags: Flags; readonly terminal: Terminal },
): ReadonlyMap<string, string> {
	const texts = new Map<string, string>();
	for (const { attributes } of document?.children ?? [])
		texts.set(attributes.name.value, attributes.value.value);
	for (const [name, text] of givenByFlags(namesOf(workflow), sources)) texts.set(name, text);
	return texts;
}

/** The credentials among given values: a twin made with them lets the workflow in with its own values. */
export function givenCredentials(
	twinName: string,
	given: ReadonlyMap<string, string>,
): Record<string, string> {
	const credentials: Record<string, string> = {};
	for (const [name, text] of given) {
		const kind = credentialKind(twinName, name);
		if (kind !== undefined && isReal(text)) credentials[kind] = text;
	}
	return credentials;
}

/** The given values, and those of the twin where there are none. */
export function completeValues(
	workflow: Workflow,
	given: ReadonlyMap<string, string>,
	twin: Twin | undefined,
): ParameterValues {
	const texts = new Map(given);
	const fromTwin: string[] = [];
	const fromScenario: string[] = [];
	const refusedByTwin: string[] = [];
	for (const name of twin === undefined ? [] : namesOf(workflow)) {
		const recorded = twin?.parameters?.get(name);
		if (recorded !== undefined && !isReal(texts.get(name) ?? '')) {
			texts.set(name, recorded);
			fromScenario.push(name);
			continue;
		}
		const kind = twin && credentialKind(twin.name, name);
		const credential = kind === undefined ? undefined : twin?.credentials[kind];
		if (credential === undefined) continue;
		const text = texts.get(name) ?? '';
		if (isReal(text)) {
			if (text !== credential) refusedByTwin.push(name);
			continue;
		}
		texts.set(name, credential);
		fromTwin.push(name);
	}
	return { texts, fromTwin, fromScenario, refusedByTwin };
}

/** The values of parameters that are marked secret, defaults too. */
export function secretTexts(
	{ workflow }: Pick<CheckedDocument, 'workflow'>,
	{ texts }: ParameterValues,
): string[] {
	const parameters = workflow === undefined ? [] : parametersOf(workflow);
	return parameters
		.filter(({ attributes }) => isTrue(attributes.secret?.value))
		.flatMap(({ attributes }) => [
			texts.get(attributes.name.value) ?? '',
			attributes.default?.value ?? '',
		])
		.filter((text) => text !== '');
}

function namesOf(workflow: Workflow): string[] {
	return parametersOf(workflow).map(({ attributes }) => attributes.name.value);
}

function isReal(text: string): boolean {
	return text !== '' && !isPlaceholder(text);
}

function givenByFlags(
	names: readonly string[],
	{ flags, terminal }: { readonly flags: Flags; readonly terminal: Terminal },
): Map<string, string> {
	const given = new Map(flags.pairs('set'));
	for (const [name, variable] of flags.pairs('set-env')) {
		const text = terminal.environment[variable];
		if (text === undefined)
			throw new UsageError(
				`The environment has no variable ${quotedName(variable)}, which --set-env names for ${quotedName(name)}. Write --set-env NAME=VARIABLE, with the name of the variable and not its value.`,
				'simulate',
			);
		given.set(name, text);
	}
	for (const name of given.keys())
		if (!names.includes(name)) {
			const known = names.length === 0 ? ' It has none at all.' : ` It has ${names.join(', ')}.`;
			const hint = didYouMean(name, names);
			throw new UsageError(
				`The workflow has no parameter ${quotedName(name)}.${hint === '' ? known : hint}`,
				'simulate',
			);
		}
	return given;
}

/** A name as a message may show it: a value may have been given in its place. */
function quotedName(name: string): string {
	return name.length > 40 || looksLikeCredential(name) ? 'of that name' : `"${name}"`;
}

/** What is wrong with the values a simulation would run with at that time: in the document, or in none. */
export async function checkParameterValues(
	workflow: Workflow,
	document: WorkflowParameterValues | undefined,
	{ texts }: ParameterValues,
	now: number,
): Promise<Diagnostic[]> {
	if (document === undefined && parametersOf(workflow).length === 0) return [];
	const constraints = (await loadConstraints())(workflow);
	if (document === undefined)
		return await checkValueTexts(workflow, Object.fromEntries(texts), constraints, { now });
	return await checkValues(workflow, withTexts(document, texts), constraints, { now });
}

/** The document as if the values had been written into it; those that were there keep their places. */
function withTexts(
	document: WorkflowParameterValues,
	texts: ReadonlyMap<string, string>,
): WorkflowParameterValues {
	const known = new Set(document.children.map(({ attributes }) => attributes.name.value));
	const children = document.children.map((child) => {
		const { name, value } = child.attributes;
		const text = texts.get(name.value) ?? value.value;
		return { ...child, attributes: { name, value: { ...value, value: text } } };
	});
	const added = [...texts].filter(([name]) => !known.has(name));
	return {
		...document,
		children: [...children, ...added.map(([name, value]) => element('Value', { name, value }))],
	};
}
