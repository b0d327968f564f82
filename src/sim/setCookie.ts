/**
 * Name and value of a Set-Cookie header; undefined without a name. Texts are searched, not matched: a server chooses
 * them, and they may be long.
 */
export function cookieOf(
	header: string,
): { readonly name: string; readonly value: string } | undefined {
	const [pair = ''] = header.split(';', 1);
	const equals = pair.indexOf('=');
	const name = pair.slice(0, Math.max(0, equals)).trim();
	return name === '' ? undefined : { name, value: pair.slice(equals + 1).trim() };
}
