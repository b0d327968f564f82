import { BacktrackStack, ENTRY } from './backtrack.ts';
import { type CharSet, includes } from './charSet.ts';
import { FailedPlaces } from './failedPlaces.ts';
import { holdsAt } from './holdsAt.ts';
import { behindBounds } from './lookBehind.ts';
import { type LoopStep, OPERATION, type Program, type Step } from './program.ts';
import { codePointBefore, graphemeEnd, isPlainPair, widthAt } from './text.ts';

/** More would take more memory than a browser's page should: 128 MB. */
const STACK_ENTRIES_MAX = 2 ** 23;
const TEXT_LENGTH_MAX = 2 ** 30;
/** What a page of failed places costs: it is a kilobyte. */
const PAGE_STEPS = 64;
/** What looking for the end of a character as people see it costs, besides its length. */
const GRAPHEME_STEPS = 64;

/** Asking a set takes as long as a step when it asks as many others. */
const CHEAP_SET = 8;

/** Leaves a run that takes too long; caught in `search.ts`, never seen outside. */
export class RunawayError extends Error {}

/** Runs a program over a text: a backtracking matcher that counts its steps and does not use the call stack. */
export class RegexMachine {
	readonly registers: Int32Array;
	/** What `\G` stands for. */
	lastMatchEnd = 0;
	stepsLeft: number;
	private readonly stepsMax: number;
	private readonly program: Program;
	readonly text: string;
	private readonly stack = new BacktrackStack(STACK_ENTRIES_MAX);
	private readonly failed: FailedPlaces;
	/** Where the innermost barrier is on the stack, or -1. */
	private barrier = -1;
	private place = 0;

	constructor(options: {
		readonly program: Program;
		readonly text: string;
		readonly stepsMax: number;
	}) {
		this.program = options.program;
		this.text = options.text;
		this.failed = new FailedPlaces(options.text.length);
		this.stepsMax = this.stepsLeft = options.stepsMax;
		this.registers = new Int32Array(options.program.registerCount).fill(-1);
		if (options.text.length > TEXT_LENGTH_MAX) this.give('The text is too long to be searched.');
	}

	/** Forgets what groups hold: before a new search, not before each place of one (as Java). */
	reset(): void {
		this.registers.fill(-1);
		this.failed.forget();
	}

	/** Pays for work done outside of the machine. */
	pay(steps: number): void {
		this.stepsLeft -= steps;
		if (this.stepsLeft < 0) this.giveUp();
	}

	/** Whether the pattern matches at a place; its groups are then in the registers. */
	matchesAt(start: number): boolean {
		this.stack.size = 0;
		this.barrier = -1;
		this.place = start;
		const end = this.run();
		if (end < 0) return false;
		this.regroup(0);
		this.registers[0] = start;
		this.registers[1] = end;
		return true;
	}

	/** Returns where the match ends, or -1. */
	private run(): number {
		const { steps } = this.program;
		const { text } = this;
		let at = 0;
		for (;;) {
			if (--this.stepsLeft < 0) this.giveUp();
			const step = steps[at] as Step;
			let next = at + 1;
			switch (step.operation) {
				case OPERATION.accept:
					return this.place;
				case OPERATION.text:
					if (text.startsWith(step.text, this.place)) this.place += step.text.length;
					else next = -1;
					break;
				case OPERATION.set: {
					const width = this.widthIn(step.set as CharSet, this.place);
					if (width === 0) next = -1;
					else this.place += width;
					break;
				}
				case OPERATION.split:
					this.push(ENTRY.choice, step.b, this.place, 0);
					next = step.a;
					break;
				case OPERATION.jump:
					next = step.a;
					break;
				case OPERATION.mark:
					this.note(step.a, this.place);
					break;
				case OPERATION.capture:
					this.note(2 * step.a, this.register(step.b));
					this.note(2 * step.a + 1, this.place);
					break;
				case OPERATION.greedyRun:
				case OPERATION.possessiveRun:
					if (!this.runGreedy(step, at)) next = -1;
					break;
				case OPERATION.lazyRun:
					if (!this.runLazy(step, at)) next = -1;
					break;
				case OPERATION.loopBegin:
					this.note(step.a, 0);
					this.note(step.b, -1);
					break;
				case OPERATION.loop:
					next = this.loop(step.loop as LoopStep, at);
					break;
				case OPERATION.loopEnd:
					this.endLoop(step);
					break;
				case OPERATION.barrier:
					this.push(ENTRY.barrier, step.a, this.place, this.barrier);
					this.barrier = this.stack.size - 4;
					break;
				case OPERATION.commit:
				case OPERATION.commitBack:
				case OPERATION.commitFail:
					next = this.commit(step.operation, next);
					break;
				case OPERATION.behind:
				case OPERATION.behindWide:
					next = this.behind(step, at);
					break;
				case OPERATION.behindEnd:
					if (this.place !== this.stack.at(this.barrier + 2)) next = -1;
					break;
				case OPERATION.assertion:
					if (step.assertion === undefined) break;
					if (!holdsAt(step.assertion, this.place, this)) next = -1;
					break;
				case OPERATION.backReference:
					if (!this.matchAgain(step)) next = -1;
					break;
				case OPERATION.grapheme:
					if (this.place >= text.length) next = -1;
					else this.takeGrapheme();
					break;
			}
			at = next >= 0 ? next : this.backtrack();
			if (at < 0) return -1;
		}
	}

