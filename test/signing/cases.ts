import { readFileSync } from 'node:fs';

/** The cases of a file beside the tests. */
export function readCases<Case>(name: string): Case {
	return JSON.parse(readFileSync(new URL(`${name}.cases.json`, import.meta.url), 'utf8')) as Case;
}

/** What a case expects: the result's text, or pieces of the message and the help. */
export interface Expected {
	readonly message?: string;
	readonly help?: string;
}

interface Answer {
	readonly ok: boolean;
	readonly message?: string;
	readonly help?: string;
}

/** Message and help as far as the case names them, so that a case may leave the help open. */
export function toldAs(expected: Expected, answer: Answer): Expected {
	return {
		...(expected.message === undefined ? {} : { message: answer.message ?? 'no refusal' }),
		...(expected.help === undefined ? {} : { help: answer.help ?? 'no help' }),
	};
}
