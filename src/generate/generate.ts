import type { Version } from '../base/version.ts';
import { type Diagnostic, hasErrors } from '../diagnostics/diagnostic.ts';
import { commented, element, parameterValues } from '../model/build.ts';
import { checkValueTexts } from '../values/check.ts';
import { writeDocument } from '../xml/write.ts';
import {
	type ConnectorTemplate,
	constraintsOfTemplate,
	type TemplateParameter,
} from './template.ts';

export interface GenerateOptions {
	/** The schema version; default the one that the template recommends. */
	readonly version?: Version;
	/** Parameter values to fill in. */
	readonly values?: Readonly<Record<string, string>>;
	/** The time in milliseconds since 1970: with it, values that are times in the future are refused. */
	readonly now?: number;
}

export interface GeneratedFile {
	readonly name: 'workflow.xml' | 'parameter-values.xml' | 'README.md';
	readonly text: string;
}

export type GenerateResult =
	| {
			readonly ok: true;
			readonly files: readonly GeneratedFile[];
			/** Warnings about the given values; spans are empty. */
			readonly diagnostics: readonly Diagnostic[];
	  }
	/** What is wrong with the given values; spans are empty. */
	| { readonly ok: false; readonly diagnostics: readonly Diagnostic[] };

/**
 * Makes the two documents to paste into a log source, and a runbook. Values are checked first; required ones
 * that are not given are left empty, with a comment that says so.
 */
export async function generate(
	template: ConnectorTemplate,
	{ version = template.versions[0] ?? 'V2', values = {}, now }: GenerateOptions = {},
): Promise<GenerateResult> {
	const built = template.build(version);
	const constraints = constraintsOfTemplate(template);
	const found = await checkValueTexts(built, values, constraints, now === undefined ? {} : { now });
	const problems = found.filter(
		(problem) => problem.rule !== 'missing-value' || isGiven(problem, values),
	);
	if (hasErrors(problems)) return { ok: false, diagnostics: problems };

	const workflow = writeDocument(built);
	if (!workflow.ok) return workflow;
	const valuesDocument = writeDocument(
		parameterValues(
			version,
			template.parameters.map((parameter) => valueElement(parameter, values)),
			[`Values for the workflow "${template.workflowName}". Both documents are ${version}.`],
		),
	);
	if (!valuesDocument.ok) return valuesDocument;
	return {
		ok: true,
		files: [
			{ name: 'workflow.xml', text: workflow.text },
			{ name: 'parameter-values.xml', text: valuesDocument.text },
			{ name: 'README.md', text: template.runbook(version) },
		],
		diagnostics: problems,
	};
}

/** Whether a value that is missing was given empty on purpose. */
function isGiven({ message }: Diagnostic, values: Readonly<Record<string, string>>): boolean {
	return Object.entries(values).some(
		([name, value]) => value === '' && message.includes(`"${name}"`),
	);
}

function valueElement(
	parameter: TemplateParameter,
	values: Readonly<Record<string, string>>,
): ReturnType<typeof element<'Value'>> {
	const { name, label, description, required } = parameter;
	const value = Object.hasOwn(values, name) ? (values[name] ?? '') : (parameter.default ?? '');
	const need = required === true ? 'required' : 'optional';
	return commented(
		`${label} (${need}): ${description}`.replaceAll('--', '–'),
		element('Value', { name, value }),
	);
}