	/** Undoes what was done up to the last choice, and returns the step to go on at, or -1. */
	private backtrack(): number {
		const { stack } = this;
		while (stack.pop()) {
			const top = stack.size;
			const a = stack.at(top + 1);
			const b = stack.at(top + 2);
			const c = stack.at(top + 3);
			switch (stack.at(top)) {
				case ENTRY.register:
					this.registers[a] = b;
					break;
				case ENTRY.choice:
					this.place = b;
					return a;
				case ENTRY.failedPass:
					if (this.failed.add(c, b)) this.pay(PAGE_STEPS);
					this.place = b;
					return a;
				case ENTRY.giveBack:
					this.place = b - (codePointBefore(this.text, b) > 0xffff && b - 2 >= c ? 2 : 1);
					if (this.place > c) this.push(ENTRY.giveBack, a, this.place, c);
					return a;
				case ENTRY.takeMore: {
					const step = this.program.steps[a] as Step;
					const width = this.widthIn(step.set as CharSet, b);
					if (width === 0) break;
					this.place = b + width;
					if (c + 1 < step.b) this.push(ENTRY.takeMore, a, this.place, c + 1);
					return a + 1;
				}
				case ENTRY.lazyPass: {
					this.place = b;
					const loop = (this.program.steps[a] as Step).loop as LoopStep;
					return this.beginPass(loop, this.register(loop.count));
				}
				case ENTRY.barrier:
					this.barrier = c;
					this.place = b;
					if (a >= 0) return a;
					break;
				case ENTRY.behind:
					if (b < c) break;
					this.push(ENTRY.behind, a, b - 1, c);
					this.place = b;
					return a;
			}
		}
		return -1;
	}

	private runGreedy(step: Step, at: number): boolean {
		const set = step.set as CharSet;
		const { text } = this;
		let place = this.place;
		let floor = step.a === 0 ? place : -1;
		let count = 0;
		while (count < step.b && place < text.length) {
			const unit = text.charCodeAt(place);
			let width = 1;
			if (unit < 256) {
				if (set.table[unit] === 0) break;
			} else {
				width = this.widthIn(set, place);
				if (width === 0) break;
			}
			place += width;
			count++;
			if (count === step.a) floor = place;
		}
		this.pay(count >> 2);
		if (count < step.a) return false;
		this.place = place;
		if (step.operation === OPERATION.greedyRun && place > floor)
			this.push(ENTRY.giveBack, at + 1, place, floor);
		return true;
	}

	private runLazy(step: Step, at: number): boolean {
		for (let count = 0; count < step.a; count++) {
			const width = this.widthIn(step.set as CharSet, this.place);
			if (width === 0) {
				this.pay(count >> 2);
				return false;
			}
			this.place += width;
		}
		this.pay(step.a >> 2);
		if (step.a < step.b) this.push(ENTRY.takeMore, at, this.place, step.a);
		return true;
	}

	private takeGrapheme(): void {
		const { text, place } = this;
		this.place = graphemeEnd(text, place);
		if (!isPlainPair(text, place)) this.pay(GRAPHEME_STEPS + (this.place - place));
	}

	/** How long the character of a set at a place is; 0 when there is none. */
	widthIn(set: CharSet, place: number): number {
		const { text } = this;
		if (place >= text.length) return 0;
		const unit = text.charCodeAt(place);
		if (unit < 256) return set.table[unit] ?? 0;
		if (set.cost > CHEAP_SET) this.pay(set.cost / CHEAP_SET);
		const width = widthAt(text, place);
		const codePoint = width === 1 ? unit : (text.codePointAt(place) ?? unit);
		return includes(set, codePoint) ? width : 0;
	}

