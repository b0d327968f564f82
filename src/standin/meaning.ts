import { isJsonArray, stringifyJson } from '../base/json.ts';
import { parseLenientJson } from '../java/gson.ts';
import type { Solutions } from './goal.ts';
import type { Shape } from './shape.ts';

/** A value of a response in a calculation. */
export interface Term {
	readonly shape: Shape;
	/** The value itself, or its `count()`. */
	readonly measure: 'value' | 'count';
	/** Whether the result grows with it. */
	readonly isRising: boolean;
	/** Whether something was added or multiplied, so that a limit for the result says little about the value. */
	readonly isShifted: boolean;
	/** Whether it was multiplied or divided, so that the result is a quantity of another kind. */
	readonly isScaled: boolean;
	/** Whether it is that of every element of an array at once, as JPath maps. */
	readonly isMany: boolean;
	/** Whether a template wrote it, which makes an empty text of what is not there. */
	readonly isWritten: boolean;
}

/** What is known about a value in the State, or of an expression, wherever it came from. */
export interface Meaning {
	/** The values of responses that it may be, or is calculated from. */
	readonly terms: readonly Term[];
	/** The texts that it may be. */
	readonly constants: readonly string[];
	/** Whether it may be something else. */
	readonly isOpen: boolean;
	/** When it is the outcome of a condition: how that comes about. */
	readonly truth?: Solutions | undefined;
	/** When it is what a query finds: how there comes to be something, and how nothing. */
	readonly finds?: Solutions | undefined;
	/** The same when it is how many a query finds. */
	readonly counts?: Solutions | undefined;
	/** When it is the instant of the run, or one not far from it: its unit. */
	readonly now?: 'ms' | 's' | undefined;
	/** When it is a text that is put together: what from. */
	readonly pieces?: readonly Piece[] | undefined;
}

/** A known text, or a value, in a text that is put together. */
export type Piece = string | Meaning;

/** Nothing is known. */
export const OPEN: Meaning = { terms: [], constants: [], isOpen: true };

/** It is not there. */
export const GONE: Meaning = { terms: [], constants: [], isOpen: false };

const CONSTANTS_MAX = 8;
const TERMS_MAX = 24;
const PIECES_MAX = 20;

export function constant(text: string): Meaning {
	return { terms: [], constants: [text], isOpen: false };
}

/** A value as it is. */
const WHOLE = {
	measure: 'value',
	isRising: true,
	isShifted: false,
	isScaled: false,
	isWritten: false,
} as const;

/** The number of elements of a list. */
export function countOf(list: Shape): Term {
	return { ...WHOLE, measure: 'count', shape: list, isMany: false };
}

export function ofShapes(shapes: readonly Shape[]): Meaning {
	return ofTerms(shapes.map((shape) => term(shape, false)));
}

export function ofTerms(terms: readonly Term[]): Meaning {
	return { terms: terms.slice(0, TERMS_MAX), constants: [], isOpen: terms.length === 0 };
}

function term(shape: Shape, isMany: boolean): Term {
	return { ...WHOLE, shape, isMany };
}

/** A text put together from pieces. */
export function composed(pieces: readonly Piece[]): Meaning {
	const [only, ...others] = pieces;
	if (only !== undefined && others.length === 0 && typeof only !== 'string') return only;
	// What may come whole out of a response too stays in one piece.
	const flat = pieces
		.flatMap((piece) => {
			if (typeof piece === 'string' || piece.terms.length > 0) return [piece];
			return piece.pieces ?? [piece];
		})
		.map((piece) => (typeof piece === 'string' || piece.isOpen ? piece : known(piece)))
		.filter((piece) => piece !== '');
	return flat.length > PIECES_MAX ? OPEN : { ...OPEN, pieces: flat };
}

function known(meaning: Meaning): Piece {
	return onlyConstant(meaning) ?? meaning;
}

/** A member of something; of the elements of an array, that of all of them. */
export function memberOf(meaning: Meaning, name: string): Meaning {
	return ofTerms(
		distinct(
			valuesOf(meaning).map(({ shape, isMany }) =>
				term(shape.member(name), isMany || shape.isList),
			),
		),
	);
}

/** What elements of something are, or the one at an index: it is an array then. */
export function elementsOf(meaning: Meaning, index?: number): Meaning {
	const elements = ofTerms(
		distinct(
			valuesOf(meaning).map(({ shape, isMany }) => {
				if (isMany) return term(shape, false);
				if (!shape.uses.isKeyed) shape.uses.isArray = true;
				return term(shape.at(index), false);
			}),
		),
	);
	const written = meaning.constants.flatMap(elementsIn).slice(0, CONSTANTS_MAX);
	return written.length === 0 ? elements : { ...elements, constants: written };
}

/** What stands in a list that is written out in the workflow. */
function elementsIn(text: string): readonly string[] {
	const list = text.startsWith('[') ? parseLenientJson(text) : undefined;
	if (list?.ok !== true || !isJsonArray(list.value)) return [];
	return list.value.map((one) => (typeof one === 'string' ? one : stringifyJson(one)));
}

/** A list that is known. */
export function listOf(texts: readonly string[]): Meaning {
	return constant(stringifyJson(texts));
}

/** The same, of every element of an array. */
export function manyOf(meaning: Meaning): Meaning {
	return { ...meaning, terms: meaning.terms.map((one) => ({ ...one, isMany: true })) };
}

/** The same, as a template writes it. */
export function writtenOf(meaning: Meaning): Meaning {
	return { ...meaning, terms: meaning.terms.map((one) => ({ ...one, isWritten: true })) };
}

/** Values of responses, not how many there are. */
export function valuesOf({ terms }: Meaning): readonly Term[] {
	return terms.filter(({ measure }) => measure === 'value');
}

function distinct(terms: readonly Term[]): Term[] {
	return terms.filter(
		(one, index) =>
			terms.findIndex(({ shape, isMany }) => shape === one.shape && isMany === one.isMany) ===
			index,
	);
}

/** The values of responses that something may be, whole and untouched. */
export function shapesOf(meaning: Meaning): Shape[] {
	return [...new Set(valuesOf(meaning).map(({ shape }) => shape))];
}

/** The only text that it can be. */
export function onlyConstant({ constants, terms }: Meaning): string | undefined {
	return constants.length === 1 && terms.length === 0 ? constants[0] : undefined;
}

/** What something is that is one or the other. */
export function joined(left: Meaning | undefined, right: Meaning | undefined): Meaning {
	if (left === undefined || left === right) return right ?? OPEN;
	if (right === undefined) return left;
	const terms = [...left.terms];
	for (const term of right.terms)
		if (
			terms.length < TERMS_MAX &&
			!terms.some(
				({ shape, measure, isRising, isMany, isWritten }) =>
					shape === term.shape &&
					measure === term.measure &&
					isRising === term.isRising &&
					isMany === term.isMany &&
					isWritten === term.isWritten,
			)
		)
			terms.push(term);
	const constants = [...new Set([...left.constants, ...right.constants])];
	return {
		terms,
		constants: constants.slice(0, CONSTANTS_MAX),
		isOpen: left.isOpen || right.isOpen || constants.length > CONSTANTS_MAX,
		truth: left.truth ?? right.truth,
		finds: left.finds ?? right.finds,
		counts: left.counts ?? right.counts,
		now: left.now === right.now ? left.now : undefined,
		pieces: left.pieces ?? right.pieces,
	};
}
