import { expect, test } from 'vitest';
import { ExactNumber, type Json, parseJson } from '../../src/base/json.ts';
import type { Expression } from '../../src/jpath/ast.ts';
import { toText } from '../../src/jpath/coerce.ts';
import { evaluateExpression, evaluateText } from '../../src/jpath/evaluate.ts';
import {
	collectPaths,
	evaluate,
	parseExpression,
	parseTemplate,
	printExpression,
	render,
	renderTemplate,
	renderValue,
} from '../../src/jpath/index.ts';
import { parseCached } from '../../src/jpath/parseCached.ts';
import { makeContext } from './cases.ts';

const DEEP = 100_000;

function parsed(text: string): Expression {
	const result = parseExpression(text);
	if (!result.ok) throw new Error(JSON.stringify(result.diagnostics));
	return result.expression;
}

const TOO_DEEP = [
	'('.repeat(DEEP) + 1 + ')'.repeat(DEEP),
	'/a['.repeat(DEEP) + 0 + ']'.repeat(DEEP),
	'not '.repeat(DEEP) + 1,
	`1${' + 1'.repeat(DEEP)}`,
	`1${' and 1'.repeat(DEEP)}`,
	'lower('.repeat(DEEP) + 1 + ')'.repeat(DEEP),
	'/a[/b'.repeat(DEEP),
	'-('.repeat(DEEP),
];

for (const text of TOO_DEEP) {
	test(`an expression nested too deeply is one diagnostic: ${text.slice(0, 20)}…`, () => {
		const { ok, diagnostics } = parseExpression(text);
		expect(ok).toBe(false);
		expect(diagnostics).toMatchObject([{ message: 'The expression is nested too deeply.' }]);
	});
}

test('an expression nested as deeply as is allowed is evaluated and printed', () => {
	for (const text of [
		`${'('.repeat(400)}1${')'.repeat(400)}`,
		`1${' + 1'.repeat(400)}`,
		`${'not '.repeat(400)}true`,
		`${'-('.repeat(240)}1${')'.repeat(240)}`,
		`${'/a['.repeat(400)}0${']'.repeat(400)}`,
	]) {
		const expression = parsed(text);
		expect(parseExpression(printExpression(expression)).ok).toBe(true);
		expect(evaluateExpression(expression, makeContext()).ok).toBe(true);
		expect(collectPaths(expression).length).toBeLessThan(401);
	}
});

test('a path may have very many steps', () => {
	const text = '/a'.repeat(DEEP);
	expect(evaluateText(text, makeContext())).toEqual({ ok: true, value: undefined });
	expect(printExpression(parsed(text))).toBe(text);
});

test('templates nested too deeply are a diagnostic, and render to a fault', () => {
	const text = '${'.repeat(DEEP) + 1 + '}'.repeat(DEEP);
	const { template, diagnostics } = parseTemplate(text);
	expect(diagnostics.map(({ message }) => message)).toContain(
		'Templates are nested too deeply here.',
	);
	expect(renderTemplate(template, makeContext()).ok).toBe(false);
	const allowed = '${'.repeat(400) + 1 + '}'.repeat(400);
	expect(render(allowed, {})).toEqual({ ok: true, value: '1' });
});

test('a state of any depth is read, printed and compared without overflowing the stack', () => {
	const depth = 50_000;
	const state = parseJson(`{"deep":${'['.repeat(depth)}1.0${']'.repeat(depth)}}`);
	const rendering = render('${/deep}', state);
	expect(rendering).toEqual({ ok: true, value: `${'['.repeat(depth)}1.0${']'.repeat(depth)}` });
	const other = parseJson(`{"deep":${'['.repeat(depth)}1.0${']'.repeat(depth)}}`);
	const context = makeContext({ state: { a: state, b: other } as Json });
	const outcome = evaluateText('/a = /b', context);
	if (!outcome.ok) expect(outcome.fault.message).toContain('nested too deeply');
	expect(evaluate('/deep/x', state)).toHaveProperty('ok');
});

test('values that are no JSON give diagnostics, never an exception', () => {
	const cyclic: Record<string, unknown> = { name: 'x' };
	cyclic.self = cyclic;
	const list: unknown[] = [];
	list.push(list);
	expect(render('${/self}', cyclic)).toMatchObject({ ok: false });
	expect(render('${/self/self/name}', cyclic)).toEqual({ ok: true, value: 'x' });
	expect(evaluate('max(/list)', { list })).toMatchObject({ ok: false });
	expect(evaluate('/list/a', { list })).toMatchObject({ ok: false });
	expect(evaluate('/a = /b', { a: list, b: [list] })).toHaveProperty('ok');
	const throwing = {
		get a() {
			throw new Error('no');
		},
	};
	expect(evaluate('/a', throwing)).toMatchObject({ ok: false });
	for (const state of [
		undefined,
		null,
		1,
		'x',
		() => 1,
		Symbol('x'),
		10n,
		new Date(0),
		Number.NaN,
	]) {
		expect(evaluate('/a + 1', state)).toHaveProperty('ok');
		expect(evaluate('/a = 1', { a: state })).toHaveProperty('ok');
		expect(render('${/a}', { a: state })).toHaveProperty('ok');
	}
	for (const text of [undefined, null, 1, {}, [], Symbol('x')]) {
		expect(evaluate(text as unknown as string, {})).toMatchObject({ ok: false });
		expect(render(text as unknown as string, {})).toMatchObject({ ok: false });
	}
});

