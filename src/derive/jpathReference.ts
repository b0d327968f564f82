import { stringifyJson } from '../base/json.ts';
import { VERSIONS } from '../base/version.ts';
import { JPATH_FIXED, JPATH_SWITCHES } from '../jpath/behaviour.ts';
import { FUNCTIONS } from '../jpath/functions.ts';
import { anchorOf, codeBlock, codeOf, table } from './markdown.ts';

/** Precedence from loose to tight. Source: IBM documentation "JPath, Query" and "JPath, Arithmetic". */
const OPERATORS: readonly (readonly [operators: readonly string[], meaning: string])[] = [
	[['or'], 'either holds'],
	[['and'], 'both hold'],
	[['not', 'exists'], 'the opposite; whether something is there'],
	[['=', '!=', '>', '<', '>=', '<='], 'comparison; `=` is written once'],
	[['+', '-'], 'sum and difference, with a space before the minus sign'],
	[['*', '/', '%'], 'product, quotient, remainder (`%` since V2)'],
	[['-'], 'the negative, in front of its operand'],
];

const SELECTIONS: readonly (readonly [expression: string, meaning: string])[] = [
	['/response/body', 'a member of a member of the State'],
	["/'name with spaces'", 'a member whose name needs quotes, single or double'],
	['/items[0]', 'the first element'],
	['/items[/last]', 'the element whose index stands at `/last`'],
	['/items/id', 'the `id` of every element'],
	['/items[@id = 4]', 'the elements whose `id` is 4: always an array'],
	["/names[@ != 'a']", 'the elements that are not `a`'],
];

/** The reference of JPath: how to write it, every function, and what is assumed where IBM says nothing. */
export function jpathReference(): string {
	return `${[
		'# JPath',
		'The expression language of QRadar workflows. It stands in the holes of templates (`${…}`), in conditions and ' +
			'in paths. The functions and the open questions on this page are generated from `src/jpath`: change them ' +
			'there, then `npm run docs`. Try an expression with `qradar-workflow jpath`.',
		'## Selecting',
		table(
			['Expression', 'Gives'],
			SELECTIONS.map(([expression, meaning]) => [codeOf(expression), meaning]),
		),
		'A `/` where a value is expected begins a path; where an operator is expected it divides. So write a space ' +
			'around a division: `/a / /b`.',
		'## Operators',
		'From the loosest to the tightest; equal ones from left to right. Parentheses group.',
		table(
			['Operators', 'Meaning'],
			OPERATORS.map(([operators, meaning]) => [operators.map(codeOf).join(' '), meaning]),
		),
		'## Functions',
		table(['Function', ...VERSIONS, 'What it gives'], Object.keys(FUNCTIONS).map(overviewRow)),
		...Object.keys(FUNCTIONS).flatMap(functionSection),
		'## What nobody documents',
		'What we do where IBM’s documentation is silent, and why.',
		table(
			['Question', 'Here', 'Evidence'],
			[...Object.values(JPATH_SWITCHES), ...JPATH_FIXED].map(({ question, choice, evidence }) => [
				question,
				choice,
				evidence,
			]),
		),
	].join('\n\n')}\n`;
}

function overviewRow(name: string): string[] {
	const { since = 'V1', doc } = FUNCTIONS[name] ?? {};
	const heading = signatureOf(name);
	return [
		`[${codeOf(heading)}](#${anchorOf(heading)})`,
		...VERSIONS.map((version) =>
			VERSIONS.indexOf(version) >= VERSIONS.indexOf(since) ? 'yes' : '',
		),
		doc ?? '',
	];
}

function functionSection(name: string): string[] {
	const definition = FUNCTIONS[name];
	if (definition === undefined) return [];
	const { doc, since, example } = definition;
	return [
		`### ${signatureOf(name)}`,
		since === undefined ? doc : `${doc} Since ${since}.`,
		codeBlock(
			'text',
			[
				...(Object.keys(example.state).length === 0
					? []
					: [`State       ${stringifyJson(example.state)}`]),
				`Expression  ${example.expression}`,
				`Result      ${stringifyJson(example.result)}`,
			].join('\n'),
		),
	];
}

function signatureOf(name: string): string {
	return `${name}(${(FUNCTIONS[name]?.parameters ?? []).map((parameter) => parameter.name).join(', ')})`;
}
