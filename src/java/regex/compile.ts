import { isOption, type LookNode, REPEAT_MAX, type RegexNode, type RepeatNode } from './ast.ts';
import { type CharSet, rangeSet, unionOfAll } from './charSet.ts';
import { LINE_ENDING } from './lineEnding.ts';
import type { ParsedRegex } from './parser.ts';
import { type LoopStep, OPERATION, type Program, type Step } from './program.ts';
import { isWholeLoop } from './width.ts';

/** Translates a pattern into steps for the matching machine. */
export function compileProgram(parsed: ParsedRegex): Program {
	return new ProgramWriter(parsed).write();
}

class ProgramWriter {
	private readonly parsed: ParsedRegex;
	private readonly steps: Step[] = [];
	private registerCount: number;
	private memoryCount = 0;
	/** Loops remember failed places only where failing depends on nothing but the place, as in Java. */
	private mayRemember: boolean;

	constructor(parsed: ParsedRegex) {
		this.parsed = parsed;
		this.registerCount = 2 * (parsed.groupCount + 1);
		this.mayRemember = !hasBackReference(parsed.root);
	}

	write(): Program {
		this.node(this.parsed.root);
		this.add('accept');
		const { steps, registerCount, memoryCount } = this;
		const hasLoopEnd = steps.some((step) => step.operation === OPERATION.loopEnd);
		const { groupCount } = this.parsed;
		return { steps, registerCount, memoryCount, groupCount, hasLoopEnd };
	}

	private node(node: RegexNode): void {
		switch (node.kind) {
			case 'set':
				this.add('set', { set: node.set });
				return;
			case 'text':
				this.add('text', { text: node.text });
				return;
			case 'sequence':
				this.sequence(node.items);
				return;
			case 'alternatives':
				this.alternatives(node.items);
				return;
			case 'group':
				this.group(node.number, node.body);
				return;
			case 'repeat':
				this.repeat(node);
				return;
			case 'atomic':
				this.committed(() => this.node(node.body), 'commit');
				return;
			case 'look':
				this.look(node);
				return;
			case 'backReference':
				this.add('backReference', { a: node.number, fold: node.fold });
				return;
			case 'assertion':
				this.add('assertion', { assertion: node.assertion });
				return;
			case 'lineEnding':
				this.choice([
					() => this.add('text', { text: '\r\n' }),
					() => this.add('set', { set: LINE_ENDING }),
				]);
				return;
			case 'grapheme':
				this.add('grapheme');
		}
	}

	/** Letters that stand together are compared together. */
	private sequence(items: readonly RegexNode[]): void {
		let text = '';
		for (const item of items) {
			if (item.kind === 'text') {
				text += item.text;
				continue;
			}
			if (text !== '') this.add('text', { text });
			text = '';
			this.node(item);
		}
		if (text !== '') this.add('text', { text });
	}

	private alternatives(items: readonly RegexNode[]): void {
		const set = setOfAlternatives(items);
		if (set !== undefined) this.add('set', { set });
		else this.choice(items.map((item) => () => this.node(item)));
	}

	private choice(writers: readonly (() => void)[]): void {
		const jumps: Step[] = [];
		writers.forEach((write, index) => {
			if (index === writers.length - 1) {
				write();
				return;
			}
			const split = this.add('split', { a: this.steps.length + 1 });
			write();
			jumps.push(this.add('jump'));
			split.b = this.steps.length;
		});
		for (const jump of jumps) jump.a = this.steps.length;
	}

	private group(number: number | undefined, body: RegexNode): void {
		if (number === undefined) {
			this.node(body);
			return;
		}
		const register = this.registerCount++;
		this.add('mark', { a: register });
		this.node(body);
		this.add('capture', { a: number, b: register });
	}

	private repeat(node: RepeatNode): void {
		const { body, least, most, mode } = node;
		const set = setOfNode(body);
		if (set !== undefined) {
			const operation = (
				{ greedy: 'greedyRun', lazy: 'lazyRun', possessive: 'possessiveRun' } as const
			)[mode];
			this.add(operation, { set, a: least, b: most });
			return;
		}
		if (isOption(node) && mode !== 'possessive') {
			this.optional(node);
			return;
		}
		this.loop(node);
	}

	private optional({ body, mode }: RepeatNode): void {
		const split = this.add('split');
		const start = this.steps.length;
		// Java leaves what is not a group as it first matched.
		if (body.kind === 'group') this.node(body);
		else this.committed(() => this.node(body), 'commit');
		const end = this.steps.length;
		split.a = mode === 'lazy' ? end : start;
		split.b = mode === 'lazy' ? start : end;
	}

