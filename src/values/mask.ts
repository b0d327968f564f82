import { parametersOf, type Workflow } from '../model/workflow.ts';
import { isTrue } from './schema.ts';

const MASK = '•';

/** Names whose values are credentials more often than not: used where no workflow says which are. */
const SECRET_NAME = /token|secret|passw|pwd|api_?-?key|private|credential|auth/i;

/** The names of a workflow's secret parameters. */
export function secretNames(workflow: Workflow): ReadonlySet<string> {
	return new Set(
		parametersOf(workflow).flatMap(({ attributes }) =>
			isTrue(attributes.secret?.value) ? [attributes.name.value] : [],
		),
	);
}

/**
 * A document's text with secret values made unreadable, character for character, so that places stay right:
 * for showing parts of it in messages. Works on text that is not even XML.
 */
export function maskSecrets(text: string, secrets?: ReadonlySet<string>): string {
	const isSecret = (name: string) => secrets?.has(name) || SECRET_NAME.test(name);
	const withoutValues = text.replace(VALUE_TAG, (tag) =>
		isSecret(attribute(tag, 'name')) ? maskAttribute(tag, 'value') : tag,
	);
	return withoutValues.replace(PARAMETER_TAG, (tag) =>
		isTrue(attribute(tag, 'secret')) || isSecret(attribute(tag, 'name'))
			? maskAttribute(tag, 'default')
			: tag,
	);
}

/** Up to the next tag or the end of the line, so that an unclosed quotation mark does not open the next. */
const VALUE_TAG = /<(?:[\w.-]+:)?Value\b(?:[^<"']|"[^"\n]*"?|'[^'\n]*'?)*/g;
const PARAMETER_TAG = /<(?:[\w.-]+:)?Parameter\b(?:[^<"']|"[^"\n]*"?|'[^'\n]*'?)*/g;

function attribute(tag: string, name: string): string {
	const match = new RegExp(`\\s${name}\\s*=\\s*["']?([^"'\\n]*)`).exec(tag);
	return match?.[1] ?? '';
}

function maskAttribute(tag: string, name: string): string {
	return tag.replace(
		new RegExp(`(\\s${name}\\s*=\\s*)("[^"\\n]*|'[^'\\n]*|[^\\s"'][^\\n]*)`),
		(_, before: string, value: string) =>
			before + value.slice(0, 1) + MASK.repeat(Math.max(0, value.length - 1)),
	);
}
