import { REPEAT_MAX, type RegexNode } from './ast.ts';
import { type CharSet, rangeSet, setOf, unionOfAll } from './charSet.ts';
import { LINE_ENDING } from './lineEnding.ts';
import { isWholeLoop } from './width.ts';

/** What is known of the places where a pattern can match: lets a search pass over the others quickly. */
export interface StartHints {
	/** Only at the text's beginning. */
	readonly isAnchored: boolean;
	/** The text that every match begins with; empty when unknown. */
	readonly prefix: string;
	/** What a match's first character is one of; undefined when a match may be empty or begin with anything. */
	readonly first: CharSet | undefined;
	/**
	 * What the pattern begins with without limit, as `.*` does. Where it fails, it fails from every further
	 * character of the run too.
	 */
	readonly run: CharSet | undefined;
}

export function startHintsOf(root: RegexNode, hasBackReference: boolean): StartHints {
	const begin = firstItem(root);
	const isAnchored = begin.kind === 'assertion' && begin.assertion === 'begin';
	// What is captured for good at a place where the rest fails stays captured: no place may be left out.
	if (mayLeak(root, false)) return { isAnchored, prefix: '', first: undefined, run: undefined };
	const isRun =
		!hasBackReference &&
		begin.kind === 'repeat' &&
		begin.most === REPEAT_MAX &&
		begin.body.kind === 'set';
	const first = firstOf(root);
	return {
		isAnchored,
		prefix: prefixOf(root),
		first: first.mayBeEmpty ? undefined : first.set,
		run: isRun && begin.body.kind === 'set' ? begin.body.set : undefined,
	};
}

/** Whether a group stands in something that is not undone on failure. */
function mayLeak(node: RegexNode, isKept: boolean): boolean {
	switch (node.kind) {
		case 'group':
			return (isKept && node.number !== undefined) || mayLeak(node.body, isKept);
		case 'look':
		case 'atomic':
			return mayLeak(node.body, true);
		case 'repeat': {
			const { body, mode } = node;
			if (mode === 'possessive') return mayLeak(body, true);
			if (!isWholeLoop(node) || body.kind !== 'group') return mayLeak(body, isKept);
			return (isKept && body.number !== undefined) || mayLeak(body.body, true);
		}
		case 'sequence':
		case 'alternatives':
			return node.items.some((item) => mayLeak(item, isKept));
		default:
			return false;
	}
}

/** What a pattern begins with, inside of the groups that it begins with. */
function firstItem(root: RegexNode): RegexNode {
	let node = root;
	for (;;) {
		const inner =
			node.kind === 'sequence' ? node.items[0] : node.kind === 'group' ? node.body : undefined;
		if (inner === undefined) return node;
		node = inner;
	}
}

function prefixOf(node: RegexNode): string {
	if (node.kind === 'text') return node.text;
	if (node.kind === 'group') return prefixOf(node.body);
	if (node.kind !== 'sequence') return '';
	let prefix = '';
	for (const item of node.items) {
		if (item.kind !== 'text') return prefix === '' ? prefixOf(item) : prefix;
		prefix += item.text;
	}
	return prefix;
}

interface First {
	readonly set: CharSet;
	readonly mayBeEmpty: boolean;
}

const ANYTHING = setOf(() => true);
const NOTHING = setOf(() => false);

function firstOf(node: RegexNode): First {
	switch (node.kind) {
		case 'set':
			return { set: node.set, mayBeEmpty: false };
		case 'text': {
			const codePoint = node.text.codePointAt(0) ?? 0;
			return { set: rangeSet(codePoint, codePoint), mayBeEmpty: false };
		}
		case 'sequence':
			return firstOfSequence(node.items);
		case 'alternatives': {
			const all = node.items.map(firstOf);
			return {
				set: unionOfAll(all.map((one) => one.set)),
				mayBeEmpty: all.some((one) => one.mayBeEmpty),
			};
		}
		case 'group':
		case 'atomic':
			return firstOf(node.body);
		case 'repeat': {
			const { set, mayBeEmpty } = firstOf(node.body);
			return { set, mayBeEmpty: mayBeEmpty || node.least === 0 };
		}
		case 'look':
		case 'assertion':
			return { set: NOTHING, mayBeEmpty: true };
		case 'lineEnding':
			return { set: LINE_ENDING, mayBeEmpty: false };
		case 'backReference':
			return { set: ANYTHING, mayBeEmpty: true };
		case 'grapheme':
			return { set: ANYTHING, mayBeEmpty: false };
	}
}

function firstOfSequence(items: readonly RegexNode[]): First {
	const sets: CharSet[] = [];
	for (const item of items) {
		const { set, mayBeEmpty } = firstOf(item);
		sets.push(set);
		if (!mayBeEmpty) return { set: unionOfAll(sets), mayBeEmpty: false };
	}
	return { set: sets.length === 0 ? NOTHING : unionOfAll(sets), mayBeEmpty: true };
}