	private loop(node: RepeatNode): void {
		const { body, mode } = node;
		const isWhole = isWholeLoop(node);
		const before = this.mayRemember;
		const remembers = before && mode === 'greedy' && node.most === REPEAT_MAX && !isWhole;
		this.mayRemember = false;
		const write = () => {
			const loop = this.loopBegin(node, isWhole, remembers ? this.memoryCount++ : -1);
			if (!isWhole) this.node(body);
			else if (body.kind === 'group') this.wholeGroup(body.number, body.body);
			else this.committed(() => this.node(body), 'commit');
			this.add('jump', { a: loop.body - 1 });
			loop.exit = this.steps.length;
			const isRegrouped = isWhole && mode === 'greedy' && body.kind === 'group';
			if (isRegrouped && body.number !== undefined) this.add('loopEnd', { loop, a: body.number });
		};
		if (mode === 'possessive') this.committed(write, 'commit');
		else write();
		this.mayRemember = before;
	}

	private loopBegin(node: RepeatNode, isWhole: boolean, memory: number): LoopStep {
		const { least, most, mode } = node;
		const count = this.registerCount++;
		const place = this.registerCount++;
		this.add('loopBegin', { a: count, b: place });
		const isLazy = mode === 'lazy';
		const body = this.steps.length + 1;
		const loop: LoopStep = {
			count,
			place,
			least,
			most,
			isLazy,
			isWhole,
			failsEmpty: isWhole && mode !== 'possessive',
			body,
			exit: -1,
			memory,
		};
		this.add('loop', { loop });
		return loop;
	}

	/** The group's own ends are taken back on failure, those of groups inside are not. */
	private wholeGroup(number: number | undefined, body: RegexNode): void {
		const write = () => this.committed(() => this.node(body), 'commit');
		if (number === undefined) {
			write();
			return;
		}
		const register = this.registerCount++;
		this.add('mark', { a: register });
		write();
		this.add('capture', { a: number, b: register });
	}

	private look(node: LookNode): void {
		const before = this.mayRemember;
		if (node.isBehind) this.mayRemember = false;
		const write = () => {
			if (node.isBehind)
				this.add(node.isWide ? 'behindWide' : 'behind', { a: node.widthMin, b: node.widthMax });
			this.node(node.body);
			if (node.isBehind) this.add('behindEnd');
		};
		const barrier = this.committed(write, node.isNegative ? 'commitFail' : 'commitBack');
		if (node.isNegative) barrier.a = this.steps.length;
		this.mayRemember = before;
	}

	private committed(write: () => void, end: 'commit' | 'commitBack' | 'commitFail'): Step {
		const barrier = this.add('barrier', { a: -1 });
		write();
		this.add(end);
		return barrier;
	}

	private add(operation: keyof typeof OPERATION, parts: Partial<Step> = {}): Step {
		const step: Step = {
			operation: OPERATION[operation],
			a: parts.a ?? 0,
			b: parts.b ?? 0,
			text: parts.text ?? '',
			set: parts.set,
			assertion: parts.assertion,
			fold: parts.fold,
			loop: parts.loop,
		};
		this.steps.push(step);
		return step;
	}
}

/** The characters that a node takes one of, where it is as simple as that. */
function setOfNode(node: RegexNode): CharSet | undefined {
	if (node.kind === 'set') return node.set;
	if (node.kind === 'group' && node.number === undefined) return setOfNode(node.body);
	if (node.kind === 'alternatives') return setOfAlternatives(node.items);
	if (node.kind !== 'text') return undefined;
	const [char, ...more] = node.text;
	const codePoint = char?.codePointAt(0);
	return codePoint === undefined || more.length > 0 ? undefined : rangeSet(codePoint, codePoint);
}

/** Alternatives of one character each are one set: which comes first makes no difference. */
function setOfAlternatives(items: readonly RegexNode[]): CharSet | undefined {
	const sets = items.map(setOfNode);
	return sets.every((set) => set !== undefined) ? unionOfAll(sets) : undefined;
}

/** Whether what matches depends on what was captured. */
export function hasBackReference(node: RegexNode): boolean {
	switch (node.kind) {
		case 'backReference':
			return true;
		case 'sequence':
		case 'alternatives':
			return node.items.some(hasBackReference);
		case 'group':
		case 'repeat':
		case 'atomic':
		case 'look':
			return hasBackReference(node.body);
		default:
			return false;
	}
}
