import { ACTIONS, BRANCHES } from '../catalog/actions.ts';
import { elementName, isActionName } from '../catalog/catalog.ts';
import type { AnyNode, ElementNode, IfNode, XmlElement } from '../model/workflow.ts';
import { type Block, readChild, reportUnexpected } from './readContent.ts';
import type { Reading } from './readElement.ts';

type Branch = ElementNode<'ElseIf'> | ElementNode<'Else'>;

/**
 * Reads a block of actions. In the document If, ElseIf and Else are siblings; in the model they are one node.
 * Folding happens here, unfolding in `unfold`, and nowhere else.
 */
export function readActions(
	{ key: parent, xml, candidates, nodes }: Block,
	reading: Reading,
): void {
	/** The branches of the If that the next ElseIf or Else would belong to. */
	let open: Branch[] | undefined;
	/** Whether what stands before was to be a branch or an If, and has its finding: what follows it has none. */
	let isAstray = false;

	for (const candidate of candidates) {
		const name = candidate.xml.localName;
		const own = candidate.xml.namespace === reading.namespace;
		if (own && isActionName(name)) {
			const node = readChild(name, candidate, reading);
			open = name === 'If' ? [] : undefined;
			isAstray = false;
			nodes.push(open === undefined ? node : ({ ...node, branches: open } as IfNode));
		} else if (own && (name === 'ElseIf' || name === 'Else')) {
			const branch = readChild(name, candidate, reading) as Branch;
			if (open !== undefined && open.at(-1)?.kind !== 'Else') open.push(branch);
			else {
				if (!isAstray) reportStray(name, candidate.xml, open !== undefined, reading);
				isAstray = open === undefined && name === 'ElseIf';
			}
		} else {
			open = undefined;
			isAstray = /^(?:else)?if$/i.test(name);
			reportUnexpected(parent, candidate.xml, NAMES, reading);
		}
	}

	if (candidates.length === 0) {
		reading.diagnostics.push({
			rule: 'empty-block',
			layer: 'schema',
			severity: 'error',
			message: `<${elementName(parent)}> needs at least one action.`,
			help: 'Put an action into it, or remove it.',
			span: xml.nameSpan ?? { start: 0, end: 0 },
		});
	}
}

const NAMES = Object.keys({ ...ACTIONS, ...BRANCHES });

function reportStray(
	name: string,
	xml: XmlElement,
	behindElse: boolean,
	{ diagnostics }: Reading,
): void {
	diagnostics.push({
		rule: 'misplaced-element',
		layer: 'schema',
		severity: 'error',
		message: behindElse
			? `<${name}> may not follow <Else>.`
			: `<${name}> must stand directly behind an <If> or <ElseIf>.`,
		help: behindElse
			? '<Else> is always the last branch.'
			: 'Only comments may stand between them, and it may not stand inside the <If>.',
		span: xml.nameSpan ?? { start: 0, end: 0 },
	});
}

/** The nodes as they stand in the document: each If followed by its branches. */
export function unfold(nodes: readonly AnyNode[]): AnyNode[] {
	return nodes.flatMap((node): AnyNode[] =>
		node.kind === 'If' ? [node, ...node.branches] : [node],
	);
}
