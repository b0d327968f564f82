import {
	closeSync,
	fdatasync,
	fstatSync,
	ftruncateSync,
	openSync,
	readSync,
	statSync,
	writeSync,
} from 'node:fs';
import { promisify } from 'node:util';
import { codeOf, fileError, HostError } from './hostError.ts';

const BUFFER_CHARS_MAX = 256 * 1024;
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

/** A text file that grows line by line. Lines reach the disk whole and in order, or not at all. */
export interface LineFile {
	/** How many bytes of an unfinished last line were removed when it was opened. */
	readonly repairedBytes: number;
	/** Adds a line; the newline is added here. Writes when enough has gathered, so memory stays flat. */
	write(line: string): void;
	/** Ends when every line written so far is on the disk. */
	flush(): Promise<void>;
	/** Writes what is left and closes; says nothing that was said before. A second call does nothing. */
	close(): void;
}

/** Opens a line file. Throws `HostError` when it cannot be written or is something else. */
export function openLineFile(path: string, options: LineFileOptions): LineFile {
	const file = openDescriptor(path, options);
	let { size } = file;
	let pending: string[] = [];
	let pendingChars = 0;
	let isDirty = false;
	let isClosed = false;
	/** Whether it was said that the pending lines cannot be written. They stay: whoever flushes must not go on. */
	let isRefused = false;

	const writePending = () => {
		if (pending.length === 0) return;
		const bytes = Buffer.from(pending.join(''), 'utf8');
		try {
			for (let done = 0; done < bytes.length; )
				done += writeSync(file.descriptor, bytes, done, bytes.length - done);
		} catch (error) {
			// Half a block on a full disk must not look like an event: go back to the last whole line.
			if (file.isRegular) truncateQuietly(file.descriptor, size);
			isRefused = true;
			throw fileError(error, 'write', path);
		}
		pending = [];
		pendingChars = 0;
		size += bytes.length;
		isDirty = true;
		isRefused = false;
	};

	return {
		repairedBytes: file.repairedBytes,
		write(line) {
			pending.push(line, '\n');
			pendingChars += line.length + 1;
			if (pendingChars >= BUFFER_CHARS_MAX) writePending();
		},
		async flush() {
			writePending();
			if (!isDirty || !file.isRegular) return;
			try {
				await dataSync(file.descriptor);
			} catch (error) {
				throw fileError(error, 'write', path);
			}
			isDirty = false;
		},
		close() {
			if (isClosed) return;
			isClosed = true;
			const wasRefused = isRefused;
			try {
				writePending();
			} catch (error) {
				if (!wasRefused) throw error;
			} finally {
				closeSync(file.descriptor);
			}
		},
	};
}

const dataSync = promisify(fdatasync);

interface Descriptor {
	readonly descriptor: number;
	readonly size: number;
	readonly isRegular: boolean;
	readonly repairedBytes: number;
}

function openDescriptor(path: string, options: LineFileOptions): Descriptor {
	let descriptor: number;
	try {
		// A pipe that is opened for reading too never learns that its reader has left.
		const isPipe = statSync(path, { throwIfNoEntry: false })?.isFile() === false;
		descriptor = openSync(path, isPipe ? 'a' : 'a+', 0o600);
	} catch (error) {
		throw fileError(error, 'write', path);
	}
	try {
		const status = fstatSync(descriptor);
		if (!status.isFile()) return { descriptor, size: 0, isRegular: false, repairedBytes: 0 };
		const isRegular = true;
		refuseOtherFile(descriptor, path, status.size, options);
		if (options.mode === 'replace') {
			ftruncateSync(descriptor, 0);
			return { descriptor, size: 0, isRegular, repairedBytes: 0 };
		}
		const size = endOfLastLine(descriptor, status.size);
		if (size === status.size) return { descriptor, size, isRegular, repairedBytes: 0 };
		if (isWhole(descriptor, size, status.size)) {
			writeSync(descriptor, '\n');
			return { descriptor, size: status.size + 1, isRegular, repairedBytes: 0 };
		}
		ftruncateSync(descriptor, size);
		return { descriptor, size, isRegular, repairedBytes: status.size - size };
	} catch (error) {
		closeSync(descriptor);
		throw fileError(error, 'write', path);
	}
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

function truncateQuietly(descriptor: number, size: number): void {
	try {
		ftruncateSync(descriptor, size);
	} catch (error) {
		// The write error that led here is the one to report.
		if (codeOf(error) === '') throw error;
	}
}
