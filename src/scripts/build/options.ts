import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { ROOT } from '../root.ts';
import { leanYargs } from './leanYargs.ts';

const SHARED = {
	absWorkingDir: ROOT,
	bundle: true,
	format: 'esm',
	target: 'node20.19',
	charset: 'utf8',
	logLevel: 'warning',
	splitting: true,
	outdir: join(ROOT, 'dist'),
	chunkNames: 'chunks/[name]-[hash]',
} as const satisfies BuildOptions;

/** The library: the browser-safe front door, JPath alone, and the ports on Node. */
export function libraryOptions(): BuildOptions {
	return {
		...SHARED,
		platform: 'neutral',
		packages: 'external',
		external: ['node:*'],
		entryPoints: {
			index: 'src/index.ts',
			jpath: 'src/jpath/index.ts',
			node: 'src/host/index.ts',
		},
	};
}

/** The command. What it imports dynamically becomes a file of its own, packages included. */
export function commandOptions(): BuildOptions {
	return {
		...SHARED,
		platform: 'node',
		mainFields: ['module', 'main'],
		minifySyntax: true,
		minifyWhitespace: true,
		legalComments: 'none',
		entryPoints: { 'qradar-workflow': 'src/cli/bin.ts' },
		chunkNames: 'command/[name]-[hash]',
		// Some packages are CommonJS and ask for Node's own modules by `require`.
		banner: {
			js: "import{createRequire as createRequire_}from'node:module';const require=createRequire_(import.meta.url);",
		},
		plugins: [leanYargs],
	};
}
