import {
	constants,
	copyFileSync,
	linkSync,
	readFileSync,
	unlinkSync,
	writeFileSync,
} from 'node:fs';
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
		throw fileError(error, 'write in the folder of', path);
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

/**
 * A link is made or refused in one step, so of two processes one gets the lock, and never half of it. The lock of a
 * dead process is replaced by who holds the lock for that: two who did it at once would both think they had it.
 */
function takeLock(path: string, lockPath: string, ownPath: string): void {
	for (let attempt = 1; !claim(ownPath, lockPath); attempt++) {
		if (attempt === ATTEMPTS_MAX)
			throw new HostError(`"${lockPath}" is in the way: it is no lock of ours. Remove it.`);
		if (!isLeftBehind(path, lockPath)) continue;
		const takeoverPath = `${lockPath}.takeover`;
		takeLock(path, takeoverPath, ownPath);
		try {
			// Somebody else may have taken it over in the meantime. A dead one stays dead.
			if (isLeftBehind(path, lockPath)) removeQuietly(lockPath);
		} finally {
			removeQuietly(takeoverPath);
		}
	}
}

/** More than others come and go meanwhile; a link that leads nowhere stays. */
const ATTEMPTS_MAX = 100;

/** False when the lock is there already. */
function claim(ownPath: string, lockPath: string): boolean {
	try {
		linkSync(ownPath, lockPath);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		if (!WITHOUT_LINKS.has(codeOf(error))) throw error;
	}
	try {
		copyFileSync(ownPath, lockPath, constants.COPYFILE_EXCL);
		return true;
	} catch (error) {
		if (codeOf(error) === 'EEXIST') return false;
		throw error;
	}
}

/** What file systems say that have no links, such as those of memory sticks and shared folders. */
const WITHOUT_LINKS: ReadonlySet<string> = new Set(['EPERM', 'ENOSYS', 'ENOTSUP', 'EOPNOTSUPP']);

/** Whether there is a lock whose holder is gone: false when there is none. Throws `HostError` when it is held. */
function isLeftBehind(path: string, lockPath: string): boolean {
	let text: string;
	try {
		text = readFileSync(lockPath, 'utf8');
	} catch (error) {
		if (codeOf(error) === 'ENOENT') return false;
		throw error;
	}
	const holder = holderIn(text);
	if (holder !== undefined && isAlive(holder)) throw inUse(path, lockPath, holder);
	return true;
}

function holderIn(text: string): Holder | undefined {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		return undefined;
	}
	if (typeof value !== 'object' || value === null) return undefined;
	const { pid, host, startedAt } = value as Record<string, unknown>;
	return typeof pid === 'number' && typeof host === 'string' && typeof startedAt === 'string'
		? { pid, host, startedAt }
		: undefined;
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

function inUse(path: string, lockPath: string, holder: Holder): HostError {
	const who = `process ${holder.pid}${holder.host === hostname() ? '' : ` on ${holder.host}`}`;
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
