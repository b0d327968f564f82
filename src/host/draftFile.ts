import { closeSync, fsyncSync, openSync, renameSync, rmSync, statSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, fileError, HostError } from './hostError.ts';

/** A file that appears whole or not at all. */
export interface DraftFile {
	/** Puts the text in place of the file, in one step. */
	publish(text: string): void;
	/** Removes the draft when nothing was published. */
	discard(): void;
}

/**
 * Begins a file that will be written later, beside its place: what forbids that is found now, not after hours of work.
 * Nobody else may read it. Throws `HostError`.
 */
export function openDraftFile(path: string): DraftFile {
	refuseFolder(path);
	const draft = join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
	try {
		closeSync(openSync(draft, 'w', 0o600));
	} catch (error) {
		throw fileError(error, 'write', path);
	}
	return {
		publish(text) {
			try {
				writeWhole(draft, text);
				renameSync(draft, path);
			} catch (error) {
				rmSync(draft, { force: true });
				throw fileError(error, 'write', path);
			}
		},
		discard() {
			rmSync(draft, { force: true });
		},
	};
}

function refuseFolder(path: string): void {
	try {
		if (statSync(path).isDirectory())
			throw new HostError(`"${path}" is a directory: name a file in it.`);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') throw fileError(error, 'write', path);
	}
}

function writeWhole(draft: string, text: string): void {
	const descriptor = openSync(draft, 'w', 0o600);
	try {
		const bytes = Buffer.from(text, 'utf8');
		for (let written = 0; written < bytes.length; )
			written += writeSync(descriptor, bytes, written);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}
