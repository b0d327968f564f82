import type { Program } from '../compile/program.ts';
import type { AnyNode, ElementNode } from '../model/workflow.ts';
import type { Way } from './goal.ts';
import type { Shape } from './shape.ts';

/** One CallEndpoint, with the response that the workflow expects of it. */
export interface Endpoint {
	readonly index: number;
	readonly node: ElementNode<'CallEndpoint'>;
	readonly response: Shape;
	/** The loops around it, the outermost first. */
	readonly loops: readonly Loop[];
	/** Texts that the address may be made of: constants, with undefined for what only a run knows. */
	address: readonly (string | undefined)[];
	method: string | undefined;
}

/** A While, DoWhile or ForEach. */
export interface Loop {
	readonly node: ElementNode<'While'> | ElementNode<'DoWhile'> | ElementNode<'ForEach'>;
	/** Ways in which responses end it: any of them will do. */
	ends: readonly Way[];
	/** What responses must be like so that it goes on: all of them, any way each. */
	goesOn: readonly (readonly Way[])[];
	/** Whether nothing but an error ends it. */
	isEndless: boolean;
}

/** A choice of the workflow that responses can bring about. */
export interface Choice {
	readonly node: AnyNode;
	/** How to get into the branch that is there for errors. */
	readonly cause: readonly Way[];
	/** How to stay out of it. */
	readonly avoid: readonly Way[];
}

/** What a workflow does with the responses that it gets. */
export interface Analysis {
	readonly program: Program;
	readonly endpoints: readonly Endpoint[];
	readonly loops: ReadonlyMap<AnyNode, Loop>;
	/** Branches that abort the run. */
	readonly aborts: readonly Choice[];
	/** Other branches, as the branch with more in it: a run that sees both sees more. */
	readonly preferences: readonly Choice[];
}
