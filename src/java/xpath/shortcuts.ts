import type { BinaryOperator, Expression, NodeTest, Step } from './ast.ts';

const ANY: NodeTest = { kind: 'any' };

/**
 * `//` is short for `/descendant-or-self::node()/`. Where no predicate counts places among siblings, one walk through
 * the descendants finds the same nodes.
 */
export function deepStep(step: Step): Step[] {
	const isPositional = step.predicates.some((predicate) => predicate.isPositional);
	if (!isPositional && step.axis === 'child') return [{ ...step, axis: 'descendant' }];
	return [{ axis: 'descendant-or-self', test: ANY, predicates: [] }, step];
}

/** The steps of a location path as Java walks them: its shortcuts do not always find what XPath says. */
export function javaSteps(steps: readonly Step[], isAbsolute: boolean): readonly Step[] {
	const isSelf = steps[0]?.axis === 'self' && steps[0].test.kind === 'any';
	if (isSelf && isAbsolute) return steps;
	const lead = steps.slice(0, isSelf ? 1 : 0);
	const walked = countedThrough(steps.slice(lead.length));
	const [only, ...more] = walked;
	const isAlone = (isSelf || isAbsolute) && more.length === 0;
	return only !== undefined && isAlone ? [...lead, plainText(only)] : [...lead, ...walked];
}

/**
 * A path such as `//b[string-length(.)]`, with nothing but `.` in front of it, is one walk in Java when it does not see
 * that the predicate gives a number. Places are then counted through the whole document, not among siblings.
 */
function countedThrough(steps: readonly Step[]): readonly Step[] {
	const [deep, last, ...more] = steps;
	if (deep?.axis !== 'descendant-or-self' || deep.test.kind !== 'any' || deep.predicates.length > 0)
		return steps;
	if (last?.axis !== 'child' || more.length > 0) return steps;
	if (last.predicates.some(({ expression }) => seemsToCount(expression))) return steps;
	return [{ ...last, axis: 'descendant' }];
}

/** What Java takes for a predicate that counts places: `WalkerFactory.mightBeProximate`. */
function seemsToCount(expression: Expression): boolean {
	if (expression.kind === 'number' || expression.kind === 'text') return true;
	if (expression.kind !== 'binary' || !COMPARISONS.has(expression.operator))
		return seemsToCountInside(expression);
	return seemsToCountInside(expression.left) || seemsToCountInside(expression.right);
}

/** Without `!=`, which Java overlooks. */
const COMPARISONS: ReadonlySet<BinaryOperator> = new Set(['=', '<', '<=', '>', '>='] as const);

/** The same of what is compared, and of what a function is given. */
function seemsToCountInside(expression: Expression): boolean {
	switch (expression.kind) {
		case 'number':
		case 'text':
		case 'path':
		case 'filter':
			return false;
		case 'call':
			if (expression.name === 'last' || expression.name === 'position') return true;
			return expression.operands.some(seemsToCountInside);
		default:
			return true;
	}
}

/**
 * Java's shortcut for `//text()`, `.//text()` and `/descendant::text()` overlooks text that is written in CDATA
 * sections only. Longer paths, such as `//a//text()`, do find it.
 */
function plainText(step: Step): Step {
	const isDeep = step.axis === 'descendant' || step.axis === 'descendant-or-self';
	const isText = step.test.kind === 'text';
	if (!isDeep || !isText || step.predicates.some(({ expression }) => seemsToCount(expression)))
		return step;
	return { ...step, test: { kind: 'text', isPlain: true } };
}
