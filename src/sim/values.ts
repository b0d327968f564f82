import { isJsonArray, isJsonObject, type Json, parseJson, stringifyJson } from '../base/json.ts';
import { toDocumentSpan } from '../base/offsets.ts';
import type { Span } from '../base/span.ts';
import { didYouMean } from '../base/suggest.ts';
import { attributeSpecs, defaultOf } from '../catalog/catalog.ts';
import type { Compiled } from '../compile/program.ts';
import { readWholeNumber } from '../compile/syntax.ts';
import { storedValueOf } from '../java/gson.ts';
import type { Expression } from '../jpath/ast.ts';
import { isTruthy } from '../jpath/coerce.ts';
import type { Fault } from '../jpath/context.ts';
import { evaluateExpression, faultOfUnparsed } from '../jpath/evaluate.ts';
import { parseCached } from '../jpath/parseCached.ts';
import { type ResolvedPath, resolvePath } from '../jpath/path.ts';
import { renderTemplate, renderValue } from '../jpath/template.ts';
import { attributesOf } from '../model/visit.ts';
import type { Action, AnyNode, Text } from '../model/workflow.ts';
import type { SimBehaviour } from './behaviour.ts';
import { Stop } from './completion.ts';
import { failure, productFailure } from './faults.ts';
import type { Run } from './run.ts';
import { shortened } from './trace.ts';

/** The text of an attribute, its holes filled. */
export function textOf(text: Text, run: Run): string | Stop {
	const { template } = run.environment.program.compiledOf(text);
	if (template.isStatic) return template.text;
	const rendering = renderTemplate(template, run.context);
	return rendering.ok ? rendering.text : stopOf(rendering.fault, text);
}

/** The text of an attribute by name: rendered where it is there, else its default, else undefined. */
export function optionalTextOf(node: AnyNode, name: string, run: Run): string | undefined | Stop {
	const attribute = attributesOf(node)[name];
	if (attribute !== undefined) return textOf(attribute, run);
	const spec = attributeSpecs(node.kind)[name];
	return spec === undefined ? undefined : defaultOf(spec, run.context.version);
}

/**
 * What Set, Initialize and Add store at a place: the parsed value where the text is a JSON object or array, otherwise
 * the text. Source: run log of Slack Business Plus, reference 3.3.
 */
export function storedOf(text: Text, place: ResolvedPath, run: Run): Json | Stop {
	const { template } = run.environment.program.compiledOf(text);
	const rendering = renderValue(template, run.context);
	if (!rendering.ok) return stopOf(rendering.fault, text);
	const { isWhole, value } = rendering;
	// An object or array comes out of the text as it went in: no need to write and read it.
	if (isWhole && (isJsonArray(value) || isJsonObject(value))) {
		const [hole] = template.parts;
		releaseRead(hole?.kind === 'hole' ? hole.expression : undefined, run);
		return value;
	}
	const stored = storedValueOf(rendering.text);
	return typeof stored === 'string' && run.context.version === 'V1'
		? storedInV1(stored, place, run)
		: stored;
}

/** The log is one of V2 (U-21). Whether a number was stored shows only in what it is posted or rendered with. */
function storedInV1(text: string, place: ResolvedPath, run: Run): Json {
	const isScalar = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false)$/.test(text);
	if (!isScalar || choiceInside(place, 'storedInV1', run) === 'text') return text;
	return parseJson(text);
}

/** A choice that makes no difference to a value that stands alone: it shows in the JSON of what it stands in. */
export function choiceInside<K extends keyof SimBehaviour>(
	place: ResolvedPath,
	key: K,
	run: Run,
): SimBehaviour[K] {
	return place.length > 1 ? run.choice(key) : run.environment.behaviour[key];
}

/** The place that a path attribute names for writing. */
export function placeOf(text: Text, run: Run): ResolvedPath | Stop {
	const meaning = meaningOf(text, run);
	if (meaning instanceof Stop) return meaning;
	const { expression, isRendered } = meaning;
	const known = isRendered ? undefined : staticPlaces.get(expression);
	if (known !== undefined) return known;
	const resolution = resolvePath(expression, run.context);
	if (!resolution.ok) return stopOf(resolution.fault, text, isRendered);
	if (!isRendered && isPlain(expression)) staticPlaces.set(expression, resolution.path);
	return resolution.path;
}

const staticPlaces = new WeakMap<Expression, ResolvedPath>();

function isPlain(expression: Expression): boolean {
	return (
		expression.kind === 'path' &&
		expression.steps.every((step) => step.kind === 'member' || step.expression.kind === 'number')
	);
}

/**
 * What a path attribute leads to, a query included. Nothing there ends the run.
 * Source: product message in issue 72 of IBM's repository.
 */
export function valueAt(text: Text, run: Run): Json | Stop {
	const meaning = meaningOf(text, run);
	if (meaning instanceof Stop) return meaning;
	const { expression, isRendered } = meaning;
	const evaluation = evaluateExpression(expression, run.context);
	if (!evaluation.ok) return stopOf(evaluation.fault, text, isRendered);
	if (evaluation.value === undefined) {
		return productFailure(`${meaning.text.trim()} is not valid`, {
			explanation: 'There is nothing at that path in the State.',
			help: 'Test with count() or exists before, or check the path for typing errors.',
			span: text.span,
		});
	}
	releaseRead(expression, run);
	return evaluation.value;
}

