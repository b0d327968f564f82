import type { ElementNode } from '../model/workflow.ts';
import { parametersOf, type Workflow } from '../model/workflow.ts';
import type { ParameterConstraints } from './constraint.ts';

/** A JSON Schema, as far as this project writes one. */
export type JsonSchema = Readonly<Record<string, unknown>>;

/** The keyword that ties a value to a constraint of the template. Checked by `checkConstraint`. */
export const CONSTRAINT_KEYWORD = 'parameterConstraint';

/**
 * The JSON Schema that the values of a workflow's parameters obey, as an object by parameter name: what is
 * required and has no default must be there and not empty; names that are not declared are refused; no value
 * is a placeholder or has white space around it; and what the template knows besides.
 */
export function parameterSchema(
	workflow: Workflow,
	constraints: ParameterConstraints = {},
): JsonSchema {
	const schemas = new Map(
		parametersOf(workflow).map((parameter) => [
			parameter.attributes.name.value,
			propertySchema(parameter, constraints),
		]),
	);
	const unlisted = schemas.get(UNLISTED);
	schemas.delete(UNLISTED);
	return {
		$schema: 'http://json-schema.org/draft-07/schema#',
		title: `Parameter values of ${workflow.attributes.name.value}`,
		type: 'object',
		additionalProperties: false,
		required: parametersOf(workflow)
			.filter(needsValue)
			.map(({ attributes }) => attributes.name.value),
		properties: Object.fromEntries(schemas),
		...(unlisted === undefined ? {} : { patternProperties: { [`^${UNLISTED}$`]: unlisted } }),
	};
}

/** A name that ajv leaves out of `properties`. */
const UNLISTED = '__proto__';

/** Whether the values document must give a value: required, and no default to fall back on. */
function needsValue({ attributes }: ElementNode<'Parameter'>): boolean {
	return isTrue(attributes.required?.value) && (attributes.default?.value ?? '') === '';
}

export function isTrue(value: string | undefined): boolean {
	return value !== undefined && /^\s*(?:true|1)\s*$/.test(value);
}

function propertySchema(
	parameter: ElementNode<'Parameter'>,
	constraints: ParameterConstraints,
): JsonSchema {
	const { name, label, description, secret } = parameter.attributes;
	const byDefault = parameter.attributes.default?.value ?? '';
	const constraint = Object.hasOwn(constraints, name.value) ? constraints[name.value] : undefined;
	return {
		type: 'string',
		title: label.value,
		...(description === undefined ? {} : { description: description.value }),
		...(isTrue(secret?.value) ? { writeOnly: true } : {}),
		...(isTrue(parameter.attributes.required?.value) ? { minLength: 1 } : {}),
		allOf: [
			// What the workflow itself falls back on is meant so.
			byDefault === ''
				? { format: 'no-placeholder' }
				: { anyOf: [{ const: byDefault }, { format: 'no-placeholder' }] },
			{ format: 'no-surrounding-space' },
			...(constraint === undefined ? [] : [{ [CONSTRAINT_KEYWORD]: constraint }]),
		],
	};
}
