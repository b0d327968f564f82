/** The line and column of a place in a text, both from 1 on. All of XML's line ends count: `\n`, `\r` and `\r\n`. */
export function lineAndColumn(text: string, offset: number): { line: number; column: number } {
	const before = text.slice(0, offset);
	let line = 1;
	let lineStart = 0;
	for (const { index, 0: lineEnd } of before.matchAll(/\r\n?|\n/g)) {
		line++;
		lineStart = index + lineEnd.length;
	}
	return { line, column: offset - lineStart + 1 };
}
