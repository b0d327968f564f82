/** The middle of some figures: what one slow moment of the machine does not move. */
export function median(figures: readonly number[]): number {
	const sorted = [...figures].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const high = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** What is measured side by side: the same work done in two ways. */
export type Contest<Name extends string> = Readonly<Record<Name, () => unknown>>;

/**
 * Runs every contestant in turn, again and again, so that a machine that slows down slows all of them down. Gives the
 * median of each in milliseconds. The first round warms up and does not count.
 */
export async function contest<Name extends string>(
	contestants: Contest<Name>,
	rounds: number,
): Promise<Readonly<Record<Name, number>>> {
	const names = Object.keys(contestants) as Name[];
	const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++)
		for (const name of names) {
			const start = performance.now();
			await contestants[name]();
			if (round > 0) figures.get(name)?.push(performance.now() - start);
		}
	return Object.fromEntries(names.map((name) => [name, median(figures.get(name) ?? [])])) as Record<
		Name,
		number
	>;
}
