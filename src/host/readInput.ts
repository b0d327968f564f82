import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { didYouMean } from '../base/suggest.ts';
import { codeOf, fileError, HostError } from './hostError.ts';

/** What a document may weigh. */
export const DOCUMENT_BYTES_MAX = 10 * 1024 * 1024;

const CHUNK_BYTES = 64 * 1024;

export interface ReadInputOptions {
	/** Gives the stream to read when the path is `-`. */
	readonly stdin: () => AsyncIterable<Uint8Array | string>;
	readonly bytesMax?: number;
	/** Whether an empty one is given back; else it is refused. */
	readonly mayBeEmpty?: true;
}

/** The bytes of a file, or of standard input for `-`. Throws `HostError` with a sentence for people. */
export async function readInput(path: string, options: ReadInputOptions): Promise<Uint8Array> {
	const bytesMax = options.bytesMax ?? DOCUMENT_BYTES_MAX;
	const bytes =
		path === '-'
			? orTooBig(await readStream(options.stdin(), bytesMax), path, bytesMax)
			: readFileBytes(path, bytesMax);
	if (bytes.length === 0 && options.mayBeEmpty !== true)
		throw new HostError(`"${inputName(path)}" is empty: there is nothing to read in it.`);
	return bytes;
}

/** The bytes of a file. Throws `HostError`. Synchronous: Node's streams take long to load. */
export function readFileBytes(path: string, bytesMax: number): Uint8Array {
	return orTooBig(readFile(path, bytesMax), path, bytesMax);
}

function orTooBig(bytes: Uint8Array | undefined, path: string, bytesMax: number): Uint8Array {
	if (bytes !== undefined) return bytes;
	throw new HostError(`"${inputName(path)}" is too big: at most ${megabytes(bytesMax)} are read.`);
}

/** What to call an input in messages. */
export function inputName(path: string): string {
	return path === '-' ? '<stdin>' : path;
}

/** Undefined when there are too many bytes. */
function readFile(path: string, bytesMax: number): Uint8Array | undefined {
	let descriptor: number;
	try {
		descriptor = openSync(path, 'r');
	} catch (error) {
		throw codeOf(error) === 'ENOENT' ? missingFile(path) : fileError(error, 'read', path);
	}
	try {
		const status = fstatSync(descriptor);
		if (status.isDirectory()) throw new HostError(`"${path}" is a directory: name a file in it.`);
		if (status.size > bytesMax) return undefined;
		return readDescriptor(descriptor, bytesMax);
	} catch (error) {
		throw fileError(error, 'read', path);
	} finally {
		closeSync(descriptor);
	}
}

/** Pipes have no size, so it reads until there is no more. */
function readDescriptor(descriptor: number, bytesMax: number): Uint8Array | undefined {
	const chunks: Uint8Array[] = [];
	for (let size = 0; ; ) {
		const chunk = Buffer.allocUnsafe(CHUNK_BYTES);
		const length = readSync(descriptor, chunk);
		if (length === 0) return Buffer.concat(chunks, size);
		size += length;
		if (size > bytesMax) return undefined;
		chunks.push(chunk.subarray(0, length));
	}
}

async function readStream(
	stream: AsyncIterable<Uint8Array | string>,
	bytesMax: number,
): Promise<Uint8Array | undefined> {
	const chunks: Uint8Array[] = [];
	let size = 0;
	for await (const chunk of stream) {
		const bytes = typeof chunk === 'string' ? Buffer.from(chunk, 'utf8') : chunk;
		size += bytes.length;
		if (size > bytesMax) return undefined;
		chunks.push(bytes);
	}
	return Buffer.concat(chunks);
}

function missingFile(path: string): HostError {
	const folder = dirname(path);
	let names: string[];
	try {
		names = readdirSync(folder);
	} catch {
		return new HostError(`There is no file "${path}": its folder "${folder}" does not exist.`);
	}
	return new HostError(`There is no file "${path}".${didYouMean(basename(path), names)}`);
}

function megabytes(bytes: number): string {
	return `${Math.floor(bytes / 1024 / 1024)} MB`;
}
