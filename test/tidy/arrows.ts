/**
 * Who may import whom. Adding an arrow is a design decision: change it here, and say why in ARCHITECTURE.md. An entry
 * is a room, or one file of a room for those who may know no more of it.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
	base: [],
	diagnostics: ['base'],
	catalog: ['base'],
	model: ['base', 'catalog'],
	jpath: ['base', 'diagnostics'],
	java: ['base'],
	xml: ['base', 'diagnostics', 'catalog', 'model'],
	compile: ['base', 'diagnostics', 'catalog', 'model', 'jpath'],
	values: ['base', 'diagnostics', 'catalog', 'model', 'java'],
	validate: [
		'base',
		'diagnostics',
		'catalog',
		'model',
		'xml',
		'jpath',
		'java',
		'compile',
		'values',
	],
	sim: ['base', 'diagnostics', 'catalog', 'model', 'jpath', 'java', 'compile', 'values'],
	memory: ['base', 'sim/ports.ts'],
	twin: ['base'],
	derive: ['base', 'catalog', 'jpath'],
	generate: ['base', 'diagnostics', 'catalog', 'model', 'values'],
	host: ['base', 'sim/ports.ts', 'twin'],
	templates: ['base', 'catalog', 'model', 'values', 'generate'],
	index: [
		'base',
		'diagnostics',
		'catalog',
		'model',
		'jpath',
		'java',
		'xml',
		'compile',
		'values',
		'validate',
		'sim',
		'memory',
		'twin',
		'derive',
		'generate',
	],
	cli: [
		'base',
		'diagnostics',
		'catalog',
		'model',
		'jpath',
		'java',
		'xml',
		'compile',
		'values',
		'validate',
		'sim',
		'memory',
		'twin',
		'derive',
		'generate',
		'host',
		'templates',
		'index',
	],
	scripts: [
		'base',
		'diagnostics',
		'catalog',
		'model',
		'jpath',
		'java',
		'xml',
		'compile',
		'values',
		'validate',
		'sim',
		'memory',
		'twin',
		'derive',
		'generate',
		'host',
		'cli',
		'templates',
		'index',
	],
};

/** The room of a source file; undefined for files that are in none. */
export function roomOf(path: string): string | undefined {
	if (path === 'src/index.ts') return 'index';
	if (path.startsWith('templates/')) return 'templates';
	return /^src\/([^/]+)\//.exec(path)?.[1];
}

/** Whether an arrow of the table leads from one file to another. */
export function mayImport(from: string, to: string): boolean {
	const room = roomOf(from);
	const target = roomOf(to);
	if (room === undefined || target === undefined || room === target) return true;
	return (ARROWS[room] ?? []).some((arrow) => arrow === target || `src/${arrow}` === to);
}
