/**
 * The MD5 digest of bytes (RFC 1321), which Web Crypto leaves out and APIs still ask for: HMAC signatures,
 * digest authentication. Of no use for new designs.
 */
export function md5(bytes: Uint8Array): Uint8Array {
	const words = padded(bytes);
	let [a, b, c, d] = [0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476];
	for (let start = 0; start < words.length; start += 16) {
		const before = [a, b, c, d] as const;
		for (let step = 0; step < 64; step++) {
			const round = step >> 4;
			const mixed =
				round === 0
					? (b & c) | (~b & d)
					: round === 1
						? (d & b) | (~d & c)
						: round === 2
							? b ^ c ^ d
							: c ^ (b | ~d);
			const word =
				words[start + (((WORD_FACTORS[round] ?? 0) * step + (WORD_OFFSETS[round] ?? 0)) & 15)];
			const sum = (a + mixed + (SINES[step] ?? 0) + (word ?? 0)) | 0;
			const shift = SHIFTS[round * 4 + (step & 3)] ?? 0;
			[a, b, c, d] = [d, (b + ((sum << shift) | (sum >>> (32 - shift)))) | 0, b, c];
		}
		a = (a + before[0]) | 0;
		b = (b + before[1]) | 0;
		c = (c + before[2]) | 0;
		d = (d + before[3]) | 0;
	}
	const digest = new DataView(new ArrayBuffer(16));
	for (const [index, word] of [a, b, c, d].entries()) digest.setInt32(index * 4, word, true);
	return new Uint8Array(digest.buffer);
}

const SHIFTS = [7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21];
/** Which word a step takes: `factor * step + offset`, by round. */
const WORD_FACTORS = [1, 5, 3, 7];
const WORD_OFFSETS = [0, 1, 5, 0];
const SINES = Array.from(
	{ length: 64 },
	(_, step) => Math.floor(Math.abs(Math.sin(step + 1)) * 0x1_0000_0000) | 0,
);

/** The message as words, behind it a one bit, zeros and its length in bits. */
function padded(bytes: Uint8Array): Int32Array {
	const length = ((bytes.length + 8) >> 6) + 1;
	const buffer = new Uint8Array(length * 64);
	buffer.set(bytes);
	buffer[bytes.length] = 0x80;
	const view = new DataView(buffer.buffer);
	view.setUint32(buffer.length - 8, (bytes.length << 3) >>> 0, true);
	view.setUint32(buffer.length - 4, Math.floor(bytes.length / 0x2000_0000), true);
	const words = new Int32Array(length * 16);
	for (let index = 0; index < words.length; index++) words[index] = view.getInt32(index * 4, true);
	return words;
}
