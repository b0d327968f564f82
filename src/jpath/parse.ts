import type { Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { isAvailable, type Version } from '../base/version.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import {
	type Binary,
	type BinaryOperator,
	type Expression,
	isPathLike,
	NESTING_MAX,
	type Path,
	type Selector,
	type Step,
} from './ast.ts';
import * as callMistakes from './callMistakes.ts';
import { FUNCTIONS, findFunction } from './functions.ts';
import { isNameCharacter, isQuote, Lexer } from './lexer.ts';
import * as mistakes from './mistakes.ts';
import { numberOfLiteral } from './numeric.ts';
import { BINARY_PRECEDENCE, PRECEDENCE } from './precedence.ts';

export interface ParseOptions {
	/** Which functions and operators exist. Default: the newest version. */
	readonly version?: Version | undefined;
	/** What to add to every span: where the text begins in a longer one. Default 0. */
	readonly offset?: number | undefined;
}

export type ParseResult =
	| { readonly ok: true; readonly expression: Expression; readonly diagnostics: Diagnostic[] }
	| { readonly ok: false; readonly diagnostics: Diagnostic[] };

/**
 * Parses a JPath expression. Never throws: what is wrong comes back as diagnostics, at most one of them
 * about syntax. `ok` means that nothing is an error; there may still be warnings.
 */
export function parseExpression(text: string, options: ParseOptions = {}): ParseResult {
	const parser = new Parser(text, options.version ?? 'V2_1', options.offset ?? 0);
	const expression = parser.parse();
	const diagnostics = parser.diagnostics;
	return expression === undefined || diagnostics.some(({ severity }) => severity === 'error')
		? { ok: false, diagnostics }
		: { ok: true, expression, diagnostics };
}

/** Leaves the parser at the first thing that makes no sense. Caught in `Parser.parse`, never seen outside. */
class SyntaxProblem extends Error {}

/**
 * Recursive descent with precedence climbing. The grammar is inferred from the documentation and from
 * every expression of the public workflows; each production stands above its method.
 */
class Parser {
	readonly diagnostics: Diagnostic[] = [];
	readonly #lexer: Lexer;
	readonly #version: Version;
	readonly #base: number;
	/** How many parentheses, brackets and prefixes stand open. */
	#depth = 0;
	/** Height of the tree that was parsed last: a chain `1 + 1 + …` is deep without being nested. */
	#height = 0;
	/** How many square brackets stand open, and whether `@` was seen in the innermost. */
	#queries = 0;
	#usesElement = false;

	constructor(text: string, version: Version, base: number) {
		this.#lexer = new Lexer(text);
		this.#version = version;
		this.#base = base;
	}

