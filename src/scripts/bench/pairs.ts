import { contest, repeat, type Stopwatch } from './measure.ts';

/** The same work done by us and, as a yardstick, by what anybody has. */
export interface Pair {
	readonly name: string;
	/** What the yardstick is, as Markdown. */
	readonly yardstick: string;
	readonly ours: () => unknown;
	readonly theirs: () => unknown;
	/** How many pieces of work one call does. */
	readonly pieces: number;
	/** How many calls are measured together. */
	readonly calls: number;
}

/** Milliseconds for one piece of work. */
export interface PairFigures {
	readonly name: string;
	readonly yardstick: string;
	readonly oursMs: number;
	readonly theirsMs: number;
}

/** Measures both sides of each pair in turn. */
export async function measurePairs(
	pairs: readonly Pair[],
	options: { readonly rounds: number; readonly stopwatch: Stopwatch },
): Promise<PairFigures[]> {
	const figures: PairFigures[] = [];
	for (const { name, yardstick, ours, theirs, pieces, calls } of pairs) {
		const measured = await contest(
			{ ours: () => repeat(calls, ours), theirs: () => repeat(calls, theirs) },
			options,
		);
		const each = (milliseconds: number) => milliseconds / calls / pieces;
		figures.push({
			name,
			yardstick,
			oursMs: each(measured.ours),
			theirsMs: each(measured.theirs),
		});
	}
	return figures;
}
