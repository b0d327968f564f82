import { posix } from 'node:path';
import { ACTIONS } from '../../src/catalog/actions.ts';
import { ARROWS, mayImport, roomOf } from './arrows.ts';
import { importsOf, type Layers, layersOf } from './code.ts';
import type { ProjectFile } from './projectFile.ts';

/** One rule about the project's files, with files that break it and files that do not. */
export interface Check {
	readonly name: string;
	/** What breaks the rule, one line each. */
	find(files: readonly ProjectFile[]): string[];
	readonly bad: readonly (readonly ProjectFile[])[];
	readonly good: readonly ProjectFile[];
}

/** Where Node, the real clock and the network may be used. */
const NODE_ROOMS = new Set(['host', 'cli', 'scripts']);

/** Tables may be as long and wide as what they list: the catalogue's, and files that say so in their name. */
function isTable(path: string): boolean {
	return path === 'src/catalog/actions.ts' || path.endsWith('Table.ts');
}

const FILE_LINES_MAX = 400;
const COMMENT_COLUMNS_MAX = 120;
const TAB_COLUMNS = 2;

/** Where the program begins, and where its tests do: what none of these reaches, nobody uses. */
const ENTRIES = /^src\/(?:index|(?:jpath|host)\/index|cli\/bin|scripts\/[^/]+)\.(?:ts|mjs)$/;
const TEST_ENTRIES = /^test\/.*\.(?:test(?:-d)?|child)\.ts$/;