	parse(): Expression | undefined {
		try {
			this.#lexer.skipSpace();
			if (this.#lexer.isAtEnd) this.#fail(mistakes.nothingHere(this.#lexer));
			const expression = this.#expression(PRECEDENCE.or);
			if (!this.#lexer.isAtEnd) this.#fail(mistakes.unexpectedAfterValue(this.#lexer));
			return expression;
		} catch (problem) {
			if (problem instanceof SyntaxProblem) return undefined;
			throw problem;
		}
	}

	/**
	 * expression = or ; or = and { "or" and } ; and = test { "and" test } ; comparison = sum [ ("=" | …) sum ] ;
	 * sum = product { ("+" | "-") product } ; product = prefixed { ("*" | "/" | "%") prefixed } ;
	 */
	#expression(minimum: number): Expression {
		this.#lexer.skipSpace();
		const start = this.#lexer.offset;
		let left = this.#prefixed(minimum);
		const isBareTest =
			this.#lexer.text[start] !== '(' && left.kind === 'unary' && left.operator !== '-';
		for (;;) {
			const operator = this.#operator(minimum);
			if (operator === undefined) return left;
			const precedence = BINARY_PRECEDENCE[operator];
			const operatorSpan = this.#span(this.#lexer.offset, this.#lexer.offset + operator.length);
			if (isBareTest && precedence > PRECEDENCE.test)
				this.#fail(mistakes.testInComparison(operator), operatorSpan);
			this.#lexer.offset += operator.length;
			if (operator === '%' && !isAvailable('V2', this.#version))
				this.#report(mistakes.unavailableOperator(operator, this.#version), operatorSpan);

			const height = this.#height;
			const right = this.#deeper(() => this.#expression(precedence + 1));
			this.#setHeight(Math.max(height, this.#height) + 1);
			const span = { start: this.#base + start, end: right.end };
			left = { kind: 'binary', operator, left, right: right.value, operatorSpan, span };
			if (precedence === PRECEDENCE.comparison) this.#refuseChain(left);
		}
	}

	/** The operator that comes next if it binds at least this tightly. Passes over white space only. */
	#operator(minimum: number): BinaryOperator | undefined {
		this.#lexer.skipSpace();
		const mistake = mistakes.operatorMistake(this.#lexer);
		if (mistake !== undefined) this.#fail(mistake);
		const found = this.#lexer.peek(OPERATOR) as BinaryOperator | '';
		return found !== '' && BINARY_PRECEDENCE[found] >= minimum ? found : undefined;
	}

	#refuseChain(comparison: Binary): void {
		const found = this.#lexer.peek(COMPARISON);
		if (found === '') return;
		this.#fail(mistakes.chainedComparison(comparison.operator, found), this.#ahead(found.length));
	}

	/** test = "not" test | "exists" path | comparison ; prefixed = [ "-" ] primary ; */
	#prefixed(minimum: number): Expression {
		const start = this.#lexer.offset;
		const word = this.#lexer.peek(PREFIX);
		if (word === '') return this.#primary();
		if (word !== '-' && minimum > PRECEDENCE.test)
			this.#fail(mistakes.testInsideOperation(word), this.#ahead(word.length));
		this.#lexer.offset += word.length;
		const { value: operand, end } = this.#deeper(() => {
			if (word === 'not') return this.#expression(PRECEDENCE.test);
			this.#lexer.skipSpace();
			return this.#primary();
		});
		if (word === 'exists' && !isPathLike(operand))
			this.#report(callMistakes.existsNeedsPath(), operand.span);
		this.#setHeight(this.#height + 1);
		const operator = word as 'not' | 'exists' | '-';
		return { kind: 'unary', operator, operand, span: { start: this.#base + start, end } };
	}

	/** primary = literal | call | path | "(" expression ")" { selector } ; */
	#primary(): Expression {
		const lexer = this.#lexer;
		const start = lexer.offset;
		this.#height = 1;
		if (lexer.next === '/' || lexer.next === '@') return this.#path();
		if (isQuote(lexer.next)) {
			const value = this.#quoted();
			return { kind: 'string', value, span: this.#span(start, lexer.offset) };
		}
		const digits = lexer.readNumber();
		if (digits !== undefined) {
			const mistake = mistakes.numberMistake(lexer, start);
			if (mistake !== undefined) this.#fail(mistake, this.#span(start, mistake.end));
			const span = this.#span(start, lexer.offset);
			return { kind: 'number', value: numberOfLiteral(digits), span };
		}
		if (lexer.next === '(') return this.#parenthesised();
		const mistake = mistakes.operandMistake(lexer);
		if (mistake !== undefined) this.#fail(mistake);
		return this.#word();
	}

	#parenthesised(): Expression {
		const start = this.#lexer.offset;
		this.#lexer.accept('(');
		const { value } = this.#deeper(() => this.#expression(PRECEDENCE.or));
		this.#close(')', start);
		return this.#selected(value, start);
	}

	/** "true" | "false" | "null" | name "(" [ expression { "," expression } ] ")" { selector } */
	#word(): Expression {
		const lexer = this.#lexer;
		const start = lexer.offset;
		const word = lexer.readWord();
		if (word === undefined) this.#fail(mistakes.unexpectedOperand(lexer));
		const nameSpan = this.#span(start, lexer.offset);
		if (word === 'true' || word === 'false')
			return { kind: 'boolean', value: word === 'true', span: nameSpan };
		if (word === 'null') return { kind: 'null', span: nameSpan };
		lexer.skipSpace();
		if (lexer.next !== '(') {
			lexer.offset = start;
			const mistake = mistakes.bareWord(lexer);
			this.#fail(mistake, this.#span(start, mistake.end));
		}
		return this.#call(word, nameSpan, start);
	}

