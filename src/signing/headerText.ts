/** Whether a text can stand in a header as it is: printable ASCII, so no line break smuggles in another header. */
export function isHeaderText(text: string): boolean {
	return /^[ -~]*$/.test(text);
}

/** A quoted string of HTTP (RFC 9110, 5.6.4). */
export function quotedString(text: string): string {
	return `"${text.replace(/["\\]/g, '\\$&')}"`;
}
