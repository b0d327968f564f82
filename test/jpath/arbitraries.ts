import fc from 'fast-check';
import type { BinaryOperator, Expression, Selector, Step } from '../../src/jpath/ast.ts';
import { FUNCTIONS } from '../../src/jpath/functions.ts';
import { numberOfLiteral } from '../../src/jpath/numeric.ts';
import { BINARY_PRECEDENCE } from '../../src/jpath/precedence.ts';

const span = { start: 0, end: 0 };

/** Texts that can stand in quotes: with one kind of quote at most (U-18). */
const text = fc
	.oneof(
		fc.string({ maxLength: 8 }),
		fc.string({ unit: 'binary', maxLength: 6 }),
		fc.constantFrom("it's", 'say "x"', '${', '}', 'a b', '@t', '', '\u0000', '\ud83d', 'and', '-1'),
	)
	.map((value) => (value.includes("'") ? value.replaceAll('"', '') : value));

const name = fc.oneof(
	text,
	fc.constantFrom('a', 'b', 'items', 'retry-after', '_id', '10', '-x', '__proto__', 'constructor'),
);

const number = fc
	.oneof(
		fc.nat().map(String),
		fc.bigInt({ min: 0n, max: 2n ** 70n }).map(String),
		fc.tuple(fc.nat(9999), fc.nat(9999)).map(([whole, part]) => `${whole}.${part}`),
		fc.constantFrom('0', '007', '1.0', '1.50', '0.0000001'),
	)
	.map((digits): Expression => ({ kind: 'number', value: numberOfLiteral(digits), span }));

/** Whether an expression reads the element of the query it stands in, and not of one inside it. */
function usesElement(expression: Expression): boolean {
	switch (expression.kind) {
		case 'path':
			return expression.root === 'element';
		case 'selection':
			return usesElement(expression.source);
		case 'call':
			return expression.arguments.some(usesElement);
		case 'unary':
			return usesElement(expression.operand);
		case 'binary':
			return usesElement(expression.left) || usesElement(expression.right);
		default:
			return false;
	}
}

function selectorOf(expression: Expression): Selector {
	return { kind: 'selector', expression, usesElement: usesElement(expression), span };
}

const member = name.map((given): Step => ({ kind: 'member', name: given, span }));
const operators = Object.keys(BINARY_PRECEDENCE) as BinaryOperator[];

/** Every tree that the parser can give, some levels deep. `@` occurs inside of queries only. */
function expressionOf(depth: number, isInQuery: boolean): fc.Arbitrary<Expression> {
	const leaf = fc.oneof(
		number,
		text.map((value): Expression => ({ kind: 'string', value, span })),
		fc.boolean().map((value): Expression => ({ kind: 'boolean', value, span })),
		fc.constant<Expression>({ kind: 'null', span }),
	);
	const path = pathOf(depth, isInQuery);
	if (depth <= 0) return fc.oneof(leaf, path);

	const inner = expressionOf(depth - 1, isInQuery);
	const selectors = fc.array(expressionOf(depth - 1, true).map(selectorOf), {
		minLength: 1,
		maxLength: 2,
	});
	const placed = fc.oneof(
		path,
		fc
			.tuple(path, selectors)
			.map(([source, all]): Expression => ({ kind: 'selection', source, selectors: all, span })),
	);
	const call = fc.constantFrom(...Object.entries(FUNCTIONS)).chain(([called, { parameters }]) =>
		fc.tuple(...parameters.map(({ kind }) => (kind === 'path' ? placed : inner))).map(
			(given): Expression => ({
				kind: 'call',
				name: called,
				nameSpan: span,
				arguments: given,
				span,
			}),
		),
	);
	return fc.oneof(
		leaf,
		placed,
		call,
		fc
			.tuple(inner, selectors)
			.map(([source, all]): Expression => ({ kind: 'selection', source, selectors: all, span })),
		fc
			.constantFrom('not' as const, '-' as const)
			.chain((operator) =>
				inner.map((operand): Expression => ({ kind: 'unary', operator, operand, span })),
			),
		placed.map((operand): Expression => ({ kind: 'unary', operator: 'exists', operand, span })),
		fc.tuple(fc.constantFrom(...operators), inner, inner).map(
			([operator, left, right]): Expression => ({
				kind: 'binary',
				operator,
				left,
				right,
				operatorSpan: span,
				span,
			}),
		),
	);
}

function pathOf(depth: number, isInQuery: boolean): fc.Arbitrary<Expression> {
	const step: fc.Arbitrary<Step> =
		depth <= 0 ? member : fc.oneof(member, expressionOf(depth - 1, true).map(selectorOf));
	const rest = fc.array(step, { maxLength: 3 });
	const fromState = fc.tuple(member, rest).map(
		([first, steps]): Expression => ({
			kind: 'path',
			root: 'state',
			steps: [first, ...steps],
			span,
		}),
	);
	if (!isInQuery) return fromState;
	return fc.oneof(
		fromState,
		rest.map((steps): Expression => ({ kind: 'path', root: 'element', steps, span })),
	);
}

export const expressions = expressionOf(3, false);

/** Pieces of expressions in any order: most of it nonsense, much of it nearly right. */
export const soups = fc
	.array(
		fc.oneof(
			fc.constantFrom(
				...'/ // /a /b/c /a[0] /1 @ @id [ ] ( ) , = == != < > <= >= + - * % and or not exists true null'.split(
					' ',
				),
				...'count( empty(/a) max(/b) time() substring( 1 2.5 0 99999999999999999999 -1 \' " \'x\' "y"'.split(
					' ',
				),
				...[
					'${',
					'}',
					' ',
					'\n',
					'.',
					'$',
					'!',
					'&&',
					'‘',
					'\u00a0',
					'😀',
					'host',
					'range(1,3)',
					'[@ = 1]',
				],
			),
			fc.string({ maxLength: 3 }),
		),
		{ maxLength: 14 },
	)
	.chain((pieces) => fc.constantFrom('', ' ').map((separator) => pieces.join(separator)));

/** States with names that mean something to JavaScript. */
export const states = fc.object({
	key: fc.oneof(
		fc.constantFrom(
			'a',
			'b',
			'c',
			'id',
			'__proto__',
			'constructor',
			'10',
			'0',
			'\u0000',
			'\u0000x',
			'',
		),
		fc.string({ maxLength: 3 }),
	),
	values: [
		fc.integer(),
		fc.double(),
		fc.boolean(),
		fc.constant(null),
		fc.constantFrom('1', '2.5', 'true', '', 'x', '2024-01-01'),
		fc.string({ maxLength: 4 }),
	],
	maxDepth: 3,
});
