import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ARROWS } from './tidy/arrows.ts';
import { CHECKS } from './tidy/checks.ts';
import { layersOf } from './tidy/code.ts';
import { projectFiles } from './tidy/projectFile.ts';

const files = projectFiles(fileURLToPath(new URL('..', import.meta.url)));

describe('the project is tidy', () => {
	for (const check of CHECKS) {
		test(check.name, () => {
			expect(check.find(files)).toEqual([]);
		});
	}

	test('ARCHITECTURE.md has a row for every room', () => {
		const text = files.find(({ path }) => path === 'ARCHITECTURE.md')?.text ?? '';
		const rows = [...text.matchAll(/^\| `([a-z]+)/gm)].map((match) => match[1]);
		expect(Object.keys(ARROWS).filter((room) => !rows.includes(room))).toEqual([]);
	});

	test('the arrows between rooms make no circle', () => {
		const order: string[] = [];
		const isFree = (room: string) =>
			(ARROWS[room] ?? []).every((arrow) => order.includes(arrow.split('/')[0] ?? ''));
		for (const _ of Object.keys(ARROWS))
			for (const room of Object.keys(ARROWS))
				if (!order.includes(room) && isFree(room)) order.push(room);
		expect(Object.keys(ARROWS).filter((room) => !order.includes(room))).toEqual([]);
	});
});

describe('the tidy checks notice what they are for', () => {
	for (const check of CHECKS) {
		test(`not so: ${check.name}`, () => {
			for (const bad of check.bad) expect(check.find(bad), bad[0]?.text).not.toEqual([]);
			expect(check.find(check.good)).toEqual([]);
		});
	}

	test('code, comments and strings are told apart', () => {
		const text = "a('x'); /b\\/c[/]/.test(`t${d('y')} u`); // e\n1 / 2 / f; /* g */ h";
		const { code, comments } = layersOf(text);
		expect(code.replace(/\s+/g, ' ')).toBe("a(' '); .test( d(' ') ); 1 / 2 / f; h");
		expect(comments.replace(/\s+/g, ' ').trim()).toBe('// e /* g */');
		expect(code).toHaveLength(text.length);
	});
});
