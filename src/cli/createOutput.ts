import { fstatSync, statSync, writeSync } from 'node:fs';
import pico from 'picocolors';
import { codeOf } from '../host/hostError.ts';
import { hasColours, readableColumns, type TextOutput } from './terminal.ts';

const BUFFER_CHARS_MAX = 64 * 1024;

/** The part of a terminal stream that is used. */
interface TerminalStream {
	readonly columns?: number;
	readonly isTTY?: boolean;
	write(text: string): boolean;
	on(event: 'error', listener: (error: Error) => void): unknown;
}

/**
 * Writes to a file descriptor. Files and pipes are written in blocks and directly: a line at a time is slow where
 * a million events are printed, and Node's streams take longer to load than most commands to run. A terminal gets
 * each text at once.
 */
export function createOutput(
	descriptor: number,
	openTerminal: () => TerminalStream,
	options: {
		readonly environment: Readonly<Record<string, string | undefined>>;
		/** Called once when nothing can be written any more, with the code of the system. */
		readonly onEnd: (code: string) => void;
	},
): TextOutput & { flush(): void } {
	const stream = isTerminalLike(descriptor) ? openTerminal() : undefined;
	const isTerminal = stream?.isTTY === true;
	let pending: string[] = [];
	let pendingChars = 0;
	let isScheduled = false;
	let isOver = false;
	const end = (code: string) => {
		if (isOver) return;
		isOver = true;
		options.onEnd(code);
	};
	stream?.on('error', (error) => end(codeOf(error)));

	const flush = () => {
		isScheduled = false;
		const text = pending.join('');
		pending = [];
		pendingChars = 0;
		if (text === '' || isOver) return;
		if (stream !== undefined) {
			stream.write(isTerminal ? harmless(text) : text);
			return;
		}
		const code = writeAll(descriptor, text);
		if (code !== undefined) end(code);
	};
	return {
		write(text) {
			pending.push(text);
			pendingChars += text.length;
			if (isTerminal || pendingChars > BUFFER_CHARS_MAX) flush();
			else if (!isScheduled) {
				isScheduled = true;
				setImmediate(flush);
			}
		},
		flush,
		isTerminal,
		columns: readableColumns(stream?.columns),
		colours: pico.createColors(hasColours(isTerminal, options.environment)),
	};
}

/**
 * Somebody else may have written what is shown: an event, an answer, the name of a file. Of what a terminal obeys only
 * colours and the removal of the progress line are let through.
 */
function harmless(text: string): string {
	// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what must not reach a terminal.
	return text.replace(/\u001b\[[\d;]*m|\r\u001b\[2K|[\0-\x08\x0b-\x1f\x7f-\x9f]/g, (found) =>
		found.length > 1 ? found : '·',
	);
}

/** A character device that swallows everything is no terminal, and is common where output is thrown away. */
function isTerminalLike(descriptor: number): boolean {
	try {
		const status = fstatSync(descriptor);
		return status.isCharacterDevice() && status.rdev !== nullDevice();
	} catch {
		return false;
	}
}

function nullDevice(): number | undefined {
	try {
		return statSync('/dev/null').rdev;
	} catch {
		return undefined;
	}
}

/** The code of what kept the text from being written: nobody reads any more, the output is closed, the disk is full. */
function writeAll(descriptor: number, text: string): string | undefined {
	const bytes = Buffer.from(text, 'utf8');
	for (let done = 0; done < bytes.length; ) {
		try {
			done += writeSync(descriptor, bytes, done);
		} catch (error) {
			if (codeOf(error) !== 'EAGAIN') return codeOf(error);
			pause(5);
		}
	}
	return undefined;
}

/** A pipe is full and its reader slow: wait, for there is nothing else to do. */
function pause(durationMs: number): void {
	Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, durationMs);
}