export const CHECKS: readonly Check[] = [
	{
		name: 'rooms import only along the arrows',
		find: (files) =>
			sources(files).flatMap((file) => [
				...(roomOf(file.path) === undefined || ARROWS[roomOf(file.path) ?? '']
					? []
					: [`${file.path}: the room is not in the table of arrows.`]),
				...localImports(file)
					.filter((target) => !mayImport(file.path, target))
					.map((target) => `${file.path} imports ${target}.`),
			]),
		bad: [
			[source('src/base/a.ts', "import { b } from '../sim/b.ts';")],
			[source('src/jpath/a.ts', "export type { B } from '../catalog/b.ts';")],
			[source('src/xml/a.ts', "const b = await import('../cli/b.ts');")],
			[source('src/memory/a.ts', "import { run } from '../sim/run.ts';")],
			[source('src/attic/a.ts', 'export const a = 1;')],
		],
		good: [
			source('src/xml/a.ts', "import { b } from '../model/b.ts';\n// import '../cli/b.ts'"),
			source('src/memory/a.ts', "import type { Ports } from '../sim/ports.ts';"),
		],
	},
	{
		name: 'only the host, the command and the scripts know Node',
		find: (files) =>
			core(files).flatMap((file) => [
				...importsOf(file.text)
					.filter((name) => name.startsWith('node:'))
					.map((name) => `${file.path} imports ${name}.`),
				...words(file, /(?<![.\w$])(?:process|Buffer|__dirname|require)\b(?!\s*[:?(]?:)/g),
			]),
		bad: [
			[source('src/sim/a.ts', "import { readFile } from 'node:fs/promises';")],
			[source('src/sim/a.ts', 'export const a = process.env.HOME;')],
			[source('templates/x/a.ts', 'export const a = Buffer.from(b);')],
		],
		good: [
			source('src/host/a.ts', "import { readFile } from 'node:fs/promises';"),
			source('src/sim/a.ts', '/** No Buffer here. */ export const a = "process";'),
		],
	},
	{
		name: 'only the host, the command and the scripts know the real time, chance and network',
		find: (files) =>
			core(files).flatMap((file) =>
				words(
					file,
					/\bDate\.now\b|\bnew Date\(\s*\)|(?<![.\w])Date\(\)|\bMath\.random\b|(?<![.\w])set(?:Timeout|Interval|Immediate)\b|(?<![.\w])fetch\(|\bperformance\.now\b/g,
				),
			),
		bad: [
			[source('src/sim/a.ts', 'export const a = Date.now();')],
			[source('src/sim/a.ts', 'export const a = new Date();')],
			[source('src/twin/a.ts', 'export const a = Math.random();')],
			[source('src/twin/a.ts', 'setTimeout(() => {}, 1);')],
			[source('src/memory/a.ts', "await fetch('https://example.com');")],
			[source('src/memory/a.ts', 'performance.now();')],
		],
		good: [
			source('src/sim/a.ts', 'export const a = new Date(0); // never Date.now()'),
			source('src/host/a.ts', 'export const a = Date.now();'),
		],
	},
	{
		name: `a file has at most ${FILE_LINES_MAX} lines`,
		find: (files) =>
			code(files)
				.filter(({ path }) => !isTable(path))
				.map((file) => ({ file, lines: file.text.split('\n').length - 1 }))
				.filter(({ lines }) => lines > FILE_LINES_MAX)
				.map(({ file, lines }) => `${file.path} has ${lines} lines.`),
		bad: [[source('src/base/a.ts', '\n'.repeat(FILE_LINES_MAX + 1))]],
		good: [source('src/base/a.ts', '\n'.repeat(FILE_LINES_MAX))],
	},
	{
		// Code is the formatter's: it breaks what can be broken at 100 columns.
		name: `a line with a comment has at most ${COMMENT_COLUMNS_MAX} columns`,
		find: (files) =>
			code(files)
				.filter(({ path }) => !isTable(path))
				.flatMap(longComments),
		bad: [[source('src/base/a.ts', `\t// ${'a '.repeat(60)}`)]],
		good: [
			source('src/base/a.ts', `// ${'a '.repeat(50)}`),
			source('src/base/a.ts', `const a = '// ${'a'.repeat(200)}';`),
		],
	},
	{
		name: 'nothing is left to be done',
		find: (files) => [
			...code(files).flatMap((file) => words(file, mark('FIX', 'ME|TO', 'DO'), 'text')),
			...code(files).flatMap((file) => words(file, mark('XX', 'X'), 'comments')),
		],
		bad: [
			[source('src/base/a.ts', `// ${'TO'}${'DO'}: later`)],
			[source('test/a.test.ts', `/* ${'XX'}${'X'} */`)],
		],
		good: [source('src/base/a.ts', "const pattern = 'HH:mm XXX';")],
	},
	{
		name: 'no test is skipped or runs alone',
		find: (files) =>
			files
				.filter(({ path }) => path.endsWith('.test.ts'))
				.flatMap((file) =>
					words(
						file,
						/\b(?:it|test|describe|suite|bench)\s*\.\s*(?:skip|only|todo|fails|skipIf|runIf)\b|\bx(?:it|test|describe)\s*\(/g,
					),
				),
		bad: [
			[source('test/a.test.ts', `${'test'}.skip('x', () => {});`)],
			[source('test/a.test.ts', `${'describe'}.only('x', () => {});`)],
		],
		good: [source('test/a.test.ts', "test('Only the last is skipped', () => {});")],
	},
	{
		name: 'every file is reached from where the program begins',
		find: (files) => unreached(files).map((path) => `Nothing imports ${path}.`),
		bad: [
			[source('src/index.ts', ''), source('src/base/a.ts', 'export const a = 1;')],
			[
				source('test/a.test.ts', "import { a } from '../src/base/a.ts';"),
				source('src/base/a.ts', 'export const a = 1;'),
			],
		],
		good: [
			source('src/index.ts', "export { a } from './base/a.ts';"),
			source('src/base/a.ts', "import { b } from './b.ts';\nexport const a = b;"),
			source('src/scripts/a.ts', "start(new URL('run/b.ts', import.meta.url));"),
			source('src/scripts/run/b.ts', 'export const b = 1;'),
			source('src/base/b.ts', 'export const b = 1;'),
		],
	},
	{
		name: 'a file that exports one thing is named for it',
		find: (files) =>
			sources(files)
				.filter(({ path }) => isNamedForExport(path))
				.map((file) => ({ path: file.path, names: exportsOf(file) }))
				.filter(({ names }) => names.length === 1)
				.filter(({ path, names }) => !sharesWord(names[0] ?? '', stemOf(path)))
				.map(({ path, names }) => `${path} exports ${names[0]}.`),
		bad: [[source('src/base/suggest.ts', 'export function propose() {}')]],
		good: [
			source('src/base/suggest.ts', 'export function suggest() {}'),
			source('src/sim/actions/Set.ts', 'export const runSet = () => {};'),
			source('src/base/offsets.ts', 'export interface OffsetMap {}'),
			source('src/xml/branches.ts', 'export function fold() {}\nexport function unfold() {}'),
		],
	},
	{
		name: 'every action of the catalogue has a fixture for the simulator',
		find: (files) =>
			Object.keys(ACTIONS).filter((name) => {
				const fixture = files.find(({ path }) => path === `test/sim/actions/${name}.cases.json`);
				return name === 'CallEndpoint'
					? fixture === undefined
					: !new RegExp(`<${name}[\\s/>]`).test(fixture?.text ?? '');
			}),
		bad: [
			[source('test/sim/actions/Set.cases.json', '<Set path="/a" value="1" />')],
			Object.keys(ACTIONS).map((name) => source(`test/sim/actions/${name}.cases.json`, '[]')),
		],
		good: Object.keys(ACTIONS).map((name) =>
			source(`test/sim/actions/${name}.cases.json`, `<${name} />`),
		),
	},
	{
		name: 'no file names a folder of the machine it was written on',
		find: (files) =>
			files
				.filter(({ path }) => !path.startsWith('test/tidy/'))
				.flatMap((file) => words(file, machinePaths(), 'text')),
		bad: [
			[source('docs/a.md', 'Look in /home/someone/project.')],
			[source('src/base/a.ts', `// ${process.cwd()}/src`)],
		],
		good: [source('docs/a.md', 'Look in `docs/`, or at https://example.com/home/page.')],
	},
	{
		name: 'a Markdown file has one title, on its first line',
		find: (files) =>
			files
				.filter(({ path }) => path.endsWith('.md'))
				.filter(({ text }) => {
					const prose = text.replace(/^(```|~~~)[\s\S]*?^\1/gm, '');
					return !/^# \S/.test(text) || (prose.match(/^# /gm) ?? []).length !== 1;
				})
				.map(({ path }) => `${path} does not begin with its only title.`),
		bad: [
			[source('a.md', 'Text without a title.')],
			[source('a.md', '# One\n\n# Two\n')],
			[source('a.md', '\n## Lower first\n')],
		],
		good: [source('a.md', '# One\n\n```sh\n# a comment\n```\n\n## Two\n')],
	},
];

function source(path: string, text: string): ProjectFile {
	return { path, text };
}

function code(files: readonly ProjectFile[]): ProjectFile[] {
	return files.filter(({ path }) => /^(?:src|templates|test)\/.*\.(?:ts|mjs)$/.test(path));
}

function sources(files: readonly ProjectFile[]): ProjectFile[] {
	return files.filter(({ path }) => /^(?:src|templates)\/.*\.ts$/.test(path));
}

/** The sources that must run anywhere. */
function core(files: readonly ProjectFile[]): ProjectFile[] {
	return sources(files).filter(({ path }) => !NODE_ROOMS.has(roomOf(path) ?? ''));
}

/** The files of the project that a file imports. */
export function localImports(file: ProjectFile): string[] {
	return importsOf(file.text)
		.filter((name) => name.startsWith('.'))
		.map((name) => posix.join(posix.dirname(file.path), name));
}

/** Where a pattern is found, as `path:line: word`. */
function words(
	file: ProjectFile,
	pattern: RegExp,
	layer: keyof Layers | 'text' = 'code',
): string[] {
	const text = layer === 'text' ? file.text : layersOf(file.text)[layer];
	return [...text.matchAll(pattern)].map((match) => {
		const line = text.slice(0, match.index).split('\n').length;
		return `${file.path}:${line}: ${match[0]}`;
	});
}

/** A word to look for, in pieces so that this file does not hold it. */
function mark(...pieces: readonly string[]): RegExp {
	return new RegExp(`\\b(?:${pieces.join('')})\\b`, 'g');
}

function longComments(file: ProjectFile): string[] {
	const comments = layersOf(file.text).comments.split('\n');
	return file.text.split('\n').flatMap((line, index) => {
		const isComment = comments[index]?.trim() !== '';
		const isLong = isComment && columns(line) > COMMENT_COLUMNS_MAX;
		return isLong ? [`${file.path}:${index + 1} is ${columns(line)} columns long.`] : [];
	});
}

function columns(line: string): number {
	return [...line].reduce((sum, char) => sum + (char === '\t' ? TAB_COLUMNS : 1), 0);
}

/** Source files that no entry needs, and test files that no test needs. A source file only tests need is unused. */
function unreached(files: readonly ProjectFile[]): string[] {
	const used = reached(files, ENTRIES);
	const tested = reached(files, TEST_ENTRIES);
	return code(files)
		.map(({ path }) => path)
		.filter((path) => !path.endsWith('.d.ts'))
		.filter((path) => !(path.startsWith('test/') ? tested : used).has(path));
}

function reached(files: readonly ProjectFile[], entries: RegExp): ReadonlySet<string> {
	const all = new Map(files.map((file) => [file.path, file]));
	const found = new Set<string>();
	const pending = [...all.keys()].filter((path) => entries.test(path));
	for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
		const file = all.get(path);
		if (found.has(path) || file === undefined) continue;
		found.add(path);
		if (/\.(?:ts|mjs)$/.test(path)) pending.push(...localImports(file));
	}
	return found;
}

/** Front doors, scripts and templates are named for what they are to their callers. */
function isNamedForExport(path: string): boolean {
	return /^src\//.test(path) && !/\/index\.ts$|^src\/scripts\/|^src\/cli\/bin\.ts$/.test(path);
}

function stemOf(path: string): string {
	return posix.basename(path, '.ts');
}

function exportsOf(file: ProjectFile): string[] {
	const pattern = /^export (?:async )?(?:const|function\*?|class|interface|type) (\w+)/gm;
	return [...layersOf(file.text).code.matchAll(pattern)].map((match) => match[1] ?? '');
}

/** Whether two names have a word in common, whatever its case and a plural's end. */
function sharesWord(name: string, stem: string): boolean {
	const words = (text: string) =>
		(text.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) =>
			word.toLowerCase().replace(/(?<=..)s$/, ''),
		);
	return words(name).some((word) => words(stem).includes(word));
}

function machinePaths(): RegExp {
	const here = process.cwd().replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
	return new RegExp(
		`${here}\\b|(?<![\\w.])/(?:home|Users|root|tmp)/[\\w.-]+|\\b[A-Z]:\\\\Users\\\\`,
		'g',
	);
}
