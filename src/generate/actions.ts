import { element, ifElement } from '../model/build.ts';
import type { Action, ElementNode, IfNode } from '../model/workflow.ts';

/**
 * Short words for the actions that templates use most, so that a template reads like the program it makes.
 * Anything else is made with `element`.
 */

export function set(path: string, value: string): Action {
	return element('Set', { path, value });
}

export function remove(path: string): Action {
	return element('Delete', { path });
}

export function log(type: 'INFO' | 'WARN' | 'ERROR' | 'DEBUG', message: string): Action {
	return element('Log', { type, message });
}

export function sleep(duration: string): Action {
	return element('Sleep', { duration });
}

export function whileTrue(condition: string, actions: readonly Action[]): Action {
	return element('While', { condition }, { children: actions });
}

export function forEach(item: string, items: string, actions: readonly Action[]): Action {
	return element('ForEach', { item, items }, { children: actions });
}

/** `when(a, …)` · `when(a, …, otherwise(…))` · `when(a, …, whenElse(b, …), otherwise(…))`. */
export function when(
	condition: string,
	actions: readonly Action[],
	...branches: IfNode['branches']
): IfNode {
	return ifElement(condition, actions, branches);
}

export function whenElse(condition: string, actions: readonly Action[]): ElementNode<'ElseIf'> {
	return element('ElseIf', { condition }, { children: actions });
}

export function otherwise(actions: readonly Action[]): ElementNode<'Else'> {
	return element('Else', {}, { children: actions });
}