/** Whether a condition holds. `action` is the one it belongs to; the condition may be that of a branch. */
export function holds(text: Text, action: Action, run: Run): boolean | Stop {
	const meaning = meaningOf(text, run);
	if (meaning instanceof Stop) return meaning;
	const evaluation = evaluateExpression(meaning.expression, run.context);
	if (!evaluation.ok) return stopOf(evaluation.fault, text, meaning.isRendered);
	const result = isTruthy(evaluation.value);
	if (run.isTraced)
		run.emit(action, { kind: 'condition', text: run.shown(meaning.text), result }, text.span);
	return result;
}

/** One of the words that the catalogue lists for an attribute, in the catalogue's spelling. */
export function wordOf(node: AnyNode, name: string, run: Run): string | Stop {
	const text = optionalTextOf(node, name, run);
	if (text instanceof Stop) return text;
	const words = attributeSpecs(node.kind)[name]?.values ?? [];
	const given = text?.trim() ?? '';
	if (words.includes(given)) return given;
	const upper = given.toUpperCase();
	const found = words.find((word) => word.toUpperCase() === upper);
	if (found !== undefined && run.choice('enumerationCase') === 'any') return found;
	return failure(
		`"${shortened(given, 60)}" is not a valid ${name} of ${node.kind}.${didYouMean(given, words)}`,
		{ help: `Use one of ${words.join(', ')}.`, span: attributesOf(node)[name]?.span },
	);
}

/** Whether there is nothing at the target of Add or Merge; null may count as that. */
export function isNoTarget(target: Json | undefined, run: Run): target is undefined | null {
	return target === undefined || (target === null && run.choice('nullTarget') === 'missing');
}

/** Whether an attribute says true. Assumed: as Java's Boolean.parseBoolean, so anything else is false. */
export function flagOf(node: AnyNode, name: string, run: Run): boolean | Stop {
	const text = optionalTextOf(node, name, run);
	return text instanceof Stop ? text : text?.trim().toLowerCase() === 'true';
}

/** A whole number out of an attribute; a fraction is cut. `what` completes "… is not". */
export function wholeNumberOf(text: Text, what: string, run: Run): number | Stop {
	const rendered = textOf(text, run);
	if (rendered instanceof Stop) return rendered;
	const number = readWholeNumber(rendered);
	if (number !== undefined) return number;
	const trimmed = rendered.trim();
	return failure(`"${shortened(trimmed, 60)}" is not ${what}.`, {
		explanation: trimmed === '' ? 'The value renders to nothing.' : undefined,
		span: text.span,
	});
}

/** Ends the run for a fault of an expression. Without `span` of its own it points into the attribute. */
function stopOf(fault: Fault, text: Text, isWholeText = false): Stop {
	const shown = fault.expression;
	const details = {
		explanation: shown === undefined ? undefined : `In the expression "${shortened(shown, 200)}".`,
		help: fault.help,
		span: isWholeText ? text.span : documentSpan(text, fault.span),
	};
	return fault.message.endsWith('is not a valid JPath expression')
		? productFailure(fault.message, details)
		: failure(fault.message, details);
}

function documentSpan(text: Text, span: Span): Span | undefined {
	return text.offsets === undefined ? text.span : toDocumentSpan(text.offsets, span);
}

/** What a path or condition says at this moment. */
interface Meaning {
	readonly expression: Expression;
	/** What it was parsed from. */
	readonly text: string;
	/** Whether that was made by rendering, so that spans do not count characters of the document. */
	readonly isRendered: boolean;
}

const meanings = new WeakMap<Compiled, Meaning>();

function meaningOf(text: Text, run: Run): Meaning | Stop {
	const compiled = run.environment.program.compiledOf(text);
	const known = meanings.get(compiled);
	if (known !== undefined) return known;
	if (compiled.expression !== undefined) {
		const { expression } = compiled;
		const meaning = { expression, text: text.value, isRendered: false };
		meanings.set(compiled, meaning);
		return meaning;
	}
	const rendered = textOf(text, run);
	if (rendered instanceof Stop) return rendered;
	const parsed = parseCached(rendered, run.context.version);
	if (!parsed.ok) return stopOf(faultOfUnparsed(rendered, parsed.diagnostics), text, true);
	return { expression: parsed.expression, text: rendered, isRendered: true };
}

/** Tells the State that what an expression reads will be known elsewhere too. */
function releaseRead(expression: Expression | undefined, run: Run): void {
	const names: string[] = [];
	if (expression?.kind === 'path' && expression.root === 'state')
		for (const step of expression.steps) {
			if (step.kind !== 'member') break;
			names.push(step.name);
		}
	run.state.release(names);
}

/** A value as the text of an event: a text as it is, anything else as JSON. Source: run logs. */
export function payloadOf(value: Json): string {
	return typeof value === 'string' ? value : stringifyJson(value);
}
