import type { AxisName, Expression, NodeTest, Predicate, Step } from './ast.ts';
import { AXES } from './axes.ts';
import { deepStep, javaSteps } from './shortcuts.ts';
import type { TokenReader } from './tokenReader.ts';

const NODE_TYPES = ['comment', 'text', 'processing-instruction', 'node'] as const;

/** Whether a name in front of a parenthesis is a test of the node's kind, and not a function. */
export function isNodeType(name: string): name is (typeof NODE_TYPES)[number] {
	return NODE_TYPES.some((type) => type === name);
}

const ANY: NodeTest = { kind: 'any' };
const STEP_EXPECTED = "A location step was expected following the '/' or '//' token.";

/** Reads location paths and their steps. */
export class StepParser {
	private readonly reader: TokenReader;
	private readonly predicate: () => Predicate;

	constructor(reader: TokenReader, predicate: () => Predicate) {
		this.reader = reader;
		this.predicate = predicate;
	}

	/** LocationPath */
	locationPath(): Expression {
		const { reader } = this;
		const isAbsolute = reader.accept('/');
		if (reader.isAtEnd) {
			if (isAbsolute) return { kind: 'path', start: 'root', steps: [] };
			reader.fail(
				'A location path was expected, but the end of the XPath expression was found instead.',
			);
		}
		const steps = this.relative();
		if (steps.length === 0 && !isAbsolute)
			reader.fail(
				`A location path was expected, but the following token was encountered:  ${reader.text}`,
			);
		return {
			kind: 'path',
			start: isAbsolute ? 'root' : 'context',
			steps: javaSteps(steps, isAbsolute),
		};
	}

	/** The steps behind an expression and a slash, at which the reader stands. */
	following(): Step[] {
		this.reader.expect('/');
		const steps = this.relative();
		if (steps.length === 0)
			this.reader.fail("A relative location path was expected following the '/' or '//' token.");
		return steps;
	}

	predicates(): Predicate[] {
		const predicates: Predicate[] = [];
		while (this.reader.is('[')) predicates.push(this.predicate());
		return predicates;
	}

	/** RelativeLocationPath; no steps when none stands here. */
	private relative(): Step[] {
		const steps: Step[] = [];
		if (!this.step(steps)) return steps;
		while (this.reader.accept('/')) {
			if (!this.step(steps)) this.reader.fail(STEP_EXPECTED);
		}
		return steps;
	}

	/** Step, and the second slash of `//` in front of it. */
	private step(steps: Step[]): boolean {
		const { reader } = this;
		const isDeep = reader.accept('/');
		const step = this.stepHere();
		if (step === undefined) {
			if (isDeep) reader.fail(STEP_EXPECTED);
			return false;
		}
		if (isDeep) steps.push(...deepStep(step));
		else steps.push(step);
		return true;
	}

	private stepHere(): Step | undefined {
		const { reader } = this;
		if (reader.accept('.')) {
			if (reader.is('['))
				reader.fail(
					"'..[predicate]' or '.[predicate]' is illegal syntax.  Use 'self::node()[predicate]' instead.",
				);
			return { axis: 'self', test: ANY, predicates: [] };
		}
		if (reader.accept('..')) return { axis: 'parent', test: ANY, predicates: [] };
		if (!/^[*@_\p{L}]/u.test(reader.text.charAt(0))) return undefined;
		const axis = this.axis();
		return { axis, test: this.nodeTest(), predicates: this.predicates() };
	}

	/** AxisSpecifier */
	private axis(): AxisName {
		const { reader } = this;
		if (!reader.isAhead(1, '::')) return reader.accept('@') ? 'attribute' : 'child';
		const name = reader.text;
		if (!Object.hasOwn(AXES, name)) reader.fail(`illegal axis name: ${name}`);
		reader.next();
		reader.next();
		return name as AxisName;
	}

	/** NodeTest */
	private nodeTest(): NodeTest {
		const { reader } = this;
		if (reader.isAhead(1, '(')) return this.nodeType();
		const namespace = reader.isAhead(1, ':') ? this.namePart() : '';
		if (namespace !== '') reader.expect(':');
		const local = this.namePart();
		if (local === '*') return { kind: 'name', namespace: namespace || undefined, local: undefined };
		return { kind: 'name', namespace, local };
	}

	/** Java asks only that a name begins with a letter. */
	private namePart(): string {
		const { reader } = this;
		const { text } = reader;
		if (text !== '*' && !/^[_\p{L}]/u.test(text.charAt(0)))
			reader.fail('A node test that matches either NCName:* or QName was expected.');
		reader.next();
		return text;
	}

	/** NodeType '(' ')' | 'processing-instruction' '(' Literal? ')' */
	private nodeType(): NodeTest {
		const { reader } = this;
		const type = reader.text;
		if (!isNodeType(type)) return reader.fail(`Unknown nodetype: ${type}`);
		reader.next();
		reader.expect('(');
		const target = type === 'processing-instruction' ? this.target() : undefined;
		reader.expect(')');
		if (type === 'processing-instruction') return { kind: 'instruction', target };
		if (type === 'text') return { kind: 'text', isPlain: false };
		return type === 'node' ? ANY : { kind: type };
	}

	private target(): string | undefined {
		const { reader } = this;
		const { text } = reader;
		if (reader.is(')') || reader.isAtEnd) return undefined;
		if (!/^['"]/.test(text)) reader.fail(`Pattern literal (${text}) needs to be quoted!`);
		reader.next();
		return text.slice(1, -1);
	}
}
