/** A set of code points: a table for the first 256, a test for the others. */
export interface CharSet {
	readonly table: Uint8Array;
	readonly has: (codePoint: number) => boolean;
	/** Whether Java takes it to match single 16 bit units, which decides where a search may begin. */
	readonly isNarrow: boolean;
	/** How many sets the test asks, itself included: classes in classes can make that many. */
	readonly cost: number;
}

const TABLE_SIZE = 256;

/** A set from a test, which is asked at once for the first 256 code points; `asked` is what it asks in turn. */
export function setOf(
	has: (codePoint: number) => boolean,
	isNarrow = false,
	asked: readonly CharSet[] = [],
): CharSet {
	const table = new Uint8Array(TABLE_SIZE);
	for (let codePoint = 0; codePoint < TABLE_SIZE; codePoint++)
		table[codePoint] = has(codePoint) ? 1 : 0;
	return { table, has, isNarrow, cost: asked.reduce((cost, set) => cost + set.cost, 1) };
}

export function includes(set: CharSet, codePoint: number): boolean {
	return codePoint < TABLE_SIZE ? set.table[codePoint] === 1 : set.has(codePoint);
}

export function union(a: CharSet, b: CharSet): CharSet {
	return setOf(
		(codePoint) => includes(a, codePoint) || includes(b, codePoint),
		a.isNarrow && b.isNarrow,
		[a, b],
	);
}

/** The union of many sets at once. Of very many, the answers are kept. */
export function unionOfAll(sets: readonly CharSet[]): CharSet {
	const [first] = sets;
	if (first !== undefined && sets.length === 1) return first;
	const all = [...sets];
	const has = (codePoint: number) => all.some((set) => includes(set, codePoint));
	const isNarrow = all.every((set) => set.isNarrow);
	if (all.length <= 16) return setOf(has, isNarrow, all);
	const set = setOf(remembered(has), isNarrow, all);
	return { ...set, cost: set.cost / 100 };
}

export function intersection(a: CharSet, b: CharSet): CharSet {
	return setOf(
		(codePoint) => includes(a, codePoint) && includes(b, codePoint),
		a.isNarrow && b.isNarrow,
		[a, b],
	);
}

export function complement(set: CharSet): CharSet {
	return setOf((codePoint) => !includes(set, codePoint), false, [set]);
}

export function rangeSet(first: number, last: number): CharSet {
	const isNarrow = last < 0xd800 || (first > 0xdfff && last < 0x10000);
	const has = (codePoint: number) => codePoint >= first && codePoint <= last;
	// Not asked one by one: there are as many of these sets as letters in a pattern.
	return { table: new Uint8Array(TABLE_SIZE).fill(1, first, last + 1), has, isNarrow, cost: 1 };
}

/** The code points of a text. */
export function anyOf(chars: string): CharSet {
	const wanted = new Set([...chars].map((char) => char.codePointAt(0)));
	return setOf((codePoint) => wanted.has(codePoint), true);
}

/** A test by a native pattern for one character, such as a Unicode property. Answers are kept. */
export function matching(pattern: RegExp, isNarrow = false): CharSet {
	return setOf(
		remembered((codePoint) => pattern.test(String.fromCodePoint(codePoint))),
		isNarrow,
	);
}

function remembered(has: (codePoint: number) => boolean): (codePoint: number) => boolean {
	const known = new Map<number, boolean>();
	return (codePoint) => {
		let answer = known.get(codePoint);
		if (answer === undefined) {
			answer = has(codePoint);
			if (known.size < 100_000) known.set(codePoint, answer);
		}
		return answer;
	};
}

/** `Character.toUpperCase`: one code point for one. */
function upperOf(codePoint: number): number {
	return singleOf(String.fromCodePoint(codePoint).toUpperCase(), codePoint);
}

/** `Character.toLowerCase`: one code point for one. */
function lowerOf(codePoint: number): number {
	// The one letter whose small form JavaScript writes with two code points.
	if (codePoint === 0x130) return 0x69;
	return singleOf(String.fromCodePoint(codePoint).toLowerCase(), codePoint);
}

function singleOf(text: string, otherwise: number): number {
	const codePoint = text.codePointAt(0) ?? otherwise;
	return text.length === (codePoint > 0xffff ? 2 : 1) ? codePoint : otherwise;
}

function asciiUpper(codePoint: number): number {
	return codePoint >= 0x61 && codePoint <= 0x7a ? codePoint - 32 : codePoint;
}

function asciiLower(codePoint: number): number {
	return codePoint >= 0x41 && codePoint <= 0x5a ? codePoint + 32 : codePoint;
}

/** What Java compares when case does not count: by Unicode, or by ASCII alone. */
export function foldOf(isUnicode: boolean): (codePoint: number) => number {
	return isUnicode ? (codePoint) => lowerOf(upperOf(codePoint)) : asciiLower;
}

export type CaseMode = 'exact' | 'ascii' | 'unicode';

/** One character, in all the cases that count. Java takes a character that has no other case as it is. */
export function singleSet(codePoint: number, mode: CaseMode): CharSet {
	const fold = foldOf(mode === 'unicode');
	const folded = fold(codePoint);
	const hasCases =
		mode === 'ascii' ? asciiUpper(codePoint) !== folded : upperOf(codePoint) !== folded;
	if (mode === 'exact' || !hasCases) return rangeSet(codePoint, codePoint);
	return setOf((other) => other === codePoint || fold(other) === folded, mode === 'ascii');
}

/** A range of characters, in all the cases that count. */
export function caseRangeSet(first: number, last: number, mode: CaseMode): CharSet {
	const isIn = (codePoint: number) => codePoint >= first && codePoint <= last;
	if (mode === 'exact') return rangeSet(first, last);
	if (mode === 'ascii')
		return setOf((other) => isIn(other) || isIn(asciiUpper(other)) || isIn(asciiLower(other)));
	return setOf((other) => {
		const upper = upperOf(other);
		return isIn(other) || isIn(upper) || isIn(lowerOf(upper));
	});
}
