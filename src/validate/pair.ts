import type { ElementNode } from '../model/workflow.ts';
import { parametersOf } from '../model/workflow.ts';
import type { CheckedDocument } from './checkDocument.ts';

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
export function pairDocuments(documents: readonly CheckedDocument[]): Pair[] {
	const pairs: Pair[] = [];
	for (const values of documents) {
		if (values.values === undefined) continue;
		const near = documents.filter(
			(other) => other.workflow !== undefined && folderOf(other.name) === folderOf(values.name),
		);
		const workflow = bestOf(near, values);
		if (workflow !== undefined) pairs.push({ workflow, values });
	}
	return pairs;
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

function commonPrefix(a: string, b: string): number {
	let length = 0;
	while (length < a.length && a[length]?.toLowerCase() === b[length]?.toLowerCase()) length += 1;
	return length;
}

function nameOf(node: ElementNode<'Parameter'> | ElementNode<'Value'>): string {
	return node.attributes.name.value;
}

function folderOf(name: string): string {
	return name.slice(0, Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
}
