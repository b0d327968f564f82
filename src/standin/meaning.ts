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
	readonly truth?: Solutions;
}

/** Nothing is known. */
export const OPEN: Meaning = { terms: [], constants: [], isOpen: true };

const CONSTANTS_MAX = 8;
const TERMS_MAX = 24;

export function constant(text: string): Meaning {
	return { terms: [], constants: [text], isOpen: false };
}

export function ofShapes(shapes: readonly Shape[]): Meaning {
	return {
		terms: shapes.map((shape) => ({ shape, measure: 'value', isRising: true, isShifted: false })),
		constants: [],
		isOpen: shapes.length === 0,
	};
}

/** The values of responses that something may be, whole and untouched. */
export function shapesOf(meaning: Meaning): Shape[] {
	const shapes = new Set<Shape>();
	for (const { shape, measure } of meaning.terms) if (measure === 'value') shapes.add(shape);
	return [...shapes];
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
				({ shape, measure, isRising }) =>
					shape === term.shape && measure === term.measure && isRising === term.isRising,
			)
		)
			terms.push(term);
	const constants = [...new Set([...left.constants, ...right.constants])];
	const truth = left.truth ?? right.truth;
	return {
		terms,
		constants: constants.slice(0, CONSTANTS_MAX),
		isOpen: left.isOpen || right.isOpen || constants.length > CONSTANTS_MAX,
		...(truth === undefined ? {} : { truth }),
	};
}
