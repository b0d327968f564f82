import type { Expression, Path } from './ast.ts';
import type { Template } from './template.ts';

/**
 * Calls back for an expression and everything in it, each before its parts, from left to right.
 * `isInQuery` says whether it stands inside square brackets.
 */
export function visitExpression(
	expression: Expression,
	visit: (expression: Expression, isInQuery: boolean) => void,
	isInQuery = false,
): void {
	visit(expression, isInQuery);
	const within = (child: Expression) => visitExpression(child, visit, isInQuery);
	const inQuery = (child: Expression) => visitExpression(child, visit, true);
	switch (expression.kind) {
		case 'path':
			for (const step of expression.steps) if (step.kind === 'selector') inQuery(step.expression);
			break;
		case 'selection':
			within(expression.source);
			for (const selector of expression.selectors) inQuery(selector.expression);
			break;
		case 'call':
			expression.arguments.forEach(within);
			break;
		case 'unary':
			within(expression.operand);
			break;
		case 'binary':
			within(expression.left);
			within(expression.right);
			break;
		default:
			break;
	}
}

/** Calls back for every expression of a template and everything in it, inner holes included. */
export function visitTemplate(
	template: Template,
	visit: (expression: Expression, isInQuery: boolean) => void,
): void {
	for (const part of template.parts) {
		if (part.kind !== 'hole') continue;
		if (part.expression === undefined) visitTemplate(part.inner, visit);
		else visitExpression(part.expression, visit);
	}
}

/** Every path from the root of the State that an expression or template reads, in the order of the text. */
export function collectPaths(subject: Expression | Template): Path[] {
	const paths: Path[] = [];
	const collect = (expression: Expression) => {
		if (expression.kind === 'path' && expression.root === 'state') paths.push(expression);
	};
	if ('kind' in subject) visitExpression(subject, collect);
	else visitTemplate(subject, collect);
	return paths;
}
