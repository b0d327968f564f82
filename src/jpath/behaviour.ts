import {
	type BehaviourOf,
	defaultsOf,
	type FixedQuestion,
	type Switches,
} from '../base/openQuestion.ts';

/**
 * Choices where nobody documents what the product does. The first option of each is the one that fits the evidence
 * best.
 */
export const JPATH_SWITCHES = {
	nullRendersAs: {
		number: 'U-1',
		group: 'templates',
		question: 'What does a template show for JSON null?',
		options: ['', 'null'],
		choice: 'Nothing, as for a missing path.',
		evidence:
			'Run log of Slack Business Plus shows nothing for missing paths; the author of the XM Cyber workflow tests for both.',
	},
	nullEqualsEmptyString: {
		number: 'U-2',
		group: 'jpath',
		question: "Is null = ''?",
		options: [false, true],
		choice: 'No. Nothing equals null.',
		evidence:
			'Run log of IBM Spectrum Protect Plus for missing = null; public workflows test both.',
	},
	integerDivision: {
		number: 'U-4',
		group: 'jpath',
		question: 'What is 7 / 2?',
		options: ['truncate', 'real'],
		choice: '3: two integers give an integer, cut towards zero.',
		evidence:
			'time() / 1000 rendered as whole seconds in the run log of Slack Business Plus; rounding on output would fit too.',
	},
	nonNumericOperand: {
		number: 'U-5',
		group: 'jpath',
		question: 'What does arithmetic do with something that is not a number?',
		options: ['error', 'zero'],
		choice: 'The run fails, naming the expression. Nothing and null count as not a number.',
		evidence: 'None.',
	},
	indexOutOfRange: {
		number: 'U-6',
		group: 'jpath',
		question: 'What gives an index that is negative, not whole, or beyond the end?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'Missing paths are silent in run logs.',
	},
	stepIntoScalar: {
		number: 'U-7',
		group: 'jpath',
		question: 'What gives /a/b where /a is a text?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'Issue 261 of IBM’s public repository: a wrong path under a value is just missing.',
	},
	queryOfNoArray: {
		number: 'U-7',
		group: 'jpath',
		question: 'What gives a query of something that is not an array?',
		options: ['missing', 'error'],
		choice: 'Nothing, which counts 0 and equals null.',
		evidence: 'IBM’s page "JPath, Query" speaks of arrays only.',
	},
	emptyQueryExists: {
		group: 'jpath',
		question: 'Is exists /a[@id = 9] true where the query finds nothing?',
		options: [true, false],
		choice: 'Yes: a query gives an array, and an empty one is there.',
		evidence:
			'IBM’s page "JPath, Query" has exists for attributes; what a query gives is always an array there.',
	},
	stringIndexInV1: {
		number: 'U-7',
		group: 'jpath',
		question: 'What gives /text[0] in V1?',
		options: ['missing', 'error'],
		choice: 'Nothing.',
		evidence: 'IBM’s page "JPath, Basic selection" has it since V2; as for every step into a text.',
	},
	nestedMapping: {
		number: 'U-6',
		group: 'jpath',
		question: 'What gives /a/b/c where both /a and its members b are arrays?',
		options: ['nested', 'flat'],
		choice: 'An array of arrays. min() and max() look into all of them.',
		evidence: 'IBM’s page "JPath, Basic selection" shows one level.',
	},
	rangeEnd: {
		number: 'U-15',
		group: 'jpath',
		question: 'Does range(1, 3) have a 3?',
		options: ['inclusive', 'exclusive'],
		choice: 'Yes.',
		evidence: 'None; no public workflow uses it.',
	},
	itemsShape: {
		number: 'U-15',
		group: 'jpath',
		question: 'What does items() make of a member?',
		options: ['object', 'pair'],
		choice: '{"key": …, "value": …}.',
		evidence: 'None; no public workflow uses it.',
	},
	orderWithNothing: {
		number: 'U-16',
		group: 'jpath',
		question: 'What is 1 < null?',
		options: ['false', 'error'],
		choice: 'False, as is every order with nothing, null, an array or an object.',
		evidence: 'None.',
	},
	mixedExtremes: {
		number: 'U-16',
		group: 'jpath',
		question: 'What is the greatest of 10 and "abc"?',
		options: ['text', 'error'],
		choice: 'The greatest as text; numbers are compared as numbers where all are numbers.',
		evidence: 'max() of numbers and of ISO dates occurs in public workflows, never mixed.',
	},
	countOfScalar: {
		number: 'U-16',
		group: 'jpath',
		question: 'What is count() of a number, true or false?',
		options: ['one', 'zero', 'error'],
		choice: '1. Of null: 0.',
		evidence: 'count(/startTime) > 0 is used to ask whether something is there.',
	},
	textOfFractions: {
		number: 'U-22',
		group: 'templates',
		question: 'What is the text of a fraction?',
		options: ['plain', 'java'],
		choice: 'The shortest decimal that means the same number, without exponent. 2.0 shows as 2.',
		evidence:
			'None for fractions; whole numbers never show ".0" in run logs. Java’s Double.toString gives 1.0E-5, and Gson keeps the 2.0 that an API sends.',
	},
} as const satisfies Switches;

/** What is chosen, by the names of the switches. */
export type JpathBehaviour = BehaviourOf<typeof JPATH_SWITCHES>;

/** Choices for an evaluation; what is left out is as `DEFAULT_BEHAVIOUR` says. */
export interface JpathChoices extends Partial<JpathBehaviour> {
	/** Told each time a choice makes a difference: the result then depends on something that is not known. */
	readonly consulted?: (key: keyof JpathBehaviour) => void;
}

/** The choice that fits the evidence best, of every switch. */
export const DEFAULT_BEHAVIOUR: JpathBehaviour = defaultsOf(JPATH_SWITCHES);

/** The choice where it makes a difference. The usual branches must not come here: it may tell somebody. */
export function choiceOf<Key extends keyof JpathBehaviour>(
	{ behaviour }: { readonly behaviour?: JpathChoices | undefined },
	key: Key,
): JpathBehaviour[Key] {
	behaviour?.consulted?.(key);
	const choices: Partial<JpathBehaviour> | undefined = behaviour;
	return choices?.[key] ?? DEFAULT_BEHAVIOUR[key];
}

/** What is not known either, and where nothing else could be chosen. */
export const JPATH_FIXED: readonly FixedQuestion[] = [
	{
		id: 'literal-template-sign',
		number: 'U-17',
		group: 'templates',
		question: 'How is a literal "${" written?',
		choice: 'It cannot be. One that is not closed is an error.',
		evidence: 'None.',
		fixed: 'There is no other way to write it that could be chosen.',
	},
	{
		id: 'quotes-in-texts',
		number: 'U-18',
		group: 'jpath',
		question: 'How is a quote written inside a text?',
		choice: 'In a text with the other kind of quotes. A text cannot hold both.',
		evidence: 'No public workflow escapes one.',
		fixed: 'An escape would change the meaning of backslashes that public workflows have.',
	},
];
