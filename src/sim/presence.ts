import type { Compiled, Program } from '../compile/program.ts';
import type { Expression } from '../jpath/ast.ts';
import { visitExpression, visitTemplate } from '../jpath/visit.ts';

/**
 * Whether it makes a difference to a workflow that a member of the State is missing rather than an empty text: it
 * does to `exists`, to a comparison, to Copy; not to `empty()` and `count()`, nor to a template, which shows nothing
 * for both.
 */
export function dependsOnPresence(program: Program, name: string): boolean {
	for (const text of program.texts()) if (asksForPresence(text, name)) return true;
	return false;
}

const ALIKE: ReadonlySet<string> = new Set(['empty', 'count']);

function asksForPresence({ kind, template, expression }: Compiled, name: string): boolean {
	const alike = new Set<Expression>();
	let isAsked = false;
	const look = (found: Expression) => {
		if (found.kind === 'call' && ALIKE.has(found.name))
			for (const argument of found.arguments) alike.add(argument);
		if (found.kind === 'path' && isMember(found, name) && !alike.has(found)) isAsked = true;
	};
	if (expression !== undefined && (kind === 'path' || kind === 'condition'))
		visitExpression(expression, look);
	else {
		for (const part of template.parts)
			if (part.kind === 'hole' && part.expression !== undefined) alike.add(part.expression);
		visitTemplate(template, look);
	}
	return isAsked;
}

function isMember(path: Expression & { readonly kind: 'path' }, name: string): boolean {
	const [first, second] = path.steps;
	return (
		path.root === 'state' && first?.kind === 'member' && first.name === name && second === undefined
	);
}
