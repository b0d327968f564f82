import type { AxisName, Expression, Predicate, Step } from './ast.ts';
import { AXES } from './axes.ts';
import type { XmlNode } from './document.ts';
import { type Context, type Evaluation, inOrder, KEEPING_STEPS } from './evaluate.ts';
import { compileNodeTest } from './nodeTest.ts';
import { typeOf } from './valueType.ts';

interface PathSelection {
	readonly path: Extract<Expression, { kind: 'path' }>;
	readonly context: Context;
	/** Whether nodes may be missing as long as there is one. */
	readonly isAnyEnough: boolean;
}

/** The nodes that a path leads to, in document order. */
export function selectPath(
	evaluation: Evaluation,
	{ path, context, isAnyEnough }: PathSelection,
): readonly XmlNode[] {
	let nodes = startOf(evaluation, path, context);
	const last = path.steps.length - 1;
	for (const [index, step] of path.steps.entries()) {
		if (nodes.length === 0) break;
		nodes = selectStep(evaluation, { step, nodes, isAnyEnough: isAnyEnough && index === last });
	}
	return nodes;
}

function startOf(
	evaluation: Evaluation,
	{ start }: PathSelection['path'],
	context: Context,
): readonly XmlNode[] {
	if (start === 'context') return [context.node];
	if (start === 'root') return evaluation.document.slice(0, 1);
	return evaluation.nodes(start, context);
}

interface StepSelection {
	readonly step: Step;
	readonly nodes: readonly XmlNode[];
	readonly isAnyEnough: boolean;
}

function selectStep(
	evaluation: Evaluation,
	{ step, nodes, isAnyEnough }: StepSelection,
): readonly XmlNode[] {
	const { axis, predicates } = step;
	const { isReverse, principal, walk } = AXES[axis];
	const { document, budget } = evaluation;
	const isPositional = predicates.some((predicate) => predicate.isPositional);
	const starts = isPositional ? nodes : withoutRepetition(axis, nodes);
	const isNamed = compileNodeTest(step.test, principal);
	// Where no place counts, a walk can apply the predicates itself, and end at the first node when any is enough.
	const test =
		isPositional || predicates.length === 0
			? isNamed
			: (node: XmlNode) => isNamed(node) && holdsAll(evaluation, node, predicates);
	const enough = isAnyEnough ? 1 : Number.POSITIVE_INFINITY;
	const search = { document, test, lengthMax: isPositional ? firstPlaces(predicates[0]) : enough };
	const all: XmlNode[] = [];
	const seen = starts.length > 1 && REPEATING.has(axis) ? new Set<XmlNode>() : undefined;
	for (const from of starts) {
		budget.spend(STEP_STEPS);
		if (!isPositional && seen === undefined) budget.spend(walk(from, { ...search, found: all }));
		else {
			const found: XmlNode[] = [];
			budget.spend(walk(from, { ...search, found }) + KEEPING_STEPS * found.length);
			const kept = isPositional ? filterNodes(evaluation, found, predicates) : found;
			addNew(all, kept, seen);
		}
		if (all.length >= enough) break;
	}
	if (isReverse && starts.length === 1) return all.reverse();
	return inOrder(all, budget);
}

/** What a step costs for each node it starts from, beside the nodes it looks at. */
const STEP_STEPS = 25;

/** The axes on which one may come to the same node from several. */
const REPEATING: ReadonlySet<AxisName> = new Set<AxisName>([
	'ancestor',
	'ancestor-or-self',
	'descendant',
	'descendant-or-self',
	'following',
	'following-sibling',
	'namespace',
	'parent',
	'preceding',
	'preceding-sibling',
]);

function addNew(all: XmlNode[], nodes: readonly XmlNode[], seen: Set<XmlNode> | undefined): void {
	for (const node of nodes) {
		if (seen?.has(node)) continue;
		seen?.add(node);
		all.push(node);
	}
}

function holdsAll(
	evaluation: Evaluation,
	node: XmlNode,
	predicates: readonly Predicate[],
): boolean {
	const context = { node, position: 1, size: 1 };
	return predicates.every(({ expression }) => evaluation.boolean(expression, context));
}

/** How many nodes need to be found for a predicate such as `[3]`. */
function firstPlaces(predicate: Predicate | undefined): number {
	if (predicate?.expression.kind !== 'number') return Number.POSITIVE_INFINITY;
	return Math.max(1, Math.trunc(predicate.expression.value));
}

/**
 * Leaves out the nodes whose walk would find nothing new, so that `//a//b` looks at each node once, however deep the
 * `a` stand in one another. Only where no predicate counts places.
 */
function withoutRepetition(axis: AxisName, nodes: readonly XmlNode[]): readonly XmlNode[] {
	if (nodes.length < 2) return nodes;
	switch (axis) {
		case 'descendant':
		case 'descendant-or-self': {
			let end = -1;
			return nodes.filter((node) => {
				const isInside = node.order <= end;
				if (!isInside) end = node.end;
				return !isInside;
			});
		}
		case 'following':
			return [nodes.reduce((best, node) => (node.end < best.end ? node : best))];
		case 'preceding':
			return nodes.slice(-1);
		case 'following-sibling':
			return firstOfParents(nodes);
		case 'preceding-sibling':
			return firstOfParents([...nodes].reverse()).reverse();
		case 'parent':
			return nodes.filter((node, index) => index === 0 || node.parent !== nodes[index - 1]?.parent);
		default:
			return nodes;
	}
}

function firstOfParents(nodes: readonly XmlNode[]): XmlNode[] {
	const parents = new Set<XmlNode | undefined>();
	return nodes.filter(({ kind, parent }) => {
		if (kind === 'attribute' || kind === 'namespace' || parents.has(parent)) return false;
		parents.add(parent);
		return true;
	});
}

/** The nodes for which all predicates hold. Their places are counted in the order in which they are given. */
export function filterNodes(
	evaluation: Evaluation,
	nodes: readonly XmlNode[],
	predicates: readonly Predicate[],
): readonly XmlNode[] {
	return predicates.reduce(
		(left, { expression }) => filterOnce(evaluation, left, expression),
		nodes,
	);
}

function filterOnce(
	evaluation: Evaluation,
	nodes: readonly XmlNode[],
	expression: Expression,
): readonly XmlNode[] {
	const isPlace = typeOf(expression) === 'number';
	const size = nodes.length;
	return nodes.filter((node, index) => {
		const context = { node, position: index + 1, size };
		if (!isPlace) return evaluation.boolean(expression, context);
		// Java cuts the fraction off: [1.5] is [1].
		return Math.trunc(evaluation.number(expression, context)) === context.position;
	});
}
