import type { Plugin } from 'esbuild';

export interface StandIns {
	readonly name: string;
	/** Which packages get the stand-ins when they import something. */
	readonly for: readonly string[];
	/** What is imported, and the module text that stands in for it. */
	readonly modules: Readonly<Record<string, string>>;
}

/** Gives some packages, and only them, a module of ours in place of one that they import. */
export function standIns({ name, for: packages, modules }: StandIns): Plugin {
	const askers = new RegExp(`[\\\\/]node_modules[\\\\/](?:${packages.join('|')})[\\\\/]`);
	return {
		name,
		setup(build) {
			build.onResolve({ filter: /.*/ }, ({ path, importer }) =>
				Object.hasOwn(modules, path) && askers.test(importer)
					? { path, namespace: name }
					: undefined,
			);
			build.onLoad({ filter: /.*/, namespace: name }, ({ path }) => ({
				contents: modules[path] ?? '',
				loader: 'js',
			}));
		},
	};
}
