import { readlinkSync, realpathSync, statSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { codeOf } from './hostError.ts';

/** As the system allows it, more or less. */
const LINKS_MAX = 40;

/**
 * What two paths have in common when they lead to the same file, through whatever links, or would once it is
 * written. Undefined for what is no file: a device or a pipe serves many at once.
 */
export function fileIdentity(path: string): string | undefined {
	const status = statQuietly(path);
	if (status === undefined) return `path ${targetOf(path)}`;
	return status.isFile() ? `file ${status.dev} ${status.ino}` : undefined;
}

function statQuietly(path: string) {
	try {
		return statSync(path, { throwIfNoEntry: false, bigint: true });
	} catch {
		// Whatever is wrong with the path is said when the file is opened.
		return undefined;
	}
}

/** The path that a file has, or will have once it is written: that of the file itself, not of a link to it. */
export function targetOf(path: string): string {
	let place = resolve(path);
	for (let count = 0; count < LINKS_MAX; count++) {
		place = join(realFolder(dirname(place)), basename(place));
		try {
			place = resolve(dirname(place), readlinkSync(place));
		} catch (error) {
			if (codeOf(error) === '') throw error;
			return place;
		}
	}
	return place;
}

function realFolder(folder: string): string {
	try {
		return realpathSync(folder);
	} catch (error) {
		if (codeOf(error) === '') throw error;
		return folder;
	}
}
