import { expect, test } from 'vitest';
import { createSource } from '../../src/base/source.ts';
import type { Diagnostic } from '../../src/diagnostics/diagnostic.ts';
import { formatDiagnostic, formatDiagnostics } from '../../src/diagnostics/formatText.ts';
import { codeFrame } from '../../src/diagnostics/frame.ts';

/** The frame of the place between two marks. */
function frameOf(marked: string): string {
	const start = marked.indexOf('«');
	const end = marked.indexOf('»') - 1;
	return codeFrame(createSource('w.xml', marked.replace(/[«»]/g, '')), { start, end });
}

function finding(start: number): Diagnostic {
	const span = { start, end: start + 1 };
	return { rule: 'r', layer: 'lint', severity: 'error', message: 'Wrong.', span };
}

test.each([
	['the line before', 'ab\ncd «ef»', '   1 | ab\n   2 | cd ef\n     |    ^^'],
	['the first line', '«a»', '   1 | a\n     | ^'],
	['no empty line before', 'a\n\n«b»', '   3 | b\n     | ^'],
	['line endings of every kind', 'a\r\nb\r«c»', '   2 | b\n   3 | c\n     | ^'],
	['a tab as four spaces', '\ta\n\t«b»', '   1 |     a\n   2 |     b\n     |     ^'],
	['the first line of what spans several', '«ab\ncd»', '   1 | ab\n     | ^^'],
	['the end of the text', 'ab\n«»', '   1 | ab\n   2 | \n     | ^'],
	['nothing that moves a cursor', '«\u001b[2J»', '   1 | ·[2J\n     | ^^^^'],
])('a frame shows %s', (_, marked, expected) => {
	expect(frameOf(marked)).toBe(expected);
});

test('no line of a frame is longer than the columns', () => {
	const text = `${'b'.repeat(70)}\n${'a'.repeat(50)}xy${'c'.repeat(500)}`;
	const frame = codeFrame(createSource('w.xml', text), { start: 121, end: 123 }, 60);
	const [line = '', carets = ''] = frame.split('\n');
	expect(line).toHaveLength(60);
	expect(line.slice(carets.indexOf('^'))).toMatch(/^xyc/);
});

test('of a long line the part around the finding is shown', () => {
	const [text = '', carets = ''] = frameOf(`${'a'.repeat(500)}«bc»${'d'.repeat(500)}`).split('\n');
	expect(text).toBe(`   1 | …${'a'.repeat(20)}bc${'d'.repeat(74)}…`);
	expect(carets).toBe(`     | ${' '.repeat(21)}^^`);
	const [end = ''] = frameOf(`${'a'.repeat(500)}«b»`).split('\n');
	expect(end).toBe(`   1 | …${'a'.repeat(95)}b`);
	const [begin = ''] = frameOf(`«b»${'a'.repeat(500)}`).split('\n');
	expect(begin).toBe(`   1 | b${'a'.repeat(95)}…`);
});

test('many findings on one long line are shown at once', () => {
	const text = `<a>${'<b/>'.repeat(2_000_000)}`;
	const source = createSource('w.xml', text);
	let length = 0;
	for (let index = 0; index < 20_000; index++)
		length += formatDiagnostic(source, finding(index * 400)).length;
	expect(length).toBeGreaterThan(0);
});

test('of many findings the first hundred are shown', () => {
	const source = createSource('w.xml', 'a'.repeat(1000));
	const findings = Array.from({ length: 250 }, (_, index) => finding(index));
	const shown = [...formatDiagnostics(source, findings)];
	expect(shown).toHaveLength(101);
	expect(shown.at(-1)).toBe('w.xml  … and 150 more (--format json shows all).\n\n');
	expect([...formatDiagnostics(source, findings.slice(0, 100))]).toHaveLength(100);
});
