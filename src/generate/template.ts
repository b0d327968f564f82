import type { Version } from '../base/version.ts';
import type { Workflow } from '../model/workflow.ts';
import type { ParameterConstraint, ParameterConstraints } from '../values/constraint.ts';

/** A parameter of a connector template: what `<Parameter>` says, and what it cannot say. */
export interface TemplateParameter {
	readonly name: string;
	readonly label: string;
	readonly description: string;
	readonly required?: true;
	readonly secret?: true;
	readonly default?: string;
	readonly constraint?: ParameterConstraint;
	/** A value for examples and trial runs. Never a real one. */
	readonly example?: string;
}

/** A connector: a workflow made by code for one product, with what an administrator needs around it. */
export interface ConnectorTemplate {
	/** The name on the command line, for example `atlassian-org-audit`. */
	readonly name: string;
	readonly product: string;
	/** The API that is read, for people. */
	readonly endpoint: string;
	readonly summary: string;
	/** The `name` of the workflow: by it a document is recognised as made by this template. */
	readonly workflowName: string;
	readonly parameters: readonly TemplateParameter[];
	/** The schema versions it can be written in, the recommended one first. */
	readonly versions: readonly Version[];
	/** The embedded API twin to try it on. */
	readonly twin: string;
	build(version: Version): Workflow;
	/** What to click and paste, from API key to Test: Markdown. */
	runbook(version: Version): string;
}

/** What a template knows about the values of its parameters. */
export function constraintsOfTemplate({ parameters }: ConnectorTemplate): ParameterConstraints {
	return Object.fromEntries(
		parameters.flatMap(({ name, constraint }) =>
			constraint === undefined ? [] : [[name, constraint]],
		),
	);
}
