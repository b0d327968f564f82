import type { OpenQuestion } from '../base/openQuestion.ts';

/**
 * Choices where nobody documents what the product does. Each has a default, which is the choice that
 * fits the evidence best, and an entry in `JPATH_UNKNOWNS` that says why.
 */
export interface JpathBehaviour {
	/** What a template shows for JSON null. */
	readonly nullRendersAs: '' | 'null';
	/** Whether null, or nothing, equals ''. */
	readonly nullEqualsEmptyString: boolean;
	/** What an integer divided by an integer gives. */
	readonly integerDivision: 'truncate' | 'real';
	/** What arithmetic does with nothing, null, or a text that is no number. */
	readonly nonNumericOperand: 'error' | 'zero';
	/** What an index outside of an array gives. */
	readonly indexOutOfRange: 'missing' | 'error';
	/** What a step into a text, a number, true or false gives. */
	readonly stepIntoScalar: 'missing' | 'error';
	/** What an index of a text gives in V1, where it is not documented. */
	readonly stringIndexInV1: 'missing' | 'error';
	/** What a step over an array gives when the step itself finds arrays. */
	readonly nestedMapping: 'nested' | 'flat';
	/** Whether range(1, 3) has a 3. */
	readonly rangeEnd: 'inclusive' | 'exclusive';
	/** What items() makes of a member: `{"key": …, "value": …}` or `[key, value]`. */
	readonly itemsShape: 'object' | 'pair';
	/** What count() of a number, true or false gives. */
	readonly countOfScalar: 'one' | 'zero' | 'error';
	/** How min() and max() compare numbers with texts that are no numbers. */
	readonly mixedExtremes: 'text' | 'error';
}

/** Choices for an evaluation; what is left out is as `DEFAULT_BEHAVIOUR` says. */
export interface JpathChoices extends Partial<JpathBehaviour> {
	/** Told each time a choice makes a difference: the result then depends on something that is not known. */
	readonly consulted?: (key: keyof JpathBehaviour) => void;
}

export const DEFAULT_BEHAVIOUR: JpathBehaviour = {
	nullRendersAs: '',
	nullEqualsEmptyString: false,
	integerDivision: 'truncate',
	nonNumericOperand: 'error',
	indexOutOfRange: 'missing',
	stepIntoScalar: 'missing',
	stringIndexInV1: 'missing',
	nestedMapping: 'nested',
	rangeEnd: 'inclusive',
	itemsShape: 'object',
	countOfScalar: 'one',
	mixedExtremes: 'text',
};

/** Every open question of this room, for the table of what the simulator assumes. */
export const JPATH_UNKNOWNS: readonly OpenQuestion<keyof JpathBehaviour>[] = [
	{
		id: 'U-1',
		key: 'nullRendersAs',
		question: 'What does a template show for JSON null?',
		options: ['', 'null'],
		choice: 'Nothing, as for a missing path.',
		evidence:
			'Run log of Slack Business Plus shows nothing for missing paths; the author of the XM Cyber workflow tests for both.',
	},
	{
		id: 'U-2',
		key: 'nullEqualsEmptyString',
		question: "Is null = ''?",
		options: [true, false],
		choice: 'No. Nothing equals null.',
		evidence:
			'Run log of IBM Spectrum Protect Plus for missing = null; public workflows test both.',
	},
	{
		id: 'U-4',
		key: 'integerDivision',
		question: 'What is 7 / 2?',
		options: ['truncate', 'real'],
		choice: '3: two integers give an integer, cut towards zero.',
		evidence:
			'time() / 1000 rendered as whole seconds in the run log of Slack Business Plus; rounding on output would fit too.',
	},
	{
		id: 'U-5',
		key: 'nonNumericOperand',
		question: 'What does arithmetic do with something that is not a number?',
		options: ['error', 'zero'],
		choice: 'The run fails, naming the expression. Nothing and null count as not a number.',
		evidence: 'None.',
	},
	{
		id: 'U-6',
		key: 'indexOutOfRange',
		question: 'What gives an index that is negative, not whole, or beyond the end?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'Missing paths are silent in run logs.',
	},
	{
		id: 'U-7',
		key: 'stepIntoScalar',
		question: 'What gives /a/b where /a is a text?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'Issue 261 of IBM’s public repository: a wrong path under a value is just missing.',
	},
	{
		id: 'U-7',
		key: 'stringIndexInV1',
		question: 'What gives /text[0] in V1?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'IBM’s page "JPath, Basic selection" has it since V2; as for every step into a text.',
	},
	{
		id: 'U-7',
		key: undefined,
		question: 'What gives a query of something that is not an array?',
		options: [],
		choice: 'Nothing, which counts 0 and equals null.',
		evidence: 'IBM’s page "JPath, Query" speaks of arrays only.',
	},
	{
		id: 'U-6',
		key: 'nestedMapping',
		question: 'What gives /a/b/c where both /a and its members b are arrays?',
		options: ['nested', 'flat'],
		choice: 'An array of arrays. min() and max() look into all of them.',
		evidence: 'IBM’s page "JPath, Basic selection" shows one level.',
	},
	{
		id: 'U-15',
		key: 'rangeEnd',
		question: 'Does range(1, 3) have a 3?',
		options: ['inclusive', 'exclusive'],
		choice: 'Yes.',
		evidence: 'None; no public workflow uses it.',
	},
	{
		id: 'U-15',
		key: 'itemsShape',
		question: 'What does items() make of a member?',
		options: ['object', 'pair'],
		choice: '{"key": …, "value": …}.',
		evidence: 'None; no public workflow uses it.',
	},
	{
		id: 'U-16',
		key: undefined,
		question: 'What is 1 < null?',
		options: [],
		choice: 'False, as is every order with nothing, null, an array or an object.',
		evidence: 'None.',
	},
	{
		id: 'U-16',
		key: 'mixedExtremes',
		question: 'What is the greatest of 10 and "abc"?',
		options: ['text', 'error'],
		choice: 'The greatest as text; numbers are compared as numbers where all are numbers.',
		evidence: 'max() of numbers and of ISO dates occurs in public workflows, never mixed.',
	},
	{
		id: 'U-16',
		key: 'countOfScalar',
		question: 'What is count() of a number, true or false?',
		options: ['one', 'zero', 'error'],
		choice: '1. Of null: 0.',
		evidence: 'count(/startTime) > 0 is used to ask whether something is there.',
	},
	{
		id: 'U-17',
		key: undefined,
		question: 'How is a literal "${" written?',
		options: [],
		choice: 'It cannot be. One that is not closed is an error.',
		evidence: 'None.',
	},
	{
		id: 'U-18',
		key: undefined,
		question: 'How is a quote written inside a text?',
		options: [],
		choice: 'In a text with the other kind of quotes. A text cannot hold both.',
		evidence: 'No public workflow escapes one.',
	},
	{
		id: 'U-22',
		key: undefined,
		question: 'What is the text of a fraction?',
		options: [],
		choice: 'The shortest decimal that means the same number, without exponent. 2.0 shows as 2.',
		evidence: 'None for fractions; whole numbers never show ".0" in run logs.',
	},
];
