/**
 * Where the passes of loops have failed: one bit for each place of the text, for each loop that remembers. A loop that
 * has failed at a place fails there again, so that nested loops do not try the same over and over, as in Java.
 */
export class FailedPlaces {
	private readonly bytes: number;
	private memories: (Uint8Array | undefined)[] = [];

	constructor(textLength: number) {
		this.bytes = (textLength >> 3) + 1;
	}

	forget(): void {
		this.memories = [];
	}

	add(memory: number, place: number): void {
		let bits = this.memories[memory];
		if (bits === undefined) {
			bits = new Uint8Array(this.bytes);
			this.memories[memory] = bits;
		}
		bits[place >> 3] = (bits[place >> 3] ?? 0) | (1 << (place & 7));
	}

	has(memory: number, place: number): boolean {
		return (((this.memories[memory]?.[place >> 3] ?? 0) >> (place & 7)) & 1) === 1;
	}
}
