import { visit } from '../../model/visit.ts';
import type { AnyNode, Text, Workflow, WorkflowParameterValues } from '../../model/workflow.ts';
import { checkDocument } from '../../validate/checkDocument.ts';
import { readDocument } from '../../xml/read.ts';
import { writeDocument } from '../../xml/write.ts';

/** What the layers behind the schema make of one document. */
export interface DocumentFacts {
	/** Expressions that stand in it, holes of templates included. */
	readonly expressions: number;
	/** Findings of the layer `expression`, each as `line:column message`. */
	readonly findings: readonly string[];
	/** What is wrong with us: a finding without a place, a document that does not survive writing and reading. */
	readonly faults: readonly string[];
}

/** Looks at everything that no schema can judge. */
export function documentFacts(name: string, bytes: Uint8Array): DocumentFacts {
	const checked = checkDocument(name, bytes);
	const { source, program, diagnostics } = checked;
	const faults = diagnostics
		.filter(({ span: { start, end } }) => start < 0 || end < start || end > source.text.length)
		.map(({ rule, span }) => `${rule} points to ${span.start}–${span.end}.`);

	let expressions = 0;
	const count = (text: Text) => {
		const compiled = program?.compiledOf(text);
		if (compiled === undefined) return;
		expressions += (text.value.match(/\$\{/g) ?? []).length;
		if (compiled.kind === 'path' || compiled.kind === 'condition') expressions++;
	};
	if (checked.workflow !== undefined && program !== undefined)
		visit(checked.workflow, (node) => forEachText(node, count));

	const isValid = !diagnostics.some(({ layer }) => layer === 'xml' || layer === 'schema');
	const document = checked.workflow ?? checked.values;
	if (isValid && document !== undefined) faults.push(...roundTrip(document));
	return {
		expressions,
		findings: diagnostics
			.filter(({ layer }) => layer === 'expression')
			.map(({ message, span }) => {
				const { line, column } = source.positionAt(span.start);
				return `${line}:${column} ${message}`;
			}),
		faults,
	};
}

/** The texts of a node that a run would render. */
function forEachText(node: AnyNode, found: (text: Text) => void): void {
	if (['Workflow', 'Parameter'].includes(node.kind)) return;
	for (const attribute of Object.values(node.attributes)) if (attribute) found(attribute);
	if (node.text !== undefined) found(node.text);
}

function roundTrip(document: Workflow | WorkflowParameterValues): string[] {
	const written = writeDocument(document);
	if (!written.ok) return ['A valid document cannot be written.'];
	const read = readDocument(written.text);
	const again = read.workflow ?? read.values;
	if (again === undefined || read.diagnostics.length > 0)
		return [`What was written is refused: ${read.diagnostics[0]?.message}`];
	return withoutPlaces(again) === withoutPlaces(document)
		? []
		: ['Written and read again, it is another document.'];
}

/** A model as text: no places, and members in one order, for attributes are written in the catalogue's. */
function withoutPlaces(node: unknown): string {
	const places = new Set(['span', 'nameSpan', 'offsets']);
	return JSON.stringify(node, (_, value: unknown) =>
		typeof value === 'object' && value !== null && !Array.isArray(value)
			? Object.fromEntries(
					Object.entries(value)
						.filter(([key]) => !places.has(key))
						.sort(([a], [b]) => (a < b ? -1 : 1)),
				)
			: value,
	);
}
