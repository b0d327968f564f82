import type { Expression } from './ast.ts';
import { closureOf, FaultSignal } from './closure.ts';
import type { Context, Evaluation, Fault } from './context.ts';
import { parseCached } from './parseCached.ts';
import { printExpression } from './print.ts';

/**
 * The value of an expression in a context; undefined where nothing is there. What the product would end
 * a run for comes back as a fault. The same context gives the same result.
 */
export function evaluateExpression(expression: Expression, context: Context): Evaluation {
	try {
		return { ok: true, value: closureOf(expression)(context, undefined) };
	} catch (problem) {
		return { ok: false, fault: faultOf(problem, expression) };
	}
}

/**
 * The value of an expression given as text, as it comes out of a rendered template. A text that does not
 * parse is a fault with the product's message.
 */
export function evaluateText(text: string, context: Context): Evaluation {
	const parsed = parseCached(text, context.version);
	if (parsed.ok) return evaluateExpression(parsed.expression, context);
	return { ok: false, fault: faultOfUnparsed(text, parsed.diagnostics) };
}

/** Source: the product's message in issue 111 and pull request 75 of IBM's public repository. */
export function faultOfUnparsed(
	text: string,
	diagnostics: readonly { readonly message: string; readonly help?: string }[],
): Fault {
	const [first] = diagnostics;
	return {
		message: `The value '${text}' is not a valid JPath expression`,
		span: { start: 0, end: text.length },
		expression: text,
		help: first === undefined ? undefined : `${first.message} ${first.help ?? ''}`.trim(),
	};
}

function faultOf(problem: unknown, expression: Expression): Fault {
	if (problem instanceof FaultSignal) {
		return { ...problem.fault, expression: printExpression(expression) };
	}
	// Values of unlimited depth are compared and mapped by recursion: this is where it ends.
	if (problem instanceof RangeError) {
		return {
			message: 'A value is too large or nested too deeply to be evaluated.',
			span: expression.span,
			expression: printExpression(expression),
		};
	}
	throw problem;
}
