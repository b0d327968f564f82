import { describe, expect, test } from 'vitest';
import { workflowText } from '../sim/runWorkflow.ts';
import CASES from './hostile.cases.json' with { type: 'json' };
import { runUnderStandIn } from './standIn.ts';

interface Case {
	readonly about: string;
	readonly actions: string;
	/** What the end of every run begins with. */
	readonly ends: string;
	readonly requestsMax: number;
	/** What the stand-in says about it, or a part of that. */
	readonly remark?: string;
}

const SEEDS = [1, 2, 3];

describe('workflows that ask for much end soon, as the language has it', () => {
	for (const {
		about,
		actions,
		ends: expected,
		requestsMax,
		remark = '',
	} of CASES as readonly Case[])
		test(about, async () => {
			const text = workflowText({ actions });
			for (const seed of SEEDS) {
				const { ends, result, twin } = await runUnderStandIn({ text, seed, failures: false });
				expect(ends.length).toBe(3);
				expect(twin.remarks().join(' ')).toContain(remark);
				for (const end of ends) expect(end.startsWith(expected), `seed ${seed}: ${end}`).toBe(true);
				const requests = Math.max(...result.runs.map((run) => run.requests));
				expect(requests, `seed ${seed}`).toBeLessThanOrEqual(requestsMax);
				const failing = await runUnderStandIn({ text, seed, failures: true });
				for (const { outcome } of failing.result.runs)
					expect(['ended', 'aborted', 'failed']).toContain(outcome);
			}
		});
});

test('a condition of tens of thousands of templates is not gone through for each of them', async () => {
	const actions = `<CallEndpoint url="https://h/" method="GET" savePath="/a" /><If condition="${'${/a} '.repeat(50_000)}"><Log type="INFO" message="x" /></If>`;
	const { ends } = await runUnderStandIn({ text: workflowText({ actions }), seed: 1 });
	expect(ends.length).toBe(3);
});