	#call(name: string, nameSpan: Span, start: number): Expression {
		const lexer = this.#lexer;
		const open = lexer.offset;
		lexer.accept('(');
		const found: Expression[] = [];
		let height = 0;
		lexer.skipSpace();
		if (lexer.next !== ')') {
			do {
				found.push(this.#deeper(() => this.#expression(PRECEDENCE.or)).value);
				height = Math.max(height, this.#height);
				lexer.skipSpace();
			} while (lexer.accept(','));
		}
		this.#close(')', open);
		this.#setHeight(height + 1);
		const span = this.#span(start, lexer.offset);
		this.#checkCall(name, nameSpan, found, span);
		return this.#selected({ kind: 'call', name, nameSpan, arguments: found, span }, start);
	}

	#checkCall(name: string, nameSpan: Span, given: readonly Expression[], span: Span): void {
		const definition = findFunction(name);
		if (definition === undefined) {
			const near = didYouMean(name, Object.keys(FUNCTIONS));
			this.#report(callMistakes.unknownFunction(name, near), nameSpan);
			return;
		}
		if (!isAvailable(definition.since, this.#version))
			this.#report(callMistakes.unavailableFunction(name, this.#version), nameSpan);
		const { parameters } = definition;
		if (given.length !== parameters.length)
			this.#report(callMistakes.wrongArgumentCount(name, parameters, given.length), span);
		for (const [index, parameter] of parameters.entries()) {
			const argument = given[index];
			if (argument !== undefined && parameter.kind === 'path' && !isPathLike(argument))
				this.#report(callMistakes.argumentNeedsPath(name, argument), argument.span);
		}
	}

	/** Square brackets behind a parenthesis or a call: each takes from the value before it. */
	#selected(source: Expression, start: number): Expression {
		const height = this.#height;
		const selectors: Selector[] = [];
		let tallest = height;
		for (;;) {
			const end = this.#lexer.offset;
			this.#lexer.skipSpace();
			if (this.#lexer.next !== '[') {
				this.#lexer.offset = end;
				break;
			}
			selectors.push(this.#selector());
			tallest = Math.max(tallest, this.#height);
		}
		this.#height = height;
		if (selectors.length === 0) return source;
		this.#setHeight(tallest + 1);
		const span = this.#span(start, this.#lexer.offset);
		return { kind: 'selection', source, selectors, span };
	}

	/** path = ( "/" name | "@" [ name ] ) { selector } { "/" name { selector } } ; */
	#path(): Path {
		const lexer = this.#lexer;
		const start = lexer.offset;
		const steps: Step[] = [];
		let height = 0;
		const root = lexer.next === '@' ? 'element' : 'state';
		if (root === 'state') steps.push(this.#member());
		else {
			lexer.accept('@');
			this.#usesElement = true;
			if (this.#queries === 0)
				this.#report(mistakes.elementOutsideQuery(), this.#span(start, lexer.offset));
			if (isNameCharacter(lexer.next) || isQuote(lexer.next)) steps.push(this.#name(start));
		}
		for (;;) {
			const end = lexer.offset;
			const isApart = lexer.skipSpace();
			const following = lexer.text.charAt(lexer.offset + 1);
			if (lexer.next === '[') {
				steps.push(this.#selector());
				height = Math.max(height, this.#height);
			} else if (lexer.next === '/' && (isNameCharacter(following) || isQuote(following))) {
				const slash = this.#ahead(1);
				steps.push(this.#member());
				if (isApart) this.#report(mistakes.stepBehindSpace(), slash);
			} else {
				if (!isApart && lexer.next === '/' && this.#isMeantAsStep(following)) this.#member();
				lexer.offset = end;
				this.#setHeight(height + 1);
				return { kind: 'path', root, steps, span: this.#span(start, end) };
			}
		}
	}

	/** Whether a slash that divides by this could not make sense, so that a step was meant. */
	#isMeantAsStep(following: string): boolean {
		return following === '@' ? this.#queries === 0 : /[*.$:#~\\;?^`]/.test(following);
	}

	/** "/" ( bare name | string ) */
	#member(): Step {
		const start = this.#lexer.offset;
		this.#lexer.accept('/');
		return this.#name(start);
	}

	#name(start: number): Step {
		const lexer = this.#lexer;
		const nameStart = lexer.offset;
		const isQuoted = isQuote(lexer.next);
		const name = isQuoted ? this.#quoted() : lexer.readName();
		const mistake = isQuoted ? undefined : mistakes.nameMistake(lexer, start, nameStart);
		if (mistake !== undefined) this.#fail(mistake, this.#span(start, mistake.end));
		return { kind: 'member', name: name ?? '', span: this.#span(start, lexer.offset) };
	}

	/** selector = "[" expression "]" ; */
	#selector(): Selector {
		const lexer = this.#lexer;
		const start = lexer.offset;
		lexer.accept('[');
		lexer.skipSpace();
		if (lexer.next === ']') this.#fail(mistakes.emptySelector(), this.#span(start, start + 2));
		const outer = this.#usesElement;
		this.#usesElement = false;
		this.#queries++;
		const { value: expression } = this.#deeper(() => this.#expression(PRECEDENCE.or));
		this.#close(']', start);
		const usesElement = this.#usesElement;
		this.#usesElement = outer;
		this.#queries--;
		const span = this.#span(start, lexer.offset);
		return { kind: 'selector', expression, usesElement, span };
	}

	#quoted(): string {
		const value = this.#lexer.readQuoted();
		if (value === undefined) this.#fail(mistakes.unclosedText(this.#lexer));
		return value;
	}

	#close(bracket: ')' | ']', open: number): void {
		this.#lexer.skipSpace();
		if (this.#lexer.accept(bracket)) return;
		if (this.#lexer.isAtEnd)
			this.#fail(mistakes.unclosedBracket(this.#lexer, open), this.#span(open, open + 1));
		this.#fail(mistakes.unexpectedAfterValue(this.#lexer));
	}

	/** Parses something inside something else, and says where it ended. */
	#deeper<Value>(parse: () => Value): { value: Value; end: number } {
		if (++this.#depth > NESTING_MAX) this.#fail(mistakes.tooDeep());
		const value = parse();
		this.#depth--;
		return { value, end: this.#base + this.#lexer.endOfLast };
	}

	#setHeight(height: number): void {
		this.#height = height;
		if (height > NESTING_MAX) this.#fail(mistakes.tooDeep());
	}

	#span(start: number, end: number): Span {
		return { start: this.#base + start, end: this.#base + end };
	}

	#ahead(length: number): Span {
		return this.#span(this.#lexer.offset, this.#lexer.offset + length);
	}

	#report(mistake: mistakes.Mistake, span: Span): void {
		const { rule = 'jpath-syntax', severity = 'error', message, help } = mistake;
		this.diagnostics.push({
			rule,
			layer: 'expression',
			severity,
			message,
			...(help === undefined ? {} : { help }),
			span,
		});
	}

	#fail(mistake: mistakes.Mistake, span?: Span): never {
		const length = mistake.length ?? 1;
		const end = Math.min(this.#lexer.offset + length, this.#lexer.text.length);
		this.#report(mistake, span ?? this.#span(Math.min(this.#lexer.offset, end), end));
		throw new SyntaxProblem();
	}
}

const COMPARISON = /!=|>=|<=|[=><]/y;
const OPERATOR = /(?:or|and)(?!\w)|!=|>=|<=|[=><+\-*/%]/y;
const PREFIX = /(?:not|exists)(?!\w)|-/y;
