import { accessSync, constants, type Stats, statSync } from 'node:fs';
import { isJsonArray, isJsonObject, type Json, parseJson, stringifyJson } from '../base/json.ts';
import { createSource } from '../base/source.ts';
import type { StateStore } from '../sim/ports.ts';
import { removeDrafts, replaceFile } from './draftFile.ts';
import { type FileLock, lockFile } from './fileLock.ts';
import { fileError, HostError } from './hostError.ts';
import { jsonFaultOffset } from './jsonFaultOffset.ts';
import { readFileBytes } from './readInput.ts';
import { targetOf } from './sameFile.ts';

/** JavaScript knows no longer texts. The simulator has a lower ceiling of its own. */
const BYTES_MAX = 500 * 1024 * 1024;

/** A State kept in a file, for one process at a time. */
export interface FileStore extends StateStore {
	/** Gives the file free for others. */
	close(): void;
}

/**
 * Opens the state file. It need not exist; its folder must, and both must be writable, which is found out here and not
 * after a run. Throws `HostError`.
 */
export async function openFileStore(path: string): Promise<FileStore> {
	// A new file replaces a link's target, not the link.
	const target = targetOf(path);
	refuseUnwritable(path, target);
	const lock = lockFile(target);
	try {
		removeDrafts(target);
		// Reading now finds a broken file before the workflow runs.
		loadState(path, target);
		return createStore(path, target, lock);
	} catch (error) {
		lock.release();
		throw error;
	}
}

function createStore(path: string, target: string, lock: FileLock): FileStore {
	return {
		load: async () => loadState(path, target),
		save: async (state) => replaceFile(target, stringifyJson(state)),
		close: () => lock.release(),
	};
}

/** A new file in its place would succeed where somebody has taken care that the old one stays. */
function refuseUnwritable(path: string, target: string): void {
	const status = statusOf(path, target);
	if (status === undefined) return;
	if (status.isDirectory()) throw new HostError(`"${path}" is a directory: name a file in it.`);
	if (!status.isFile())
		throw new HostError(`"${path}" is no file, but a device or a pipe. Name a file for the State.`);
	if ((status.mode & 0o222) === 0 || !mayWrite(target))
		throw new HostError(
			`The state file "${path}" is read-only, so no run could keep its State there. Make it writable, or name another file.`,
		);
}

function statusOf(path: string, target: string): Stats | undefined {
	try {
		return statSync(target, { throwIfNoEntry: false });
	} catch (error) {
		throw fileError(error, 'read', path);
	}
}

function mayWrite(target: string): boolean {
	try {
		accessSync(target, constants.W_OK);
		return true;
	} catch {
		return false;
	}
}

function loadState(path: string, target: string): Json | undefined {
	if (statusOf(path, target) === undefined) return undefined;
	return parseState(path, decodeState(path, readFileBytes(target, BYTES_MAX)));
}

/** Bytes that are no text would be replaced, and saved so. A mark that editors of Windows put in front is dropped. */
function decodeState(path: string, bytes: Uint8Array): string {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
	} catch {
		const mark = Buffer.from(bytes.subarray(0, 2)).toString('hex');
		const isWide = mark === 'fffe' || mark === 'feff';
		throw notAState(path, isWide ? 'is text in UTF-16, not in UTF-8' : 'is not text in UTF-8');
	}
}

function parseState(path: string, text: string): Json {
	const start = text.trimStart();
	if (start === '') throw notAState(path, 'is empty');
	if (start.startsWith('<'))
		throw notAState(path, 'holds XML, not a State, and may be meant for -w or -wp');
	let value: Json;
	try {
		value = parseJson(text);
	} catch (error) {
		if (!(error instanceof SyntaxError)) throw error;
		const offset = jsonFaultOffset(text);
		if (start.startsWith('{') && offset === text.length)
			throw notAState(path, 'is cut off: its JSON has no end');
		const { line, column } = createSource(path, text).positionAt(offset);
		throw notAState(path, `is not JSON at line ${line}, column ${column}`);
	}
	if (isJsonObject(value)) return value;
	const kind = isJsonArray(value) ? 'an array' : `the value ${stringifyJson(value).slice(0, 40)}`;
	throw notAState(path, `holds ${kind}, but a State is a JSON object`);
}

function notAState(path: string, what: string): HostError {
	return new HostError(
		`The state file "${path}" ${what}. Nothing was changed. Restore it, or move it away to begin anew.`,
	);
}
