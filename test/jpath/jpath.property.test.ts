import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ExactNumber } from '../../src/base/json.ts';
import { evaluateText } from '../../src/jpath/evaluate.ts';
import {
	collectPaths,
	evaluate,
	parseExpression,
	parseTemplate,
	printExpression,
	render,
	visitExpression,
	visitTemplate,
} from '../../src/jpath/index.ts';
import { resolvePath, withoutValueAt, withValueAt } from '../../src/jpath/path.ts';
import { expressions, soups, states } from './arbitraries.ts';
import { asState, makeContext } from './cases.ts';

// JPATH_SEED repeats a failure, which prints the seed it had; JPATH_RUNS looks harder.
const seed = Number(process.env.JPATH_SEED ?? Math.floor(Math.random() * 2 ** 31));
const numRuns = Number(process.env.JPATH_RUNS ?? 2_000);

function holds<Values>(property: fc.IRawProperty<Values>): void {
	fc.assert(property, { seed, numRuns });
}

const SPANS = new Set(['span', 'nameSpan', 'operatorSpan']);

/** A tree as plain data, its spans left out. */
function withoutSpans(part: unknown): unknown {
	if (part instanceof ExactNumber) return { exactly: part.text };
	if (Array.isArray(part)) return part.map(withoutSpans);
	if (typeof part !== 'object' || part === null) return part;
	const entries = Object.entries(part).filter(([key]) => !SPANS.has(key));
	return Object.fromEntries(entries.map(([key, value]) => [key, withoutSpans(value)]));
}

test(`a printed tree parses to the same tree (seed ${seed})`, () => {
	holds(
		fc.property(expressions, (tree) => {
			const printed = printExpression(tree);
			const parsed = parseExpression(printed);
			expect(parsed.diagnostics).toEqual([]);
			if (!parsed.ok) return;
			expect(withoutSpans(parsed.expression)).toEqual(withoutSpans(tree));
			expect(printExpression(parsed.expression)).toBe(printed);
		}),
	);
});

test(`what parses prints to something that parses and prints the same (seed ${seed})`, () => {
	holds(
		fc.property(soups, (text) => {
			const parsed = parseExpression(text);
			if (!parsed.ok) return;
			const printed = printExpression(parsed.expression);
			const again = parseExpression(printed);
			expect(again.ok).toBe(true);
			if (again.ok) expect(printExpression(again.expression)).toBe(printed);
		}),
	);
});

test(`every span is a part of the text, and that part parses to the same (seed ${seed})`, () => {
	holds(
		fc.property(expressions, fc.nat(20), (tree, offset) => {
			const printed = printExpression(tree);
			const parsed = parseExpression(printed, { offset });
			if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
			visitExpression(parsed.expression, (node, isInQuery) => {
				const text = printed.slice(node.span.start - offset, node.span.end - offset);
				expect(text.trim()).toBe(text);
				const source = isInQuery ? `/q[(${text})]` : text;
				const part = parseExpression(source);
				expect(part.ok).toBe(true);
				if (part.ok && !isInQuery)
					expect(withoutSpans(part.expression)).toEqual(withoutSpans(node));
			});
		}),
	);
});

test(`no text makes a parser or an evaluation throw (seed ${seed})`, () => {
	const anything = fc.oneof(fc.string(), fc.string({ unit: 'binary' }), soups);
	holds(
		fc.property(anything, states, fc.constantFrom('V1', 'V2', 'V2_1'), (text, state, version) => {
			const options = { version, now: 1, random: () => 0.5 } as const;
			const { ok, diagnostics } = parseExpression(text, { version });
			expect(ok || diagnostics.length > 0).toBe(true);
			for (const { span, message } of diagnostics) {
				expect(message).toMatch(/[.?]$/);
				expect(span.start).toBeGreaterThanOrEqual(0);
				expect(span.end).toBeGreaterThanOrEqual(span.start);
				expect(span.end).toBeLessThanOrEqual(text.length);
			}
			expect(evaluate(text, state, options)).toHaveProperty('ok');
			expect(render(text, state, options)).toHaveProperty('ok');
			expect(render(`\${${text}}`, state, options)).toHaveProperty('ok');
		}),
	);
});

test(`expressions that parse give a value or a fault, and twice the same (seed ${seed})`, () => {
	holds(
		fc.property(expressions, states, (tree, state) => {
			const text = printExpression(tree);
			const options = { now: 1, random: () => 0.5 };
			const first = evaluate(text, state, options);
			expect(evaluate(text, state, options)).toEqual(first);
			if (first.ok) return;
			expect(first.diagnostics).toMatchObject([{ rule: 'jpath-fault' }]);
			for (const { span } of first.diagnostics) {
				expect(span.end).toBeLessThanOrEqual(text.length);
			}
		}),
	);
});

test(`the parts of a template make up its text, and its spans lie where they say (seed ${seed})`, () => {
	const piece = fc.oneof(
		fc.constantFrom('${', '}', '/a', '/', ' ', '$', '{'),
		fc.string({ maxLength: 4 }),
	);
	const texts = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));
	holds(
		fc.property(texts, fc.nat(9), (text, offset) => {
			const { template, diagnostics } = parseTemplate(text, { offset });
			const pieces = template.parts.map(({ span }) =>
				text.slice(span.start - offset, span.end - offset),
			);
			expect(pieces.join('')).toBe(text);
			expect(template.isStatic).toBe(!text.includes('${'));
			visitTemplate(template, ({ span }) => {
				const part = text.slice(span.start - offset, span.end - offset);
				expect(parseExpression(`/q[${part}]`).ok).toBe(true);
			});
			for (const { span } of diagnostics)
				expect(span.end - offset).toBeLessThanOrEqual(text.length);
		}),
	);
});

test(`what was written is read back, and what was deleted is gone (seed ${seed})`, () => {
	const name = fc.oneof(
		fc.constantFrom('a', 'b', '__proto__', '10', 'constructor', '\u0000'),
		fc.string({ maxLength: 3 }).filter((given) => !/['"]/.test(given)),
	);
	const paths = fc.array(name, { minLength: 1, maxLength: 4 });
	holds(
		fc.property(paths, states, fc.jsonValue(), (names, given, value) => {
			const text = names.map((step) => `/'${step}'`).join('');
			const state = asState(given);
			const before = JSON.stringify(state);
			const parsed = parseExpression(text);
			if (!parsed.ok) throw new Error(text);
			const resolution = resolvePath(parsed.expression, makeContext({ state }));
			if (!resolution.ok) throw new Error(resolution.fault.message);
			const change = withValueAt(state, resolution.path, asState(value));
			expect(JSON.stringify(state)).toBe(before);
			if (!change.ok) return;
			const after = makeContext({ state: change.value });
			expect(evaluateText(text, after)).toEqual({ ok: true, value: asState(value) });
			const gone = makeContext({ state: withoutValueAt(change.value, resolution.path) });
			expect(evaluateText(text, gone)).toEqual({ ok: true, value: undefined });
			expect(collectPaths(parsed.expression)).toEqual([parsed.expression]);
		}),
	);
});
