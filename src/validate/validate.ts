import { createSource } from '../base/source.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { Workflow } from '../model/workflow.ts';
import { checkValues } from '../values/check.ts';
import type { ParameterConstraints } from '../values/constraint.ts';
import { maskSecrets } from '../values/mask.ts';
import { type CheckedDocument, checkDocument } from './checkDocument.ts';
import { folderOf } from './folder.ts';
import { type Pair, type PlacedDocument, pairDocuments, sharesName } from './pair.ts';

export interface ValidateInput {
	/** The name to show. */
	readonly name: string;
	readonly document: string | Uint8Array;
	/** The folder, which decides what belongs together; where it is not given, what the name says. */
	readonly folder?: string;
}

export interface ValidateOptions {
	/** A values document to check against every workflow given. */
	readonly values?: ValidateInput;
	/**
	 * Documents that lie beside those to check. Of them only values are checked that belong to a workflow to check;
	 * the others help to find out which do.
	 */
	readonly beside?: readonly ValidateInput[];
	/** What is known about the values of a workflow's parameters, for example because a template made it. */
	readonly constraintsOf?: (workflow: Workflow) => ParameterConstraints;
	/** The time in milliseconds since 1970: with it, values that are times in the future are found. */
	readonly now?: number;
}

/**
 * Checks documents, each alone and workflows together with their values. Never throws on any input. The sources that
 * come back are for showing: what may be secret in them is hidden.
 */
export async function validate(
	inputs: readonly ValidateInput[],
	options: ValidateOptions = {},
): Promise<CheckedDocument[]> {
	const given = inputs.map(place);
	const values = options.values === undefined ? undefined : place(options.values);
	const beside = (options.beside ?? []).map(place);
	const pairs: Pair[] =
		values?.checked.values === undefined
			? pairDocuments([...given, ...beside])
			: given.flatMap(({ checked: workflow }) =>
					workflow.workflow === undefined ? [] : [{ workflow, values: values.checked }],
				);
	const all = [
		...given.map(({ checked }) => checked),
		...(values === undefined ? [] : [values.checked]),
		...belonging(beside, given, pairs),
	];

	const partners = new Map<CheckedDocument, Pair[]>();
	for (const pair of pairs) {
		const others = partners.get(pair.values);
		if (others === undefined) partners.set(pair.values, [pair]);
		else others.push(pair);
	}
	const results: CheckedDocument[] = [];
	for (const document of all) {
		const own = partners.get(document) ?? [];
		const found: Diagnostic[] = [];
		for (const pair of own) found.push(...(await checkPair(pair, options)));
		results.push({
			...document,
			source: createSource(document.name, masked(document, own, options)),
			diagnostics: sortDiagnostics([...document.diagnostics, ...found]),
		});
	}
	return results;
}

function place({ name, document, folder }: ValidateInput): PlacedDocument {
	return { checked: checkDocument(name, document), folder: folder ?? folderOf(name) };
}

/**
 * The documents lying beside that are checked too: values that go with a workflow to check, and values that cannot be
 * read where there is no other workflow for them. Of several values that go with a workflow, those that share no
 * name with it are some other's whose workflow is elsewhere.
 */
function belonging(
	beside: readonly PlacedDocument[],
	given: readonly PlacedDocument[],
	pairs: readonly Pair[],
): CheckedDocument[] {
	const own = new Set(
		given.flatMap(({ checked }) => {
			const ours = pairs.filter(({ workflow }) => workflow === checked);
			const fitting = ours.filter(sharesName);
			return (fitting.length > 0 ? fitting : ours).map(({ values }) => values);
		}),
	);
	const isAlone = beside.every(({ checked }) => checked.kind !== 'workflow');
	return beside.flatMap(({ checked }) => {
		const isUnreadable = checked.kind === 'values' && checked.values === undefined;
		return own.has(checked) || (isUnreadable && isAlone) ? [checked] : [];
	});
}

/** Findings show lines of the document: never those parts of them that may be secret. */
function masked(
	{ source }: CheckedDocument,
	pairs: readonly Pair[],
	{ constraintsOf = () => ({}) }: ValidateOptions,
): string {
	const workflows = pairs.flatMap(({ workflow }) => workflow.workflow ?? []);
	// An ID stands beside the key on most consoles, so the key may have been taken for it.
	const ids = workflows.flatMap((workflow) =>
		Object.entries(constraintsOf(workflow)).flatMap(([name, { format }]) =>
			format === 'uuid' ? [name] : [],
		),
	);
	return maskSecrets(source.text, { workflows, concealed: new Set(ids) });
}

/** The findings of the layer `values` for a workflow and its values. They point into the values document. */
export async function checkPair(
	{ workflow, values }: Pair,
	{ constraintsOf = () => ({}), now }: ValidateOptions = {},
): Promise<Diagnostic[]> {
	if (workflow.workflow === undefined || values.values === undefined) return [];
	const constraints = constraintsOf(workflow.workflow);
	return await checkValues(
		workflow.workflow,
		values.values,
		constraints,
		now === undefined ? {} : { now },
	);
}
