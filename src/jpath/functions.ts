import { fromBase64, toBase64, utf8Bytes, utf8Text } from '../base/bytes.ts';
import {
	getMember,
	isJsonArray,
	isJsonObject,
	type Json,
	type JsonObject,
	memberNames,
} from '../base/json.ts';
import { javaUrlDecode, javaUrlEncode } from '../base/urlEncoding.ts';
import type { Version } from '../base/version.ts';
import { choiceOf } from './behaviour.ts';
import { toText } from './coerce.ts';
import { orderOf } from './compare.ts';
import type { Context } from './context.ts';
import { fromNumeric, toNumeric } from './numeric.ts';

/** The longest text, and the longest array, that a function makes. */
export const LENGTH_MAX = 1_000_000;

export interface Parameter {
	readonly name: string;
	/** A path must name a place in the State; an expression may be anything that has a value. */
	readonly kind: 'path' | 'expression';
}

/** What a function is told besides its arguments. */
export interface Call {
	readonly context: Context;
	/** Ends the evaluation with a sentence for people. */
	fail(message: string, help?: string): never;
}

type Value = Json | undefined;

export interface FunctionDefinition {
	/** The first version that has it. Default: all have it. */
	readonly since?: Version;
	/** Whether the same values may give another result each time. */
	readonly varies?: true;
	readonly doc: string;
	readonly parameters: readonly Parameter[];
	/** A state and an expression with its result, which a test checks. Random results have `now` fixed too. */
	readonly example: {
		readonly state: JsonObject;
		readonly expression: string;
		readonly result: Json;
	};
	/** As many values as there are parameters. */
	evaluate(values: readonly Value[], call: Call): Value;
}

const path: Parameter = { name: 'path', kind: 'path' };
const value: Parameter = { name: 'value', kind: 'expression' };
const length: Parameter = { name: 'length', kind: 'expression' };

/**
 * Every function of JPath. Names, versions and meanings are from the IBM documentation page "JPath,
 * Functions"; what it leaves open is marked `Assumed:` or listed in `JPATH_SWITCHES`.
 */
