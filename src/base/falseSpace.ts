/** Whether a character is no white space of XML and JPath, and looks like it or cannot be seen. */
export function isFalseSpace(character: string): boolean {
	return /^(?:[^\S \t\n\r]|[\u200b-\u200f\u2060\ufeff])$/.test(character);
}

/** What to say of such a character. */
export function falseSpace(character: string): { readonly message: string; readonly help: string } {
	const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0');
	return {
		message: `This character (U+${code}) looks like a space, or like nothing, and is neither.`,
		help: 'Replace it with an ordinary space. Web pages and word processors put such characters in.',
	};
}
