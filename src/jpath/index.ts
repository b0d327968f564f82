/**
 * JPath, the expression language of QRadar workflows, and the templates around it: the front door of
 * this room and the subpath `qradar-workflow/jpath`. Runs anywhere; does no input or output.
 */
import { ExactNumber, type Json } from '../base/json.ts';
import type { Version } from '../base/version.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import type { JpathChoices } from './behaviour.ts';
import { FaultSignal } from './closure.ts';
import type { Context, Fault } from './context.ts';
import { evaluateExpression } from './evaluate.ts';
import { parseCached } from './parseCached.ts';
import { parseTemplate, renderTemplate } from './template.ts';

export { ExactNumber, type Json, type JsonObject, parseJson, stringifyJson } from '../base/json.ts';
export type { Span } from '../base/span.ts';
export type { Version } from '../base/version.ts';
export type { Diagnostic } from '../diagnostics/diagnostic.ts';
// The tree
export type * from './ast.ts';
// What is assumed
export {
	DEFAULT_BEHAVIOUR,
	JPATH_FIXED,
	JPATH_SWITCHES,
	type JpathBehaviour,
	type JpathChoices,
} from './behaviour.ts';
// Values
export { isTruthy, toText } from './coerce.ts';
export type { Context, Evaluation, Fault } from './context.ts';
// Expressions
export { evaluateExpression, evaluateText } from './evaluate.ts';
export { FUNCTIONS, type FunctionDefinition, type Parameter } from './functions.ts';
export { type ParseOptions, type ParseResult, parseExpression } from './parse.ts';
// Places to write to
export {
	type Change,
	checkWritablePath,
	type PathResolution,
	printResolvedPath,
	type ResolvedPath,
	resolvePath,
	withoutValueAt,
	withValueAt,
} from './path.ts';
export { printExpression, printName } from './print.ts';
// Templates
export {
	type Hole,
	parseTemplate,
	type Rendering,
	renderTemplate,
	renderValue,
	type Template,
	type TextPart,
	type ValueRendering,
} from './template.ts';
export { collectPaths, visitExpression, visitTemplate } from './visit.ts';

export interface EvaluateOptions {
	/** The schema version that decides which functions and operators exist. Default: the newest. */
	readonly version?: Version;
	/** What `time()` gives, in milliseconds since the epoch. Without it `time()` is a fault. */
	readonly now?: number | (() => number);
	/** Numbers from 0 to below 1. Without it the random functions are a fault. */
	readonly random?: () => number;
	readonly behaviour?: JpathChoices;
}

/**
 * Evaluates one expression against a State. Never throws: what does not parse or cannot be computed
 * comes back as diagnostics. The value is undefined where the State has nothing. The State may be any JSON;
 * numbers that lose digits in JavaScript survive when it was read with `parseJson`.
 *
 * @example evaluate('count(/items) > 1', { items: [1, 2] }) // { ok: true, value: true }
 */
export function evaluate(
	expression: string,
	state: unknown,
	options: EvaluateOptions = {},
):
	| { readonly ok: true; readonly value: Json | undefined }
	| { readonly ok: false; readonly diagnostics: Diagnostic[] } {
	return guarded(expression, () => {
		const { version = 'V2_1' } = options;
		const parsed = parseCached(expression, version);
		if (!parsed.ok) return { ok: false, diagnostics: [...parsed.diagnostics] };
		const evaluation = evaluateExpression(parsed.expression, contextOf(state, version, options));
		return evaluation.ok
			? { ok: true, value: toPlain(evaluation.value) }
			: { ok: false, diagnostics: [diagnosticOf(evaluation.fault)] };
	});
}

/**
 * Renders a template against a State: the same, with a text as its result.
 *
 * @example render('page ${/page + 1}', { page: 1 }) // { ok: true, value: 'page 2' }
 */
export function render(
	template: string,
	state: unknown,
	options: EvaluateOptions = {},
):
	| { readonly ok: true; readonly value: string }
	| { readonly ok: false; readonly diagnostics: Diagnostic[] } {
	return guarded(template, () => {
		const { version = 'V2_1' } = options;
		const parsed = parseTemplate(template, { version });
		const errors = parsed.diagnostics.filter(({ severity }) => severity === 'error');
		if (errors.length > 0) return { ok: false, diagnostics: errors };
		const rendering = renderTemplate(parsed.template, contextOf(state, version, options));
		return rendering.ok
			? { ok: true, value: rendering.text }
			: { ok: false, diagnostics: [diagnosticOf(rendering.fault)] };
	});
}

function contextOf(state: unknown, version: Version, options: EvaluateOptions): Context {
	const { now, random, behaviour } = options;
	return {
		state: (state ?? null) as Json,
		version,
		now: typeof now === 'number' ? () => now : (now ?? (() => missing('now', 'time()'))),
		random: random ?? (() => missing('random', 'random_number() and random_string()')),
		behaviour,
	};
}

function missing(option: string, what: string): never {
	const message = `There is no ${option === 'now' ? 'clock' : 'source of randomness'} for ${what}.`;
	throw new FaultSignal({
		message,
		span: { start: 0, end: 0 },
		help: `Pass the option "${option}".`,
	});
}

/** Callers of the front door may pass anything, and what they pass may be no JSON at all. */
function guarded<Result extends { readonly ok: boolean }>(
	text: unknown,
	work: () => Result,
): Result | { readonly ok: false; readonly diagnostics: Diagnostic[] } {
	if (typeof text !== 'string') {
		const message = `A text is expected, not ${text === null ? 'null' : `a value of type ${typeof text}`}.`;
		return { ok: false, diagnostics: [diagnosticOf({ message, span: { start: 0, end: 0 } })] };
	}
	try {
		return work();
	} catch (problem) {
		const reason = problem instanceof Error ? problem.message.split('\n')[0] : String(problem);
		const fault: Fault = {
			message: `The State cannot be read as JSON: ${reason}.`,
			span: { start: 0, end: text.length },
			help: 'Pass objects, arrays, texts, finite numbers, true, false and null, without cycles.',
		};
		return { ok: false, diagnostics: [diagnosticOf(fault)] };
	}
}

function diagnosticOf({ message, help, span }: Fault): Diagnostic {
	return {
		rule: 'jpath-fault',
		layer: 'expression',
		severity: 'error',
		message,
		...(help === undefined ? {} : { help }),
		span,
	};
}

/** Callers of the front door expect plain numbers where these say the same. */
function toPlain(value: Json | undefined): Json | undefined {
	if (!(value instanceof ExactNumber)) return value;
	const number = Number(value.text);
	const isExact = Number.isSafeInteger(number) || !/^-?\d+$/.test(value.text);
	return isExact && Number.isFinite(number) ? number : value;
}
