import type { Span } from '../base/span.ts';
import { suggest } from '../base/suggest.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { listNames, looksLikeCredential, shorten, shown } from '../diagnostics/quoting.ts';
import { type ElementNode, parametersOf, type Workflow } from '../model/workflow.ts';
import type { ParameterConstraint, ParameterConstraints, ValueProblem } from './constraint.ts';
import { isPlainName, isSecretParameter } from './mask.ts';

/** What a schema's verdict says: the part of ajv's error objects that is read here. */
export interface SchemaError {
	readonly keyword: string;
	readonly instancePath: string;
	readonly params: Readonly<Record<string, unknown>>;
}

export interface ExplainerInput {
	readonly workflow: Workflow;
	/** The names of its parameters, in order. */
	readonly names: readonly string[];
	readonly constraints: ParameterConstraints;
	readonly texts: Readonly<Record<string, string>>;
	/** The elements that give the values, where a document does. */
	readonly byName: ReadonlyMap<string, ElementNode<'Value'>>;
	/** Where to point when there is no element. */
	readonly root: Span;
	readonly judge: (text: string, constraint: ParameterConstraint) => ValueProblem | undefined;
}

/** Near names are looked for among so many, and for so many findings: beyond, it would take too long. */
const SUGGESTIONS_MAX = 300;
const NAME_MAX = 60;

/** Makes a function that puts the schema's errors into words; none for what another finding says already. */
export function createExplainer(input: ExplainerInput): (error: SchemaError) => Diagnostic[] {
	const { names, constraints, texts, byName, root, judge } = input;
	const parameters = new Map(
		parametersOf(input.workflow).map((item) => [item.attributes.name.value, item] as const),
	);
	const candidates = names.slice(0, SUGGESTIONS_MAX);
	const unknownHelp = names.length === 0 ? 'It has none at all.' : `It has ${listNames(names)}.`;
	const unknown = Object.keys(texts).filter((name) => !parameters.has(name));
	/** Parameters whose name stands where their value belongs. */
	const swapped = new Set(
		unknown.flatMap((name) => (parameters.has(texts[name] ?? '') ? [texts[name]] : [])),
	);
	/** What unknown names were most likely meant to be. */
	const meant = new Map(
		unknown
			.filter(({ length }) => length <= NAME_MAX)
			.slice(0, SUGGESTIONS_MAX)
			.map((name) => [name, suggest(name, candidates)]),
	);
	/** One slip gives one finding: what is said of another value says that these are missing. */
	const explained = new Set([...swapped, ...meant.values()]);

	const explainUnknown = (name: string): Diagnostic => {
		const value = byName.get(name);
		const text = texts[name] ?? '';
		const span = value?.attributes.name.span ?? root;
		// Then the name is the value, which may be a secret.
		if (swapped.has(text)) {
			return valueFinding('unknown-parameter', span, {
				message: `"${shorten(text)}" is the name of a parameter and stands here as a value: name and value are swapped.`,
				help: `Write <Value name="${shorten(text)}" value="…" />.`,
			});
		}
		const nearest = meant.get(name);
		const near = nearest === undefined ? '' : ` Did you mean "${nearest}"?`;
		const message = isPlainName(name)
			? `The workflow has no parameter "${name}".${near}`
			: 'The workflow has no parameter of this name, which is not shown because it may hold a value.';
		return valueFinding('unknown-parameter', span, { message, help: unknownHelp });
	};

	return (error) => {
		const name = nameOf(error);
		if (error.keyword === 'additionalProperties') return [explainUnknown(name)];
		const parameter = parameters.get(name);
		const subject = `"${shorten(name)}" (${shorten(parameter?.attributes.label.value ?? name)})`;
		const span = spanOf(byName.get(name), root);
		switch (error.keyword) {
			case 'required':
				if (explained.has(name)) return [];
				return [
					valueFinding('missing-value', root, {
						message: `No value for the required parameter ${subject}.`,
						help: `Add <Value name="${shorten(name)}" value="…" />.`,
					}),
				];
			case 'minLength':
				return [
					valueFinding('missing-value', span, {
						message: `The required parameter ${subject} is empty.`,
						help: shorten(
							parameter?.attributes.description?.value || 'Put your own value in.',
							DESCRIPTION_MAX,
						),
					}),
				];
			case 'format':
				return [
					error.params.format === 'no-placeholder'
						? valueFinding('placeholder-value', span, {
								message: `The value of ${subject} is still a placeholder.`,
								help: 'Put your own value in its place.',
							})
						: strayFinding(subject, texts[name] ?? '', span),
				];
			default: {
				const constraint = constraints[name];
				const text = texts[name] ?? '';
				const problem = constraint === undefined ? undefined : judge(text, constraint);
				if (constraint === undefined || problem === undefined) return [];
				if (text === '') return [emptyFinding(subject, parameter, span)];
				return [
					constraintFinding(subject, problem, {
						text,
						span,
						isSecret: parameter === undefined || isSecretParameter(parameter),
						isId: constraint.format === 'uuid',
					}),
				];
			}
		}
	};
}

