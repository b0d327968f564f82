/** Places of one page: few, so that a search over a long text that fails here and there needs little memory. */
const PAGE_PLACES = 2 ** 13;

/**
 * Where the passes of loops have failed: one bit for each place of the text, for each loop that remembers. A loop that
 * has failed at a place fails there again, so that nested loops do not try the same over and over, as in Java.
 */
export class FailedPlaces {
	private readonly pageCount: number;
	private readonly pages = new Map<number, Uint8Array>();
	/** The page that was asked for last: most often it is asked for again. */
	private latest: { readonly key: number; readonly page: Uint8Array | undefined } | undefined;

	constructor(textLength: number) {
		this.pageCount = Math.floor(textLength / PAGE_PLACES) + 1;
	}

	forget(): void {
		if (this.pages.size === 0) return;
		this.pages.clear();
		this.latest = undefined;
	}

	/** Says whether that took a new page. */
	add(memory: number, place: number): boolean {
		const known = this.pageOf(memory, place);
		const page = known ?? new Uint8Array(PAGE_PLACES >> 3);
		if (known === undefined) this.keep(memory, place, page);
		const byte = (place % PAGE_PLACES) >> 3;
		page[byte] = (page[byte] ?? 0) | (1 << (place & 7));
		return known === undefined;
	}

	has(memory: number, place: number): boolean {
		const byte = this.pageOf(memory, place)?.[(place % PAGE_PLACES) >> 3] ?? 0;
		return ((byte >> (place & 7)) & 1) === 1;
	}

	private pageOf(memory: number, place: number): Uint8Array | undefined {
		const key = this.keyOf(memory, place);
		if (this.latest?.key === key) return this.latest.page;
		const page = this.pages.get(key);
		this.latest = { key, page };
		return page;
	}

	private keep(memory: number, place: number, page: Uint8Array): void {
		const key = this.keyOf(memory, place);
		this.pages.set(key, page);
		this.latest = { key, page };
	}

	private keyOf(memory: number, place: number): number {
		return memory * this.pageCount + Math.floor(place / PAGE_PLACES);
	}
}
