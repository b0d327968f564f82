import { isOption, REPEAT_MAX, type RegexNode, type RepeatNode } from './ast.ts';

/** How far a look behind goes back, in characters: `most` may have overflowed, as it does in Java. */
export interface Width {
	readonly least: number;
	readonly most: number;
}

/**
 * How far a look behind goes back; undefined where Java finds no obvious maximum. Java adds up in 32 bits and looks for
 * an overflow in some places only, so that it lets many unlimited repetitions pass: so do we.
 */
export function lookBehindWidth(body: RegexNode): Width | undefined {
	const measure = new Measure();
	measure.add(body);
	return measure.isBounded ? measure.total() : undefined;
}

class Measure {
	isBounded = true;
	/** What stands before the last alternatives: it is not looked at for overflows behind them. */
	private readonly before = { least: 0, most: 0 };
	private least = 0;
	private most = 0;

	total(): Width {
		return { least: this.before.least + this.least, most: (this.before.most + this.most) | 0 };
	}

	add(node: RegexNode): void {
		switch (node.kind) {
			case 'set':
				this.plus(1, 1);
				return;
			case 'text':
				this.plus([...node.text].length, [...node.text].length);
				return;
			case 'sequence':
				for (const item of node.items) this.add(item);
				return;
			case 'alternatives':
				this.alternatives(node.items);
				return;
			case 'group':
				this.add(node.body);
				return;
			case 'atomic':
				this.least += this.together(node.body);
				return;
			case 'repeat':
				this.repeat(node);
				return;
			case 'lineEnding':
				this.plus(1, 2);
				return;
			case 'grapheme':
				this.plus(1, 0);
				return;
			case 'backReference':
				this.isBounded = false;
				return;
			case 'look':
			case 'assertion':
		}
	}

	private plus(least: number, most: number): void {
		this.least += least;
		this.most = (this.most + most) | 0;
	}

	private alternatives(items: readonly RegexNode[]): void {
		const widths = items.map((item) => this.inner(item));
		this.before.least += this.least + Math.min(...widths.map((width) => width.least));
		this.before.most += this.most + Math.max(...widths.map((width) => width.most));
		this.least = this.most = 0;
	}

	private repeat(node: RepeatNode): void {
		const { body, least, most, mode } = node;
		const isGroup = body.kind === 'group';
		if (isOption(node)) {
			if (isGroup && mode !== 'possessive')
				this.alternatives([body, { kind: 'sequence', items: [] }]);
			else this.together(body);
		} else if (isCharacter(body) && mode === 'greedy' && most === REPEAT_MAX) {
			this.plus(least, REPEAT_MAX);
		} else if (!isWholeLoop(node)) this.isBounded = false;
		else {
			const inner = this.inner(body);
			const before = this.most;
			this.least = Math.min(this.least + inner.least * least, 0xfffffff);
			this.most = (Math.imul(inner.most, most) + before) | 0;
			if (this.most < before) this.isBounded = false;
		}
	}

	/** Adds what is measured together with what stands before it; returns its least width. */
	private together(body: RegexNode): number {
		const measure = new Measure();
		measure.most = this.most;
		measure.add(body);
		if (!measure.isBounded) this.isBounded = false;
		const { least, most } = measure.total();
		this.most = most;
		return least;
	}

	/** Measured on its own. */
	private inner(node: RegexNode): Width {
		const measure = new Measure();
		measure.add(node);
		if (!measure.isBounded) this.isBounded = false;
		return measure.total();
	}
}

/** A repeated text is one character: longer ones are repeated as groups. */
function isCharacter(node: RegexNode): boolean {
	return node.kind === 'set' || node.kind === 'text';
}

/** Whether Java repeats something pass by pass, each of which it then leaves as it is. */
export function isWholeLoop(node: RepeatNode): boolean {
	const { body, mode } = node;
	if (mode === 'possessive') return true;
	return !isOption(node) && (body.kind !== 'group' || isDeterministic(body));
}

/** Whether there is but one way to match. */
function isDeterministic(node: RegexNode): boolean {
	switch (node.kind) {
		case 'sequence':
			return node.items.every(isDeterministic);
		case 'group':
		case 'atomic':
			return isDeterministic(node.body);
		case 'alternatives':
			return false;
		case 'repeat':
			return node.least === node.most && isDeterministic(node.body);
		case 'grapheme':
			return false;
		default:
			return true;
	}
}
