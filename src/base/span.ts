/**
 * A range of a text: offsets in UTF-16 code units, `start` inclusive, `end` exclusive.
 * Lines and columns are worked out from it only when something is shown (see `source.ts`).
 */
export interface Span {
	readonly start: number;
	readonly end: number;
}
