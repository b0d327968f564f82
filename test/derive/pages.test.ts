import { existsSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { ELEMENTS } from '../../src/catalog/catalog.ts';
import { jpathReference } from '../../src/derive/jpathReference.ts';
import { languageReference } from '../../src/derive/languageReference.ts';
import { anchorOf, codeOf, table } from '../../src/derive/markdown.ts';
import { PAGES } from '../../src/derive/pages.ts';
import { FUNCTIONS } from '../../src/jpath/functions.ts';

for (const page of PAGES)
	test(`docs/${page.path} is what "npm run docs" writes`, () => {
		const path = new URL(`../../docs/${page.path}`, import.meta.url);
		expect(existsSync(path) ? readFileSync(path, 'utf8') : '').toBe(page.text());
	});

test('the language reference has a section for every element', () => {
	const page = languageReference();
	for (const key of Object.keys(ELEMENTS))
		expect(page).toMatch(new RegExp(`^### .*\\b${key}\\b`, 'm'));
});

test('the JPath reference has a section for every function', () => {
	const page = jpathReference();
	for (const name of Object.keys(FUNCTIONS)) expect(page).toContain(`### ${name}(`);
});

test('links within a page lead to a heading, and no two headings are the same', () => {
	for (const page of [languageReference(), jpathReference()]) {
		const headings = [...page.matchAll(/^#+ (.*)$/gm)].map((match) => anchorOf(match[1] ?? ''));
		expect(headings).toEqual([...new Set(headings)]);
		for (const link of page.matchAll(/\]\(#([^)]*)\)/g)) expect(headings).toContain(link[1]);
	}
});

test('table cells keep their bars and their lines', () => {
	expect(table(['a'], [['x | y\nz']])).toBe('| a |\n| --- |\n| x \\| y z |');
});

test('code may hold back quotes and blanks', () => {
	expect(codeOf('a`b')).toBe('``a`b``');
	expect(codeOf('`a')).toBe('`` `a ``');
	expect(codeOf(' ')).toBe('`   `');
});
