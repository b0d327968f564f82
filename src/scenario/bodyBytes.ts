/** The bytes that characters from U+0000 to U+00FF stand for. */
export function bytesOfCharacters(characters: string): Uint8Array {
	const bytes = new Uint8Array(characters.length);
	for (let index = 0; index < bytes.length; index++) bytes[index] = characters.charCodeAt(index);
	return bytes;
}

const TYPES: Readonly<Record<string, string>> = {
	json: 'application/json',
	xml: 'application/xml',
	txt: 'text/plain; charset=utf-8',
	log: 'text/plain; charset=utf-8',
	csv: 'text/csv; charset=utf-8',
	html: 'text/html; charset=utf-8',
	ndjson: 'application/x-ndjson',
	jsonl: 'application/x-ndjson',
};

/** What a file holds, by the end of its name. */
export function contentTypeOfFile(name: string): string {
	const ending = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? '';
	return TYPES[ending] ?? 'application/octet-stream';
}

/** Whether an answer with that status has no body, whatever it says. Source: RFC 9110, section 6.4.1. */
export function hasNoBody(status: number): boolean {
	return status === 204 || status === 304;
}
