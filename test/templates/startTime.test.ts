import { expect, test } from 'vitest';
import { START_MS, tell } from './tell.ts';

const firstOf = ({ urls }: { readonly urls: readonly string[] }) =>
	Number(new URL(urls[0] ?? 'https://none').searchParams.get('from'));

test.each(['', 'user_login'])(
	'a start time in seconds is refused before anything is read (query "%s")',
	async (query) => {
		const { result, urls } = await tell({
			parameters: { startTime: '1693309396', query },
			runs: 2,
		});
		expect(urls).toEqual([]);
		expect(result.runs.map(({ outcome }) => outcome)).toEqual(['aborted', 'aborted']);
		expect(result.status).toMatchObject({
			level: 'ERROR',
			message: expect.stringContaining('milliseconds'),
		});
	},
);

test.each(['', 'user_login'])(
	'a start time before what Atlassian keeps begins with what it keeps (query "%s")',
	async (query) => {
		const startTime = String(START_MS - 400 * 86_400_000);
		const told = await tell({ scenario: 'months', parameters: { startTime, query }, runs: 1 });
		expect(firstOf(told)).toBe(START_MS - 180 * 86_400_000);
	},
);
