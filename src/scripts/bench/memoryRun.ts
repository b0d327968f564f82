import process from 'node:process';
import { collect } from './collect.ts';
import { loadLibrary } from './library.ts';
import { PAGE_EVENTS, pageText } from './pages.ts';

/**
 * Simulates as many events as it is told, pages made as they are asked for, and prints its peak memory in KB:
 * `memoryRun.ts EVENTS DIST`. Bundled before it runs, so that nothing but the library takes room.
 */
const [, , count, folder] = process.argv;
const events = Number(count);
const pages = events / PAGE_EVENTS;
let next = 0;
await collect(await loadLibrary(folder), {
	http: {
		async send() {
			const body = pageText(next++, pages);
			return { ok: true, reply: { status: 200, statusMessage: 'OK', headers: [], body } };
		},
	},
	origin: 'http://bench.example',
	events,
	readsPayload: true,
});
process.stdout.write(String(process.resourceUsage().maxRSS));
