const NAMED: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
};

/**
 * A text as Java's serialiser writes it: characters beyond the first plane, and control characters, as references. XML
 * 1.1 has more of these.
 */
export function escapeText(text: string): string {
	return text.replace(/[&<>]|(?![\t\n])\p{Cc}|[\u{10000}-\u{10ffff}]/gu, reference);
}

/** The same for an attribute's value in double quotes, where a line break that is no reference would be a space. */
export function escapeAttribute(text: string): string {
	return text.replace(/[&<>"]|(?![\x7f-\x9f])\p{Cc}|[\u{10000}-\u{10ffff}]/gu, reference);
}

function reference(char: string): string {
	return NAMED[char] ?? `&#${char.codePointAt(0)};`;
}
