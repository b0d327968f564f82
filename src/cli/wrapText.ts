/** The lines of a text broken at white space, none longer than a width unless one word is. */
export function wrapText(text: string, width: number): string[] {
	const lines = [''];
	for (const word of text.replaceAll(/\s+/g, ' ').trim().split(' ')) {
		const last = lines.at(-1) ?? '';
		if (last === '') lines[lines.length - 1] = word;
		else if (visibleLength(last) + 1 + visibleLength(word) <= width)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	return lines;
}

/** Colours take no columns. */
function visibleLength(text: string): number {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: this is how colours begin.
	return text.replace(/\u001b\[\d+m/g, '').length;
}
