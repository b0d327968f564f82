import {
	closeSync,
	fsyncSync,
	openSync,
	readdirSync,
	renameSync,
	rmSync,
	statSync,
	writeSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { codeOf, fileError, HostError } from './hostError.ts';

/** A file that appears whole or not at all. */
export interface DraftFile {
	/** Puts the text in place of the file, in one step. */
	publish(text: string): void;
	/** Removes the draft when nothing was published. */
	discard(): void;
}

/** Nobody else may read what may hold credentials. */
const PRIVATE = 0o600;

/**
 * Begins a file that will be written later, beside its place: what forbids that is found now, not after hours of work.
 * Nobody else may read it. Throws `HostError`.
 */
export function openDraftFile(path: string): DraftFile {
	refuseFolder(path);
	const draft = draftPath(path);
	try {
		closeSync(openSync(draft, 'w', PRIVATE));
	} catch (error) {
		throw fileError(error, 'write', path);
	}
	return {
		publish: (text) => replaceFile(path, text),
		discard() {
			rmSync(draft, { force: true });
		},
	};
}

/**
 * Writes a text beside its place and puts it there in one step: a kill, a full disk or a power cut leaves the old file
 * or the new one. `mode` is that of the new file. Throws `HostError`.
 */
export function replaceFile(path: string, text: string, mode = PRIVATE): void {
	const draft = draftPath(path);
	try {
		writeWhole(draft, text, mode);
		renameSync(draft, path);
		syncFolder(dirname(path));
	} catch (error) {
		rmSync(draft, { force: true });
		throw fileError(error, 'write', path);
	}
}

/** Removes drafts of processes that were killed. Only for who knows that no other process is writing one. */
export function removeDrafts(path: string): void {
	const prefix = `.${basename(path)}.`;
	for (const name of readdirSync(dirname(path))) {
		const rest = name.startsWith(prefix) ? name.slice(prefix.length) : '';
		if (/^\d+\.draft$/.test(rest)) rmSync(join(dirname(path), name), { force: true });
	}
}

function draftPath(path: string): string {
	return join(dirname(path), `.${basename(path)}.${process.pid}.draft`);
}

function refuseFolder(path: string): void {
	try {
		if (statSync(path).isDirectory())
			throw new HostError(`"${path}" is a directory: name a file in it.`);
	} catch (error) {
		if (codeOf(error) !== 'ENOENT') throw fileError(error, 'write', path);
	}
}

function writeWhole(draft: string, text: string, mode: number): void {
	const descriptor = openSync(draft, 'w', mode);
	try {
		const bytes = Buffer.from(text, 'utf8');
		for (let written = 0; written < bytes.length; )
			written += writeSync(descriptor, bytes, written);
		fsyncSync(descriptor);
	} finally {
		closeSync(descriptor);
	}
}

/** Makes the new name itself safe. Systems that cannot sync a folder do without. */
function syncFolder(folder: string): void {
	let descriptor: number;
	try {
		descriptor = openSync(folder, 'r');
	} catch {
		return;
	}
	try {
		fsyncSync(descriptor);
	} catch (error) {
		if (codeOf(error) === 'EIO') throw error;
	} finally {
		closeSync(descriptor);
	}
}
