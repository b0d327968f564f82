import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { withBundle } from './bench/bundle.ts';
import { compareDates } from './bench/dates.ts';
import { compareExpressions } from './bench/expressions.ts';
import type * as JavaRoom from './bench/javaRoom.ts';
import { loadLibrary } from './bench/library.ts';
import { peakMemory } from './bench/memory.ts';
import { compareRegex } from './bench/regex.ts';
import { performancePage } from './bench/report.ts';
import { inProcess, overLoopback } from './bench/simulation.ts';
import { startup } from './bench/startup.ts';
import { compareStateWrites } from './bench/stateWrites.ts';
import { compareValidation } from './bench/validation.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage: npm run bench [-- --quick]

Measures start-up, simulation, memory, JPath, dates, regular expressions, State writes and validation on what is built,
prints the figures and writes docs/performance.md.
With --quick: fewer rounds and events, and nothing is written.`;

const { values } = parseArgs({
	options: {
		quick: { type: 'boolean', default: false },
		help: { type: 'boolean', default: false },
	},
});
process.stdout.write(values.help ? `${USAGE}\n` : await measureAll(values.quick));

async function measureAll(isQuick: boolean): Promise<string> {
	const events = isQuick ? 10_000 : 100_000;
	const rounds = isQuick ? 3 : 21;
	const library = await loadLibrary();
	const startupFigures = await step('start', () => startup(isQuick ? 5 : 41));
	const expressions = await step('JPath', () => compareExpressions(library));
	const java = await withBundle(
		new URL('bench/javaRoom.ts', import.meta.url),
		(bundle): Promise<typeof JavaRoom> => import(pathToFileURL(bundle).href),
	);
	const dates = await step('dates', () => compareDates(java, rounds));
	const regex = await step('regular expressions', () => compareRegex(java, rounds));
	const simulation = await step('simulation', async () => [
		...(await inProcess(library, events)),
		await overLoopback(library, events),
	]);
	const stateWrites = await step('State writes', () => compareStateWrites(library, rounds));
	const validation = await step('validation', () => compareValidation(library, rounds));
	const memory = await step('memory', () =>
		peakMemory(isQuick ? [10_000] : [10_000, 100_000, 1_000_000]),
	);
	const page = performancePage(
		{
			startup: startupFigures,
			events,
			simulation,
			memory,
			expressions,
			dates,
			regex,
			stateWrites,
			validation,
		},
		new Date(),
	);
	if (!isQuick) {
		mkdirSync(join(ROOT, 'docs'), { recursive: true });
		writeFileSync(join(ROOT, 'docs', 'performance.md'), page);
	}
	return page;
}

async function step<T>(name: string, work: () => T | Promise<T>): Promise<T> {
	process.stderr.write(`measuring ${name} …\n`);
	return work();
}
