import type { Program } from '../compile/program.ts';
import type { Expression } from '../jpath/ast.ts';
import { parseCached } from '../jpath/parseCached.ts';
import { printExpression } from '../jpath/print.ts';
import type { Hole, Template } from '../jpath/template.ts';
import type { Text } from '../model/workflow.ts';

/** A template as far as it can be known before a run: texts, and the expressions between them. */
export type Part = string | Expression;

/** Gives the text of an expression where it is known for certain. */
export type Resolve = (expression: Expression) => string | undefined;

/** What names begin with that are not known: so that the same expression has the same name. */
export const UNKNOWN_NAME = '*';

/** How deep templates in templates are followed. */
const DEPTH_MAX = 20;
/** Longer texts than these are no expressions. */
const LENGTH_MAX = 4_000;

/**
 * The expression of a path or condition. Where it is made by a template, what the holes hold is put in as an
 * expression in parentheses, or, as a part of a name, as its text; undefined when nothing sensible comes out.
 */
export function expressionOf(
	text: Text,
	program: Program,
	resolve: Resolve,
): Expression | undefined {
	const { template, expression } = program.compiledOf(text);
	return expression ?? parsed(new Splicer(program, resolve).splice(template, 0), program);
}

/** The parts of a template, empty texts left out. */
export function partsOf(text: Text, program: Program, resolve: Resolve): readonly Part[] {
	const { template } = program.compiledOf(text);
	const splicer = new Splicer(program, resolve);
	return template.parts.flatMap((part): Part[] => {
		if (part.kind === 'text') return part.text === '' ? [] : [part.text];
		const expression = part.expression ?? parsed(splicer.insideOf(part, 0), program);
		return [expression ?? { kind: 'null', span: part.span }];
	});
}

/**
 * What a template writes into an expression as it stands, neither quoted nor the whole of it; of a path, only what is
 * written between brackets, since all else is names.
 */
export function bareExpressions(
	text: Text,
	program: Program,
	{ isPath }: { readonly isPath: boolean },
): readonly Expression[] {
	const { parts, text: written } = program.compiledOf(text).template;
	if (parts.length < 2 || written.length > LENGTH_MAX) return [];
	let before = '';
	return parts.flatMap((part) => {
		if (part.kind === 'text') {
			before += part.text;
			return [];
		}
		const isName = isPath && before.lastIndexOf('[') <= before.lastIndexOf(']');
		const isBare = part.expression !== undefined && !isName && !isInQuote(before);
		return isBare ? [part.expression] : [];
	});
}

function parsed(text: string, program: Program): Expression | undefined {
	const result = parseCached(text, program.version);
	return result.ok ? result.expression : undefined;
}

/** Where a hole was: what surrounds it decides what is put there. */
const MARK = /(['"])\ue001(\d+)\ue002\1|\ue001(\d+)\ue002/g;

class Splicer {
	readonly #program: Program;
	readonly #resolve: Resolve;

	constructor(program: Program, resolve: Resolve) {
		this.#program = program;
		this.#resolve = resolve;
	}

	insideOf(hole: Hole, depth: number): string {
		if (hole.expression !== undefined) return printExpression(hole.expression);
		return depth >= DEPTH_MAX ? 'null' : this.splice(hole.inner, depth + 1);
	}

	splice(template: Template, depth: number): string {
		if (template.text.length > LENGTH_MAX) return 'null';
		const insides: string[] = [];
		const marked = template.parts.map((part) => {
			if (part.kind === 'text') return part.text.replace(/[\ue001\ue002]/g, ' ');
			return `\ue001${insides.push(this.insideOf(part, depth)) - 1}\ue002`;
		});
		return marked
			.join('')
			.replace(MARK, (found, quote: string | undefined, quoted, bare, offset: number, whole) => {
				const inside = insides[Number(quoted ?? bare)] ?? 'null';
				const before = whole.slice(0, offset) as string;
				const after = whole.slice(offset + found.length) as string;
				const isStep = /[/@]$/.test(before) && /^(?:$|[/[\s=!<>)+*,-])/.test(after);
				if (isStep) return this.#stepFor(inside);
				if (quote !== undefined) return `(${inside})`;
				const isPart = /[\w/'"-]$/.test(before) || /^[\w'"-]/.test(after) || isInQuote(before);
				return isPart ? this.#nameFor(inside) : `(${inside})`;
			});
	}

	/** A whole name, one that says so where only the run knows it. */
	#stepFor(inside: string): string {
		const name = this.#nameFor(inside);
		const text = this.#textOf(inside);
		return `'${text === undefined || text.includes("'") ? `${UNKNOWN_NAME}${name}` : text}'`;
	}

	#textOf(inside: string): string | undefined {
		const expression = parsed(inside, this.#program);
		return expression === undefined ? undefined : this.#resolve(expression);
	}

	/** A part of a name: its text where that is known, else a name made of the expression. */
	#nameFor(inside: string): string {
		const text = this.#textOf(inside);
		return text !== undefined && /^[\w-]*$/.test(text) ? text : inside.replace(/\W+/g, '_');
	}
}

function isInQuote(text: string): boolean {
	let quote = '';
	for (const char of text)
		if (quote === '' ? char === "'" || char === '"' : char === quote)
			quote = quote === '' ? char : '';
	return quote !== '';
}
