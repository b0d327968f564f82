import { didYouMean } from '../../base/suggest.ts';
import type { Diagnostic } from '../../diagnostics/diagnostic.ts';
import { element } from '../../model/build.ts';
import type { Workflow, WorkflowParameterValues } from '../../model/workflow.ts';
import { parametersOf } from '../../model/workflow.ts';
import type { Twin } from '../../twin/twin.ts';
import { checkValues, checkValueTexts } from '../../values/check.ts';
import { isPlaceholder } from '../../values/placeholder.ts';
import type { Flags } from '../flags.ts';
import { loadConstraints } from '../templateConstraints.ts';
import type { Terminal } from '../terminal.ts';
import { credentialFor } from '../twinParameters.ts';
import { UsageError } from '../usageError.ts';

/** The values a simulation runs with. */
export interface ParameterValues {
	readonly texts: ReadonlyMap<string, string>;
	/** Names of parameters whose value the twin gave. */
	readonly fromTwin: readonly string[];
	/** Names of parameters for which the document gives credentials that the twin will refuse. */
	readonly refusedByTwin: readonly string[];
}

/** Gathers values: the document's, over them those of the twin where there were none, over all those of flags. */
export function gatherValues(
	workflow: Workflow,
	document: WorkflowParameterValues | undefined,
	sources: { readonly flags: Flags; readonly terminal: Terminal; readonly twin: Twin | undefined },
): ParameterValues {
	const texts = new Map<string, string>();
	for (const { attributes } of document?.children ?? [])
		texts.set(attributes.name.value, attributes.value.value);
	const names = parametersOf(workflow).map(({ attributes }) => attributes.name.value);
	const given = givenByFlags(names, sources);
	const fromTwin: string[] = [];
	const refusedByTwin: string[] = [];
	for (const name of names) {
		const text = texts.get(name) ?? '';
		const credential = sources.twin && credentialFor(sources.twin, name);
		if (credential === undefined || given.has(name)) continue;
		if (text !== '' && !isPlaceholder(text)) {
			if (text !== credential) refusedByTwin.push(name);
			continue;
		}
		texts.set(name, credential);
		fromTwin.push(name);
	}
	for (const [name, text] of given) texts.set(name, text);
	return { texts, fromTwin, refusedByTwin };
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
				`The environment has no variable "${variable}", which --set-env names for "${name}".`,
				'simulate',
			);
		given.set(name, text);
	}
	for (const name of given.keys())
		if (!names.includes(name)) {
			const known = names.length === 0 ? ' It has none at all.' : ` It has ${names.join(', ')}.`;
			const hint = didYouMean(name, names);
			throw new UsageError(
				`The workflow has no parameter "${name}".${hint === '' ? known : hint}`,
				'simulate',
			);
		}
	return given;
}

/** What is wrong with the values a simulation would run with: in the document, or in none. */
export async function checkParameterValues(
	workflow: Workflow,
	document: WorkflowParameterValues | undefined,
	{ texts }: ParameterValues,
): Promise<Diagnostic[]> {
	if (document === undefined && parametersOf(workflow).length === 0) return [];
	const constraints = (await loadConstraints())(workflow);
	if (document === undefined)
		return await checkValueTexts(workflow, Object.fromEntries(texts), constraints);
	return await checkValues(workflow, withTexts(document, texts), constraints);
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
