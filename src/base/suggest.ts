/**
 * The candidate a person most likely meant, or undefined when none is near.
 * Near: equal but for case, or at most a third of the longer name away in edits.
 */
export function suggest(given: string, candidates: Iterable<string>): string | undefined {
	let best: string | undefined;
	let bestDistance = Number.POSITIVE_INFINITY;
	for (const candidate of candidates) {
		if (Math.abs(candidate.length - given.length) > 4 || candidate === given) continue;
		const sameButCase = candidate.toLowerCase() === given.toLowerCase();
		const distance = sameButCase ? 0 : editDistance(given, candidate);
		const limit = Math.max(1, Math.floor(Math.max(given.length, candidate.length) / 3));
		if (distance <= limit && distance < bestDistance) {
			best = candidate;
			bestDistance = distance;
		}
	}
	return best;
}

/** ` Did you mean "x"?`, or nothing: ready to be put behind a sentence. */
export function didYouMean(given: string, candidates: Iterable<string>): string {
	const near = given.length > 60 ? undefined : suggest(given, candidates);
	return near === undefined ? '' : ` Did you mean "${near}"?`;
}

/** Edits between two words where swapping two neighbours counts as one. */
function editDistance(a: string, b: string): number {
	let beforePrevious: number[] = [];
	let previous = Array.from({ length: b.length + 1 }, (_, column) => column);
	for (let row = 1; row <= a.length; row++) {
		const current = [row];
		for (let column = 1; column <= b.length; column++) {
			const same = a[row - 1] === b[column - 1];
			let cost = Math.min(
				(previous[column] ?? 0) + 1,
				(current[column - 1] ?? 0) + 1,
				(previous[column - 1] ?? 0) + (same ? 0 : 1),
			);
			if (row > 1 && column > 1 && a[row - 1] === b[column - 2] && a[row - 2] === b[column - 1])
				cost = Math.min(cost, (beforePrevious[column - 2] ?? 0) + 1);
			current[column] = cost;
		}
		beforePrevious = previous;
		previous = current;
	}
	return previous[b.length] ?? 0;
}
