/** How many tries one shrinking may take. */
const TRIES_MAX = 4000;

/** The smallest text found, by leaving out ever smaller pieces, of which the same can be said. */
export function shrink(text: string, holds: (text: string) => boolean): string {
	let tries = 0;
	const test = (candidate: string) => tries++ < TRIES_MAX && holds(candidate);
	let current = text;
	for (const split of [lines, tags, chars]) {
		let before: string;
		do {
			before = current;
			if (split === chars && current.length > 1500) break;
			current = withoutPieces(split(current), test);
		} while (current !== before);
	}
	return current;
}

/** Leaves out runs of pieces, long runs first. */
function withoutPieces(pieces: string[], holds: (text: string) => boolean): string {
	let kept = pieces;
	for (let size = Math.ceil(kept.length / 2); size >= 1; size = Math.floor(size / 2)) {
		for (let start = 0; start < kept.length; ) {
			const rest = [...kept.slice(0, start), ...kept.slice(start + size)];
			if (rest.length < kept.length && holds(rest.join(''))) kept = rest;
			else start += size;
		}
	}
	return kept.join('');
}

function lines(text: string): string[] {
	return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

function tags(text: string): string[] {
	return text.match(/<[^\s<>]*|\s+[\w:.-]+\s*=\s*"[^"]*"|[^\s<>]+|[\s>]/g) ?? [];
}

function chars(text: string): string[] {
	return [...text];
}
