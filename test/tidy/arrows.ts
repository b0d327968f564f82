/** The rooms that run anywhere, each after those it may import. */
const CORE: Readonly<Record<string, readonly string[]>> = {
	base: [],
	diagnostics: ['base'],
	catalog: ['base'],
	model: ['base', 'catalog'],
	jpath: ['base', 'diagnostics'],
	java: ['base'],
	signing: ['base'],
	twin: ['base'],
	xml: ['base', 'diagnostics', 'catalog', 'model'],
	compile: ['base', 'diagnostics', 'catalog', 'model', 'jpath', 'java'],
	values: ['base', 'diagnostics', 'model', 'java'],
	validate: ['base', 'diagnostics', 'model', 'xml', 'compile', 'values'],
	sim: ['base', 'catalog', 'model', 'jpath', 'java', 'signing', 'compile'],
	standin: ['base', 'catalog', 'model', 'jpath', 'java', 'compile', 'twin'],
	coverage: ['base', 'model', 'compile'],
	memory: ['base', 'sim/ports.ts', 'sim/redirects.ts', 'twin/twin.ts'],
	scenario: [
		'base',
		'diagnostics',
		'jpath',
		'java',
		'twin/twin.ts',
		'values/ajv.ts',
		'sim/ports.ts',
		'sim/redact.ts',
		'sim/secretFinder.ts',
		'sim/secretsInAddress.ts',
	],
	fidelity: [
		'base',
		'jpath/behaviour.ts',
		'sim/behaviour.ts',
		'host/behaviour.ts',
		'twin/atlassian/profile.ts',
	],
	derive: ['base', 'catalog', 'jpath', 'fidelity', 'scenario/scenarioSchema.ts'],
	generate: ['base', 'diagnostics', 'model', 'xml', 'values'],
};

const CORE_ROOMS = Object.keys(CORE);

/**
 * Who may import whom. Adding an arrow is a design decision: change it here, and say why in ARCHITECTURE.md. An entry
 * is a room, or one file of a room for those who may know no more of it.
 */
export const ARROWS: Readonly<Record<string, readonly string[]>> = {
	...CORE,
	templates: ['base', 'model', 'generate'],
	host: ['base', 'sim/ports.ts', 'sim/redirects.ts', 'twin/twin.ts'],
	index: CORE_ROOMS,
	cli: [...CORE_ROOMS, 'templates', 'host'],
	scripts: [...CORE_ROOMS, 'templates', 'host', 'index', 'cli'],
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
