import { type Bench, HOUR_MS, type Page } from './fixture.ts';

/** Posts each event as its JSON text, as QRadar's PostEvents does. */
function post(bench: Bench, page: Page): void {
	for (const event of page.data)
		bench.twin.ledger.record(JSON.stringify(event), 'test', bench.nowMs);
}

/** A careful collector: events-stream, a stored cursor, up to `pagesMax` pages a poll. */
export function createStreamCollector(bench: Bench, options: { pagesMax?: number } = {}) {
	const { pagesMax = 40 } = options;
	const fromMs = bench.nowMs - HOUR_MS;
	let cursor: string | undefined;
	return {
		poll() {
			for (let pages = 0; pages < pagesMax; pages++) {
				const place = cursor === undefined ? `from=${fromMs}` : `cursor=${cursor}`;
				const page = bench.page(`events-stream?${place}`);
				post(bench, page);
				cursor = page.meta.next ?? cursor;
				if (page.data.length < 200) return;
			}
		},
	};
}

/**
 * A naive collector, as found in the field: /events newest first, all pages or an abort at the first refusal,
 * then the latest time plus one millisecond as the next `from`.
 */
export function createBookmarkCollector(bench: Bench) {
	let bookmarkMs = bench.nowMs - HOUR_MS;
	return {
		poll() {
			let latestMs = 0;
			let next: string | undefined = `events?from=${bookmarkMs}`;
			while (next !== undefined) {
				const reply = bench.get(next);
				if (reply.status !== 200) return;
				const page = JSON.parse(String(reply.body)) as Page;
				post(bench, page);
				for (const event of page.data)
					latestMs = Math.max(latestMs, Date.parse(event.attributes.time ?? ''));
				next = page.links.next;
			}
			if (latestMs > 0) bookmarkMs = latestMs + 1;
		},
	};
}
