import type { Workflow } from '../model/workflow.ts';
import type { ParameterConstraints } from '../values/constraint.ts';

/**
 * What is known about the values of workflows that one of our templates made, and nothing about others. Loaded
 * only when there are values to check.
 */
export async function loadConstraints(): Promise<(workflow: Workflow) => ParameterConstraints> {
	const { templateOf } = await import('../../templates/templates.ts');
	const { constraintsOfTemplate } = await import('../generate/template.ts');
	return (workflow) => {
		const template = templateOf(workflow.attributes.name.value);
		return template === undefined ? {} : constraintsOfTemplate(template);
	};
}
