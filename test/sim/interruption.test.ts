import { describe, expect, test } from 'vitest';
import { outcomeOf, runWorkflow } from './runWorkflow.ts';

describe('interruption', () => {
	test('ends a run between two actions, and the runs after it', async () => {
		const controller = new AbortController();
		const ran = await runWorkflow({
			actions: '<While condition="true"><Set path="/a" value="1" /></While>',
			signal: controller.signal,
			breathe: async () => controller.abort(),
			runs: 3,
		});
		expect(outcomeOf(ran)).toBe('interrupted: The simulation was interrupted.');
		expect(ran.result.runs).toHaveLength(1);
		expect(ran.store.saved).toEqual([]);
	});

	test('reaches short runs on a virtual clock', async () => {
		const controller = new AbortController();
		let breaths = 0;
		const ran = await runWorkflow({
			actions: '<ClearStatus />',
			signal: controller.signal,
			breathe: async () => {
				if (++breaths === 3) controller.abort();
			},
			runs: 1_000_000,
		});
		expect(ran.result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'ended', 'ended']);
	});

	test('by a time-out between two runs is a run that could not begin', async () => {
		const controller = new AbortController();
		const ran = await runWorkflow({
			actions: '<ClearStatus />',
			signal: controller.signal,
			breathe: async () => controller.abort(new DOMException('late', 'TimeoutError')),
			runs: 3,
		});
		expect(ran.result.runs.map(({ outcome }) => outcome)).toEqual(['ended', 'limit']);
		expect(ran.result.runs[1]?.reason).toContain('(limit --timeout)');
		expect(ran.result.status?.level).toBe('ERROR');
	});

	test('by a time-out counts as the ceiling --timeout', async () => {
		const signal = AbortSignal.abort(new DOMException('late', 'TimeoutError'));
		const ran = await runWorkflow({ actions: '<Sleep duration="1" />', signal });
		expect(outcomeOf(ran)).toBe('limit: The simulation took longer than it may (limit --timeout).');
	});
});
