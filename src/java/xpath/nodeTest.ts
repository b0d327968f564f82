import { assertNever } from '../../base/invariant.ts';
import type { NodeTest } from './ast.ts';
import type { NodeKind, XmlNode } from './document.ts';

/** A test of a step as a function. `principal` is the kind of node that names and `*` stand for on its axis. */
export function compileNodeTest(test: NodeTest, principal: NodeKind): (node: XmlNode) => boolean {
	switch (test.kind) {
		case 'any':
			return () => true;
		case 'text':
			if (test.isPlain)
				return ({ kind, parts }) => kind === 'text' && !parts?.every(({ isCdata }) => isCdata);
			return (node) => node.kind === 'text';
		case 'comment':
			return (node) => node.kind === 'comment';
		case 'instruction': {
			const { target } = test;
			return (node) =>
				node.kind === 'instruction' && (target === undefined || node.name.text === target);
		}
		case 'name': {
			const { namespace, local } = test;
			return (node) =>
				node.kind === principal &&
				(local === undefined || node.name.local === local) &&
				(namespace === undefined || node.namespace === namespace);
		}
		default:
			return assertNever(test);
	}
}
