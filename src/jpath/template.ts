import { ExactNumber, type Json } from '../base/json.ts';
import type { Span } from '../base/span.ts';
import type { Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Expression, NESTING_MAX } from './ast.ts';
import { choiceOf } from './behaviour.ts';
import { javaNumberText, toText } from './coerce.ts';
import type { Context, Evaluation, Fault } from './context.ts';
import { evaluateExpression, evaluateText, faultOfUnparsed } from './evaluate.ts';
import { type ParseOptions, parseExpression } from './parse.ts';

/** A text with holes: `url="https://${/host}/items"`. */
export interface Template {
	readonly text: string;
	readonly span: Span;
	readonly parts: readonly (TextPart | Hole)[];
	/** Whether there are no holes, so that the text is what it renders to. */
	readonly isStatic: boolean;
}

export interface TextPart {
	readonly kind: 'text';
	readonly text: string;
	readonly span: Span;
}

/**
 * One `${…}`. What is inside is a template itself: `${/retry != ${/max}}` is rendered from the inside
 * out, and only the text that comes out is an expression.
 */
export interface Hole {
	readonly kind: 'hole';
	/** From the `$` to behind the `}`. */
	readonly span: Span;
	readonly inner: Template;
	/** False when the text ends before the `}`. */
	readonly isClosed: boolean;
	/** Where the inside has no holes and parses: its tree, with spans into the text of the outermost template. */
	readonly expression?: Expression;
}

export type Rendering =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly fault: Fault };

export type ValueRendering =
	| {
			readonly ok: true;
			/** Made when it is asked for: a whole object is seldom needed as text. */
			readonly text: string;
			/** Whether the template is one hole and nothing else, so that `value` is what it holds. */
			readonly isWhole: boolean;
			/** The value of the hole when `isWhole`; undefined where nothing is there. */
			readonly value: Json | undefined;
	  }
	| { readonly ok: false; readonly fault: Fault };

/**
 * Parses a template. Never fails: what is wrong comes back as diagnostics, and rendering a part that is
 * wrong is a fault.
 */
export function parseTemplate(
	text: string,
	options: ParseOptions = {},
): { readonly template: Template; readonly diagnostics: Diagnostic[] } {
	const scanner = new TemplateScanner(text, options);
	const template = scanner.scan(0);
	return { template, diagnostics: scanner.diagnostics };
}

/** The text of a template: each hole replaced by the text of its value. The first fault ends it. */
export function renderTemplate(template: Template, context: Context): Rendering {
	try {
		return renderParts(template, context);
	} catch (problem) {
		// The one limit that JavaScript sets: a text has at most some 500 million characters.
		if (!(problem instanceof RangeError)) throw problem;
		return {
			ok: false,
			fault: { message: 'The text is too long.', span: template.span },
		};
	}
}

/** As `renderTemplate`, and when the template is one whole hole its value too, without a way through text. */
export function renderValue(template: Template, context: Context): ValueRendering {
	const [part] = template.parts;
	if (part?.kind !== 'hole' || template.parts.length > 1) {
		const rendering = renderTemplate(template, context);
		return rendering.ok ? { ...rendering, isWhole: false, value: undefined } : rendering;
	}
	const evaluation = evaluateHole(part, context);
	if (!evaluation.ok) return evaluation;
	const { value } = evaluation;
	// An object with a getter costs more than the text of a scalar does.
	if (typeof value !== 'object')
		return { ok: true, isWhole: true, value, text: textInTemplate(value, context) };
	return {
		ok: true,
		isWhole: true,
		value,
		get text() {
			return textInTemplate(value, context);
		},
	};
}

function renderParts({ parts }: Template, context: Context): Rendering {
	let text = '';
	for (const part of parts) {
		if (part.kind === 'text') text += part.text;
		else {
			const evaluation = evaluateHole(part, context);
			if (!evaluation.ok) return evaluation;
			text += textInTemplate(evaluation.value, context);
		}
	}
	return { ok: true, text };
}

function textInTemplate(value: Json | undefined, context: Context): string {
	if (value === null) return choiceOf(context, 'nullRendersAs');
	if (typeof value === 'number' || value instanceof ExactNumber) {
		const other = javaNumberText(value);
		if (other !== undefined && choiceOf(context, 'textOfFractions') === 'java') return other;
	}
	return toText(value);
}

