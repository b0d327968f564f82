import { ExactNumber, type Json } from '../base/json.ts';

/** How much a value weighs. */
export interface Weight {
	/** Length of its JSON text, about. More than the limit means: at least that much. */
	readonly bytes: number;
	/** How many objects and arrays stand inside each other. */
	readonly depth: number;
}

/** From here on the heaviest item of an array is worth remembering. */
const LARGE_BYTES = 4_096;

/** Ceilings of a measurement: beyond them the walk ends. */
export interface WeightLimits {
	readonly bytesMax: number;
	readonly depthMax: number;
}

/**
 * Weighs JSON values. A value that was weighed once is remembered: values are immutable once they are
 * shared, and a State that shares structure may be far larger as text than in memory (each pass of
 * "copy /a to /b/x, to /b/y, and /b to /a" doubles it).
 */
export class Scale {
	readonly #known = new WeakMap<object, Weight>();
	/** Of large arrays: what their heaviest item weighs. */
	readonly #heaviest = new WeakMap<object, number>();
	readonly #limits: WeightLimits;
	#bytes = 0;
	/** Whether what is walked over will not change any more. */
	#isFinal = false;

	constructor(limits: WeightLimits) {
		this.#limits = limits;
	}

	/** The weight of a value that nobody will change any more. */
	weigh(value: Json): Weight {
		if (typeof value !== 'object' || value === null) return { bytes: scalarBytes(value), depth: 0 };
		const known = this.#known.get(value);
		if (known !== undefined) return known;
		this.#isFinal = true;
		const weight = this.weighOnce(value);
		this.#isFinal = false;
		this.#known.set(value, weight);
		return weight;
	}

	/** The weight of a value that may still change: nothing is remembered about it. */
	weighOnce(value: Json): Weight {
		this.#bytes = 0;
		const depth = this.#walk(value, 0);
		return { bytes: this.#bytes, depth };
	}

	/** What the heaviest item of an array weighs, where it was noticed on the way, or is known of its only item. */
	heaviestItem(array: readonly Json[]): number | undefined {
		const [item] = array;
		const isAlone = array.length === 1 && typeof item === 'object' && item !== null;
		const known = isAlone ? this.#known.get(item) : undefined;
		return known?.bytes ?? this.#heaviest.get(array);
	}

	/** Adds up the bytes, returns the depth below and including this value. Recursion ends at `depthMax`. */
	#walk(value: Json, above: number): number {
		if (typeof value !== 'object' || value === null || value instanceof ExactNumber) {
			this.#bytes += scalarBytes(value);
			return 0;
		}
		if (above > this.#limits.depthMax || this.#bytes > this.#limits.bytesMax) return 1;
		const known = this.#known.get(value);
		if (known !== undefined) {
			this.#bytes += known.bytes;
			return known.depth;
		}
		this.#bytes += 2;
		let deepest = 0;
		if (Array.isArray(value)) {
			const start = this.#bytes;
			let heaviest = 0;
			for (const item of value as readonly Json[]) {
				const before = ++this.#bytes;
				const depth = this.#walk(item, above + 1);
				if (depth > deepest) deepest = depth;
				if (this.#bytes - before > heaviest) heaviest = this.#bytes - before;
			}
			if (this.#isFinal && this.#bytes - start > LARGE_BYTES) this.#heaviest.set(value, heaviest);
		} else {
			for (const name in value) {
				this.#bytes += name.length + 4;
				const member = (value as Readonly<Record<string, Json>>)[name];
				const depth = member === undefined ? 0 : this.#walk(member, above + 1);
				if (depth > deepest) deepest = depth;
			}
		}
		return deepest + 1;
	}
}

function scalarBytes(value: Json): number {
	if (typeof value === 'string') return value.length + 2;
	return value instanceof ExactNumber ? value.text.length : 5;
}
