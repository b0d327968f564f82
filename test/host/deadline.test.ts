import { expect, test, vi } from 'vitest';
import { createDeadline } from '../../src/host/deadline.ts';
import { collectGarbage } from './collectGarbage.ts';

const NEVER = new AbortController().signal;

test('a deadline ends as AbortSignal.timeout does, whatever the garbage collector does', async () => {
	const { signal } = createDeadline(NEVER, 50);
	for (let count = 0; count < 10; count++) {
		await new Promise((resolve) => setTimeout(resolve, 10));
		collectGarbage();
	}
	expect(signal.aborted).toBe(true);
	expect(signal.reason).toMatchObject({ name: 'TimeoutError' });
	expect(signal.reason).toBeInstanceOf(DOMException);
});

test('a deadline ends with the signal it follows, and for its reason', () => {
	const controller = new AbortController();
	const { signal } = createDeadline(controller.signal, undefined);
	expect(signal.aborted).toBe(false);
	controller.abort('Interrupted.');
	expect(signal.reason).toBe('Interrupted.');
	expect(createDeadline(controller.signal, 10).signal.reason).toBe('Interrupted.');
});

test('a deadline that is cleared never comes', async () => {
	const controller = new AbortController();
	const deadline = createDeadline(controller.signal, 10);
	deadline.clear();
	controller.abort();
	await new Promise((resolve) => setTimeout(resolve, 30));
	expect(deadline.signal.aborted).toBe(false);
});

test('a deadline in months comes in months', () => {
	vi.useFakeTimers();
	try {
		const monthMs = 30 * 86_400_000;
		const { signal } = createDeadline(NEVER, monthMs);
		vi.advanceTimersByTime(monthMs - 1);
		expect(signal.aborted).toBe(false);
		vi.advanceTimersByTime(1);
		expect(signal.aborted).toBe(true);
	} finally {
		vi.useRealTimers();
	}
});
