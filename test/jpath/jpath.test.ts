import { describe, expect, test } from 'vitest';
import type { Version } from '../../src/base/version.ts';
import type { JpathBehaviour } from '../../src/jpath/behaviour.ts';
import { evaluateText } from '../../src/jpath/evaluate.ts';
import { FUNCTIONS } from '../../src/jpath/functions.ts';
import { evaluate, render } from '../../src/jpath/index.ts';
import { parseExpression } from '../../src/jpath/parse.ts';
import {
	checkWritablePath,
	resolvePath,
	withoutValueAt,
	withValueAt,
} from '../../src/jpath/path.ts';
import { printExpression } from '../../src/jpath/print.ts';
import { parseTemplate, renderTemplate } from '../../src/jpath/template.ts';
import { asState, makeContext, readCases } from './cases.ts';

const NOW = 1_586_968_388_123;
const SETTINGS = { now: NOW, random: () => 0.25 };

interface Group<Case> {
	readonly about: string;
	readonly given: unknown;
	readonly cases: readonly (Case & {
		readonly version?: Version;
		readonly behaviour?: Partial<JpathBehaviour>;
	})[];
}

interface EvaluationCase {
	readonly expression: string;
	readonly result?: unknown;
	readonly missing?: true;
	readonly error?: string;
	readonly fault?: string;
}

for (const file of ['evaluate', 'functions']) {
	for (const { about, given, cases } of readCases<Group<EvaluationCase>[]>(file)) {
		describe(about, () => {
			for (const { expression, version = 'V2_1', behaviour = {}, ...expected } of cases) {
				const notes = [version, ...Object.values(behaviour)].join(' ');
				test(`${expression} (${notes})`, () => {
					const result = evaluate(expression, given, { ...SETTINGS, version, behaviour });
					if (expected.error !== undefined) {
						expect(result).toMatchObject({ ok: false, diagnostics: [{ rule: expected.error }] });
					} else if (expected.fault !== undefined) {
						expect(result).toMatchObject({ ok: false, diagnostics: [{ rule: 'jpath-fault' }] });
						expect(JSON.stringify(result)).toContain(JSON.stringify(expected.fault).slice(1, -1));
					} else expect(result).toEqual({ ok: true, value: expected.result });
				});
			}
		});
	}
}

interface MistakeCase {
	readonly expression: string;
	readonly rule: string;
	readonly version?: Version;
	readonly severity?: string;
	readonly says?: string;
	readonly helps?: string;
	readonly at?: readonly [number, number];
}

describe('a mistake is said with its place and what to do', () => {
	for (const { expression, version, says, helps, at, ...expected } of readCases<MistakeCase[]>(
		'mistakes',
	)) {
		test(`${expression} (${says ?? helps})`, () => {
			const { ok, diagnostics } = parseExpression(expression, { version });
			const { rule, severity = 'error' } = expected;
			expect(diagnostics).toHaveLength(1);
			expect(diagnostics).toMatchObject([{ rule, severity, layer: 'expression' }]);
			expect(ok).toBe(severity !== 'error');
			if (says !== undefined) expect(diagnostics[0]?.message).toContain(says);
			if (helps !== undefined) expect(diagnostics[0]?.help).toContain(helps);
			if (at !== undefined) expect(diagnostics[0]?.span).toEqual({ start: at[0], end: at[1] });
		});
	}
});

interface TemplateCase {
	readonly template: string;
	readonly text?: string;
	readonly error?: string;
	readonly at?: readonly [number, number];
	readonly fault?: string;
	readonly faultAt?: readonly [number, number];
}

