import type { Program } from '../compile/program.ts';
import { type ElementNode, parametersOf } from '../model/workflow.ts';
import { fraction, seedFor } from '../twin/random.ts';
import { analyse } from './analyse.ts';
import { kindOf } from './kind.ts';
import { constant, OPEN, ofShapes } from './meaning.ts';
import { Producer } from './produce.ts';
import { Shape } from './shape.ts';

/** How values are invented. */
export interface Invention {
	readonly nowMs: number;
	readonly seed: number;
	/** Which parameters need a value. */
	readonly wants: (parameter: ElementNode<'Parameter'>) => boolean;
}

/**
 * Values for parameters that nobody gave one: what the workflow does with a parameter tells, as it does with a
 * response, whether it is a host, an address, a number, a date or one of some words.
 */
export function inventValues(program: Program, invention: Invention): Map<string, string> {
	const { nowMs, seed, wants } = invention;
	const shapes = new Map<string, Shape>();
	const values = new Map<string, string>();
	const wanted = parametersOf(program.workflow).filter(wants);
	if (wanted.length === 0) return values;
	for (const { attributes } of wanted)
		shapes.set(attributes.name.value, new Shape(-1, attributes.name.value));
	analyse(program, (name, preset) => {
		const shape = shapes.get(name);
		if (shape !== undefined) return ofShapes([shape]);
		return preset === undefined ? OPEN : constant(preset);
	});
	const ownSeed = seedFor(seed, 'parameters');
	let draws = 0;
	const producer = new Producer({
		goalsOf: () => [],
		nowMs,
		origin: 'https://host.example.com',
		random: () => fraction(ownSeed, ++draws, 3),
		count: () => 1,
		variant: 0,
		isError: false,
		recent: new Map(),
	});
	for (const [name, shape] of shapes) values.set(name, valueFor(shape, producer, seed));
	return values;
}

function valueFor(shape: Shape, producer: Producer, seed: number): string {
	const { literals, address } = shape.uses;
	const words = [...literals].filter((text) => text !== '');
	const word = words[seed % Math.max(1, words.length)];
	if (word !== undefined && kindOf(shape) !== 'date') return word;
	if (address === undefined && /url|uri/i.test(shape.name)) return 'https://host.example.com';
	if (address === undefined && /host|server|domain|fqdn/i.test(shape.name)) return 'host.example.com';
	if (kindOf(shape) === 'array') return 'standin';
	const value = producer.produce(shape);
	return typeof value === 'string' ? value : JSON.stringify(value ?? 'standin');
}
