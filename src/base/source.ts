/** A place in a text as people count it: line and column from 1, the column in UTF-16 code units. */
export interface Position {
	readonly line: number;
	readonly column: number;
}

/** A named text with an index of its lines, so that offsets turn into places cheaply. */
export interface Source {
	/** What to call the text in messages: a path, or `<stdin>`. */
	readonly name: string;
	readonly text: string;
	/** The place of an offset. Offsets outside the text are moved to its nearest end. */
	positionAt(offset: number): Position;
	/** The text of a line (1-based) without its line ending; '' beyond the last. */
	lineAt(line: number): string;
}

/** Makes a source. Lines end at `\n`, `\r\n` or `\r`, as an XML parser counts them. */
export function createSource(name: string, text: string): Source {
	let starts: readonly number[] | undefined;
	const lineStarts = () => {
		starts ??= findLineStarts(text);
		return starts;
	};

	return {
		name,
		text,
		positionAt(offset) {
			const inside = Math.max(0, Math.min(offset, text.length));
			const all = lineStarts();
			const index = lastAtOrBefore(all, inside);
			return { line: index + 1, column: inside - (all[index] ?? 0) + 1 };
		},
		lineAt(line) {
			const all = lineStarts();
			const start = all[line - 1];
			if (start === undefined) return '';
			return text.slice(start, all[line] ?? text.length).replace(/[\r\n]+$/, '');
		},
	};
}

function findLineStarts(text: string): number[] {
	const starts = [0];
	for (const match of text.matchAll(/\r\n|\r|\n/g)) starts.push(match.index + match[0].length);
	return starts;
}

/** Index of the last entry that is not greater than `value`; entries ascend and the first is 0. */
function lastAtOrBefore(sorted: readonly number[], value: number): number {
	let low = 0;
	let high = sorted.length - 1;
	while (low < high) {
		const middle = (low + high + 1) >> 1;
		if ((sorted[middle] ?? 0) <= value) low = middle;
		else high = middle - 1;
	}
	return low;
}
