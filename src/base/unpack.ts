/** What an unpacked body may weigh, so that a small one cannot fill the memory. */
const BYTES_MAX = 100 * 1024 * 1024;

/** Gone when a body is unpacked: they tell of the packed one. Source: Apache HttpClient 4, ResponseContentEncoding. */
const ABOUT_PACKED = new Set(['content-encoding', 'content-length', 'content-md5']);

/** The headers of a response whose body has been unpacked. */
export function unpackedHeaders<Header extends readonly [name: string, value: string]>(
	headers: readonly Header[],
): Header[] {
	return headers.filter(([name]) => !ABOUT_PACKED.has(name.toLowerCase()));
}

/** Bytes that are still packed as their Content-Encoding says, unpacked; undefined when they are not, or too large. */
export async function unpack(
	bytes: Uint8Array,
	contentEncoding: string,
): Promise<Uint8Array | undefined> {
	const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b && /gzip/i.test(contentEncoding);
	const isZlib = (bytes[0] ?? 0) % 16 === 8 && /deflate/i.test(contentEncoding);
	if (!isGzip && !isZlib) return undefined;
	try {
		const stream = new Blob([Uint8Array.from(bytes)])
			.stream()
			.pipeThrough(new DecompressionStream(isGzip ? 'gzip' : 'deflate'));
		const chunks: Uint8Array[] = [];
		let length = 0;
		for (const reader = stream.getReader(); ; ) {
			const { done, value } = await reader.read();
			if (done) break;
			length += value.length;
			if (length > BYTES_MAX) return undefined;
			chunks.push(value);
		}
		return joined(chunks, length);
	} catch {
		return undefined;
	}
}

function joined(chunks: readonly Uint8Array[], length: number): Uint8Array {
	const all = new Uint8Array(length);
	let at = 0;
	for (const chunk of chunks) {
		all.set(chunk, at);
		at += chunk.length;
	}
	return all;
}