test('time and chance are passed in, or missed with a sentence', () => {
	expect(evaluate('time()', {}, { now: 5 })).toEqual({ ok: true, value: 5 });
	expect(evaluate('time()', {}, { now: () => 7.9 })).toEqual({ ok: true, value: 7 });
	expect(evaluate('time()', {})).toMatchObject({
		diagnostics: [{ help: 'Pass the option "now".' }],
	});
	expect(evaluate('random_number()', {})).toMatchObject({
		diagnostics: [{ help: 'Pass the option "random".' }],
	});
});

test('numbers keep the digits that came, and whole reals lose their point as text', () => {
	const state = parseJson('{"big":12345678901234567890,"one":1.0,"exp":1e3,"o":{"x":1.0,"y":1e3}}');
	expect(render('${/big} ${/one} ${/exp} ${/o}', state)).toEqual({
		ok: true,
		value: '12345678901234567890 1 1000 {"x":1.0,"y":1e3}',
	});
	expect(toText(new ExactNumber('1e999'))).toBe('1e999');
	expect(toText(-1.5e-9)).toBe('-0.0000000015');
	expect(evaluate('/one', state)).toEqual({ ok: true, value: 1 });
	expect(evaluate('/big', state)).toEqual({
		ok: true,
		value: new ExactNumber('12345678901234567890'),
	});
});

test('names that look like indexes keep their place', () => {
	const state = parseJson('{"o":{"b":1,"10":2,"\\u0000x":3}}');
	expect(evaluate('/o/10', state)).toEqual({ ok: true, value: 2 });
	expect(evaluate('/o/10', { o: { 10: 2 } })).toEqual({ ok: true, value: 2 });
	expect(evaluate('keys(/o)', state)).toEqual({ ok: true, value: ['b', '10', '\0x'] });
});

test('a whole hole gives its value itself, without a copy', () => {
	const state = { o: { a: [1] }, text: 'x' };
	const context = makeContext({ state });
	const rendered = (text: string) => renderValue(parseTemplate(text).template, context);
	const whole = rendered('${/o}');
	expect(whole).toMatchObject({ ok: true, isWhole: true, text: '{"a":[1]}' });
	if (whole.ok) expect(whole.value).toBe(state.o);
	expect(rendered(' ${/o}')).toMatchObject({ isWhole: false, text: ' {"a":[1]}' });
	expect(rendered('${/nothing}')).toMatchObject({ isWhole: true, value: undefined, text: '' });
	expect(rendered('${/${/text}}')).toMatchObject({ isWhole: true, value: undefined });
	expect(rendered('plain')).toMatchObject({ isWhole: false, text: 'plain' });
	expect(rendered('${host}')).toMatchObject({ ok: false });
});

test('a lookup decides what a member is called', () => {
	const lookup = (object: { readonly [name: string]: Json }, name: string) =>
		Object.entries(object).find(([key]) => key.toLowerCase() === name.toLowerCase())?.[1];
	const context = { ...makeContext({ state: { headers: { 'Retry-After': '30' } } }), lookup };
	expect(evaluateText('/headers/retry-after', context)).toEqual({ ok: true, value: '30' });
});

test('the paths of a template are found wherever they stand', () => {
	const { template } = parseTemplate('a ${/a[@x = /b]/c} ${/d/${/e}} ${count(/f) + -(/g)[/h]}');
	expect(collectPaths(template).map(printExpression)).toEqual([
		'/a[@x = /b]/c',
		'/b',
		'/e',
		'/f',
		'/g',
		'/h',
	]);
});

test('texts that were parsed before are not parsed again, and the memory of them is bounded', () => {
	expect(parseCached('/a + 1', 'V2')).toBe(parseCached('/a + 1', 'V2'));
	for (let index = 0; index < 1_001; index++) parseCached(`/cached${index}`, 'V2');
	const first = parseCached('/a + 1', 'V2');
	expect(first.ok).toBe(true);
	const long = `/${'x'.repeat(2_000)}`;
	expect(parseCached(long, 'V2')).not.toBe(parseCached(long, 'V2'));
});

test('a fault names its expression and its place', () => {
	expect(evaluateText('1 + /a/b * 2', makeContext({ state: { a: { b: 'x' } } }))).toMatchObject({
		ok: false,
		fault: { span: { start: 4, end: 8 }, expression: '1 + /a/b * 2' },
	});
});

test('what is the same for every element of a query is evaluated once for it', () => {
	let count = 0;
	const lookup = () => {
		count++;
		return undefined;
	};
	const items = Array.from({ length: 1_000 }, (_, id) => ({ id }));
	const query = '/items[@id = max(/items/id) and count(/items/time) = count(/items[@id < 0])]';
	const context = { ...makeContext({ state: { items } }), lookup };
	expect(evaluateText(query, context)).toEqual({ ok: true, value: [{ id: 999 }] });
	expect(count).toBe(1_000);
});

test('a query forgets between two evaluations, and evaluates nothing that it does not need', () => {
	const expression = parsed('/a[@ = 3 and /b / /c = 1 or @ = max(/a[@ < /b])]');
	const outcome = (state: Json) => evaluateExpression(expression, makeContext({ state }));
	expect(outcome({ a: [1, 2], b: 2, c: 0 })).toEqual({ ok: true, value: [1] });
	expect(outcome({ a: [1, 2, 4], b: 3 })).toEqual({ ok: true, value: [2] });
	expect(outcome({ a: [1, 2, 3], b: 3, c: 0 })).toMatchObject({ ok: false });
	expect(outcome({ a: [1, 2, 3], b: 3, c: 3 })).toEqual({ ok: true, value: [2, 3] });
	const random = { ...makeContext({ state: { a: [1, 2, 3] } }), random: counting() };
	expect(evaluateText('/a[@ = random_number()]', random)).toEqual({ ok: true, value: [1, 2, 3] });
});

function counting(): () => number {
	let next = 0;
	return () => ++next;
}
