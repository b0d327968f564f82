import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import packageJson from '../../../package.json' with { type: 'json' };
import { ROOT } from '../root.ts';
import { browserXmlbuilder } from './browserXmlbuilder.ts';
import { leanYargs, noHelpInAdvance } from './leanYargs.ts';

const PACKAGES = Object.keys(packageJson.dependencies);

const SHARED = {
	absWorkingDir: ROOT,
	bundle: true,
	target: 'node20.19',
	logLevel: 'warning',
	outdir: join(ROOT, 'dist'),
} as const satisfies BuildOptions;

/** The library: the browser-safe front door, JPath alone, and the ports on Node. */
export function libraryOptions() {
	return {
		...SHARED,
		format: 'esm',
		charset: 'utf8',
		splitting: true,
		chunkNames: 'chunks/[name]-[hash]',
		platform: 'neutral',
		mainFields: ['module', 'main'],
		external: ['node:*', ...PACKAGES.filter((name) => name !== 'xmlbuilder2')],
		plugins: [browserXmlbuilder],
		entryPoints: {
			index: 'src/index.ts',
			jpath: 'src/jpath/index.ts',
			node: 'src/host/index.ts',
		},
	} as const satisfies BuildOptions;
}

/**
 * The command: one file with every package in it. What is imported dynamically is executed only then. It is CommonJS
 * because V8's compiled code can be kept for scripts and not, in Node 20, for modules; and ASCII because V8 reads that
 * faster.
 */
export function commandOptions() {
	return {
		...SHARED,
		format: 'cjs',
		platform: 'node',
		mainFields: ['module', 'main'],
		charset: 'ascii',
		minifySyntax: true,
		minifyWhitespace: true,
		// An error that nobody catches shows its line: no longer than people can read.
		lineLimit: 200,
		legalComments: 'none',
		entryPoints: { command: 'src/cli/bin.ts' },
		supported: { 'dynamic-import': false },
		banner: {
			js: "'use strict';const importMetaUrl=require('node:url').pathToFileURL(__filename).href;",
		},
		define: { 'import.meta.url': 'importMetaUrl' },
		plugins: [leanYargs, noHelpInAdvance],
	} as const satisfies BuildOptions;
}
