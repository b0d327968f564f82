import type { Program } from '../compile/program.ts';
import { type ElementNode, parametersOf } from '../model/workflow.ts';
import { fraction, seedFor } from '../twin/random.ts';
import { analyse } from './analyse.ts';
import { kindOf } from './kind.ts';
import { constant, OPEN, ofShapes } from './meaning.ts';
import { Producer } from './produce.ts';
import { Shape } from './shape.ts';

/**
 * Whether a parameter gets a value: `needed` only if the workflow fails without, `words` also if it is one of some
 * words that the workflow looks for, or, with every other seed, if the workflow looks whether it is there.
 */
export type Want = 'always' | 'needed' | 'words' | 'never';

/** How values are invented. */
export interface Invention {
	readonly nowMs: number;
	readonly seed: number;
	readonly wants: (parameter: ElementNode<'Parameter'>) => Want;
}

/** What a person would be asked for: required values without a usable default, and what cannot be missing. */
export function usualWant({ attributes }: ElementNode<'Parameter'>): Want {
	const preset = attributes.default?.value ?? '';
	if (preset !== '' && !/example/i.test(preset)) return 'never';
	return /^(?:true|1)$/.test(attributes.required?.value ?? '') ? 'always' : 'needed';
}

/**
 * Values for parameters that nobody gave one: what the workflow does with a parameter tells, as it does with a
 * response, whether it is a host, an address, a number, a date or one of some words.
 */
export function inventValues(program: Program, invention: Invention): Map<string, string> {
	const { nowMs, seed, wants } = invention;
	const shapes = new Map<string, Shape>();
	const values = new Map<string, string>();
	const wanted = new Map<string, Want>();
	for (const parameter of parametersOf(program.workflow)) {
		const want = wants(parameter);
		const name = parameter.attributes.name.value;
		if (want === 'never') continue;
		shapes.set(name, new Shape(-1, name));
		wanted.set(name, want);
	}
	if (shapes.size === 0) return values;
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
	for (const parameter of parametersOf(program.workflow)) {
		const name = parameter.attributes.name.value;
		const shape = shapes.get(name);
		if (shape === undefined || !isWanted(shape, parameter, { want: wanted.get(name), seed }))
			continue;
		const value = isUuid(parameter) ? uuidOf(ownSeed) : valueFor(shape, producer, seed);
		values.set(name, isNamed(value, parameter) ? SECRET : value);
	}
	return values;
}

function isWanted(
	{ uses }: Shape,
	{ attributes }: ElementNode<'Parameter'>,
	{ want, seed }: { readonly want: Want | undefined; readonly seed: number },
): boolean {
	const hasDefault = (attributes.default?.value ?? '') !== '';
	const isTested = uses.isTested || uses.isCounted || uses.literals.has('');
	const isWord = uses.isTruth || [...uses.literals].some((text) => text !== '');
	// What a workflow looks for first it can do without.
	const isNeeded = uses.isNumber || uses.instant !== undefined || uses.dates.size > 0;
	if (want === 'needed') return isNeeded && !isTested;
	return want !== 'words' || isWord || (!hasDefault && (isTested ? seed % 2 === 0 : isNeeded));
}

/** Whatever begins as a secret does is hidden in traces: secrets do not begin with the names of members. */
const SECRET = 'standin-token-1';

function isNamed(value: string, { attributes }: ElementNode<'Parameter'>): boolean {
	const isSecret = /^(?:true|1)$/.test(attributes.secret?.value ?? '');
	return isSecret && value.startsWith(attributes.name.value);
}

/** Only words for people say it: a workflow treats a UUID as any other text. */
function isUuid({ attributes }: ElementNode<'Parameter'>): boolean {
	const words = [attributes.name, attributes.label, attributes.description];
	return words.some((text) => /\b[UG]UID\b/i.test(text?.value ?? ''));
}

function uuidOf(seed: number): string {
	const digits = Array.from({ length: 32 }, (_, index) =>
		Math.floor(fraction(seed, index, 4) * 16).toString(16),
	).join('');
	return digits.replace(/^(.{8})(.{4}).(.{3}).(.{3})/, '$1-$2-4$3-a$4-');
}

function valueFor(shape: Shape, producer: Producer, seed: number): string {
	const { uses, name } = shape;
	if (uses.fixed !== undefined) return uses.fixed;
	const words = [...uses.literals].filter((text) => text !== '');
	const word = words[seed % Math.max(1, words.length)];
	if (word !== undefined && kindOf(shape) !== 'date') return word;
	if (uses.isTruth && kindOf(shape) !== 'date') return 'true';
	if (uses.address === undefined && /url|uri/i.test(name)) return 'https://host.example.com';
	if (uses.address === undefined && /host|server|domain|fqdn/i.test(name))
		return 'host.example.com';
	if (/(?:^|_)port$/i.test(name)) return '443';
	if (/zone/i.test(name)) return 'UTC';
	if (
		kindOf(shape) === 'text' &&
		/limit|size|count|days|hours|minutes|seconds|period|interval|max/i.test(name)
	)
		return '10';
	if (kindOf(shape) === 'array') return '[standin]';
	const value = producer.produce(shape);
	return typeof value === 'string' ? value : JSON.stringify(value ?? 'standin');
}
