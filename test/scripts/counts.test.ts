import { expect, test } from 'vitest';
import { addCounts, countTests } from '../../src/scripts/test/counts.ts';

interface File {
	readonly status: string;
	readonly tests: readonly string[];
}

/** A report as vitest writes it. */
function report(...files: readonly File[]): string {
	const statuses = files.flatMap(({ tests }) => tests);
	const count = (status: string) => statuses.filter((one) => one === status).length;
	return JSON.stringify({
		success: files.every(({ status }) => status === 'passed'),
		numPassedTests: count('passed'),
		numFailedTests: count('failed'),
		testResults: files.map(({ status, tests }) => ({
			status,
			assertionResults: tests.map((one) => ({ status: one })),
		})),
	});
}

const good: File = { status: 'passed', tests: ['passed', 'passed'] };

test('passed and failed tests are counted', () => {
	expect(countTests(report(good), 0)).toEqual({ passed: 2, failed: 0 });
	const bad: File = { status: 'failed', tests: ['passed', 'failed', 'failed'] };
	expect(countTests(report(good, bad), 1)).toEqual({ passed: 3, failed: 2 });
});

test('a file that does not load is one failure', () => {
	const broken: File = { status: 'failed', tests: [] };
	expect(countTests(report(good, broken, broken), 1)).toEqual({ passed: 2, failed: 2 });
});

test('a run that ends badly fails, whatever the tests say', () => {
	expect(countTests(report(good), 1)).toEqual({ passed: 2, failed: 1 });
});

test('a run without a report fails', () => {
	for (const text of [undefined, '', '{', '{}', 'null', '[]'])
		expect(countTests(text, 0)).toEqual({ passed: 0, failed: 1 });
});

test('counts add up', () => {
	expect(
		addCounts([
			{ passed: 1, failed: 2 },
			{ passed: 3, failed: 4 },
		]),
	).toEqual({
		passed: 4,
		failed: 6,
	});
});