export const FUNCTIONS: Readonly<Record<string, FunctionDefinition>> = {
	count: {
		doc: 'The number of elements of an array, of members of an object or of characters of a text. 0 when nothing is there.',
		parameters: [path],
		example: { state: { items: [1, 2, 3] }, expression: 'count(/items)', result: 3 },
		// Missing gives 0: a run log in issue 261 of IBM's public repository shows `count(/missing) > 0` false.
		evaluate([of], call) {
			if (of === undefined || of === null) return 0;
			if (typeof of === 'string' || isJsonArray(of)) return of.length;
			if (isJsonObject(of)) return Object.keys(of).length;
			const choice = choiceOf(call.context, 'countOfScalar');
			if (choice === 'error') call.fail('count() needs an array, an object or a text.');
			return choice === 'one' ? 1 : 0;
		},
	},
	empty: {
		since: 'V2',
		doc: "Whether nothing is there, or null, '', [] or {}.",
		parameters: [path],
		example: { state: { items: [] }, expression: 'empty(/items)', result: true },
		evaluate([of]) {
			if (of === undefined || of === null || of === '') return true;
			if (isJsonArray(of)) return of.length === 0;
			return isJsonObject(of) && Object.keys(of).length === 0;
		},
	},
	min: {
		doc: 'The least value of an array: by number, or by text where not all are numbers. Null when there is none.',
		parameters: [path],
		example: { state: { items: [{ id: 3 }, { id: 2 }] }, expression: 'min(/items/id)', result: 2 },
		evaluate: ([of], call) => extreme(of, -1, call),
	},
	max: {
		doc: 'The greatest value of an array: by number, or by text where not all are numbers. Null when there is none.',
		parameters: [path],
		example: {
			state: { items: [{ time: '2024-02-26T10:00:00Z' }, { time: '2024-02-27T09:00:00Z' }] },
			expression: 'max(/items/time)',
			result: '2024-02-27T09:00:00Z',
		},
		evaluate: ([of], call) => extreme(of, 1, call),
	},
	time: {
		varies: true,
		doc: 'The time now, in milliseconds since the epoch.',
		parameters: [],
		example: { state: {}, expression: 'time() / 1000', result: 1_586_968_388 },
		evaluate: (_, { context }) => Math.trunc(context.now()),
	},
	base64_encode: {
		doc: 'A text in base64 (of UTF-8, with padding).',
		parameters: [value],
		example: { state: {}, expression: "base64_encode('a:b')", result: 'YTpi' },
		evaluate: ([of]) => toBase64(utf8Bytes(toText(of))),
	},
	base64_decode: {
		doc: 'The text that was encoded in base64.',
		parameters: [value],
		example: { state: {}, expression: "base64_decode('YTpi')", result: 'a:b' },
		evaluate: ([of], call) => {
			const bytes = fromBase64(toText(of));
			return bytes === undefined
				? call.fail(`The value ${show(of)} is not base64.`)
				: utf8Text(bytes);
		},
	},
	url_encode: {
		doc: 'A text as a part of a URL. A space becomes "+".',
		parameters: [value],
		example: { state: {}, expression: "url_encode('a b,c')", result: 'a+b%2Cc' },
		evaluate: ([of]) => javaUrlEncode(toText(of)),
	},
	url_decode: {
		doc: 'The text that was encoded for a URL.',
		parameters: [value],
		example: { state: {}, expression: "url_decode('a+b%2Cc')", result: 'a b,c' },
		evaluate: ([of], call) => {
			const decoded = javaUrlDecode(toText(of));
			return decoded.ok
				? decoded.text
				: call.fail(`The value ${show(of)} is not URL-encoded: ${decoded.message}.`);
		},
	},
	trunc: {
		since: 'V2',
		doc: 'A number without its fraction.',
		parameters: [value],
		example: { state: { x: -1.5 }, expression: 'trunc(/x)', result: -1 },
		evaluate: ([of], call) => toWhole('trunc', Math.trunc, of, call),
	},
	round: {
		since: 'V2',
		doc: 'The nearest whole number; a half goes up.',
		parameters: [value],
		example: { state: { x: 2.5 }, expression: 'round(/x)', result: 3 },
		evaluate: ([of], call) => toWhole('round', Math.round, of, call),
	},
	floor: {
		since: 'V2',
		doc: 'The nearest whole number that is not greater.',
		parameters: [value],
		example: { state: { x: -1.5 }, expression: 'floor(/x)', result: -2 },
		evaluate: ([of], call) => toWhole('floor', Math.floor, of, call),
	},
	ceil: {
		since: 'V2',
		doc: 'The nearest whole number that is not less.',
		parameters: [value],
		example: { state: { x: 1.2 }, expression: 'ceil(/x)', result: 2 },
		evaluate: ([of], call) => toWhole('ceil', Math.ceil, of, call),
	},
	random_number: {
		varies: true,
		since: 'V2',
		doc: 'A random number from 0 to 1.',
		parameters: [],
		example: { state: {}, expression: 'random_number() < 1', result: true },
		evaluate: (_, { context }) => fromNumeric(context.random()),
	},
	random_string: {
		varies: true,
		since: 'V2',
		doc: 'Random letters, a to z and A to Z.',
		parameters: [length],
		example: { state: {}, expression: "random_string(8) != ''", result: true },
		evaluate([of], call) {
			const letters: string[] = [];
			const size = toLength('random_string', of, call);
			for (let index = 0; index < size; index++)
				letters.push(LETTERS.charAt(Math.floor(call.context.random() * LETTERS.length)));
			return letters.join('');
		},
	},
	substring: {
		since: 'V2',
		doc: 'The part of a text from one position (counted from 0) up to another, which is left out.',
		parameters: [value, { name: 'begin', kind: 'expression' }, { name: 'end', kind: 'expression' }],
		example: { state: {}, expression: 'substring(1586968388123, 0, 10)', result: '1586968388' },
		// Assumed: as Java's `substring`, which fails outside of the text. Public workflows cut epochs with it.
		evaluate([of, begin, end], call) {
			const text = toText(of);
			const from = toInteger('substring', begin, call);
			const to = toInteger('substring', end, call);
			if (from < 0 || to > text.length || from > to) {
				call.fail(
					`substring() from ${from} to ${to} lies outside of the text ${show(text)}, which has ${text.length} characters.`,
					'Test the length first: count(/text) > 9.',
				);
			}
			return text.slice(from, to);
		},
	},
	left: {
		since: 'V2',
		doc: 'The first characters of a text, or all when there are fewer.',
		parameters: [value, length],
		example: { state: {}, expression: "left('abc', 2)", result: 'ab' },
		// Assumed: like `StringUtils.left`, which takes what there is.
		evaluate: ([of, size], call) => toText(of).slice(0, Math.max(0, toInteger('left', size, call))),
	},
	right: {
		since: 'V2',
		doc: 'The last characters of a text, or all when there are fewer.',
		parameters: [value, length],
		example: { state: {}, expression: "right('abc', 2)", result: 'bc' },
		evaluate([of, size], call) {
			const text = toText(of);
			return text.slice(Math.max(0, text.length - Math.max(0, toInteger('right', size, call))));
		},
	},
	upper: {
		since: 'V2',
		doc: 'A text in upper case.',
		parameters: [value],
		example: { state: {}, expression: "upper('abc')", result: 'ABC' },
		evaluate: ([of]) => toText(of).toUpperCase(),
	},
	lower: {
		since: 'V2',
		doc: 'A text in lower case.',
		parameters: [value],
		example: { state: { historical: 'TRUE' }, expression: 'lower(/historical)', result: 'true' },
		evaluate: ([of]) => toText(of).toLowerCase(),
	},
	pad_left: {
		since: 'V2',
		doc: 'A text filled up at its left, with another text, until it has a length.',
		parameters: [value, length, { name: 'padValue', kind: 'expression' }],
		example: { state: { page: 7 }, expression: "pad_left(/page, 3, '0')", result: '007' },
		evaluate([of, size, padding], call) {
			const text = toText(of);
			return text.padStart(toLength('pad_left', size, call), toText(padding) || ' ');
		},
	},
	pad_right: {
		since: 'V2',
		doc: 'A text filled up at its right, with another text, until it has a length.',
		parameters: [value, length, { name: 'padValue', kind: 'expression' }],
		example: { state: {}, expression: "pad_right('ab', 4, '.')", result: 'ab..' },
		evaluate([of, size, padding], call) {
			const text = toText(of);
			return text.padEnd(toLength('pad_right', size, call), toText(padding) || ' ');
		},
	},
	range: {
		since: 'V2',
		doc: 'The whole numbers from a first to a last, in an array.',
		parameters: [
			{ name: 'start', kind: 'expression' },
			{ name: 'end', kind: 'expression' },
		],
		example: { state: {}, expression: 'range(1, 3)', result: [1, 2, 3] },
		evaluate([first, last], call) {
			const start = toInteger('range', first, call);
			const size =
				toInteger('range', last, call) -
				start +
				(choiceOf(call.context, 'rangeEnd') === 'inclusive' ? 1 : 0);
			if (size > LENGTH_MAX) call.fail(`range() of ${size} numbers is more than ${LENGTH_MAX}.`);
			return Array.from({ length: Math.max(0, size) }, (_, index) => start + index);
		},
	},
	keys: {
		since: 'V2',
		doc: 'The names of the members of an object, in an array. [] when nothing is there.',
		parameters: [path],
		example: {
			state: { sensors: { a: 1, b: 2 } },
			expression: 'keys(/sensors)',
			result: ['a', 'b'],
		},
		evaluate: ([of], call) => membersOf('keys', of, call).map(([name]) => name),
	},
	values: {
		since: 'V2',
		doc: 'The values of the members of an object, in an array. [] when nothing is there.',
		parameters: [path],
		example: { state: { sensors: { a: 1, b: 2 } }, expression: 'values(/sensors)', result: [1, 2] },
		evaluate: ([of], call) => membersOf('values', of, call).map(([, member]) => member),
	},
	items: {
		since: 'V2',
		doc: 'The members of an object, each an object with key and value, in an array. [] when nothing is there.',
		parameters: [path],
		example: {
			state: { sensors: { a: 1 } },
			expression: 'items(/sensors)',
			result: [{ key: 'a', value: 1 }],
		},
		evaluate([of], call) {
			const isPair = choiceOf(call.context, 'itemsShape') === 'pair';
			return membersOf('items', of, call).map((member) =>
				isPair ? member : { key: member[0], value: member[1] },
			);
		},
	},
};

