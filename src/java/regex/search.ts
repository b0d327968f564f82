import { RegexMachine, RunawayError } from './machine.ts';
import type { JavaRegex } from './regex.ts';
import { widthAt } from './text.ts';

/** How many steps a search may take when nobody says otherwise: a fraction of a second. */
export const STEPS_MAX = 10_000_000;

/** What a pattern matched. Group 0 is all of it; a group that took no part is null. */
export interface RegexMatch {
	readonly groups: readonly (string | null)[];
	readonly start: number;
	readonly end: number;
}

export type FindResult =
	| { readonly ok: true; readonly match?: RegexMatch }
	| { readonly ok: false; readonly message: string };

/** The first match in a text, as `Matcher.find`. Fails when it takes more than `stepsMax` steps. */
export function findFirst(
	regex: JavaRegex,
	text: string,
	options: { readonly stepsMax?: number } = {},
): FindResult {
	return guarded(() => {
		const search = new Search(regex, text, options.stepsMax ?? STEPS_MAX);
		const match = search.next();
		return match === undefined ? { ok: true } : { ok: true, match };
	});
}

/** Runs a search; a runaway becomes a result. */
export function guarded<T extends { readonly ok: true }>(
	run: () => T,
): T | { readonly ok: false; readonly message: string } {
	try {
		return run();
	} catch (error) {
		if (error instanceof RunawayError) return { ok: false, message: error.message };
		throw error;
	}
}

/** The matches of a text one after the other, as `Matcher.find` called again and again. */
export class Search {
	private readonly regex: JavaRegex;
	private readonly text: string;
	private readonly machine: RegexMachine;
	private from = 0;

	constructor(regex: JavaRegex, text: string, stepsMax: number) {
		this.regex = regex;
		this.text = text;
		this.machine = new RegexMachine({ program: regex.program, text, stepsMax });
	}

	/** The next match; undefined when there is none. Its groups are made by `groupsOf`. */
	next(): RegexMatch | undefined {
		const bounds = this.nextBounds();
		return bounds === undefined ? undefined : { ...bounds, groups: this.groups() };
	}

	/** The next match without its groups. */
	nextBounds(): { readonly start: number; readonly end: number } | undefined {
		if (this.from > this.text.length || !this.find()) {
			this.from = this.text.length + 1;
			return undefined;
		}
		const [start = 0, end = 0] = this.machine.registers;
		this.from = end === start ? end + 1 : end;
		this.machine.lastMatchEnd = end;
		return { start, end };
	}

	private groups(): readonly (string | null)[] {
		const { registers } = this.machine;
		return Array.from({ length: this.regex.groupCount + 1 }, (_, group) => {
			const start = registers[2 * group] ?? -1;
			return start < 0 ? null : this.text.slice(start, registers[2 * group + 1]);
		});
	}

	private find(): boolean {
		const { machine, regex } = this;
		machine.reset();
		if (regex.startHints.isAnchored) return this.from === 0 && machine.matchesAt(0);
		for (let start = this.candidate(this.from); start >= 0; ) {
			if (machine.matchesAt(start)) return true;
			start = this.candidate(this.afterFailure(start));
		}
		return false;
	}

	/** The first place from one on where the pattern might match, or -1. */
	private candidate(from: number): number {
		const { text, machine } = this;
		const { prefix, first } = this.regex.startHints;
		if (from > text.length) return -1;
		if (prefix !== '') {
			const found = text.indexOf(prefix, from);
			machine.pay(((found < 0 ? text.length : found) - from) >> 6);
			return found;
		}
		if (first === undefined) return from;
		const { table } = first;
		for (let place = from; place < text.length; place += this.stepAt(place)) {
			const unit = text.charCodeAt(place);
			if (unit < 256 ? table[unit] === 1 : machine.widthIn(first, place) > 0) {
				machine.pay((place - from) >> 4);
				return place;
			}
		}
		machine.pay((text.length - from) >> 4);
		return -1;
	}

	private afterFailure(start: number): number {
		const { text, regex } = this;
		const { run } = regex.startHints;
		let place = start;
		if (run !== undefined) {
			while (place < text.length) {
				const width = this.machine.widthIn(run, place);
				if (width === 0) break;
				place += width;
			}
			this.machine.pay((place - start) >> 4);
		}
		return place + this.stepAt(place);
	}

	/** How far the next place to begin at is: behind a whole pair when the pattern looks at pairs. */
	private stepAt(place: number): number {
		return this.regex.hasSupplementary ? widthAt(this.text, place) : 1;
	}
}