	private loop(loop: LoopStep, at: number): number {
		const count = this.register(loop.count);
		const isDone = !loop.isWhole || count > loop.least;
		if (isDone && this.place === this.register(loop.place)) return loop.failsEmpty ? -1 : loop.exit;
		if (count < loop.least) return this.beginPass(loop, count);
		if (count >= loop.most) return loop.exit;
		if (loop.isLazy) {
			this.push(ENTRY.lazyPass, at, this.place, 0);
			return loop.exit;
		}
		if (loop.memory >= 0 && this.failed.has(loop.memory, this.place)) return loop.exit;
		if (loop.memory < 0) this.push(ENTRY.choice, loop.exit, this.place, 0);
		else this.push(ENTRY.failedPass, loop.exit, this.place, loop.memory);
		return this.beginPass(loop, count);
	}

	private beginPass(loop: LoopStep, count: number): number {
		this.note(loop.count, count + 1);
		this.note(loop.place, this.place);
		return loop.body;
	}

	/** A quirk of Java: of a group that is a loop, repeated in a loop, the first pass's end is what counts. */
	private endLoop(step: Step): void {
		const loop = step.loop as LoopStep;
		if (this.register(loop.count) <= loop.least) return;
		this.push(ENTRY.regroup, step.a, this.register(2 * step.a), this.register(2 * step.a + 1));
	}

	/** Does what the entries above a place of the stack say about groups, the last first. */
	private regroup(floor: number): void {
		if (!this.program.hasLoopEnd) return;
		const { stack } = this;
		for (let entry = stack.size - 4; entry >= floor; entry -= 4) {
			if (stack.at(entry) !== ENTRY.regroup) continue;
			const group = stack.at(entry + 1);
			this.registers[2 * group] = stack.at(entry + 2);
			this.registers[2 * group + 1] = stack.at(entry + 3);
		}
	}

	private commit(operation: number, next: number): number {
		const { stack } = this;
		const place = stack.at(this.barrier + 2);
		this.regroup(this.barrier);
		stack.size = this.barrier;
		this.barrier = stack.at(this.barrier + 3);
		if (operation === OPERATION.commit) return next;
		this.place = place;
		return operation === OPERATION.commitBack ? next : -1;
	}

	private behind(step: Step, at: number): number {
		const { text, place } = this;
		const isWide = step.operation === OPERATION.behindWide;
		const bounds = behindBounds({ text, place, widthMin: step.a, widthMax: step.b, isWide });
		const { nearest, farthest } = bounds;
		if (nearest < farthest) return -1;
		if (isWide) this.pay((place - farthest) >> 2);
		this.push(ENTRY.behind, at + 1, nearest - 1, farthest);
		this.place = nearest;
		return at + 1;
	}

	private matchAgain(step: Step): boolean {
		const { text } = this;
		if (step.a > this.program.groupCount) return false;
		const start = this.register(2 * step.a);
		if (start < 0) return false;
		const length = this.register(2 * step.a + 1) - start;
		if (this.place + length > text.length) return false;
		this.pay(length >> 2);
		const { fold } = step;
		if (fold === undefined) {
			if (!text.startsWith(text.slice(start, start + length), this.place)) return false;
		} else {
			for (let offset = 0; offset < length; ) {
				const wanted = text.codePointAt(start + offset) ?? 0;
				const found = text.codePointAt(this.place + offset) ?? 0;
				if (wanted !== found && fold(wanted) !== fold(found)) return false;
				offset += wanted > 0xffff ? 2 : 1;
			}
		}
		this.place += length;
		return true;
	}

	private register(index: number): number {
		return this.registers[index] ?? -1;
	}

	/** Sets a register; failing sets it back. */
	private note(register: number, value: number): void {
		this.push(ENTRY.register, register, this.register(register), 0);
		this.registers[register] = value;
	}

	private push(kind: number, a: number, b: number, c: number): void {
		if (!this.stack.push(kind, a, b, c))
			this.give('The regular expression needs too much memory on this text: it was stopped.');
	}

	private giveUp(): never {
		return this.give(
			`The regular expression took more than ${this.stepsMax} steps on this text: it was stopped.`,
		);
	}

	private give(message: string): never {
		throw new RunawayError(message);
	}
}
