import { cpus } from 'node:os';
import { table } from '../../derive/markdown.ts';
import type { ExpressionFigures } from './expressions.ts';
import { type MemoryFigures, SMALL_HEAP_MEGABYTES } from './memory.ts';
import type { PairFigures } from './pairs.ts';
import type { SimulationFigures } from './simulation.ts';
import type { StartupFigures } from './startup.ts';

export interface Figures {
	readonly startup: StartupFigures;
	readonly events: number;
	readonly simulation: readonly SimulationFigures[];
	readonly memory: readonly MemoryFigures[];
	readonly expressions: readonly ExpressionFigures[];
	readonly dates: readonly PairFigures[];
	readonly regex: readonly PairFigures[];
	readonly stateWrites: readonly PairFigures[];
	readonly validation: readonly PairFigures[];
}

/** The page of figures, with the machine they were measured on. */
export function performancePage(figures: Figures, now: Date): string {
	const { startup, events, simulation, memory, expressions } = figures;
	return `${[
		'# Performance',
		'Measured by `npm run bench`, which writes this page. Figures are medians of interleaved runs; compare the ' +
			'ratios, for milliseconds are those of one machine on one day. What only computes is measured in time of the ' +
			'processor, so that whoever else uses the machine does not count; start, loopback and State in time that passes.',
		table(
			['Machine', ''],
			[
				['Processor', `${cpus()[0]?.model.trim() ?? 'unknown'}, ${cpus().length} cores`],
				['System', `${process.platform} ${process.arch}`],
				['Node', process.version],
				['Date', now.toISOString().slice(0, 10)],
			],
		),
		'## Start',
		'Whole processes, from start to end.',
		table(
			['Command', 'ms', 'Ratio to `node -e 0`'],
			[
				['`node -e 0`', startup.nodeMs.toFixed(1), '1.00'],
				[
					'`qradar-workflow --version`',
					startup.versionMs.toFixed(1),
					ratio(startup.versionMs, startup.nodeMs),
				],
				[
					`\`qradar-workflow validate\` of one file of ${(startup.bytes / 1000).toFixed(1)} KB`,
					startup.validateMs.toFixed(1),
					ratio(startup.validateMs, startup.nodeMs),
				],
			],
		),
		'## Simulation',
		`${events.toLocaleString('en')} events of about 590 bytes, 500 to a page. The bare loop does \`JSON.parse\` ` +
			'of each page (and writes each event with `JSON.stringify`, or sends one request a page, where the row says ' +
			'so) and nothing else. Speed is ours against the bare loop’s: 0.50 is half as fast.',
		table(
			['Events', 'Bare loop, ms', 'Simulator, ms', 'Events a second', 'Speed'],
			simulation.map(({ name, bareMs, oursMs }) => [
				name,
				bareMs.toFixed(0),
				oursMs.toFixed(0),
				Math.round((events / oursMs) * 1000).toLocaleString('en'),
				ratio(bareMs, oursMs),
			]),
		),
		'## Memory',
		`The peak of the whole process, made-up pages included: as Node likes it, and with a heap of ` +
			`${SMALL_HEAP_MEGABYTES} MB, which shows what is kept from what is merely not cleared away yet.`,
		table(
			['Events', 'Peak, MB', 'Peak with a small heap, MB'],
			memory.map(({ events, peakMegabytes, smallHeapPeakMegabytes }) => [
				events.toLocaleString('en'),
				peakMegabytes.toFixed(0),
				smallHeapPeakMegabytes.toFixed(0),
			]),
		),
		'## JPath',
		'Microseconds for one evaluation of the same question over the same 1,000 items. jsonata is compiled ' +
			'beforehand; ours and jmespath are given the text each time (ours remembers what it has parsed).',
		table(
			['Question', 'JPath', 'jsonata', 'jmespath'],
			expressions.map(({ name, jpath, jsonata, jmespath }) => [
				name,
				jpath.toFixed(1),
				jsonata.toFixed(1),
				jmespath.toFixed(1),
			]),
		),
		'## Dates',
		'Microseconds for one date of 1,000, by a pattern of Java that is read beforehand, and by what JavaScript has for ' +
			'that form alone. Ratios from here on are our time to the other: 2.00 takes twice as long.',
		pairTable(figures.dates, { names: 'Task', yardsticks: 'JavaScript’s own', unit: 'µs' }),
		'## Regular expressions',
		'Microseconds for one capture of 1,000, by our matcher, which does as Java does and counts its steps so that no ' +
			'pattern can hang a run, and by JavaScript’s `RegExp`, which V8 compiles to machine code and nothing can stop.',
		pairTable(figures.regex, { names: 'What is captured', yardsticks: 'Pattern', unit: 'µs' }),
		'## State',
		'Milliseconds for saving a State, as after each page: by the state file, which makes the new name safe too, and ' +
			'by the fewest calls that leave the old or the new one after a kill. What the disk does is the most of it.',
		pairTable(figures.stateWrites, { names: 'What', yardsticks: 'Bare', unit: 'ms' }),
		'## Validation',
		'Milliseconds for all layers of `validate`, in a process that has begun, and for the bare parser, which finds the ' +
			'elements and attributes but says nothing about them.',
		pairTable(figures.validation, { names: 'Document', yardsticks: 'Bare', unit: 'ms' }),
	].join('\n\n')}\n`;
}

function pairTable(
	figures: readonly PairFigures[],
	heads: { readonly names: string; readonly yardsticks: string; readonly unit: 'µs' | 'ms' },
): string {
	const { names, yardsticks, unit } = heads;
	const shown = (milliseconds: number) => {
		const count = unit === 'µs' ? milliseconds * 1000 : milliseconds;
		return count.toLocaleString('en', { minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
	};
	return table(
		[names, yardsticks, `Its ${unit}`, `Our ${unit}`, 'Ratio'],
		figures.map(({ name, yardstick, oursMs, theirsMs }) => [
			name,
			yardstick,
			shown(theirsMs),
			shown(oursMs),
			ratio(oursMs, theirsMs),
		]),
	);
}

function ratio(ours: number, other: number): string {
	return (ours / other).toFixed(2);
}
