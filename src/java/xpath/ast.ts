import type { FunctionName } from './functions.ts';

export type AxisName =
	| 'ancestor'
	| 'ancestor-or-self'
	| 'attribute'
	| 'child'
	| 'descendant'
	| 'descendant-or-self'
	| 'following'
	| 'following-sibling'
	| 'namespace'
	| 'parent'
	| 'preceding'
	| 'preceding-sibling'
	| 'self';

/** Which nodes of an axis a step takes. */
export type NodeTest =
	/** `node()` */
	| { readonly kind: 'any' }
	/** `isPlain` leaves out what is written in CDATA sections only. */
	| { readonly kind: 'text'; readonly isPlain: boolean }
	| { readonly kind: 'comment' }
	/** Undefined takes every target. */
	| { readonly kind: 'instruction'; readonly target: string | undefined }
	/** Undefined stands for `*`. A name without prefix is in no namespace. */
	| {
			readonly kind: 'name';
			readonly namespace: string | undefined;
			readonly local: string | undefined;
	  };

export interface Predicate {
	readonly expression: Expression;
	/** Whether the outcome depends on where a node stands among the others. */
	readonly isPositional: boolean;
}

export interface Step {
	readonly axis: AxisName;
	readonly test: NodeTest;
	readonly predicates: readonly Predicate[];
}

export type ArithmeticOperator = '+' | '-' | '*' | 'div' | 'mod';
export type ComparisonOperator = '=' | '!=' | '<' | '<=' | '>' | '>=';
export type BinaryOperator = ArithmeticOperator | ComparisonOperator | 'and' | 'or';

/** What an expression gives. XPath without variables knows this before it runs. */
export type ValueType = 'nodes' | 'number' | 'text' | 'boolean';

/** An XPath 1.0 expression. */
export type Expression =
	| { readonly kind: 'number'; readonly value: number }
	| { readonly kind: 'text'; readonly value: string }
	| { readonly kind: 'negation'; readonly operand: Expression }
	| {
			readonly kind: 'binary';
			readonly operator: BinaryOperator;
			readonly left: Expression;
			readonly right: Expression;
	  }
	| { readonly kind: 'union'; readonly operands: readonly Expression[] }
	| {
			readonly kind: 'call';
			readonly name: FunctionName;
			readonly operands: readonly Expression[];
	  }
	/** Predicates on what is not a step, as in `(//a)[1]`. */
	| {
			readonly kind: 'filter';
			readonly operand: Expression;
			readonly predicates: readonly Predicate[];
	  }
	| {
			readonly kind: 'path';
			readonly start: 'root' | 'context' | Expression;
			readonly steps: readonly Step[];
	  };
