import { joinBytes } from '../base/bytes.ts';

/** One value of DER (X.690), its content not looked into. */
export interface DerElement {
	readonly tag: number;
	readonly content: Uint8Array;
}

/** The universal tags that private keys are made of. */
export const DER_TAG = {
	integer: 0x02,
	bitString: 0x03,
	octetString: 0x04,
	null: 0x05,
	objectIdentifier: 0x06,
	sequence: 0x30,
} as const;

/** The values that follow one another in some bytes, or undefined when they do not fill them exactly. */
export function readDer(bytes: Uint8Array): DerElement[] | undefined {
	const elements: DerElement[] = [];
	let offset = 0;
	while (offset < bytes.length) {
		const frame = frameAt(bytes, offset);
		if (frame === undefined || frame.end > bytes.length) return undefined;
		elements.push({ tag: bytes[offset] ?? 0, content: bytes.subarray(frame.start, frame.end) });
		offset = frame.end;
	}
	return elements;
}

/** Whether the first value says it is longer than the bytes that are there. */
export function isDerCutShort(bytes: Uint8Array): boolean {
	const frame = frameAt(bytes, 0);
	return frame === undefined ? bytes.length < 2 : frame.end > bytes.length;
}

/** A value of DER. */
export function writeDer(tag: number, ...contents: readonly Uint8Array[]): Uint8Array {
	const content = joinBytes(...contents);
	return joinBytes(Uint8Array.of(tag, ...lengthBytes(content.length)), content);
}

/** Where the content of the value at an offset starts and ends. */
function frameAt(bytes: Uint8Array, offset: number): { start: number; end: number } | undefined {
	const first = bytes[offset + 1];
	if (first === undefined) return undefined;
	if (first < 0x80) return { start: offset + 2, end: offset + 2 + first };
	const count = first & 0x7f;
	// Lengths without end are not DER; four bytes of length are more than any key needs.
	if (count === 0 || count > 4 || offset + 2 + count > bytes.length) return undefined;
	const start = offset + 2 + count;
	const length = bytes.subarray(offset + 2, start).reduce((sum, byte) => sum * 256 + byte, 0);
	return { start, end: start + length };
}

function lengthBytes(length: number): number[] {
	if (length < 0x80) return [length];
	const bytes: number[] = [];
	for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) bytes.unshift(rest % 256);
	return [0x80 | bytes.length, ...bytes];
}
