/** The machine refused something a person asked for: a file, a port, a lock. The message is for that person. */
export class HostError extends Error {
	override readonly name = 'HostError';
}

/** The code of a system error such as `ENOENT`, or ''. */
export function codeOf(error: unknown): string {
	if (typeof error !== 'object' || error === null || !('code' in error)) return '';
	return String(error.code);
}

/** What an error says, in one line and without its full stop. */
export function messageOf(error: unknown): string {
	const text = error instanceof Error ? error.message : String(error);
	return text.split('\n', 1)[0]?.replace(/\.$/, '') ?? '';
}

/** What to say when a file operation fails. `doing` completes "Cannot …", for example `read` or `write`. */
export function fileError(error: unknown, doing: string, path: string): HostError {
	if (error instanceof HostError) return error;
	const code = codeOf(error);
	const reason = FILE_REASONS[code] ?? `the system says ${code === '' ? String(error) : code}`;
	return new HostError(`Cannot ${doing} "${path}": ${reason}.`);
}

const FILE_REASONS: Readonly<Record<string, string>> = {
	EACCES: 'permission denied',
	EBUSY: 'another program is using it',
	EDQUOT: 'the disk quota is used up',
	EFBIG: 'the file would become too large for this disk',
	EIO: 'the disk reports an error',
	EISDIR: 'it is a directory, not a file',
	ELOOP: 'its symbolic links go round in a circle',
	EMFILE: 'too many files are open',
	ENAMETOOLONG: 'the name is too long',
	ENOENT: 'the file or its folder does not exist',
	ENOSPC: 'the disk is full',
	ENOTDIR: 'a part of the path is a file, not a folder',
	EPERM: 'the operation is not permitted',
	EROFS: 'the disk is mounted read-only',
};
