import { codePointBefore, widthAt } from './text.ts';

/** Where a look behind may begin. */
export interface BehindBounds {
	readonly nearest: number;
	readonly farthest: number;
}

/**
 * The bounds between which a look behind begins, from its widths, which may have overflowed, as Java finds them: in
 * units of the text, or in code points when the pattern has one beyond 16 bits.
 */
export function behindBounds(options: {
	readonly text: string;
	readonly place: number;
	readonly widthMin: number;
	readonly widthMax: number;
	readonly isWide: boolean;
}): BehindBounds {
	const { text, place, widthMin, widthMax, isWide } = options;
	const nearest = isWide ? pointsBefore(text, place, widthMin) : place - widthMin;
	const reach = isWide ? wideReach(text, place, widthMax) : widthMax;
	return { nearest, farthest: reach > place ? 0 : Math.max(0, (place - reach) | 0) };
}

/** How many units back some code points are. Where their number has overflowed, Java counts them forwards. */
function wideReach(text: string, place: number, count: number): number {
	if (count >= 0) return place - pointsBefore(text, place, count);
	if (count === -(2 ** 31)) return 0;
	let end = place;
	for (let left = -count; left > 0 && end < text.length; left--) end += widthAt(text, end);
	return end - place;
}

/** The place some code points back, or the beginning. */
function pointsBefore(text: string, place: number, count: number): number {
	let start = place;
	for (let left = count; left > 0 && start > 0; left--)
		start -= codePointBefore(text, start) > 0xffff ? 2 : 1;
	return start;
}