const DESCRIPTION_MAX = 300;

function strayFinding(subject: string, text: string, span: Span): Diagnostic {
	const isVisible = text.trim() !== text;
	return valueFinding('surrounding-space', span, {
		message: `The value of ${subject} has white space around it.`,
		help: `It came along when the value was copied, and it is sent as part of the value: remove it.${isVisible ? '' : ' It cannot be seen: type the ends of the value again.'}`,
	});
}

/** Assumed: an empty value leaves the parameter out of the State, and the default does not step in. */
function emptyFinding(
	subject: string,
	parameter: ElementNode<'Parameter'> | undefined,
	span: Span,
): Diagnostic {
	const byDefault = parameter?.attributes.default?.value ?? '';
	const isShown =
		parameter !== undefined && byDefault !== '' && !isSecretParameter(parameter)
			? `: then its default, "${shown(byDefault)}", counts`
			: '';
	return valueFinding('empty-value', span, {
		message: `The value of ${subject} is empty, and the workflow cannot work with that.`,
		help: `Give it a value, or remove its <Value>${isShown}.`,
	});
}

/**
 * A value is quoted only when the parameter is known not to be secret and the value does not look like a credential.
 * An ID never is: it stands beside the key on most consoles, and the two are swapped easily.
 */
function constraintFinding(
	subject: string,
	{ fault, help, quoting, severity }: ValueProblem,
	value: {
		readonly text: string;
		readonly span: Span;
		readonly isSecret: boolean;
		readonly isId: boolean;
	},
): Diagnostic {
	const { text, span, isSecret, isId } = value;
	const isQuoted = !isSecret && !isId && !looksLikeCredential(text);
	const length = isSecret
		? ''
		: `, of ${text.length} ${text.length === 1 ? 'character' : 'characters'},`;
	const what = isQuoted
		? `"${shorten(text)}" ${fault}${quoting?.guess ?? ''}`
		: `The value${length} ${fault}`;
	const finding = valueFinding('invalid-value', span, {
		message: `${subject}: ${what}`,
		help: (isQuoted ? quoting?.help : undefined) ?? help,
	});
	return severity === undefined ? finding : { ...finding, severity };
}

function nameOf({ keyword, instancePath, params }: SchemaError): string {
	if (keyword === 'required') return String(params.missingProperty);
	if (keyword === 'additionalProperties') return String(params.additionalProperty);
	return instancePath.slice(1).replaceAll('~1', '/').replaceAll('~0', '~');
}

function spanOf(value: ElementNode<'Value'> | undefined, root: Span): Span {
	if (value === undefined) return root;
	const { span = root, nameSpan } = value.attributes.value;
	// An empty value has nothing to point at: point at the attribute.
	return span.end > span.start ? span : (nameSpan ?? span);
}

/** A finding of the layer `values`. */
export function valueFinding(
	rule: string,
	span: Span,
	texts: { readonly message: string; readonly help: string },
): Diagnostic {
	return { rule, layer: 'values', severity: 'error', ...texts, span };
}
