import { attributeSpecs, defaultOf } from '../catalog/catalog.ts';
import type { Program } from '../compile/program.ts';
import { type ElementNode, parametersOf } from '../model/workflow.ts';
import type { SimBehaviour } from './behaviour.ts';
import type { Stop } from './completion.ts';
import { failure } from './faults.ts';
import { dependsOnPresence } from './presence.ts';
import type { Environment } from './runtime.ts';
import type { State } from './state.ts';

/** A parameter with the value that it has in this simulation. */
export interface Parameter {
	readonly name: string;
	/** Undefined: not in the State. */
	readonly value: string | undefined;
	readonly isSecret: boolean;
}

/**
 * The parameters of a workflow with their values, or why the workflow cannot run with them. Says by `consulted` when it
 * makes a difference what an optional one with an empty value is.
 */
export function parametersFor(
	program: Program,
	values: ReadonlyMap<string, string>,
	emptyOptional: SimBehaviour['emptyOptionalParameter'],
	consulted: (key: keyof SimBehaviour) => void,
): readonly Parameter[] | Stop {
	const parameters: Parameter[] = [];
	for (const node of parametersOf(program.workflow)) {
		const name = node.attributes.name.value;
		const isRequired = isTrue(node, 'required');
		const given = values.get(name) ?? node.attributes.default?.value;
		if (given === undefined && isRequired) return missing(node, name);
		const isEmpty = given === '' && !isRequired;
		if (isEmpty && dependsOnPresence(program, name)) consulted('emptyOptionalParameter');
		const isAbsent = isEmpty && emptyOptional === 'absent';
		const value = isAbsent ? undefined : given;
		parameters.push({ name, value, isSecret: isTrue(node, 'secret') });
	}
	return parameters;
}

function isTrue(node: ElementNode<'Parameter'>, name: 'required' | 'secret'): boolean {
	const spec = attributeSpecs('Parameter')[name];
	const text = node.attributes[name]?.value ?? (spec === undefined ? '' : defaultOf(spec, 'V1'));
	return /^\s*(?:true|1)\s*$/.test(text ?? '');
}

function missing(node: ElementNode<'Parameter'>, name: string): Stop {
	const label = node.attributes.label.value;
	const called = label === '' || label === name ? '' : ` (${label})`;
	return failure(`The parameter "${name}"${called} has no value, but the workflow requires one.`, {
		help: `Add <Value name="${name}" value="…" /> to the parameter values, or pass --set ${name}=….`,
		span: node.span,
	});
}

/**
 * Writes the parameters to the State, as texts. They win over what the State kept from earlier runs, and
 * those without a value are removed. Source: run log in issue 86 of IBM's repository; reference 2.1.
 */
export function applyParameters(
	parameters: readonly Parameter[],
	state: State,
	environment: Environment,
	runNumber: number,
): Stop | undefined {
	const { trace, redactor, ports } = environment;
	for (const { name, value, isSecret } of parameters) {
		// Written only where it is another one, so that it shows whether a run changed anything.
		const isThere = state.get([name]) === value;
		if (!isThere) {
			const stop = value === undefined ? state.delete([name]) : state.set([name], value);
			if (stop !== undefined) return stop;
		}
		trace?.({
			kind: 'parameter',
			run: runNumber,
			timeMs: ports.clock.now(),
			path: `/${name}`,
			...(value === undefined ? {} : { value: isSecret ? '***' : redactor.redact(value) }),
			secret: isSecret,
		});
	}
	return undefined;
}
