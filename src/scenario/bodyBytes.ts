/** The bytes of Base64, white space in it allowed; undefined when it is none. */
export function bytesOfBase64(text: string): Uint8Array | undefined {
	try {
		const binary = atob(text.replaceAll(/\s+/g, ''));
		const bytes = new Uint8Array(binary.length);
		for (let index = 0; index < binary.length; index++) bytes[index] = binary.charCodeAt(index);
		return bytes;
	} catch {
		return undefined;
	}
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
