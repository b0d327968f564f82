import { openEventsFile } from '../../src/host/eventsFile.ts';
import { openFileStore } from '../../src/host/fileStore.ts';
import { openTraceFile } from '../../src/host/traceFile.ts';

/**
 * Writes into files that may not become large, and tells what came of it: a line for each step. What is
 * written first fits; the rest does not.
 */
const [folder = ''] = process.argv.slice(2);
const long = 'x'.repeat(3_000);

function event(number: number) {
	return { run: 1, timeMs: 1, source: 's', payload: `${number} ${long}`, value: null };
}

async function attempt(what: string, step: () => unknown): Promise<void> {
	try {
		await step();
		console.log(`${what}: done`);
	} catch (error) {
		console.log(`${what}: ${error instanceof Error ? error.message : String(error)}`);
	}
}

const events = openEventsFile(`${folder}/events`);
events.post([event(1)]);
await attempt('first', () => events.flush());
events.post([2, 3, 4, 5, 6].map(event));
await attempt('second', () => events.flush());
await attempt('third', () => events.flush());
await attempt('close', () => events.close());

const trace = openTraceFile(`${folder}/trace`);
for (let count = 0; count < 1_000; count++)
	await attempt(`trace ${count}`, () => trace.write(`{"kind":"${count} ${long}"}`));
await attempt('close trace', () => trace.close());
await attempt('close trace again', () => trace.close());

const store = await openFileStore(`${folder}/state`);
await attempt('save', () => store.save({ long: 'short' }));
await attempt('save', () => store.save({ long: long.repeat(6) }));
await attempt('load', async () => console.log(JSON.stringify(await store.load())));
store.close();
