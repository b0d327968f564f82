import { describe, expect, test } from 'vitest';
import {
	isJsonArray,
	isJsonObject,
	type Json,
	memberNames,
	parseJson,
} from '../../src/base/json.ts';
import { START_MS, workflowText } from '../sim/runWorkflow.ts';
import CASES from './shapes.cases.json' with { type: 'json' };
import { runUnderStandIn } from './standIn.ts';

interface Case {
	readonly about: string;
	readonly actions: string;
	/**
	 * What the first body holds: `number`, an instant in `milliseconds` or `seconds`, or an expression between slashes
	 * for a text; of arrays one element.
	 */
	readonly body: Json;
	readonly runs?: number;
}

const SEEDS = [1, 2, 3, 4, 5];

/** What is otherwise than expected, as a path. */
function differences(value: Json | undefined, expected: Json, path: string): string[] {
	if (isJsonArray(expected)) {
		const [element] = expected;
		if (!isJsonArray(value) || value.length === 0 || element === undefined)
			return [`${path}: no list with elements`];
		return value.flatMap((one, index) => differences(one, element, `${path}[${index}]`));
	}
	if (isJsonObject(expected)) {
		if (!isJsonObject(value)) return [`${path}: no object`];
		return memberNames(expected).flatMap((name) =>
			differences(value[name], expected[name] ?? null, `${path}/${name}`),
		);
	}
	if (expected === 'milliseconds' || expected === 'seconds') {
		const ms = Number(value) * (expected === 'seconds' ? 1_000 : 1);
		const isNear = Math.abs(ms - START_MS) < 60 * 86_400_000;
		return isNear ? [] : [`${path}: ${value} in ${expected}`];
	}
	if (expected === 'number') return typeof value === 'number' ? [] : [`${path}: ${value}`];
	const isLike = typeof value === 'string' && new RegExp(String(expected).slice(1, -1)).test(value);
	return isLike ? [] : [`${path}: ${JSON.stringify(value)} is not like ${expected}`];
}

describe('values suit everything that is done with them, however late', () => {
	for (const { about, actions, body, runs = 3 } of CASES as readonly Case[])
		test(about, async () => {
			for (const seed of SEEDS) {
				const { ends, trace } = await runUnderStandIn({
					text: workflowText({ actions }),
					seed,
					runs,
				});
				expect(new Set(ends), `seed ${seed}: ${ends}`).toEqual(new Set(['ended']));
				const first = trace.find(({ kind }) => kind === 'response');
				if (first?.kind !== 'response') throw new Error('no response');
				const value = parseJson(String(first.body));
				expect(differences(value, body, ''), `seed ${seed}: ${first.body}`).toEqual([]);
			}
		});
});
