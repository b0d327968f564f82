import type { Version } from '../base/version.ts';
import type { Expression } from './ast.ts';
import type { Mistake } from './mistakes.ts';

export function existsNeedsPath(): Mistake {
	return {
		rule: 'wrong-argument-kind',
		message: 'exists asks for a path.',
		help: 'For example: exists /bookmark. Any other value always exists.',
	};
}

export function unavailableFunction(name: string, version: Version): Mistake {
	return {
		rule: 'unavailable-function',
		message: `The function ${name}() does not exist in ${version}; it came with V2.`,
		help: 'Move the workflow to the namespace of V2 or V2_1, or do without the function.',
	};
}

export function unknownFunction(name: string, near: string): Mistake {
	const meant = Object.hasOwn(FOREIGN_FUNCTIONS, name) ? FOREIGN_FUNCTIONS[name] : undefined;
	const help = Object.hasOwn(FOREIGN_HELP, name) ? FOREIGN_HELP[name] : undefined;
	const suggestion = meant === undefined ? near : ` Did you mean "${meant}"?`;
	return {
		rule: 'unknown-function',
		message: `Unknown function "${name}".${help === undefined ? suggestion : ''}`,
		...(help === undefined ? {} : { help }),
	};
}

const FOREIGN_FUNCTIONS: Readonly<Record<string, string>> = {
	to_upper: 'upper',
	to_lower: 'lower',
	toUpperCase: 'upper',
	toLowerCase: 'lower',
	uppercase: 'upper',
	lowercase: 'lower',
	length: 'count',
	len: 'count',
	size: 'count',
	is_empty: 'empty',
	isEmpty: 'empty',
	now: 'time',
	truncate: 'trunc',
	int: 'trunc',
	ceiling: 'ceil',
	substr: 'substring',
	base64: 'base64_encode',
	urlencode: 'url_encode',
	urldecode: 'url_decode',
	random: 'random_number',
	rand: 'random_number',
	lpad: 'pad_left',
	rpad: 'pad_right',
	maximum: 'max',
	minimum: 'min',
};

const FOREIGN_HELP: Readonly<Record<string, string>> = {
	concat: 'JPath joins no texts. Put templates side by side: ${/first}${/second}.',
	join: 'JPath joins no texts. Put templates side by side: ${/first}${/second}.',
	is_null: 'Compare with null: /value = null.',
	isnull: 'Compare with null: /value = null.',
	if: 'JPath does not choose. Use the If action.',
	matches: 'Use the RegexCapture action, then test what it captured with empty().',
	replace: 'JPath does not replace. Use the Split action and templates.',
	split: 'Use the Split action.',
	index_of: 'JPath does not search in texts. Use the RegexCapture action.',
	contains: "JPath does not search in texts. For arrays: count(/items[@ = 'x']) > 0.",
};

export function wrongArgumentCount(
	name: string,
	parameters: readonly { readonly name: string }[],
	given: number,
): Mistake {
	const form = `${name}(${parameters.map((parameter) => parameter.name).join(', ')})`;
	const takes =
		parameters.length === 0
			? 'no arguments'
			: parameters.length === 1
				? '1 argument'
				: `${parameters.length} arguments`;
	return {
		rule: 'wrong-argument-count',
		message: `${name}() takes ${takes}, not ${given}.`,
		help: `Write ${form}.`,
	};
}

export function argumentNeedsPath(name: string, argument: Expression): Mistake {
	const word = argument.kind === 'string' && /^[\w/-]+$/.test(argument.value);
	return {
		rule: 'wrong-argument-kind',
		message: `${name}() asks for a path, not for ${KIND_NAMES[argument.kind]}.`,
		help: word
			? `Did you mean /${argument.value.replace(/^\//, '')}? Quotes make it a text.`
			: 'A path begins with a slash: /items. Set the value to a path first, then refer to that path.',
	};
}

const KIND_NAMES: Readonly<Record<Expression['kind'], string>> = {
	number: 'a number',
	string: 'a text',
	boolean: 'true or false',
	null: 'null',
	path: 'a path',
	selection: 'what a function gave',
	call: 'what a function gives',
	unary: 'a computed value',
	binary: 'a computed value',
};
