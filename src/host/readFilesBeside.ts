import { opendirSync, readFileSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';

export interface FileBeside {
	/** Without its folder. */
	readonly name: string;
	readonly bytes: Uint8Array;
}

/** Of a folder with more entries than this, only so many are looked at. */
const ENTRIES_MAX = 5_000;

/**
 * The files of a name's pattern that lie in the folder of a file, without that file itself, by name. What cannot be
 * read is left out: nobody asked for it.
 */
export function readFilesBeside(
	path: string,
	options: { readonly pattern: RegExp; readonly filesMax: number; readonly bytesMax: number },
): FileBeside[] {
	const { pattern, filesMax, bytesMax } = options;
	const folder = dirname(path);
	const files: FileBeside[] = [];
	for (const name of namesIn(folder)) {
		if (files.length >= filesMax) break;
		if (!pattern.test(name) || name === basename(path)) continue;
		const file = join(folder, name);
		try {
			const status = statSync(file);
			if (status.isFile() && status.size <= bytesMax)
				files.push({ name, bytes: readFileSync(file) });
		} catch {}
	}
	return files;
}

function namesIn(folder: string): string[] {
	const names: string[] = [];
	try {
		const entries = opendirSync(folder);
		try {
			for (let entry = entries.readSync(); entry !== null; entry = entries.readSync()) {
				names.push(entry.name);
				if (names.length >= ENTRIES_MAX) break;
			}
		} finally {
			entries.closeSync();
		}
	} catch {}
	return names.sort();
}
