import {
	closeSync,
	fstatSync,
	ftruncateSync,
	openSync,
	readSync,
	statSync,
	writeSync,
} from 'node:fs';
import { lockFile } from './fileLock.ts';
import { fileError, HostError } from './hostError.ts';
import { targetOf } from './sameFile.ts';

const CHUNK_BYTES = 64 * 1024;
const NEWLINE = 10;
/** Longer than any event: what is longer is no line of ours. */
const LINE_BYTES_MAX = 256 * 1024 * 1024;

export interface LineFileOptions {
	/**
	 * `append`: keep what is there, but for a last line that a kill left unfinished.
	 * `replace`: start empty.
	 */
	readonly mode: 'append' | 'replace';
	/** What every line of such a file begins with: a file that begins otherwise is somebody else's, and left alone. */
	readonly lineStart: string;
	/** What the file holds, for messages: `events`. */
	readonly content: string;
	/** What the file is, for messages: `the events file`. */
	readonly title: string;
}

/** A file of lines, open at its end. */
export interface GrowingFile {
	readonly descriptor: number;
	/** Of the whole lines that are there. */
	readonly size: number;
	/** Not a device or a pipe. */
	readonly isRegular: boolean;
	readonly repairedBytes: number;
	/** Gives the file free for other processes. */
	release(): void;
}

/**
 * Opens a file that grows line by line, for one process at a time: two that cut it back to their last whole line would
 * destroy lines of each other. A device or a pipe serves many at once. Throws `HostError`.
 */
export function openGrowingFile(path: string, options: LineFileOptions): GrowingFile {
	// A pipe that is opened for reading too never learns that its reader has left.
	const isPipe = statQuietly(path)?.isFile() === false;
	const lock = isPipe ? undefined : lockFile(targetOf(path));
	const release = () => lock?.release();
	let descriptor: number | undefined;
	try {
		descriptor = openSync(path, isPipe ? 'a' : 'a+', 0o600);
		return { descriptor, release, ...prepare(descriptor, path, options) };
	} catch (error) {
		if (descriptor !== undefined) closeSync(descriptor);
		release();
		throw fileError(error, 'write', path);
	}
}

function statQuietly(path: string) {
	try {
		return statSync(path, { throwIfNoEntry: false });
	} catch {
		// Whatever is wrong with the path is said when the file is opened.
		return undefined;
	}
}

/** Empties the file, or cuts off what a kill has left of a last line. */
function prepare(
	descriptor: number,
	path: string,
	options: LineFileOptions,
): Pick<GrowingFile, 'size' | 'isRegular' | 'repairedBytes'> {
	const status = fstatSync(descriptor);
	if (!status.isFile()) return { size: 0, isRegular: false, repairedBytes: 0 };
	const isRegular = true;
	refuseOtherFile(descriptor, path, status.size, options);
	if (options.mode === 'replace') {
		ftruncateSync(descriptor, 0);
		return { size: 0, isRegular, repairedBytes: 0 };
	}
	const size = endOfLastLine(descriptor, status.size);
	if (size === status.size) return { size, isRegular, repairedBytes: 0 };
	if (isWhole(descriptor, size, status.size)) {
		writeSync(descriptor, '\n');
		return { size: status.size + 1, isRegular, repairedBytes: 0 };
	}
	ftruncateSync(descriptor, size);
	return { size, isRegular, repairedBytes: status.size - size };
}

/** A mistyped path must not cost anybody a file: only what we wrote is repaired, appended to or replaced. */
function refuseOtherFile(
	descriptor: number,
	path: string,
	size: number,
	{ lineStart, content, title }: LineFileOptions,
): void {
	const expected = Buffer.from(lineStart).subarray(0, size);
	const found = Buffer.alloc(expected.length);
	readSync(descriptor, found, 0, found.length, 0);
	if (found.equals(expected)) return;
	throw new HostError(
		`"${path}" holds something else than ${content}, so it was left alone. Name a new file as ${title}.`,
	);
}

/** Whether a last line without newline is JSON: then an editor left the newline out, or a kill only that. */
function isWhole(descriptor: number, start: number, end: number): boolean {
	if (end - start > LINE_BYTES_MAX) return false;
	const bytes = Buffer.alloc(end - start);
	readSync(descriptor, bytes, 0, bytes.length, start);
	try {
		JSON.parse(bytes.toString('utf8'));
		return true;
	} catch {
		return false;
	}
}

/** The offset behind the last newline: 0 when there is none. */
function endOfLastLine(descriptor: number, size: number): number {
	const chunk = Buffer.alloc(Math.min(CHUNK_BYTES, size));
	for (let end = size; end > 0; ) {
		const start = Math.max(0, end - chunk.length);
		const length = readSync(descriptor, chunk, 0, end - start, start);
		const newline = chunk.subarray(0, length).lastIndexOf(NEWLINE);
		if (newline >= 0) return start + newline + 1;
		end = start;
	}
	return 0;
}
