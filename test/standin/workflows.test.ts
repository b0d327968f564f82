import { describe, expect, test } from 'vitest';
import type { Version } from '../../src/base/version.ts';
import { workflowText } from '../sim/runWorkflow.ts';
import { runUnderStandIn } from './standIn.ts';
import CASES from './workflows.cases.json' with { type: 'json' };

interface Case {
	readonly about: string;
	readonly version?: string;
	readonly parameters?: string;
	readonly actions: string;
	/** Actions that no run gets to when all goes well. */
	readonly notRun?: readonly string[];
	readonly requestsMin?: number;
	readonly requestsMax?: number;
	readonly runs?: number;
}

const SEEDS = [1, 2, 3, 4, 5];

describe('every workflow ends well, and all of it runs', () => {
	for (const {
		about,
		notRun = [],
		requestsMin = 1,
		requestsMax = 30,
		...given
	} of CASES as readonly Case[]) {
		test(about, async () => {
			const text = workflowText({ ...given, version: (given.version ?? 'V2') as Version });
			for (const seed of SEEDS) {
				const {
					ends,
					result,
					notRun: left,
				} = await runUnderStandIn({
					text,
					seed,
					runs: given.runs ?? 3,
				});
				expect(new Set(ends), `seed ${seed}: ${ends}`).toEqual(new Set(['ended']));
				expect(left, `seed ${seed}`).toEqual(notRun);
				for (const { requests } of result.runs.slice(0, 1)) {
					expect(requests, `seed ${seed}`).toBeGreaterThanOrEqual(requestsMin);
					expect(requests, `seed ${seed}`).toBeLessThanOrEqual(requestsMax);
				}
			}
		});
	}
});
