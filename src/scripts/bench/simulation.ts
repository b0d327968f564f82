import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { Agent, request } from 'undici';
import { collect } from './collect.ts';
import type { Library } from './library.ts';
import { contest, passingTime, processorTime } from './measure.ts';
import { PAGE_EVENTS, pageText } from './pages.ts';

/** Milliseconds for the same events: the bare loop, and the simulator. */
export interface SimulationFigures {
	readonly name: string;
	readonly bareMs: number;
	readonly oursMs: number;
}

/** Pages that stand in memory as text: parsing them against simulating a workflow that reads and posts them. */
export async function inProcess(library: Library, events: number): Promise<SimulationFigures[]> {
	const pages = events / PAGE_EVENTS;
	const texts = Array.from({ length: pages }, (_, page) => pageText(page, pages));
	const http = () =>
		library.index.createScriptedHttp((_, index) => ({ body: texts[index] ?? '{}' }));
	const simulateWith = (readsPayload: boolean) => () =>
		collect(library, { http: http(), origin: 'http://bench.example', events, readsPayload });

	const { bare, ours, bareWriting, oursWriting } = await contest(
		{
			bare: () => texts.reduce((count, text) => count + parse(text).data.length, 0),
			ours: simulateWith(false),
			bareWriting: () =>
				texts.reduce(
					(chars, text) =>
						parse(text).data.reduce<number>(
							(sum, event) => sum + JSON.stringify(event).length,
							chars,
						),
					0,
				),
			oursWriting: simulateWith(true),
		},
		{ rounds: 7, stopwatch: processorTime },
	);
	return [
		{ name: 'in process, events counted', bareMs: bare, oursMs: ours },
		{ name: 'in process, each event written as text', bareMs: bareWriting, oursMs: oursWriting },
	];
}

/** Pages from a server in another process: a bare client loop against the simulator. */
export async function overLoopback(library: Library, events: number): Promise<SimulationFigures> {
	const pages = events / PAGE_EVENTS;
	const script = fileURLToPath(new URL('pageServer.ts', import.meta.url));
	const server = fork(script, [String(pages)], { execArgv: ['--import', 'tsx'] });
	const agent = new Agent({ connections: 1 });
	const http = library.node.createUndiciHttp();
	try {
		const [port] = (await once(server, 'message')) as [number];
		const origin = `http://127.0.0.1:${port}`;
		const { bare, ours } = await contest(
			{
				bare: async () => {
					for (let page = 0; page < pages; page++) {
						const { body } = await request(`${origin}/events?page=${page}`, { dispatcher: agent });
						parse(await body.text());
					}
				},
				ours: () => collect(library, { http, origin, events, readsPayload: false }),
			},
			{ rounds: 5, stopwatch: passingTime },
		);
		return { name: 'over loopback, one request a page', bareMs: bare, oursMs: ours };
	} finally {
		await Promise.all([agent.close(), http.close()]);
		server.disconnect();
	}
}

function parse(text: string): { readonly data: readonly unknown[] } {
	return JSON.parse(text) as { readonly data: readonly unknown[] };
}
