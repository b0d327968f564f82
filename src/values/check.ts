import type { Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { ElementNode } from '../model/workflow.ts';
import { parametersOf, type Workflow, type WorkflowParameterValues } from '../model/workflow.ts';
import {
	checkConstraint,
	type ParameterConstraint,
	type ParameterConstraints,
} from './constraint.ts';
import { isPlaceholder } from './placeholder.ts';
import { CONSTRAINT_KEYWORD, isTrue, parameterSchema } from './schema.ts';

/** What a schema's verdict says: the part of ajv's error objects that is read here. */
interface SchemaError {
	readonly keyword: string;
	readonly instancePath: string;
	readonly params: Readonly<Record<string, unknown>>;
}

/**
 * Checks values against the parameters of the workflow they are meant for. The findings point into the values
 * document, those about a missing value at its root element. The layer is `values`.
 */
export async function checkValues(
	workflow: Workflow,
	values: WorkflowParameterValues,
	constraints: ParameterConstraints = {},
): Promise<Diagnostic[]> {
	const root = values.nameSpan ?? { start: 0, end: 0 };
	if (workflow.version !== values.version) return [versionMismatch(workflow, values, root)];

	const diagnostics: Diagnostic[] = [];
	const byName = new Map<string, ElementNode<'Value'>>();
	for (const value of values.children) {
		const name = value.attributes.name.value;
		if (byName.has(name)) diagnostics.push(duplicate(value));
		byName.set(name, value);
	}
	const object = Object.fromEntries(
		[...byName].map(([name, value]) => [name, value.attributes.value.value]),
	);
	for (const error of await validate(workflow, constraints, object))
		diagnostics.push(explain(error, workflow, byName, root, constraints));
	return sortDiagnostics(diagnostics);
}

/** Checks values that come from elsewhere than a document, such as flags. Spans are empty. */
export async function checkValueTexts(
	workflow: Workflow,
	texts: Readonly<Record<string, string>>,
	constraints: ParameterConstraints = {},
): Promise<Diagnostic[]> {
	const errors = await validate(workflow, constraints, texts);
	const nowhere = { start: 0, end: 0 };
	return errors.map((error) => explain(error, workflow, new Map(), nowhere, constraints, texts));
}

async function validate(
	workflow: Workflow,
	constraints: ParameterConstraints,
	object: Readonly<Record<string, string>>,
): Promise<readonly SchemaError[]> {
	// Loaded only when there are values to check: compiling a schema is most of what a short command does.
	const { Ajv } = await import('./ajv.ts');
	const ajv = new Ajv({ allErrors: true, strict: true, validateSchema: false });
	ajv.addFormat('no-placeholder', (value) => !isPlaceholder(value));
	ajv.addFormat('no-surrounding-space', (value) => !hasStraySpace(value));
	ajv.addKeyword({
		keyword: CONSTRAINT_KEYWORD,
		schemaType: 'object',
		validate: (constraint: ParameterConstraint, value: string) =>
			value === '' || checkConstraint(value, constraint) === undefined,
	});
	const check = ajv.compile(parameterSchema(workflow, constraints));
	check(object);
	const errors = check.errors ?? [];
	// A placeholder, or white space that came along, breaks the format too: one slip gives one finding.
	const explained = new Set(
		errors.flatMap((error) => (error.keyword === 'format' ? [error.instancePath] : [])),
	);
	return errors.filter(
		(error) => error.keyword !== CONSTRAINT_KEYWORD || !explained.has(error.instancePath),
	);
}

/** White space around a value, unless the value is a longer text laid out over several lines. */
function hasStraySpace(value: string): boolean {
	const text = value.trim();
	return text !== value && !/\s{2,}/.test(text);
}

function explain(
	error: SchemaError,
	workflow: Workflow,
	byName: ReadonlyMap<string, ElementNode<'Value'>>,
	root: Span,
	constraints: ParameterConstraints,
	texts: Readonly<Record<string, string>> = {},
): Diagnostic {
	const name = nameOf(error);
	const value = byName.get(name);
	const text = value?.attributes.value.value ?? texts[name] ?? '';
	const parameter = parametersOf(workflow).find((item) => item.attributes.name.value === name);
	const label = parameter?.attributes.label.value ?? name;
	const valueSpan = spanOf(value);

	switch (error.keyword) {
		case 'required':
			return finding('missing-value', root, {
				message: `No value for the required parameter "${name}" (${label}).`,
				help: `Add <Value name="${name}" value="…" />.`,
			});
		case 'additionalProperties': {
			const known = parametersOf(workflow).map((item) => item.attributes.name.value);
			return finding('unknown-parameter', value?.attributes.name.span ?? root, {
				message: `The workflow has no parameter "${name}".${didYouMean(name, known)}`,
				help: known.length === 0 ? 'It has none at all.' : `It has ${known.join(', ')}.`,
			});
		}
		case 'minLength':
			return finding('missing-value', valueSpan, {
				message: `The required parameter "${name}" (${label}) is empty.`,
				help: parameter?.attributes.description?.value ?? 'Put your own value in.',
			});
		case 'format':
			return error.params.format === 'no-placeholder'
				? finding('placeholder-value', valueSpan, {
						message: `The value of "${name}" (${label}) is still a placeholder.`,
						help: 'Put your own value in its place.',
					})
				: finding('surrounding-space', valueSpan, {
						message: `The value of "${name}" (${label}) has white space around it.`,
						help: 'It came along when the value was copied, and it is sent as part of the value: remove it.',
					});
		default: {
			const constraint = constraints[name];
			const problem = constraint === undefined ? undefined : checkConstraint(text, constraint);
			const isSecret = isTrue(parameter?.attributes.secret?.value);
			return finding('invalid-value', valueSpan, {
				message: `"${name}" (${label}): ${isSecret ? 'The value is not valid.' : problem?.message}`,
				...(problem === undefined ? {} : { help: problem.help }),
			});
		}
	}
}

function nameOf({ keyword, instancePath, params }: SchemaError): string {
	if (keyword === 'required') return String(params.missingProperty);
	if (keyword === 'additionalProperties') return String(params.additionalProperty);
	return instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

function spanOf(value: ElementNode<'Value'> | undefined): Span {
	const attribute = value?.attributes.value;
	const span = attribute?.span ?? { start: 0, end: 0 };
	// An empty value has nothing to point at: point at the attribute.
	return span.end > span.start ? span : (attribute?.nameSpan ?? span);
}

function finding(rule: string, span: Span, texts: { message: string; help?: string }): Diagnostic {
	return { rule, layer: 'values', severity: 'error', ...texts, span };
}

function duplicate(value: ElementNode<'Value'>): Diagnostic {
	return finding('duplicate-value', value.attributes.name.span ?? { start: 0, end: 0 }, {
		message: `The parameter "${value.attributes.name.value}" is given twice.`,
		help: 'Which of the two counts is not documented: remove one.',
	});
}

/** Source: IBM issue 289, where the product prints this message, its slip "%s" included. */
function versionMismatch(
	workflow: Workflow,
	values: WorkflowParameterValues,
	span: Span,
): Diagnostic {
	return finding('version-mismatch', span, {
		message: `The workflow is ${workflow.version}, its values are ${values.version}; both must be of one version.`,
		help: `QRadar refuses them with "Unsupported version: %s ${values.version}. Provide valid version." Write xmlns="…/WorkflowParameterValues/${workflow.version}".`,
	});
}
