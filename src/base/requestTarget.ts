/**
 * The path and the query of an address as they go on the wire: as they are written, where HTTP can carry that, for the
 * product's client leaves dots and escapes alone. Recorded from Apache HttpClient 4.5.14.
 */
export function requestTargetOf(text: string, url: URL): string {
	const written = /^[a-z]+:\/\/[^/?#]+([^#]*)/i.exec(text)?.[1] ?? '';
	if (!/^[!-~]*$/.test(written)) return `${url.pathname}${url.search}`;
	return written.startsWith('/') ? written : `/${written}`;
}
