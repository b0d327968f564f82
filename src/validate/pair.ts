import type { ElementNode } from '../model/workflow.ts';
import { parametersOf } from '../model/workflow.ts';
import type { CheckedDocument } from './checkDocument.ts';

/** A document and the folder it lies in, by whatever key tells folders apart. */
export interface PlacedDocument {
	readonly checked: CheckedDocument;
	readonly folder: string;
}

/** A values document and the workflow it is taken to belong to. */
export interface Pair {
	readonly workflow: CheckedDocument;
	readonly values: CheckedDocument;
}

/**
 * Which values go with which workflow: those in one folder. Where a folder holds several workflows, as vendors
 * publish them, values go with the workflow whose parameters they name best; one that shares no name with any
 * stays alone.
 */
export function pairDocuments(documents: readonly PlacedDocument[]): Pair[] {
	const workflowsIn = new Map<string, CheckedDocument[]>();
	for (const { checked, folder } of documents) {
		if (checked.workflow === undefined) continue;
		const near = workflowsIn.get(folder);
		if (near === undefined) workflowsIn.set(folder, [checked]);
		else near.push(checked);
	}
	return documents.flatMap(({ checked: values, folder }) => {
		if (values.values === undefined) return [];
		const workflow = bestOf(workflowsIn.get(folder) ?? [], values);
		return workflow === undefined ? [] : [{ workflow, values }];
	});
}

function bestOf(
	workflows: readonly CheckedDocument[],
	values: CheckedDocument,
): CheckedDocument | undefined {
	if (workflows.length <= 1) return workflows[0];
	const given = new Set((values.values?.children ?? []).map(nameOf));
	let best: CheckedDocument | undefined;
	let bestScore = 0;
	for (const candidate of workflows) {
		const declared = candidate.workflow === undefined ? [] : parametersOf(candidate.workflow);
		const shared = declared.filter((parameter) => given.has(nameOf(parameter))).length;
		const likeness = shared / (declared.length + given.size - shared || 1);
		if (likeness === 0) continue;
		// Between equals the version decides, then the file name.
		const score =
			likeness +
			(candidate.version === values.version ? 0.01 : 0) +
			commonPrefix(candidate.name, values.name) / 100_000;
		if (score > bestScore) {
			best = candidate;
			bestScore = score;
		}
	}
	return best;
}

/** Whether values name a parameter of their workflow at all. */
export function sharesName({ workflow, values }: Pair): boolean {
	const given = new Set((values.values?.children ?? []).map(nameOf));
	const declared = workflow.workflow === undefined ? [] : parametersOf(workflow.workflow);
	return declared.some((parameter) => given.has(nameOf(parameter)));
}

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) length += 1;
	return length;
}

function nameOf(node: ElementNode<'Parameter'> | ElementNode<'Value'>): string {
	return node.attributes.name.value;
}
