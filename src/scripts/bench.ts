import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { compareExpressions } from './bench/expressions.ts';
import { loadLibrary } from './bench/library.ts';
import { peakMemory } from './bench/memory.ts';
import { performancePage } from './bench/report.ts';
import { inProcess, overLoopback } from './bench/simulation.ts';
import { startup } from './bench/startup.ts';
import { ROOT } from './root.ts';

const USAGE = `Usage: npm run bench [-- --quick]

Measures start-up, simulation, memory and JPath on what is built, prints the figures and writes docs/performance.md.
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
	const library = await loadLibrary();
	const startupFigures = await step('start', () => startup(isQuick ? 5 : 41));
	const expressions = await step('JPath', () => compareExpressions(library));
	const simulation = await step('simulation', async () => [
		...(await inProcess(library, events)),
		await overLoopback(library, events),
	]);
	const memory = await step('memory', () =>
		peakMemory(isQuick ? [10_000] : [10_000, 100_000, 1_000_000]),
	);
	const page = performancePage(
		{ startup: startupFigures, events, simulation, memory, expressions },
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
