import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pico from 'picocolors';
import { expect, test } from 'vitest';
import { createOutput } from '../../src/cli/createOutput.ts';
import { showProgress } from '../../src/cli/progress.ts';
import { duration } from '../../src/cli/simulate/summary.ts';
import { hasColours, readableColumns } from '../../src/cli/terminal.ts';

test.each([
	[true, {}, true],
	[false, {}, false],
	[true, { NO_COLOR: '1' }, false],
	[true, { NO_COLOR: '' }, true],
	[true, { TERM: 'dumb' }, false],
	[false, { FORCE_COLOR: '1' }, true],
	[false, { FORCE_COLOR: '1', NO_COLOR: '1' }, false],
	[true, { FORCE_COLOR: '0' }, false],
])('a terminal: %s, with %j, has colours: %s', (isTerminal, environment, expected) => {
	expect(hasColours(isTerminal, environment)).toBe(expected);
});

test('columns are kept readable', () => {
	expect([undefined, 0, 20, 90, 300].map(readableColumns)).toEqual([80, 80, 40, 90, 100]);
});

test('output to a file is gathered, and complete after a flush', () => {
	const folder = mkdtempSync(join(tmpdir(), 'qradar-workflow-'));
	const path = join(folder, 'out.txt');
	const output = createOutput(openSync(path, 'w'), () => process.stdout, {
		environment: {},
		onEnd: () => undefined,
	});
	for (let count = 0; count < 3000; count++) output.write('a line with ümlauts and 🚀\n');
	output.flush();
	expect(readFileSync(path, 'utf8')).toBe('a line with ümlauts and 🚀\n'.repeat(3000));
	expect(output.isTerminal).toBe(false);
	rmSync(folder, { recursive: true });
});

test('a terminal gets colours, and nothing else that it would obey', () => {
	let shown = '';
	const stream = {
		isTTY: true,
		write: (text: string) => {
			shown += text;
			return true;
		},
		on: () => undefined,
	};
	// A device, as a terminal is one.
	const output = createOutput(openSync('/dev/zero', 'w'), () => stream, {
		environment: {},
		onEnd: () => undefined,
	});
	output.write('\u001b[31mred\u001b[39m\ttab\n');
	output.write('\u001b]0;title\u0007 \u001b[2J \u009b2J \rover\u0000');
	expect(shown).toBe('\u001b[31mred\u001b[39m\ttab\n·]0;title· ·[2J ·2J ·over·');
});

test('a closed output is noticed once and never throws', () => {
	let unread = 0;
	const output = createOutput(999, () => process.stdout, {
		environment: {},
		onEnd: () => {
			unread++;
		},
	});
	for (let count = 0; count < 3; count++) {
		output.write('x');
		output.flush();
	}
	expect(unread).toBe(1);
});

test('the progress line is for terminals, and is cleared away', async () => {
	const show = async (isTerminal: boolean) => {
		let shown = '';
		const output = {
			write: (text: string) => {
				shown += text;
			},
			isTerminal,
			columns: 80,
			colours: pico.createColors(false),
		};
		const progress = showProgress(output, () => 'half way');
		await new Promise((resolve) => setTimeout(resolve, 1100));
		progress.stop();
		return shown;
	};
	expect(await show(false)).toBe('');
	const shown = await show(true);
	expect(shown.startsWith('half way')).toBe(true);
	expect(shown.endsWith('\r\u001b[2K')).toBe(true);
});

test.each([
	[0, '0 s'],
	[400, '0.4 s'],
	[9_960, '10 s'],
	[12_000, '12 s'],
	[3_600_000, '1 h'],
	[93_784_000, '1 d 2 h'],
])('%d ms read "%s"', (ms, text) => {
	expect(duration(ms)).toBe(text);
});
