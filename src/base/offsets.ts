import type { Span } from './span.ts';

/**
 * Where each character of a decoded text stands in the document. XML turns `&lt;` into one character and
 * `\r\n` into another, so the two drift apart; a break says "from this decoded offset on, the document
 * continues at that offset".
 */
export interface OffsetMap {
	/** Pairs, flattened: decoded offset, document offset; ascending. The first pair is the beginning. */
	readonly breaks: readonly number[];
	/** The document offset behind the last character. */
	readonly end: number;
}

/** The document offset of a decoded offset. */
function toDocumentOffset(map: OffsetMap, decodedOffset: number): number {
	const { breaks } = map;
	let low = 0;
	let high = breaks.length / 2 - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((breaks[middle * 2] ?? 0) <= decodedOffset) low = middle;
		else high = middle - 1;
	}
	const decoded = breaks[low * 2] ?? 0;
	const document = breaks[low * 2 + 1] ?? 0;
	return Math.min(document + (decodedOffset - decoded), map.end);
}

/** The document span of a span of the decoded text. An empty span stays empty. */
export function toDocumentSpan(map: OffsetMap, span: Span): Span {
	const start = toDocumentOffset(map, span.start);
	if (span.end <= span.start) return { start, end: start };
	// The end is exclusive: map the last character, then step over everything it was written as.
	const last = toDocumentOffset(map, span.end - 1);
	return { start, end: Math.max(last + 1, toDocumentOffset(map, span.end)) };
}
