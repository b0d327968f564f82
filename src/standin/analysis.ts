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
	/** Whether its condition looks at responses that come within it, not just at what the workflow notes there. */
	isDirect: boolean;
	/** Whether its condition looks at responses at all, be they what it ends with or not. */
	looksAtResponses: boolean;
	/** Whether it waits for null where templates write, which never write null. */
	waitsForNull: boolean;
	/** Branches in which the workflow notes that it should end. */
	stoppedIn: ReadonlySet<AnyNode>;
}

/** A choice of the workflow that responses can bring about. */
export interface Choice {
	readonly node: AnyNode;
	/** How to get into the branch that is there for errors. */
	readonly cause: readonly Way[];
	/** How to stay out of it. */
	readonly avoid: readonly Way[];
	/** The branches and loops around it, and itself. */
	readonly around: readonly AnyNode[];
}

/** One side of an If that responses can bring about: a branch, or none of them. */
export interface Branch {
	/** The If. */
	readonly test: AnyNode;
	/** The branch; undefined where no condition holds. */
	readonly node: AnyNode | undefined;
	/** The first actions of all branches, its own first; without its own where no condition holds. */
	readonly firsts: readonly AnyNode[];
	readonly ways: readonly Way[];
	/** The branches and loops around it, and itself. */
	readonly around: readonly AnyNode[];
	/** The loops around it, the outermost first. */
	readonly loops: readonly Loop[];
	/** Whether it ends the run for certain. */
	readonly aborts: boolean;
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
	/** Every side of every If. */
	readonly branches: readonly Branch[];
}
