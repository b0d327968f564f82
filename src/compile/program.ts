import type { Version } from '../base/version.ts';
import type { AttributeKind } from '../catalog/spec.ts';
import type { Expression } from '../jpath/ast.ts';
import type { Template } from '../jpath/template.ts';
import type { Text, Workflow } from '../model/workflow.ts';

/** One string of a document, parsed as its kind calls for. */
export interface Compiled {
	readonly kind: AttributeKind;
	/** What it was compiled from: its span and offsets lead back to the document. */
	readonly source: Text;
	/** The string as a template. Every string is one; most have no holes. */
	readonly template: Template;
	/** The expression of a path or condition without holes; with holes it is known only when rendered. */
	readonly expression?: Expression;
}

/** A workflow with every expression in it parsed once. Validation and simulation share it. */
export interface Program {
	readonly workflow: Workflow;
	readonly version: Version;
	/** The compiled form of an attribute or text of this workflow. Anything else is our own fault. */
	compiledOf(text: Text): Compiled;
	/** Every text that was compiled, in the order of the document. */
	texts(): Iterable<Compiled>;
}
