import { linkSync, readFileSync, renameSync, unlinkSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { codeOf, fileError, HostError } from './hostError.ts';

/** Held by one process at a time; taken over when its holder is gone. */
export interface FileLock {
	/** Gives it back. A second call does nothing. */
	release(): void;
}

interface Holder {
	readonly pid: number;
	readonly host: string;
	/** When the process began, where the system tells: a process id alone is soon given to another. */
	readonly startedAt: string;
}

const heldHere = new Set<string>();

/** Takes the lock of a file: `FILE.lock` beside it. Throws `HostError` when another process holds it. */
export function lockFile(path: string): FileLock {
	const lockPath = `${path}.lock`;
	const ownPath = `${lockPath}.${process.pid}`;
	const holder = { pid: process.pid, host: hostname(), startedAt: startOf(process.pid) };
	if (heldHere.has(lockPath)) throw inUse(path, lockPath, holder);
	try {
		writeFileSync(ownPath, `${JSON.stringify(holder)}\n`, { mode: 0o600 });
		takeLock(path, lockPath, ownPath);
	} catch (error) {
		throw fileError(error, 'lock', path);
	} finally {
		removeQuietly(ownPath);
	}
	heldHere.add(lockPath);
	return {
		release() {
			if (heldHere.delete(lockPath)) removeQuietly(lockPath);
		},
	};
}

/** A link is made or refused in one step, so of two processes one gets the lock, and never half of it. */
function takeLock(path: string, lockPath: string, ownPath: string): void {
	for (let attempt = 1; ; attempt++) {
		try {
			linkSync(ownPath, lockPath);
			return;
		} catch (error) {
			if (codeOf(error) !== 'EEXIST') throw error;
		}
		const holder = readHolder(lockPath);
		if ((holder !== undefined && isAlive(holder)) || attempt > 3)
			throw inUse(path, lockPath, holder);
		// The holder is gone. Only one process can move its lock away; the others find nothing to move.
		const stalePath = `${ownPath}.stale`;
		try {
			renameSync(lockPath, stalePath);
		} catch (error) {
			if (codeOf(error) !== 'ENOENT') throw error;
		}
		removeQuietly(stalePath);
	}
}

function readHolder(lockPath: string): Holder | undefined {
	try {
		const value: unknown = JSON.parse(readFileSync(lockPath, 'utf8'));
		if (typeof value !== 'object' || value === null) return undefined;
		const { pid, host, startedAt } = value as Record<string, unknown>;
		return typeof pid === 'number' && typeof host === 'string' && typeof startedAt === 'string'
			? { pid, host, startedAt }
			: undefined;
	} catch (error) {
		if (error instanceof SyntaxError || codeOf(error) === 'ENOENT') return undefined;
		throw error;
	}
}

/** A holder on another machine cannot be asked, so it counts as alive. */
function isAlive(holder: Holder): boolean {
	if (holder.host !== hostname()) return true;
	if (holder.pid === process.pid) return false;
	try {
		process.kill(holder.pid, 0);
	} catch (error) {
		if (codeOf(error) === 'ESRCH') return false;
	}
	const startedAt = startOf(holder.pid);
	return startedAt === '' || holder.startedAt === '' || startedAt === holder.startedAt;
}

/** The start time of a process as Linux states it, or '' elsewhere. */
function startOf(pid: number): string {
	try {
		const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return text.slice(text.lastIndexOf(')') + 2).split(' ')[19] ?? '';
	} catch {
		return '';
	}
}

function inUse(path: string, lockPath: string, holder: Holder | undefined): HostError {
	const who =
		holder === undefined
			? 'another process'
			: `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`;
	return new HostError(
		`"${path}" is in use by ${who}. Wait for it to end; if it is gone, delete "${lockPath}".`,
	);
}

function removeQuietly(path: string): void {
	try {
		unlinkSync(path);
	} catch (error) {
		if (codeOf(error) === '') throw error;
	}
}
