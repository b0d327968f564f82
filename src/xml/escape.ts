/**
 * Escaping of our own. xmlbuilder2 leaves what looks like a reference alone (a value of the five characters
 * `&amp;` would come back as `&`) and writes line breaks in attributes raw (a parser turns them into
 * spaces). Escaped beforehand, it has nothing left to misunderstand; it knows decimal references only.
 */
const SPECIAL: Readonly<Record<string, string>> = {
	'&': '&amp;',
	'<': '&lt;',
	'>': '&gt;',
	'"': '&quot;',
	'\n': '&#10;',
	'\r': '&#13;',
	'\t': '&#9;',
};

/** A value as it stands between double quotation marks. `>` stays: IBM's documents write conditions with it. */
export function escapeAttribute(value: string): string {
	return value.replace(/[&<"\n\r\t]/g, (character) => SPECIAL[character] ?? character);
}

/** Text as it stands between tags. `>` is escaped so that `]]>` cannot arise. */
export function escapeText(value: string): string {
	return value.replace(/[&<>\r]/g, (character) => SPECIAL[character] ?? character);
}

/**
 * The first character that no XML document can hold, escaped or not, with its offset: control characters,
 * unpaired surrogates, U+FFFE and U+FFFF (XML 1.0, production Char).
 */
export function unwritableCharacter(value: string): { offset: number; code: number } | undefined {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for.
	const match = /[\0-\x08\x0B\x0C\x0E-\x1F\uD800-\uDFFF\uFFFE\uFFFF]/u.exec(value);
	return match === null ? undefined : { offset: match.index, code: match[0].codePointAt(0) ?? 0 };
}