/** Inner holes first: their text becomes a part of the expression. Source: reference section 3.2. */
function evaluateHole(hole: Hole, context: Context): Evaluation {
	const { expression, inner, isClosed, span } = hole;
	if (expression !== undefined) return evaluateExpression(expression, context);
	if (!isClosed) return { ok: false, fault: { message: UNCLOSED, span, help: UNCLOSED_HELP } };
	if (inner.isStatic) {
		const { diagnostics } = parseExpression(inner.text, { version: context.version });
		return { ok: false, fault: { ...faultOfUnparsed(inner.text, diagnostics), span } };
	}
	const rendering = renderTemplate(inner, context);
	if (!rendering.ok) return rendering;
	const evaluation = evaluateText(rendering.text, context);
	if (evaluation.ok) return evaluation;
	// Its span lies in the text that was made: in the document there is only the hole.
	return { ok: false, fault: { ...evaluation.fault, expression: rendering.text, span } };
}

const UNCLOSED = 'This "${" is never closed.';
const UNCLOSED_HELP = 'Add the "}" that belongs to it. A literal "${" cannot be written.';

class TemplateScanner {
	readonly diagnostics: Diagnostic[] = [];
	readonly #text: string;
	readonly #options: ParseOptions;
	readonly #base: number;
	#offset = 0;
	#metUnclosed = false;
	#metTooDeep = false;

	constructor(text: string, options: ParseOptions) {
		this.#text = text;
		this.#options = options;
		this.#base = options.offset ?? 0;
	}

	/** Reads up to the end or, inside of a hole, up to its `}`, which it leaves to the caller. */
	scan(depth: number): Template {
		const start = this.#offset;
		const parts: (TextPart | Hole)[] = [];
		let textStart = start;
		const endText = () => {
			if (this.#offset === textStart) return;
			const text = this.#text.slice(textStart, this.#offset);
			parts.push({ kind: 'text', text, span: this.#span(textStart, this.#offset) });
		};
		const stop = depth === 0 ? OPENING : OPENING_OR_CLOSING;
		for (;;) {
			stop.lastIndex = this.#offset;
			this.#offset = stop.exec(this.#text)?.index ?? this.#text.length;
			if (!this.#text.startsWith('${', this.#offset)) break;
			if (depth >= NESTING_MAX) {
				this.#reportTooDeep();
				this.#offset += 2;
			} else {
				endText();
				parts.push(this.#hole(depth));
				textStart = this.#offset;
			}
		}
		endText();
		return {
			text: this.#text.slice(start, this.#offset),
			span: this.#span(start, this.#offset),
			parts,
			isStatic: parts.every(({ kind }) => kind === 'text'),
		};
	}

	#hole(depth: number): Hole {
		const start = this.#offset;
		this.#offset += 2;
		const inner = this.scan(depth + 1);
		const isClosed = this.#offset < this.#text.length;
		if (isClosed) this.#offset++;
		const span = this.#span(start, this.#offset);
		if (!isClosed) this.#reportUnclosed(start);
		if (!isClosed || !inner.isStatic) return { kind: 'hole', span, inner, isClosed };
		return { kind: 'hole', span, inner, isClosed, ...this.#expression(inner, span) };
	}

	#expression(inner: Template, span: Span): { expression?: Expression } {
		if (inner.text.trim() === '') {
			this.#report('jpath-syntax', 'There is no expression in this "${}".', EMPTY_HELP, span);
			return {};
		}
		const parsed = parseExpression(inner.text, {
			...this.#options,
			offset: inner.span.start,
		});
		for (const diagnostic of parsed.diagnostics) this.diagnostics.push(diagnostic);
		return parsed.ok ? { expression: parsed.expression } : {};
	}

	/** Once is enough: where an inner one is not closed, none around it can be. */
	#reportUnclosed(start: number): void {
		if (this.#metUnclosed) return;
		this.#metUnclosed = true;
		this.#report('unclosed-template', UNCLOSED, UNCLOSED_HELP, this.#span(start, start + 2));
	}

	#reportTooDeep(): void {
		if (this.#metTooDeep) return;
		this.#metTooDeep = true;
		const span = this.#span(this.#offset, this.#offset + 2);
		this.#report('jpath-syntax', 'Templates are nested too deeply here.', EMPTY_HELP, span);
	}

	#report(rule: string, message: string, help: string, span: Span): void {
		this.diagnostics.push({ rule, layer: 'expression', severity: 'error', message, help, span });
	}

	#span(start: number, end: number): Span {
		return { start: this.#base + start, end: this.#base + end };
	}
}

const EMPTY_HELP = 'Write a path, such as ${/page}.';
const OPENING = /\$\{/g;
const OPENING_OR_CLOSING = /\$\{|\}/g;
