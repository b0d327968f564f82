import { access, mkdir, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { codeOf, fileError, HostError } from './hostError.ts';

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
	for (const [index, path] of paths.entries()) await replaceFile(path, files[index]?.text ?? '');
	return paths;
}

async function makeFolder(folder: string): Promise<void> {
	try {
		await mkdir(folder, { recursive: true });
	} catch (error) {
		if (codeOf(error) === 'EEXIST') throw new HostError(`"${folder}" is a file, not a folder.`);
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

/** In one step, so that nobody meets half a file. */
async function replaceFile(path: string, text: string): Promise<void> {
	const draft = `${path}.${process.pid}.draft`;
	try {
		await writeFile(draft, text, 'utf8');
		await rename(draft, path);
	} catch (error) {
		throw fileError(error, 'write', path);
	}
}
