import { didYouMean } from '../../base/suggest.ts';
import type { BinaryOperator, Expression, Predicate } from './ast.ts';
import { arityText, FUNCTIONS, isFunctionName, signatureOf, XSLT_FUNCTIONS } from './functions.ts';
import { isNodeType, StepParser } from './stepParser.ts';
import type { TokenReader } from './tokenReader.ts';
import { isPositional, typeOf } from './valueType.ts';

/** From the weakest to the strongest; all are left-associative. */
const LEVELS: readonly (readonly BinaryOperator[])[] = [
	['or'],
	['and'],
	['=', '!='],
	['<=', '>=', '<', '>'],
	['+', '-'],
	['*', 'div', 'mod'],
];

/**
 * Reads tokens as XPath 1.0, with the messages of Java's `XPathParser`. The limits of the lexer bound how deep it calls
 * itself. What Java notices only while it runs, such as `count(1)`, is an error here already.
 */
export class Parser {
	private readonly reader: TokenReader;
	private readonly steps: StepParser;

	constructor(reader: TokenReader) {
		this.reader = reader;
		this.steps = new StepParser(reader, () => this.predicate());
	}

	/** The whole query. */
	parse(): Expression {
		const expression = this.expression(0);
		this.reader.expectEnd();
		return expression;
	}

	/** OrExpr, AndExpr, EqualityExpr, RelationalExpr, AdditiveExpr, MultiplicativeExpr of at least one level. */
	private expression(level: number): Expression {
		let left = this.unary();
		for (let place = LEVELS.length - 1; place >= level; place--) {
			for (let operator = this.operator(place); operator; operator = this.operator(place)) {
				left = { kind: 'binary', operator, left, right: this.expression(place + 1) };
			}
		}
		return left;
	}

	/** Marks of two characters are two tokens, so that `1 < = 2` is understood too. */
	private operator(level: number): BinaryOperator | undefined {
		const { reader } = this;
		const found = LEVELS[level]?.find(
			(operator) =>
				reader.is(operator) ||
				(operator.endsWith('=') && reader.is(operator.charAt(0)) && reader.isAhead(1, '=')),
		);
		if (found === undefined) return undefined;
		if (!reader.is(found)) reader.next();
		reader.next();
		return found;
	}

	/** UnaryExpr. Java allows one minus only. */
	private unary(): Expression {
		if (!this.reader.accept('-')) return this.union();
		return { kind: 'negation', operand: this.union() };
	}

	/** UnionExpr */
	private union(): Expression {
		const { offset } = this.reader;
		const first = this.path();
		if (!this.reader.is('|')) return first;
		const operands = [this.unionOperand(first, offset)];
		while (this.reader.accept('|')) {
			const place = this.reader.offset;
			operands.push(this.unionOperand(this.path(), place));
		}
		return { kind: 'union', operands };
	}

	private unionOperand(operand: Expression, offset: number): Expression {
		if (typeOf(operand) !== 'nodes')
			this.reader.fail('Operands for a union must be node-sets.', offset);
		return operand;
	}

	/** PathExpr, FilterExpr */
	private path(): Expression {
		const { reader } = this;
		const { offset } = reader;
		const primary = this.primary();
		if (primary === undefined) return this.steps.locationPath();
		let start = primary;
		if (reader.is('[')) {
			this.requireNodes(primary, offset);
			start = { kind: 'filter', operand: primary, predicates: this.steps.predicates() };
		}
		if (!reader.is('/')) return start;
		this.requireNodes(start, offset);
		return { kind: 'path', start, steps: this.steps.following() };
	}

	/** PrimaryExpr; undefined when a location path stands here. */
	private primary(): Expression | undefined {
		const { reader } = this;
		const { text } = reader;
		if (text.startsWith('"') || text.startsWith("'")) {
			reader.next();
			return { kind: 'text', value: text.slice(1, -1) };
		}
		if (text === '$')
			reader.fail(
				'An XPath query in a workflow has no variables. Write ${…} around a JPath instead.',
			);
		if (reader.accept('(')) {
			const inner = this.expression(0);
			reader.expect(')');
			return inner;
		}
		if (/^\.?\p{Nd}/u.test(text)) return this.number();
		if (reader.isAhead(1, '(')) return isNodeType(text) ? undefined : this.call();
		if (reader.isAhead(1, ':') && reader.isAhead(3, '('))
			reader.fail(`Could not find function: ${text}:${reader.textAhead(2)}`);
		return undefined;
	}

	/** Java's `Double.valueOf` takes a letter for the type, which XPath has not. */
	private number(): Expression {
		const { text } = this.reader;
		const digits = /^(\d+\.?\d*|\.\d+)[dDfF]?$/.exec(text)?.[1];
		if (digits === undefined)
			return this.reader.fail(`${text} could not be formatted to a number!`);
		this.reader.next();
		return { kind: 'number', value: Number(digits) };
	}

	/** FunctionCall */
	private call(): Expression {
		const { reader } = this;
		const { text: name, offset } = reader;
		if (XSLT_FUNCTIONS.has(name))
			reader.fail(`The function ${name}() belongs to XSLT and is not simulated.`);
		if (!isFunctionName(name))
			return reader.fail(
				`Could not find function: ${name}${didYouMean(name, Object.keys(FUNCTIONS))}`,
			);
		reader.next();
		const operandsOffset = reader.offset;
		reader.expect('(');
		const operands = this.operands();
		const signature = signatureOf(name);
		if (operands.length < signature.least || operands.length > signature.most)
			reader.fail(`${name}() only allows ${arityText(signature)} arguments`, offset);
		const [first] = operands;
		if (signature.takesNodes && first) this.requireNodes(first, operandsOffset + 1);
		return { kind: 'call', name, operands };
	}

	private operands(): Expression[] {
		const { reader } = this;
		const operands: Expression[] = [];
		while (!reader.is(')') && !reader.isAtEnd) {
			if (reader.is(',')) reader.fail("Found ',' but no preceding argument!");
			operands.push(this.expression(0));
			if (reader.is(')')) break;
			reader.expect(',');
			if (reader.is(')')) reader.fail("Found ',' but no following argument!");
		}
		reader.expect(')');
		return operands;
	}

	/** Predicate */
	private predicate(): Predicate {
		this.reader.expect('[');
		const expression = this.expression(0);
		this.reader.expect(']');
		return { expression, isPositional: isPositional(expression) };
	}

	private requireNodes(expression: Expression, offset: number): void {
		const type = typeOf(expression);
		if (type === 'nodes') return;
		const name = type === 'text' ? 'STRING' : type.toUpperCase();
		this.reader.fail(`Can not convert #${name} to a NodeList!`, offset);
	}
}
