/** What an unpacked body may weigh, so that a small one cannot fill the memory. */
const BYTES_MAX = 100 * 1024 * 1024;

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
