import { access, mkdir, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { replaceFile } from './draftFile.ts';
import { codeOf, fileError, HostError } from './hostError.ts';

/** By everybody whom the system lets. */
const READABLE = 0o666;

/**
 * Writes files into a folder, making the folder where needed, and gives their paths. Unless forced, nothing is
 * written at all when one of them is there already. Throws `HostError`.
 */
export async function writeNewFiles(
	folder: string,
	files: readonly { readonly name: string; readonly text: string }[],
	options: { readonly isForced: boolean },
): Promise<string[]> {
	await makeFolder(folder);
	const paths = files.map(({ name }) => join(folder, name));
	if (!options.isForced) {
		for (const path of paths)
			if (await exists(path))
				throw new HostError(
					`"${path}" is there already, so nothing was written. Name another folder with --out, or overwrite with --force.`,
				);
	}
	for (const [index, path] of paths.entries())
		replaceFile(path, files[index]?.text ?? '', READABLE);
	return paths;
}

/**
 * Makes a folder level by level, from the nearest one that is there. Node's own recursive `mkdir` does not: where a
 * file system refuses a new folder by saying that its parent is missing, as /proc does, it tries again for ever.
 */
async function makeFolder(folder: string): Promise<void> {
	const missing: string[] = [];
	for (let path = resolve(folder); !(await isFolder(path, folder)); path = dirname(path)) {
		missing.unshift(path);
		if (path === dirname(path)) break;
	}
	for (const path of missing) await makeLevel(path, folder);
}

async function isFolder(path: string, folder: string): Promise<boolean> {
	try {
		if ((await stat(path)).isDirectory()) return true;
	} catch (error) {
		// Below a file: the file itself is met on the way up.
		if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false;
		throw fileError(error, 'make the folder', folder);
	}
	const isItself = path === resolve(folder);
	throw new HostError(
		isItself
			? `"${folder}" is a file, not a folder.`
			: `Cannot make the folder "${folder}": "${path}" is a file, not a folder.`,
	);
}

async function makeLevel(path: string, folder: string): Promise<void> {
	try {
		await mkdir(path);
	} catch (error) {
		// Somebody else made it in the meantime.
		if (codeOf(error) === 'EEXIST' && (await isFolder(path, folder))) return;
		if (codeOf(error) === 'ENOENT')
			throw new HostError(
				`Cannot make the folder "${folder}": "${dirname(path)}" takes no new folders.`,
			);
		throw fileError(error, 'make the folder', folder);
	}
}

async function exists(path: string): Promise<boolean> {
	try {
		await access(path);
		return true;
	} catch {
		return false;
	}
}
