/** The path of a request as a scenario describes it: `/users/{id}`, `/files/*.json`, `/v1/**`. */
export interface PathPattern {
	/** As it is written. */
	readonly text: string;
	/** The parts of the only path there is, decoded; undefined when there are others. */
	readonly only: readonly string[] | undefined;
	/** What the names in braces stand for in the decoded parts of a path; undefined when the path is another one. */
	match(segments: readonly string[]): Readonly<Record<string, string>> | undefined;
	/** How near a path comes that does not match: from 0, nothing in common, to below 1. */
	nearness(segments: readonly string[]): number;
}

export type PathPatternResult =
	| { readonly ok: true; readonly pattern: PathPattern }
	| { readonly ok: false; readonly message: string };

/** One part of a path: `**`, or pieces of literal text with what may be between them. */
type Part = { readonly kind: 'parts' } | { readonly kind: 'part'; readonly pieces: Pieces };
type Pieces = readonly Piece[];
type Piece =
	| { readonly kind: 'text'; readonly text: string }
	| { readonly kind: 'any'; readonly name: string | undefined };

const PARTS_MAX = 200;

/** Reads a pattern. Literal text is compared decoded, so `%7B` is a brace. */
export function compilePathPattern(text: string): PathPatternResult {
	if (!text.startsWith('/'))
		return { ok: false, message: `A path begins with a slash: "/${text}".` };
	const parts: Part[] = [];
	const names = new Set<string>();
	for (const segment of text.slice(1).split('/')) {
		if (segment === '**') parts.push({ kind: 'parts' });
		else {
			const pieces = piecesOf(segment, names);
			if (typeof pieces === 'string') return { ok: false, message: pieces };
			parts.push({ kind: 'part', pieces });
		}
	}
	if (parts.length > PARTS_MAX)
		return { ok: false, message: `A path has at most ${PARTS_MAX} parts.` };
	const pattern: PathPattern = {
		text,
		only: parts.every(isLiteral) ? segmentsOf(text) : undefined,
		match: (segments) => matchParts(parts, segments),
		nearness: (segments) => nearness(parts, segments),
	};
	return { ok: true, pattern };
}

function isLiteral(part: Part): boolean {
	return part.kind === 'part' && part.pieces.every(({ kind }) => kind === 'text');
}

/** The parts of a path, decoded. */
export function segmentsOf(path: string): string[] {
	return path.replace(/^\//, '').split('/').map(decodeUrl);
}

/** A part of an address decoded; as it is where it is not encoded as it should be. */
export function decodeUrl(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

function piecesOf(segment: string, names: Set<string>): Pieces | string {
	const pieces: Piece[] = [];
	for (const [piece] of segment.matchAll(/\{[^{}]*\}|\*+|[^{}*]+|./g)) {
		if (piece.startsWith('{') && piece.length > 1) {
			const name = piece.slice(1, -1);
			if (!/^[A-Za-z_][\w-]*$/.test(name))
				return `"${piece}" is not a name in braces, such as {id}. For a brace itself write %7B or %7D.`;
			if (names.has(name)) return `Two parts of the path are called {${name}}.`;
			names.add(name);
			pieces.push({ kind: 'any', name });
		} else if (piece === '{' || piece === '}')
			return `The brace "${piece}" has no partner. For a brace itself write %7B or %7D.`;
		else if (piece.startsWith('*')) pieces.push({ kind: 'any', name: undefined });
		else pieces.push({ kind: 'text', text: decodeUrl(piece) });
	}
	const isAmbiguous = pieces.some(
		({ kind }, index) => kind === 'any' && pieces[index + 1]?.kind === 'any',
	);
	return isAmbiguous
		? `"${segment}" does not say where one part ends and the next begins.`
		: pieces;
}

/** Parts against segments; `**` takes as few as possible. Two cursors and one place to go back to: no blow-up. */
function matchParts(
	parts: readonly Part[],
	segments: readonly string[],
): Record<string, string> | undefined {
	const captured: (Record<string, string> | undefined)[] = [];
	let part = 0;
	let segment = 0;
	let retryPart = -1;
	let retrySegment = 0;
	while (segment < segments.length) {
		const current = parts[part];
		if (current?.kind === 'parts') {
			retryPart = part++;
			retrySegment = segment;
			continue;
		}
		const found =
			current === undefined ? undefined : matchPieces(current.pieces, segments[segment] ?? '');
		if (found !== undefined) {
			captured[part++] = found;
			segment++;
		} else if (retryPart >= 0) {
			part = retryPart + 1;
			segment = ++retrySegment;
		} else return undefined;
	}
	while (parts[part]?.kind === 'parts') part++;
	return part < parts.length ? undefined : Object.assign({}, ...captured.slice(0, part));
}

/** As few characters as possible for each but the last, at least one for a name. */
function matchPieces(pieces: Pieces, segment: string): Record<string, string> | undefined {
	const captured: Record<string, string> = {};
	let at = 0;
	for (const [index, piece] of pieces.entries()) {
		if (piece.kind === 'text') {
			if (!segment.startsWith(piece.text, at)) return undefined;
			at += piece.text.length;
			continue;
		}
		const start = at;
		const next = pieces[index + 1];
		const least = piece.name === undefined ? start : start + 1;
		if (next === undefined) at = segment.length;
		else if (next.kind === 'text') {
			const isLast = index + 2 === pieces.length;
			at = isLast ? segment.length - next.text.length : segment.indexOf(next.text, least);
		}
		if (at < least || at > segment.length) return undefined;
		if (piece.name !== undefined) captured[piece.name] = segment.slice(start, at);
	}
	return at === segment.length ? captured : undefined;
}

function nearness(parts: readonly Part[], segments: readonly string[]): number {
	const most = Math.max(parts.length, segments.length);
	let common = 0;
	for (const [index, segment] of segments.entries()) {
		const part = parts[index];
		if (part === undefined) break;
		if (part.kind === 'parts' || matchPieces(part.pieces, segment) !== undefined) common += 1;
		else common += likeness(part.pieces, segment) / 2;
	}
	return common / (most + 1);
}

/** How much of a literal part's beginning a segment shares. */
function likeness(pieces: Pieces, segment: string): number {
	const [first] = pieces;
	if (first?.kind !== 'text') return 0;
	let same = 0;
	while (same < first.text.length && first.text[same] === segment[same]) same++;
	return same / Math.max(first.text.length, segment.length, 1);
}
