import {
	type FileHandle,
	open,
	readdir,
	readFile,
	realpath,
	rename,
	unlink,
} from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { isJsonArray, isJsonObject, type Json, parseJson, stringifyJson } from '../base/json.ts';
import { createSource } from '../base/source.ts';
import type { StateStore } from '../sim/ports.ts';
import { type FileLock, lockFile } from './fileLock.ts';
import { codeOf, fileError, HostError } from './hostError.ts';
import { jsonFaultOffset } from './jsonFaultOffset.ts';

/** A State kept in a file, for one process at a time. */
export interface FileStore extends StateStore {
	/** Gives the file free for others. */
	close(): void;
}

/**
 * Opens the state file. It need not exist; its folder must, and must be writable, which is found out here
 * and not after a run. Throws `HostError`.
 */
export async function openFileStore(path: string): Promise<FileStore> {
	const target = await resolveLinks(path);
	const lock = lockFile(target);
	try {
		await removeLeftovers(target);
		// Reading now finds a broken file before the workflow runs.
		await loadState(path, target);
		return createStore(path, target, lock);
	} catch (error) {
		lock.release();
		throw error;
	}
}

function createStore(path: string, target: string, lock: FileLock): FileStore {
	return {
		load: () => loadState(path, target),
		save: (state) => saveState(path, target, state),
		close: () => lock.release(),
	};
}

/** A new file replaces a link's target, not the link. */
async function resolveLinks(path: string): Promise<string> {
	try {
		return await realpath(path);
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return path;
		throw fileError(error, 'read', path);
	}
}

async function loadState(path: string, target: string): Promise<Json | undefined> {
	let text: string;
	try {
		text = await readFile(target, 'utf8');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return undefined;
		throw fileError(error, 'read the state file', path);
	}
	// Editors of Windows put a mark in front of a text.
	return parseState(path, text.replace(/^\uFEFF/, ''));
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

/** Writes beside the file, then puts it in its place in one step: a kill leaves the old or the new State. */
async function saveState(path: string, target: string, state: Json): Promise<void> {
	const draft = draftPath(target);
	try {
		await writeDraft(draft, stringifyJson(state));
		await rename(draft, target);
		await syncFolder(dirname(target));
	} catch (error) {
		await unlink(draft).catch(() => undefined);
		throw fileError(error, 'write the state file', path);
	}
}

async function writeDraft(draft: string, text: string): Promise<void> {
	// A State holds credentials: nobody else may read it.
	const file = await open(draft, 'w', 0o600);
	try {
		await file.writeFile(text, 'utf8');
		await file.sync();
	} finally {
		await file.close();
	}
}

/** Makes the new name itself safe. Systems that cannot sync a folder do without. */
async function syncFolder(folder: string): Promise<void> {
	let handle: FileHandle;
	try {
		handle = await open(folder, 'r');
	} catch {
		return;
	}
	try {
		await handle.sync();
	} catch (error) {
		if (codeOf(error) === 'EIO') throw error;
	} finally {
		await handle.close();
	}
}

function draftPath(target: string): string {
	return join(dirname(target), `.${basename(target)}.${process.pid}.draft`);
}

/** Drafts of processes that were killed. The lock is held, so no other process is writing one. */
async function removeLeftovers(target: string): Promise<void> {
	const prefix = `.${basename(target)}.`;
	for (const name of await readdir(dirname(target))) {
		const middle = name.startsWith(prefix) ? name.slice(prefix.length) : '';
		if (/^\d+\.draft$/.test(middle)) await unlink(join(dirname(target), name));
	}
}
