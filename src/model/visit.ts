import type { AnyNode, Attribute } from './workflow.ts';

/** Children in the order of the document: an If's branches come behind its own children. */
export function childNodes(node: AnyNode): readonly AnyNode[] {
	const children: readonly AnyNode[] = node.children;
	return node.kind === 'If' ? [...children, ...node.branches] : children;
}

/** Calls `enter` for a node and everything below it, in document order. Does not use the call stack. */
export function visit(root: AnyNode, enter: (node: AnyNode) => void): void {
	const pending: AnyNode[] = [root];
	for (let node = pending.pop(); node !== undefined; node = pending.pop()) {
		enter(node);
		const children = childNodes(node);
		for (let index = children.length - 1; index >= 0; index--) {
			const child = children[index];
			if (child !== undefined) pending.push(child);
		}
	}
}

/** The attributes of any node, by name. */
export function attributesOf(node: AnyNode): Readonly<Record<string, Attribute | undefined>> {
	return node.attributes;
}
