import { closeSync, fdatasync, ftruncateSync, writeSync } from 'node:fs';
import { promisify } from 'node:util';
import { type LineFileOptions, openGrowingFile } from './growingFile.ts';
import { codeOf, fileError } from './hostError.ts';

const BUFFER_CHARS_MAX = 256 * 1024;

/** A text file that grows line by line. Lines reach the disk whole and in order, or not at all. */
export interface LineFile {
	/** How many bytes of an unfinished last line were removed when it was opened. */
	readonly repairedBytes: number;
	/** Adds a line; the newline is added here. Writes when enough has gathered, so memory stays flat. */
	write(line: string): void;
	/** Ends when every line written so far is on the disk. */
	flush(): Promise<void>;
	/** Writes what is left, closes and gives the file free; says nothing that was said before. Once. */
	close(): void;
}

/**
 * Opens a line file, for one process at a time: where two repair and cut it back, each destroys lines of the other.
 * Throws `HostError` when it cannot be written, is something else or in use.
 */
export function openLineFile(path: string, options: LineFileOptions): LineFile {
	const file = openGrowingFile(path, options);
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
				file.release();
			}
		},
	};
}

const dataSync = promisify(fdatasync);

function truncateQuietly(descriptor: number, size: number): void {
	try {
		ftruncateSync(descriptor, size);
	} catch (error) {
		// The write error that led here is the one to report.
		if (codeOf(error) === '') throw error;
	}
}