/** The function of a name; undefined when there is none. */
export function findFunction(name: string): FunctionDefinition | undefined {
	return Object.hasOwn(FUNCTIONS, name) ? FUNCTIONS[name] : undefined;
}

const LETTERS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';

/** A value in a message: its text in quotes, cut when long. */
function show(of: Value): string {
	const text = toText(of);
	return `"${text.length > 40 ? `${text.slice(0, 40)}…` : text}"`;
}

function toWhole(name: string, round: (real: number) => number, of: Value, call: Call): Json {
	const number = toNumeric(of);
	if (number === undefined) {
		if (choiceOf(call.context, 'nonNumericOperand') === 'zero') return 0;
		call.fail(`${name}() needs a number, not ${of === undefined ? 'nothing' : show(of)}.`);
	}
	return fromNumeric(typeof number === 'bigint' ? number : BigInt(round(number)));
}

function toInteger(name: string, of: Value, call: Call): number {
	const number = toNumeric(of);
	const integer = Number(number);
	if (number === undefined || !Number.isSafeInteger(integer))
		call.fail(`${name}() needs a whole number, not ${of === undefined ? 'nothing' : show(of)}.`);
	return integer;
}

function toLength(name: string, of: Value, call: Call): number {
	const size = toInteger(name, of, call);
	if (size > LENGTH_MAX) call.fail(`${name}() of ${size} characters is more than ${LENGTH_MAX}.`);
	return size;
}

