import type { CheckedDocument } from '../../validate/checkDocument.ts';
import { type PlacedDocument, pairDocuments, sharesName } from '../../validate/pair.ts';

/**
 * The values that a person would take for each workflow: those that go with it, else, where one document serves several
 * workflows, one in the same folder that names a parameter of it; or one that cannot be read, where there is no other.
 */
export function findValues(
	documents: readonly PlacedDocument[],
): ReadonlyMap<CheckedDocument, CheckedDocument> {
	const found = new Map<CheckedDocument, CheckedDocument>();
	for (const { workflow, values } of pairDocuments(documents)) found.set(workflow, values);
	const all = documents.filter(({ checked }) => checked.kind === 'values');
	for (const { checked: workflow, folder } of documents) {
		if (workflow.kind !== 'workflow' || found.has(workflow)) continue;
		const near = all.filter((values) => values.folder === folder).map(({ checked }) => checked);
		const values =
			near.find((one) => one.values !== undefined && sharesName({ workflow, values: one })) ??
			near.find((one) => one.values === undefined);
		if (values !== undefined) found.set(workflow, values);
	}
	return found;
}
