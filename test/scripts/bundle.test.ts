import { type BuildOptions, build } from 'esbuild';
import { expect, test } from 'vitest';
import { commandOptions, libraryOptions } from '../../src/scripts/build/options.ts';

/** What ends up in a bundle, without writing it. */
async function bundle(options: BuildOptions) {
	const { outputFiles = [], metafile } = await build({
		...options,
		write: false,
		metafile: true,
		logLevel: 'silent',
	});
	return { texts: outputFiles.map(({ text }) => text), inputs: metafile?.inputs ?? {} };
}

test('the library runs in a browser: nothing in it asks for Node', async () => {
	const { node, ...entryPoints } = libraryOptions().entryPoints as Record<string, string>;
	expect(node).toBeDefined();
	// With every package in it; a module of Node makes esbuild fail, for no browser has it.
	const { texts } = await bundle({
		...libraryOptions(),
		entryPoints,
		external: [],
		platform: 'browser',
		outdir: 'unused',
	});
	expect(texts.join('')).not.toMatch(/from\s*"node:|require\("node:/);
});

test('the library leaves its packages to whoever installs it, but for xmlbuilder2', async () => {
	const { inputs } = await bundle(libraryOptions());
	const packages = packagesOf(Object.keys(inputs)).filter((name) => !name.startsWith('@oozcitak/'));
	expect(packages).toEqual(['js-yaml', 'xmlbuilder2']);
});

test('the command executes heavy packages only when they are used', async () => {
	const { inputs } = await bundle(commandOptions());
	const packages = packagesOf(executedAtStart(inputs, 'src/cli/bin.ts'));
	expect(packages).toContain('yargs');
	for (const heavy of ['undici', 'ajv', 'xmlbuilder2', 'fast-xml-parser', 'saxes', 'string-width'])
		expect(packages).not.toContain(heavy);
});

test('what the command imports dynamically is a file of ours', async () => {
	const { inputs } = await bundle(commandOptions());
	// esbuild gives a CommonJS package imported so under `default` alone.
	const dynamic = Object.entries(inputs)
		.filter(([path]) => !path.includes('node_modules'))
		.flatMap(([, { imports }]) => imports.filter(({ kind }) => kind === 'dynamic-import'));
	expect(dynamic.map(({ path }) => path).filter((path) => path.includes('node_modules'))).toEqual(
		[],
	);
});

type Inputs = Awaited<ReturnType<typeof bundle>>['inputs'];

/** A file and everything it imports statically. */
function executedAtStart(inputs: Inputs, entry: string): string[] {
	const found = new Set([entry]);
	for (const path of found)
		for (const { path: next, kind } of inputs[path]?.imports ?? [])
			if (kind !== 'dynamic-import' && Object.hasOwn(inputs, next)) found.add(next);
	return [...found];
}

function packagesOf(paths: readonly string[]): string[] {
	return [
		...new Set(paths.flatMap((path) => /node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(path)?.[1] ?? [])),
	].sort();
}
