import type { Span } from '../base/span.ts';
import { type Diagnostic, sortDiagnostics } from '../diagnostics/diagnostic.ts';
import type { ElementNode, Workflow, WorkflowParameterValues } from '../model/workflow.ts';
import { parametersOf } from '../model/workflow.ts';
import type { ParameterConstraint, ParameterConstraints } from './constraint.ts';
import { createExplainer, type SchemaError, valueFinding } from './explainValue.ts';
import { isPlainName } from './mask.ts';
import { isPlaceholder } from './placeholder.ts';
import { CONSTRAINT_KEYWORD, parameterSchema } from './schema.ts';
import { hasStraySpace } from './straySpace.ts';

export interface CheckValuesOptions {
	/** The time in milliseconds since 1970: with it, times in the future are found. */
	readonly now?: number;
}

/**
 * Checks values against the parameters of the workflow they are meant for. The findings point into the values
 * document, those about a missing value at its root element. The layer is `values`. No message holds the value of
 * a secret parameter, or anything that looks like a credential wherever it stands.
 */
export async function checkValues(
	workflow: Workflow,
	values: WorkflowParameterValues,
	constraints: ParameterConstraints = {},
	options: CheckValuesOptions = {},
): Promise<Diagnostic[]> {
	const root = values.nameSpan ?? NOWHERE;
	if (workflow.version !== values.version) return [versionMismatch(workflow, values, root)];

	const diagnostics: Diagnostic[] = [];
	const byName = new Map<string, ElementNode<'Value'>>();
	for (const value of values.children) {
		const name = value.attributes.name.value;
		if (byName.has(name)) diagnostics.push(duplicate(value));
		byName.set(name, value);
	}
	const texts = Object.fromEntries(
		[...byName].map(([name, value]) => [name, value.attributes.value.value]),
	);
	const found = await checkTexts({ workflow, constraints, texts, byName, root }, options);
	return sortDiagnostics([...diagnostics, ...found.filter((one) => !isSaidOfSchema(one, values))]);
}

/** Whether a value is missing because its attribute is: the reader has said so, and has put an empty one there. */
function isSaidOfSchema(
	{ rule, span }: Diagnostic,
	{ children }: WorkflowParameterValues,
): boolean {
	return (
		rule === 'missing-value' &&
		children.some(({ nameSpan, attributes }) => {
			const { value } = attributes;
			const isStandIn = value.nameSpan === undefined && nameSpan !== undefined;
			return isStandIn && value.span?.start === span.start;
		})
	);
}

/** Checks values that come from elsewhere than a document, such as flags. Spans are empty. */
export async function checkValueTexts(
	workflow: Workflow,
	texts: Readonly<Record<string, string>>,
	constraints: ParameterConstraints = {},
	options: CheckValuesOptions = {},
): Promise<Diagnostic[]> {
	const nowhere = { byName: new Map(), root: NOWHERE };
	return await checkTexts({ workflow, constraints, texts, ...nowhere }, options);
}

const NOWHERE: Span = { start: 0, end: 0 };

interface Given {
	readonly workflow: Workflow;
	readonly constraints: ParameterConstraints;
	readonly texts: Readonly<Record<string, string>>;
	readonly byName: ReadonlyMap<string, ElementNode<'Value'>>;
	readonly root: Span;
}

async function checkTexts(given: Given, { now }: CheckValuesOptions): Promise<Diagnostic[]> {
	// Loaded only when there are values to check: compiling a schema, and Java's time zones, are most of what a
	// short command does.
	const [{ Ajv }, { checkConstraint }] = await Promise.all([
		import('./ajv.ts'),
		import('./constraint.ts'),
	]);
	const judge = (text: string, constraint: ParameterConstraint) =>
		checkConstraint(text, constraint, now);
	const { workflow, constraints, texts } = given;
	const names = parametersOf(workflow).map(({ attributes }) => attributes.name.value);
	if (names.length > PARAMETERS_MAX) return [tooMany(names.length, given.root)];
	const ajv = new Ajv({
		allErrors: true,
		strict: true,
		validateSchema: false,
		// Parameters may have the names of what every object inherits.
		ownProperties: true,
	});
	ajv.addFormat('no-placeholder', (value) => !isPlaceholder(value));
	ajv.addFormat('no-surrounding-space', (value) => !hasStraySpace(value));
	ajv.addKeyword({
		keyword: CONSTRAINT_KEYWORD,
		schemaType: 'object',
		validate: (constraint: ParameterConstraint, value: string) =>
			judge(value, constraint) === undefined,
	});
	const check = ajv.compile(parameterSchema(workflow, constraints));
	check(texts);
	return withoutRepetition(check.errors ?? []).flatMap(createExplainer({ ...given, names, judge }));
}

/** A schema is compiled to one function, which holds no more. */
const PARAMETERS_MAX = 1_000;

function tooMany(count: number, span: Span): Diagnostic {
	return valueFinding('value-limit', span, {
		message: `The workflow has ${count} parameters, too many to check values for: at most ${PARAMETERS_MAX}.`,
		help: 'Nobody could fill them in either: read such data from a service instead.',
	});
}

/**
 * One slip gives one finding: a placeholder, white space that came along and an empty required value break the
 * constraint too, and a value that is not the default breaks both branches of a choice.
 */
function withoutRepetition(errors: readonly SchemaError[]): SchemaError[] {
	const explained = new Set(
		errors.flatMap(({ keyword, instancePath }) =>
			keyword === 'format' || keyword === 'minLength' ? [instancePath] : [],
		),
	);
	return errors.filter(({ keyword, instancePath }) => {
		if (keyword === 'const' || keyword === 'anyOf') return false;
		return keyword !== CONSTRAINT_KEYWORD || !explained.has(instancePath);
	});
}

function duplicate(value: ElementNode<'Value'>): Diagnostic {
	const { value: name, span = NOWHERE } = value.attributes.name;
	return valueFinding('duplicate-value', span, {
		message: `The parameter ${isPlainName(name) ? `"${name}" ` : ''}is given twice.`,
		help: 'Which of the two counts is not documented: remove one.',
	});
}

/** Source: IBM issue 289, where the product prints this message, its slip "%s" included. */
function versionMismatch(
	workflow: Workflow,
	values: WorkflowParameterValues,
	span: Span,
): Diagnostic {
	return valueFinding('version-mismatch', span, {
		message: `The workflow is ${workflow.version}, its values are ${values.version}; both must be of one version.`,
		help: `QRadar refuses them with "Unsupported version: %s ${values.version}. Provide valid version." Write xmlns="…/WorkflowParameterValues/${workflow.version}".`,
	});
}
