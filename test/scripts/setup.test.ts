import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';

const SETUP = fileURLToPath(new URL('../../src/scripts/setup.mjs', import.meta.url));
const TSX = new URL('../../node_modules/tsx/dist/loader.mjs', import.meta.url).href;
const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-setup-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A project of one source file and one package, with an npm and a build that only say what they are asked. */
function makeProject(name: string): string {
	const root = join(folder, name);
	const write = (path: string, text: string) => {
		mkdirSync(dirname(join(root, path)), { recursive: true });
		writeFileSync(join(root, path), text);
	};
	const lock = JSON.stringify({ packages: { '': {}, 'node_modules/tsx': { version: '1.0.0' } } });
	write('package.json', '{"type":"module"}');
	write('package-lock.json', lock);
	write('src/a.ts', 'export const a = 1;');
	write(
		'src/scripts/build.ts',
		"import { mkdirSync } from 'node:fs'; mkdirSync('dist', { recursive: true });",
	);
	cpSync(SETUP, join(root, 'src/scripts/setup.mjs'));
	write(
		'npm.mjs',
		`import { mkdirSync, writeFileSync } from 'node:fs';
		mkdirSync('node_modules/tsx', { recursive: true });
		writeFileSync('node_modules/tsx/package.json', '{"name":"tsx","type":"module","exports":"./a.mjs"}');
		writeFileSync('node_modules/tsx/a.mjs', ${JSON.stringify(`import '${TSX}';`)});
		writeFileSync('node_modules/.package-lock.json', ${JSON.stringify(lock)});`,
	);
	return root;
}

function runSetup(
	root: string,
	...words: string[]
): { readonly code: number | null; readonly said: string[] } {
	const script = join(root, 'src/scripts/setup.mjs');
	const { status, stderr } = spawnSync(process.execPath, [script, ...words], {
		env: { ...process.env, npm_execpath: join(root, 'npm.mjs') },
		encoding: 'utf8',
	});
	return { code: status, said: stderr.trim() === '' ? [] : stderr.trim().split('\n') };
}

test('a fresh clone is installed and built, and the second time nothing is said', () => {
	const root = makeProject('fresh');
	expect(runSetup(root)).toEqual({
		code: 0,
		said: ['setup: Installing packages (none yet) …', 'setup: Building dist …'],
	});
	expect(runSetup(root)).toEqual({ code: 0, said: [] });
});

test('asked to install, it builds nothing', () => {
	const root = makeProject('install');
	const said = ['setup: Installing packages (none yet) …'];
	expect(runSetup(root, 'install')).toEqual({ code: 0, said });
	expect(runSetup(root, 'install')).toEqual({ code: 0, said: [] });
});

test('every command that developers are told of installs what is missing', () => {
	const { scripts } = JSON.parse(
		readFileSync(fileURLToPath(new URL('../../package.json', import.meta.url)), 'utf8'),
	) as { scripts: Record<string, string> };
	// These two run when npm has installed, or to write down what it has.
	const { prepack: _, 'complete-lock': __, ...others } = scripts;
	for (const script of Object.values(others))
		expect(script).toMatch(/^node src\/scripts\/setup\.mjs /);
});

test('a changed source asks for a build, a changed lock for packages', () => {
	const root = makeProject('changed');
	runSetup(root);
	writeFileSync(join(root, 'src/a.ts'), 'export const a = 2;');
	expect(runSetup(root).said).toEqual(['setup: Building dist (sources have changed) …']);
	const lock = join(root, 'package-lock.json');
	writeFileSync(lock, readFileSync(lock, 'utf8').replace('1.0.0', '2.0.0'));
	expect(runSetup(root).said[0]).toBe(
		'setup: Installing packages (package-lock.json has changed) …',
	);
});

test('a build that fails fails the setup and is tried again', () => {
	const root = makeProject('broken');
	writeFileSync(join(root, 'src/scripts/build.ts'), 'process.exit(1);');
	expect(runSetup(root)).toMatchObject({ code: 1 });
	expect(runSetup(root).said).toEqual(['setup: Building dist …', 'setup: The build failed.']);
});

test('an npm that fails fails the setup with a plain sentence', () => {
	const root = makeProject('offline');
	writeFileSync(join(root, 'npm.mjs'), 'process.exit(1);');
	expect(runSetup(root)).toEqual({
		code: 1,
		said: [
			'setup: Installing packages (none yet) …',
			'setup: The packages could not be installed: npm said why above.',
		],
	});
});

test('an old Node is refused before anything is done', () => {
	const root = makeProject('old');
	const script = join(root, 'src/scripts/setup.mjs');
	const text = readFileSync(script, 'utf8').replaceAll('process.versions.node', "'18.20.1'");
	writeFileSync(script, text);
	expect(runSetup(root).said).toEqual([expect.stringContaining('needs Node 20.19 or newer')]);
	expect(() => execFileSync(process.execPath, [script], { stdio: 'ignore' })).toThrow();
});
