/** The middle of some figures: what one slow moment of the machine does not move. */
export function median(figures: readonly number[]): number {
	const sorted = [...figures].sort((a, b) => a - b);
	const middle = sorted.length >> 1;
	const high = sorted[middle] ?? Number.NaN;
	return sorted.length % 2 === 1 ? high : ((sorted[middle - 1] ?? high) + high) / 2;
}

/** Tells milliseconds. */
export type Stopwatch = () => number;

/** Time that passes: for what waits for a disk, for a network or for another process. */
export const passingTime: Stopwatch = () => performance.now();

/** Time of the processor: for what only computes, so that what others do on the machine meanwhile does not count. */
export const processorTime: Stopwatch = () => {
	const { user, system } = process.cpuUsage();
	return (user + system) / 1000;
};

/** What is measured side by side: the same work done in two ways. */
export type Contest<Name extends string> = Readonly<Record<Name, () => unknown>>;

/**
 * Runs every contestant in turn, again and again, so that a machine that slows down slows all of them down. Gives the
 * median of each in milliseconds. The first round warms up and does not count.
 */
export async function contest<Name extends string>(
	contestants: Contest<Name>,
	{ rounds, stopwatch }: { readonly rounds: number; readonly stopwatch: Stopwatch },
): Promise<Readonly<Record<Name, number>>> {
	const names = Object.keys(contestants) as Name[];
	const figures = new Map<Name, number[]>(names.map((name) => [name, []]));
	for (let round = 0; round <= rounds; round++)
		for (const name of names) {
			const start = stopwatch();
			await contestants[name]();
			if (round > 0) figures.get(name)?.push(stopwatch() - start);
		}
	return Object.fromEntries(names.map((name) => [name, median(figures.get(name) ?? [])])) as Record<
		Name,
		number
	>;
}

/** Does some work so many times, one after the other. */
export async function repeat(times: number, work: () => unknown): Promise<void> {
	for (let time = 0; time < times; time++) {
		const answer = work();
		// Only what answers later is waited for: waiting for the others would measure the wait.
		if (answer instanceof Promise) await answer;
	}
}

/** Throws when contestants give different answers: then they do not do the same work. */
export async function requireSame(name: string, contestants: Contest<string>): Promise<void> {
	const answers = new Set<string | undefined>();
	for (const work of Object.values(contestants)) answers.add(JSON.stringify(await work()));
	if (answers.size !== 1) throw new Error(`The answers to "${name}" differ.`);
}
