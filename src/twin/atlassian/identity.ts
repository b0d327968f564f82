import { hash, seedFor } from '../random.ts';

/** Ids of events: UUIDs to the reader, positions in the timeline to the twin. */
export interface EventIdentity {
	/** The UUID (version 4 in form) of the event at this position, a whole number up to 2^52. */
	idOf(index: number): string;
	/** The position behind a UUID, or undefined when this twin never made it. */
	indexOf(id: string): number | undefined;
	/** Orders positions as their ids' texts order, as far as the first twelve digits tell. */
	orderKey(index: number): number;
}

const HEX = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'));
const ROUNDS = 4;

/**
 * A position is scrambled by a small Feistel network (so that ids show no order) and carries 58 bits of
 * check (so that no other UUID passes for one of ours). This is what lets the ledger keep one byte an event.
 */
export function createEventIdentity(seed: number): EventIdentity {
	const keys = Array.from({ length: ROUNDS }, (_, round) => seedFor(seed, `identity ${round}`));
	const checkKey = seedFor(seed, 'identity check');
	let left = 0;
	let right = 0;

	const scramble = (index: number) => {
		left = Math.floor(index / 0x1_0000_0000) >>> 0;
		right = index >>> 0;
		for (const key of keys) {
			const next = (left ^ hash(key, right, 0)) >>> 0;
			left = right;
			right = next;
		}
	};

	const unscramble = (scrambledLeft: number, scrambledRight: number): number => {
		left = scrambledLeft;
		right = scrambledRight;
		for (let round = ROUNDS - 1; round >= 0; round--) {
			const before = (right ^ hash(keys[round] ?? 0, left, 0)) >>> 0;
			right = left;
			left = before;
		}
		return left * 0x1_0000_0000 + right;
	};

	const idOf = (index: number): string => {
		scramble(index);
		const check = hash(checkKey, left, right);
		const more = hash(check, right, left);
		// Four pieces of at most twelve characters: engines join such short ones at once.
		const second = `-${hex4(right >>> 16)}-4${hex4(check).slice(1)}-`;
		const third = `${hex4(0x8000 | ((check >>> 12) & 0x3fff))}-${hex4(right & 0xffff)}`;
		return hex8(left) + second + (third + hex8(more));
	};

	return {
		idOf,
		indexOf(id) {
			if (id.length !== 36) return undefined;
			const first = Number.parseInt(id.slice(0, 8), 16);
			const second = Number.parseInt(id.slice(9, 13) + id.slice(24, 28), 16);
			if (Number.isNaN(first) || Number.isNaN(second)) return undefined;
			const index = unscramble(first, second);
			return Number.isSafeInteger(index) && idOf(index) === id ? index : undefined;
		},
		orderKey(index) {
			scramble(index);
			return left * 0x1_0000 + (right >>> 16);
		},
	};
}

function hex4(value: number): string {
	return `${HEX[(value >>> 8) & 255]}${HEX[value & 255]}`;
}

function hex8(value: number): string {
	return hex4(value >>> 16) + hex4(value & 0xffff);
}
