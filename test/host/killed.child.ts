import { openEventsFile } from '../../src/host/eventsFile.ts';
import { openFileStore } from '../../src/host/fileStore.ts';

/**
 * Posts numbered events, block by block, and saves how far it came: flushed first, saved then, as the
 * simulator does it. Runs until it is killed.
 */
const [statePath = '', eventsPath = ''] = process.argv.slice(2);
const store = await openFileStore(statePath);
const events = openEventsFile(eventsPath);
const state = (await store.load()) as { readonly next: number } | undefined;
process.stdout.write('ready\n');
for (let next = state?.next ?? 0; ; ) {
	const block = Array.from({ length: 50 }, (_, index) => {
		const payload = `${next + index} ${'x'.repeat((next + index) % 700)}`;
		return { run: 1, timeMs: next, source: 'test', payload, value: payload };
	});
	events.post(block);
	await events.flush();
	next += block.length;
	await store.save({ next, padding: 'p'.repeat(20_000) });
}
