import type { Trial } from './trial.ts';

/** How the runs of a trial ended: `3 × ended`, or each by its name. */
export function endsText({ result }: Trial): string {
	const ends = result.runs.map(({ outcome }) => outcome);
	if (ends.length === 0) return 'not run';
	const [first] = ends;
	return ends.every((end) => end === first) ? `${ends.length} × ${first}` : ends.join(', ');
}