for (const { about, given, cases } of readCases<Group<TemplateCase>[]>('templates')) {
	describe(about, () => {
		for (const { template: source, version = 'V2_1', behaviour, ...expected } of cases) {
			test(`${source} (${JSON.stringify(expected)})`, () => {
				const { template, diagnostics } = parseTemplate(source, { version });
				const rules = diagnostics.map(({ rule }) => rule);
				expect(rules).toEqual(expected.error === undefined ? [] : [expected.error]);
				if (expected.at !== undefined) {
					expect(diagnostics[0]?.span).toEqual({ start: expected.at[0], end: expected.at[1] });
				}
				const context = makeContext({ state: asState(given), version, behaviour });
				const rendering = renderTemplate(template, context);
				if (expected.fault === undefined) {
					expect(rendering).toEqual({ ok: true, text: expected.text });
					expect(
						render(source, given, { ...SETTINGS, version, ...(behaviour ? { behaviour } : {}) }),
					).toEqual({ ok: true, value: expected.text });
					return;
				}
				if (rendering.ok) return expect(rendering).toBe('a fault');
				expect(rendering.fault.message).toContain(expected.fault);
				const [start, end] = expected.faultAt ?? [];
				if (start !== undefined) expect(rendering.fault.span).toEqual({ start, end });
			});
		}
	});
}

interface WritingCase {
	readonly given: unknown;
	readonly path: string;
	readonly value: unknown;
	readonly result?: unknown;
	readonly without?: unknown;
	readonly fault?: string;
	readonly unwritable?: readonly [number, number];
}

describe('writing to a path and deleting from it change a copy', () => {
	for (const { given, path, value, ...expected } of readCases<WritingCase[]>('writing')) {
		test(`${path} in ${JSON.stringify(given)}`, () => {
			const state = Object.freeze(asState(given));
			const before = JSON.stringify(state);
			const parsed = parseExpression(path);
			if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
			const findings = checkWritablePath(parsed.expression);
			const [start, end] = expected.unwritable ?? [];
			expect(findings.map(({ span }) => span)).toEqual(start === undefined ? [] : [{ start, end }]);
			const resolution = resolvePath(parsed.expression, makeContext({ state }));
			const change = resolution.ok
				? withValueAt(state, resolution.path, asState(value))
				: resolution;
			if (expected.fault === undefined)
				expect(change).toEqual({ ok: true, value: expected.result });
			else {
				expect(change.ok).toBe(false);
				expect(JSON.stringify(change)).toContain(expected.fault);
			}
			if (resolution.ok && expected.without !== undefined)
				expect(withoutValueAt(state, resolution.path)).toEqual(expected.without);
			expect(JSON.stringify(state)).toBe(before);
		});
	}
});

test('a path of a hundred thousand steps is written and deleted without overflowing the stack', () => {
	const path = Array.from({ length: 100_000 }, () => 'a');
	const change = withValueAt({}, path, 1);
	expect(change.ok).toBe(true);
	if (change.ok) expect(withoutValueAt(change.value, path) === change.value).toBe(false);
});

describe('an expression is printed in one form', () => {
	for (const [source, printed] of readCases<[string, string][]>('print')) {
		test(`${source} → ${printed}`, () => {
			const parsed = parseExpression(source);
			if (!parsed.ok) throw new Error(JSON.stringify(parsed.diagnostics));
			expect(printExpression(parsed.expression)).toBe(printed);
		});
	}
});

describe('the example of each function holds', () => {
	for (const [name, { example, since = 'V1' }] of Object.entries(FUNCTIONS)) {
		test(`${name}: ${example.expression}`, () => {
			const context = makeContext({ state: example.state, version: since });
			expect(example.expression).toContain(`${name}(`);
			expect(evaluateText(example.expression, context)).toEqual({
				ok: true,
				value: example.result,
			});
			if (since === 'V1') return;
			const { diagnostics } = parseExpression(example.expression, { version: 'V1' });
			expect(diagnostics.map(({ rule }) => rule)).toContain('unavailable-function');
		});
	}
});

interface EncodingCase {
	readonly function: 'url_encode' | 'url_decode' | 'base64_encode' | 'base64_decode';
	readonly input: string;
	readonly output: string | null;
}

test('encodings give what Java 17 gives, as recorded from it', () => {
	const cases = readCases<EncodingCase[]>('encoding');
	const actual = cases.map((case_) => {
		const result = evaluate(`${case_.function}(/x)`, { x: case_.input }, SETTINGS);
		return { ...case_, output: result.ok ? result.value : null };
	});
	expect(actual).toEqual(cases);
	const long = 'x'.repeat(100_001);
	const there = `base64_encode('${long}')`;
	expect(evaluate(`base64_decode(${there})`, {})).toEqual({ ok: true, value: long });
});
