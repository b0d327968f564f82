import type { ValueType } from './ast.ts';

export interface FunctionSignature {
	readonly result: ValueType;
	readonly least: number;
	readonly most: number;
	/** Whether it looks at the node it is called for when it has no argument, or at that node's place. */
	readonly reads?: 'position' | 'node';
	/** Whether its argument must be a set of nodes. */
	readonly takesNodes?: boolean;
}

/** The core functions of XPath 1.0, section 4. */
export const FUNCTIONS = {
	boolean: { result: 'boolean', least: 1, most: 1 },
	ceiling: { result: 'number', least: 1, most: 1 },
	concat: { result: 'text', least: 2, most: Number.POSITIVE_INFINITY },
	contains: { result: 'boolean', least: 2, most: 2 },
	count: { result: 'number', least: 1, most: 1, takesNodes: true },
	false: { result: 'boolean', least: 0, most: 0 },
	floor: { result: 'number', least: 1, most: 1 },
	id: { result: 'nodes', least: 1, most: 1 },
	lang: { result: 'boolean', least: 1, most: 1, reads: 'node' },
	last: { result: 'number', least: 0, most: 0, reads: 'position' },
	'local-name': { result: 'text', least: 0, most: 1, reads: 'node', takesNodes: true },
	name: { result: 'text', least: 0, most: 1, reads: 'node', takesNodes: true },
	'namespace-uri': { result: 'text', least: 0, most: 1, reads: 'node', takesNodes: true },
	'normalize-space': { result: 'text', least: 0, most: 1, reads: 'node' },
	not: { result: 'boolean', least: 1, most: 1 },
	number: { result: 'number', least: 0, most: 1, reads: 'node' },
	position: { result: 'number', least: 0, most: 0, reads: 'position' },
	round: { result: 'number', least: 1, most: 1 },
	'starts-with': { result: 'boolean', least: 2, most: 2 },
	string: { result: 'text', least: 0, most: 1, reads: 'node' },
	'string-length': { result: 'number', least: 0, most: 1, reads: 'node' },
	substring: { result: 'text', least: 2, most: 3 },
	'substring-after': { result: 'text', least: 2, most: 2 },
	'substring-before': { result: 'text', least: 2, most: 2 },
	sum: { result: 'number', least: 1, most: 1, takesNodes: true },
	translate: { result: 'text', least: 3, most: 3 },
	true: { result: 'boolean', least: 0, most: 0 },
} as const satisfies Record<string, FunctionSignature>;

export type FunctionName = keyof typeof FUNCTIONS;

/** Functions of XSLT that Java knows by name; most of them fail there outside of a stylesheet. */
export const XSLT_FUNCTIONS: ReadonlySet<string> = new Set([
	'current',
	'document-location',
	'element-available',
	'function-available',
	'generate-id',
	'here',
	'key',
	'system-property',
	'unparsed-entity-uri',
]);

export function isFunctionName(name: string): name is FunctionName {
	return Object.hasOwn(FUNCTIONS, name);
}

export function signatureOf(name: FunctionName): FunctionSignature {
	return FUNCTIONS[name];
}

/** How many arguments a function takes, as Java says it. */
export function arityText({ least, most }: FunctionSignature): string {
	if (most === Number.POSITIVE_INFINITY) return `>${least - 1}`;
	return least === most ? `${least}` : `${least} or ${most}`;
}