function membersOf(name: string, of: Value, call: Call): [string, Json][] {
	if (of === undefined || of === null) return [];
	if (!isJsonObject(of)) call.fail(`${name}() needs an object, not ${show(of)}.`);
	return memberNames(of).map((member) => [member, getMember(of, member) ?? null]);
}

/** The least (-1) or greatest (1): by number where all are numbers, otherwise by text. */
function extreme(of: Value, direction: 1 | -1, call: Call): Json {
	const candidates: Json[] = [];
	collectScalars(of, candidates);
	const areNumbers = candidates.every(isNumberLike);
	const isMixed = !areNumbers && candidates.some((candidate) => typeof candidate !== 'string');
	if (isMixed && choiceOf(call.context, 'mixedExtremes') === 'error')
		call.fail('min() and max() need numbers only, or texts only.');
	let best: Json | undefined;
	for (const candidate of candidates) {
		const order =
			best === undefined
				? direction
				: areNumbers
					? (orderOf(candidate, best) ?? 0)
					: compareTexts(toText(candidate), toText(best));
		if (order * direction > 0) best = candidate;
	}
	return best ?? null;
}

function isNumberLike(candidate: Json): boolean {
	return typeof candidate === 'number' || toNumeric(candidate) !== undefined;
}

function compareTexts(left: string, right: string): number {
	return left < right ? -1 : left > right ? 1 : 0;
}

/** Numbers, texts and booleans of an array and of the arrays in it; null and objects do not compare. */
function collectScalars(of: Value, into: Json[]): void {
	if (isJsonArray(of)) {
		for (const element of of) collectScalars(element, into);
	} else if (of !== undefined && of !== null && !isJsonObject(of)) into.push(of);
}
