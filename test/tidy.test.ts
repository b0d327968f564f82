import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ARROWS, roomOf } from './tidy/arrows.ts';
import { CHECKS, localImports } from './tidy/checks.ts';
import { layersOf } from './tidy/code.ts';
import { projectFiles } from './tidy/projectFile.ts';

const ROOMS = Object.keys(ARROWS);

/** The room that an arrow leads to, all of it or one file. */
function homeOf(arrow: string): string {
	return arrow.split('/')[0] ?? '';
}

const files = projectFiles(fileURLToPath(new URL('..', import.meta.url)));

describe('the project is tidy', () => {
	for (const check of CHECKS) {
		test(check.name, () => {
			expect(check.find(files)).toEqual([]);
		});
	}

	test('ARCHITECTURE.md says of every room what it may import', () => {
		const text = files.find(({ path }) => path === 'ARCHITECTURE.md')?.text ?? '';
		const rows = text.matchAll(/^\| `([a-z]+)[^|]*\|[^|]*\| ([^|]*) \|$/gm);
		const said = new Map([...rows].map(([, room = '', cell = '']) => [room, cell]));
		for (const [room, arrows] of Object.entries(ARROWS)) {
			const cell = said.get(room) ?? '';
			if (cell.startsWith('everything')) continue;
			const named = ROOMS.filter((other) => new RegExp(`\\b${other}\\b`).test(cell));
			const allowed = ROOMS.filter((other) => arrows.some((arrow) => homeOf(arrow) === other));
			expect({ room, named }).toEqual({ room, named: allowed });
		}
	});

	test('no arrow is drawn that nothing goes along', () => {
		const used = new Set(
			files.flatMap((file) =>
				localImports(file).flatMap((target) => [
					`${roomOf(file.path)} ${roomOf(target)}`,
					`${roomOf(file.path)} ${target.replace('src/', '')}`,
				]),
			),
		);
		// What stands above everything may import everything.
		for (const room of ROOMS.filter((one) => !['index', 'cli', 'scripts'].includes(one)))
			for (const arrow of ARROWS[room] ?? []) expect(used).toContain(`${room} ${arrow}`);
	});

	test('the arrows between rooms make no circle', () => {
		const order: string[] = [];
		const isFree = (room: string) =>
			(ARROWS[room] ?? []).every((arrow) => order.includes(homeOf(arrow)));
		for (const _ of ROOMS)
			for (const room of ROOMS) if (!order.includes(room) && isFree(room)) order.push(room);
		expect(ROOMS.filter((room) => !order.includes(room))).toEqual([]);
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
